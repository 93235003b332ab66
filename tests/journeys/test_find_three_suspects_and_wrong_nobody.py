"""Three suspects, two children elsewhere, a wrong resolution in the agency's pack, a supplement, a withdrawn enquiry.

Every action is counted: a page opened, a box ticked, a field filled, a button pressed. At the end only those whom
an officer judged are suspects.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import asking
from tests.asking import FIXED, OTHER_FIXED
from tests.builders import Held, a_response
from tests.integration.test_reference_loading import load
from tests.journeys.deliveries import a_report, deliver
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.reference.kinds import Kind
from waymark.stages.attribution.queries.gate import judgements_of

SignIn = Callable[[str], Page]
EARLIER = (datetime.now(UTC) - timedelta(days=12)).replace(microsecond=0)
LATER = EARLIER + timedelta(days=4)
# What one suspect costs: from the referral to a door that is ready and a person judged, answers included.
MOST_ACTIONS_A_SUSPECT = 34
# What one child elsewhere costs: from the referral to the signed package for that child's force.
MOST_ACTIONS_A_CHILD = 8
NUMBER = 182345671
METROPOLITAN, CITY, KENT = "E23000001", "E23000034", "E23000032"
PLACES = f"""outward_code,pfa_code,share
XA2,{METROPOLITAN},1
XA3,{CITY},1
AB2,{KENT},1
"""
PACK = """From: desk@nca.example
To: referrals@force.example
Subject: Dissemination
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

OFFICIAL-SENSITIVE

National Crime Agency

Our ref: NCA/2026/004512
CyberTipline report number: {number}
Grading: 1/A/P

IP address: {address}
Date and time: {at}
Operator: Fern
Subscriber: Nobody Guilty
Installation address: 9 Elm Avenue
Anytown
AB1 2CE

Action required: Research and risk assess
"""


def written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Counted:
    """A page whose every action is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def go(self, address: str) -> None:
        self.actions += 1
        self.page.goto(address)

    def tick_all(self) -> None:
        for box in self.page.get_by_role("checkbox").all():
            if not box.is_checked():
                self.actions += 1
                box.check()

    def fill(self, label: str, text: str) -> None:
        self.actions += 1
        self.page.get_by_label(label).first.fill(text)

    def press(self, name: str) -> None:
        self.actions += 1
        self.page.get_by_role("button", name=name, exact=True).first.click()


@pytest.fixture(scope="module", autouse=True)
def networks(officers: dict[str, str]) -> None:
    admin = viewer_called("admin")
    asking.some_networks(admin)
    load(Kind.OUTWARD_CODES, io.BytesIO(PLACES.encode()), viewer=admin)


def a_child(postcode: str, email: str) -> str:
    return (
        f"<victim><victimPerson><email>{email}</email><address><address>1 Made Street</address>"
        f"<city>Made</city><zipCode>{postcode}</zipCode></address></victimPerson></victim>"
    )


def three_referrals() -> list[str]:
    """Three suspects of three reports; the first has a number, and names two children who live elsewhere."""
    events = [(FIXED, written(EARLIER), 0), (OTHER_FIXED, written(LATER), 0)]
    children = a_child("XA2 1AA", "one@example.com") + a_child("XA3 1AA", "two@example.com")
    found = []
    for n in (1, 2, 3):
        report = a_report(f"suspect-{n}", events=events, extra=children if n == 1 else "")
        answer = Held(a_response(NUMBER), name="answer.xml", folder="/one")
        held = [replace(report, folder="/one"), answer] if n == 1 else [report]
        found.append(deliver(*held)[0].referrals[0])
    return found


def a_table(home: str, person: str) -> bytes:
    """What two operators send back, each row with what it repeats of its question."""
    heads = "Line,IP address,Event time,Operator,Subscriber name,Installation address,Billing address"
    rows = [
        f'1,{FIXED},{written(EARLIER)},Fern,{person},"{home}","1 Low Road, AB1 9ZZ"',
        f'2,{OTHER_FIXED},{written(LATER)},Moss,{person},"{home}",',
    ]
    return "\n".join((heads, *rows)).encode()


