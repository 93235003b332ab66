"""Three suspects, two children elsewhere, a wrong resolution in the agency's pack, a supplement, a withdrawn enquiry.

Every action is counted: a page opened, a box ticked, a field filled, a button pressed. At the end only those whom
an officer judged are suspects.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import asking
from tests.asking import FIXED, OTHER_FIXED
from tests.journeys.deliveries import a_report, deliver, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.stages.attribution.operations.answering import enter_resolution
from waymark.stages.attribution.queries.gate import judgements_of
from waymark.stages.attribution.rules.answers import Question
from waymark.stages.attribution.rules.comparing import Stated
from waymark.stages.attribution.rules.typed_times import read_typed_time

SignIn = Callable[[str], Page]
EARLIER = (datetime.now(UTC) - timedelta(days=12)).replace(microsecond=0)
LATER = EARLIER + timedelta(days=4)
# What one suspect costs: from the referral to a door that is ready and a person judged, answers included.
MOST_ACTIONS_A_SUSPECT = 34


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
    asking.some_networks(viewer_called("admin"))


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
        events = [(FIXED, written(EARLIER), 0), (OTHER_FIXED, written(LATER), 0)]
        referrals = [deliver(a_report(f"suspect-{n}", events=events))[0].referrals[0] for n in range(1, 4)]
        spent = [
            self.one_suspect(become, n, ref, check_accessible, shoot) for n, ref in enumerate(referrals, 1)
        ]
        page = become("desk")

        # A child lives elsewhere, twice over: held on the door, whoever is or is not a suspect.
        for n in (1, 2):
            page.goto(f"/doors/?address=AB{n} 2CD")
            page.get_by_role("link", name="What we hold on this door").first.click()
            page.get_by_label("What is known").select_option("child")
            page.get_by_label("In words").fill(
                f"A child of another force's area stays here at weekends ({n})"
            )
            page.get_by_role("button", name="Add the note").click()
            expect(page.locator("main")).to_contain_text("A child lives there")
        check_accessible(page)
        shoot(page, "door")

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

    def a_wrong_resolution_in_a_pack(self, page: Page, referral: str) -> None:
        """The agency's pack asked with another year: its door is another, and opens for nothing."""
        desk = viewer_called("desk")
        asked = Question(Stated(FIXED, None, read_typed_time(written(EARLIER))), "rep/1")
        wrong_year = written(EARLIER.replace(year=EARLIER.year - 1))
        with acting(desk):
            reference = enter_resolution(
                viewer=desk,
                referral=referral,
                question=asked,
                row=asking.an_answer(
                    at=wrong_year, subscriber="Nobody Guilty", installation="9 Elm Ave, AB1 2CE"
                ),
                source="the agency's pack, page 3",
                now=now(),
            )

        page.goto(f"/referral/{referral}/doors/")
        section = page.locator("section", has_text="9 Elm Ave")
        section.get_by_role("button", name="Declare it ready for a door").click()

        expect(page.get_by_role("alert")).to_contain_text("Not ready for a door")
        page.goto(f"/answer/{reference}/")
        expect(page.locator("main")).to_contain_text("Nobody may rely on this yet")
        page.get_by_label("How it is known").fill("The year was mistyped in the pack")
        page.get_by_role("button", name="It proved wrong").click()
        expect(page.locator("main")).to_contain_text("This answer proved wrong. Nothing may rest on it.")

    def a_supplement_after_the_warrant(self, page: Page, referral: str) -> None:
        """A later report adds an event: it can be asked about, and what was decided stands with its evidence."""
        deliver(
            a_report("suspect-1", events=[(FIXED, written(LATER + timedelta(days=1)), 0)], note="supplement")
        )

        page.goto(f"/referral/{referral}/enquire/")

        expect(page.get_by_role("checkbox")).to_have_count(3)
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