@pytest.fixture
def become(as_officer: SignIn, page: Page) -> SignIn:
    """Hand the browser to another officer."""

    def handed(username: str) -> Page:
        page.context.clear_cookies()
        return as_officer(username)

    return handed


class TestThreeSuspects:
    def test_are_found_and_nobody_else_is_called_one(
        self,
        become: SignIn,
        check_accessible: Callable[[Page], None],
        shoot: Callable[[Page, str], None],
    ) -> None:
        referrals = three_referrals()
        spent = [
            self.one_suspect(become, n, ref, check_accessible, shoot) for n, ref in enumerate(referrals, 1)
        ]
        page = become("desk")

        self.two_children_elsewhere(page, referrals[0], check_accessible, shoot)
        self.a_suspect_in_another_force(page, referrals[1])
        self.a_wrong_resolution_in_a_pack(page, referrals[0])
        self.a_supplement_after_the_warrant(page, referrals[0])
        self.a_withdrawn_enquiry(page, referrals[2])

        desk = viewer_called("desk")
        judged = []
        for referral in referrals:
            id_ = asking.referral_id(desk, referral)
            with acting(desk):
                judged += [(each.person, each.is_suspect) for each in judgements_of(desk, id_)]
        assert judged == [(f"Person {n}", True) for n in (1, 2, 3)]
        assert max(spent) <= MOST_ACTIONS_A_SUSPECT

    def one_suspect(
        self,
        become: SignIn,
        n: int,
        referral: str,
        check_accessible: Callable[[Page], None],
        shoot: Callable[[Page, str], None],
    ) -> int:
        counted = Counted(become("desk"))
        page = counted.page
        counted.go(f"/referral/{referral}/enquire/")
        counted.tick_all()
        counted.fill("Why it is needed", "To find who used the account")
        if n == 1:
            check_accessible(page)
            shoot(page, "draft")
        counted.press("Draft the enquiry")
        enquiry = page.url
        if n == 1:
            check_accessible(page)
            shoot(page, "workbench")
        counted.press("Submit to be checked")

        page = become("spoc")
        counted.page = page
        counted.go(enquiry)
        counted.press("Checked: pass it on")
        counted.page.locator("#named-authorise").fill("Kit Outside")
        counted.fill("Number of the authorisation", f"A-{n}")
        counted.press("Record as authorised")
        counted.press("Record as sent")
        page.get_by_label("The operator's table (CSV)").set_input_files(
            {
                "name": "answer.csv",
                "mimeType": "text/csv",
                "buffer": a_table(asking.HOME.replace("AB1", f"AB{n}"), f"Person {n}"),
            }
        )
        counted.actions += 1
        counted.press("Read the table")
        expect(page.locator("main")).to_contain_text("2 answers read from the operator's table")
        page.locator("#answers").get_by_role("link", name="ans-").first.click()
        counted.fill("Why it may stand: Installation address", "The bills go to the office")
        if n == 1:
            check_accessible(page)
            shoot(page, "answer")
        counted.press("Acknowledge Installation address")

        page = become("desk")
        counted.page = page
        counted.go(f"/referral/{referral}/doors/")
        counted.press("Declare it ready for a door")
        expect(page.locator("main")).to_contain_text("Ready for a door: corroborated")
        expect(page.locator("main")).to_contain_text("Not judged")
        page.locator("[id^=judge-ans]").first.fill("Admitted it in interview")
        counted.actions += 1
        counted.press("Judge a suspect")
        expect(page.locator("main")).to_contain_text("Judged a suspect by desk")
        if n == 1:
            check_accessible(page)
            shoot(page, "ready")
        return counted.actions

    def two_children_elsewhere(
        self,
        page: Page,
        referral: str,
        check_accessible: Callable[[Page], None],
        shoot: Callable[[Page, str], None],
    ) -> None:
        """Each child's own force is told, whoever is or is not a suspect, with a clock of its own."""
        counted = Counted(page)
        counted.go(f"/referral/{referral}/disseminations/")
        counted.press("Look who is to be told")
        expect(page.get_by_text("About a child")).to_have_count(2)
        expect(page.get_by_text("About a suspect")).to_have_count(0)
        check_accessible(page)
        shoot(page, "two-children")
        named = page.locator("td a[href*='/dissemination/']").all()
        addresses = [str(each.get_attribute("href")) for each in named]
        forces = []
        for address in addresses:
            counted.go(address)
            counted.fill("Handling code", "P")
            counted.fill("Marking", "OFFICIAL-SENSITIVE")
            counted.press("Sign and send")
            expect(page.locator("main")).to_contain_text("Sent, no answer yet")
            forces.append(page.locator("main").inner_text())
        assert [name in told for name, told in zip(("Metropolitan", "City of London"), forces, strict=True)]
        assert counted.actions <= 2 * MOST_ACTIONS_A_CHILD

    def a_suspect_in_another_force(self, page: Page, referral: str) -> None:
        """Who was judged at a door in Kent is proposed to Kent, by nobody's typing."""
        page.goto(f"/referral/{referral}/disseminations/")

        expect(page.locator("main")).to_contain_text("Kent Police")
        expect(page.get_by_text("About a suspect")).to_have_count(1)
        expect(page.locator("main")).to_contain_text("judged a suspect by desk")

    def a_wrong_resolution_in_a_pack(self, page: Page, referral: str) -> None:
        """The agency's pack asked with another year: its door is another, and opens for nothing."""
        wrong_year = f"{EARLIER.replace(year=EARLIER.year - 1):%d %B %Y %H:%M:%S} UTC"
        text = PACK.format(number=NUMBER, address=FIXED, at=wrong_year)
        deliver(Held(text.replace("\n", "\r\n").encode(), name="pack.eml", folder="/pack"))
        page.goto("/packs/")
        page.locator("form.waymark-pack-waiting", has_text="pack.eml").get_by_role("button").click()
        page.wait_for_url("**/pack/pck-*/")
        page.locator("[data-fact][data-state=open] [data-value]").first.focus()
        while page.evaluate("document.activeElement.hasAttribute('data-value')"):
            page.keyboard.press("Enter")
        expect(page.locator("[data-open]")).to_have_text("0")
        page.keyboard.press("Enter")
        expect(page.locator("#resolution-1 .waymark-doubts")).to_contain_text(
            f"{EARLIER.year} says the source, {EARLIER.year - 1} was asked"
        )

        page.goto(f"/referral/{referral}/doors/")
        section = page.locator("section", has_text="9 Elm Avenue")
        section.get_by_role("button", name="Declare it ready for a door").click()

        expect(page.get_by_role("alert")).to_contain_text("Not ready for a door")
        page.locator("section", has_text="9 Elm Avenue").get_by_role("link", name="ans-").first.click()
        expect(page.locator("main")).to_contain_text("Nobody may rely on this yet")
        page.get_by_label("How it is known").fill("The year was mistyped in the pack")
        page.get_by_role("button", name="It proved wrong").click()
        expect(page.locator("main")).to_contain_text("This answer proved wrong. Nothing may rest on it.")

    def a_supplement_after_the_warrant(self, page: Page, referral: str) -> None:
        """A later report adds an event: it can be asked about, and what was decided stands with its evidence."""
        page.goto(f"/referral/{referral}/enquire/")
        before = page.get_by_role("checkbox").count()
        deliver(
            a_report("suspect-1", events=[(FIXED, written(LATER + timedelta(days=1)), 0)], note="supplement")
        )

        page.reload()

        expect(page.get_by_role("checkbox")).to_have_count(before + 1)
        page.goto(f"/referral/{referral}/doors/")
        expect(page.locator("main")).to_contain_text("Ready for a door: corroborated")

    def a_withdrawn_enquiry(self, page: Page, referral: str) -> None:
        page.goto(f"/referral/{referral}/enquire/")
        page.get_by_role("checkbox").first.check()
        page.get_by_label("Why it is needed").fill("Drafted twice")
        page.get_by_role("button", name="Draft the enquiry").click()
        page.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_role("alert")).to_contain_text("Say why")

        page.get_by_label("Why (Withdraw)").fill("Asked already")
        page.get_by_role("button", name="Withdraw").click()

        expect(page.locator("main")).to_contain_text("Withdrawn")
        expect(page.get_by_role("button", name="Submit to be checked")).to_have_count(0)
