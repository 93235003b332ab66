"""The nine mistakes that lead to a wrong door, each made in the browser and stopped before anything leaves or opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import asking
from tests.asking import FIXED, MOBILE
from tests.journeys.deliveries import a_report, deliver, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.stages.attribution.operations.enquiring import draft_enquiry
from waymark.stages.attribution.operations.stepping import take_step
from waymark.stages.attribution.rules.enquiries import Purpose, Route
from waymark.stages.attribution.rules.states import EnquiryKind, MoveName

SignIn = Callable[[str], Page]
EARLIER = (datetime.now(UTC) - timedelta(days=12)).replace(microsecond=0)
NOTHING_LEAVES = "Nothing leaves yet"


def written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module", autouse=True)
def networks(officers: dict[str, str]) -> None:
    asking.some_networks(viewer_called("admin"))


@pytest.fixture
def a_referral(request: pytest.FixtureRequest) -> Callable[..., str]:
    def made(*events: tuple[str, str, int]) -> str:
        (answer,) = deliver(a_report(request.node.name[:60], events=events))
        return answer.referrals[0]

    return made


def drafted(page: Page, referral: str) -> Page:
    """Pick everything that the reports state, say why, and draft."""
    page.goto(f"/referral/{referral}/enquire/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Why it is needed").fill("To find who used the account")
    page.get_by_role("button", name="Draft the enquiry").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Enquiry enq-")
    return page


def sent(referral: str) -> str:
    """An enquiry about all events of a referral that went out as it should."""
    desk, spoc = viewer_called("desk"), viewer_called("spoc")
    keys = asking.keys_of(desk, referral)
    with acting(desk):
        reference = draft_enquiry(
            viewer=desk,
            referral=referral,
            kind=EnquiryKind.COMMUNICATIONS_DATA,
            route=Route.S60A,
            purpose=Purpose.IDENTIFY_SUSPECT,
            necessity="To find who used the account",
            picks=keys,
            now=now(),
        )
    for viewer, move, named in (
        (desk, MoveName.SUBMIT, ""),
        (spoc, MoveName.CHECK, ""),
        (spoc, MoveName.AUTHORISE, "Kit Outside"),
        (spoc, MoveName.SEND, ""),
    ):
        with acting(viewer):
            take_step(viewer=viewer, reference=reference, name=move, named=named, now=now())
    return reference


def answered(page: Page, enquiry: str, **said: str) -> Page:
    """Type an answer in, as it came."""
    labels = {
        "address": "IP address it repeats",
        "at": "Time it repeats, or start of the period",
        "port": "Port it repeats",
        "subscriber": "Subscriber: who pays",
        "installation": "Installation address: where the line ends",
        "billing": "Billing address: where the bills go",
    }
    page.goto(f"/enquiry/{enquiry}/answer/")
    for name, value in said.items():
        page.get_by_label(labels[name]).fill(value)
    page.get_by_role("button", name="Enter and compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Answer ans-")
    return page


def gate_stays_closed(page: Page, referral: str) -> None:
    """No door of the referral can be declared ready."""
    page.goto(f"/referral/{referral}/doors/")
    button = page.get_by_role("button", name="Declare it ready for a door")
    if button.count():
        button.first.click()
        expect(page.get_by_role("alert")).to_contain_text("Not ready for a door. Missing")
    expect(page.get_by_text("Ready for a door: corroborated")).to_have_count(0)


def schedule_stays_here(page: Page) -> None:
    """The schedule on the page is said to be wrong, cannot be taken out, and cannot be submitted."""
    expect(page.locator("#wrong")).to_contain_text(NOTHING_LEAVES)
    expect(page.get_by_role("link", name="PDF")).to_have_count(0)
    page.get_by_role("button", name="Submit to be checked").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing leaves while something is wrong: line 1")


class TestAMistakeThatIsStopped:
    def test_a_typed_address(self, as_officer: SignIn, a_referral: Callable[..., str]) -> None:
        """No field takes an address; one that is smuggled in picks nothing; one mistyped in an answer is named."""
        referral = a_referral(("198.18.1.12", written(EARLIER), 0))
        page = as_officer("desk")
        page.goto(f"/referral/{referral}/enquire/")

        page.get_by_role("checkbox").first.evaluate("box => { box.value = '198.18.1.2' }")
        page.get_by_role("checkbox").first.check()
        page.get_by_label("Why it is needed").fill("To find who used the account")
        page.get_by_role("button", name="Draft the enquiry").click()

        expect(page.get_by_role("alert")).to_contain_text("Pick at least one event")
        answered(page, sent(referral), address="198.18.1.21", at=written(EARLIER), installation=asking.HOME)
        expect(page.locator("main")).to_contain_text("another address: two signs are exchanged (12 and 21)")
        gate_stays_closed(page, referral)

    def test_a_typed_time(self, as_officer: SignIn, a_referral: Callable[..., str]) -> None:
        moment = EARLIER.replace(hour=12, minute=34, second=5)
        referral = a_referral((FIXED, written(moment), 0))
        page = as_officer("desk")

        mistyped = moment.replace(minute=43)
        answered(page, sent(referral), address=FIXED, at=written(mistyped), installation=asking.HOME)

        expect(page.locator("main")).to_contain_text("another time: two signs are exchanged (34 and 43)")
        expect(page.locator("main")).to_contain_text("It may name another household")
        gate_stays_closed(page, referral)

    def test_a_wrong_year_in_the_source(self, as_officer: SignIn, a_referral: Callable[..., str]) -> None:
        year_ago = datetime.now(UTC) - timedelta(days=362)
        page = drafted(as_officer("desk"), a_referral((FIXED, written(year_ago), 0)))

        expect(page.locator("#wrong")).to_contain_text("is the year right?")
        schedule_stays_here(page)

    def test_a_wrong_year_in_the_answer(self, as_officer: SignIn, a_referral: Callable[..., str]) -> None:
        referral = a_referral((FIXED, written(EARLIER), 0))
        year_before = EARLIER.replace(year=EARLIER.year - 1)
        page = as_officer("desk")

        answered(page, sent(referral), address=FIXED, at=written(year_before), installation=asking.HOME)

        expect(page.locator("main")).to_contain_text(f"{EARLIER.year} was asked, {EARLIER.year - 1} answered")
        for field in ("Time", "Year"):
            page.get_by_label(f"Why it may stand: {field}").fill("Looked at with the operator")
            page.get_by_role("button", name=f"Acknowledge {field}").click()
        gate_stays_closed(page, referral)

    def test_a_wrong_zone(self, as_officer: SignIn, a_referral: Callable[..., str]) -> None:
        referral = a_referral((FIXED, written(EARLIER), 0))
        page = drafted(as_officer("desk"), a_referral_without_zone())
        expect(page.locator("#wrong")).to_contain_text("UTC was assumed")
        schedule_stays_here(page)

        hour_off = EARLIER + timedelta(hours=1)
        answered(page, sent(referral), address=FIXED, at=written(hour_off), installation=asking.HOME)

        expect(page.locator("main")).to_contain_text("exactly 1 hour apart")
        gate_stays_closed(page, referral)

    def test_a_missing_port_on_a_shared_address(
        self, as_officer: SignIn, a_referral: Callable[..., str]
    ) -> None:
        page = drafted(as_officer("desk"), a_referral((MOBILE, written(EARLIER), 0)))

        expect(page.locator("#wrong")).to_contain_text("The port is missing on an address shared by many")
        schedule_stays_here(page)
        expect(page.get_by_role("button", name="Answer for it")).to_have_count(0)

    def test_a_reassigned_address_with_one_event(
        self, as_officer: SignIn, a_referral: Callable[..., str]
    ) -> None:
        referral = a_referral((FIXED, written(EARLIER), 0))
        page = as_officer("desk")

        answered(
            page, sent(referral), address=FIXED, at=written(EARLIER), subscriber="A. Example",
            installation=asking.HOME,
        )  # fmt: skip

        expect(page.locator("main")).not_to_contain_text("Nobody may rely on this yet")
        page.goto(f"/referral/{referral}/doors/")
        expect(page.locator("main")).to_contain_text("one address at one time may have been another line's")
        expect(page.locator("#people ~ div").first).to_contain_text("Subscriber. Not judged.")
        gate_stays_closed(page, referral)

    def test_an_answer_to_another_question(self, as_officer: SignIn, a_referral: Callable[..., str]) -> None:
        referral = a_referral((FIXED, written(EARLIER), 0))
        enquiry = sent(referral)
        page = as_officer("desk")
        page.goto(f"/enquiry/{enquiry}/")

        table = "Your reference,IP address,Installation address\nENQ-0000-0000-0000 / 1,198.18.9.1,1 Low Road AB1 2CD\n"
        page.get_by_label("The operator's table (CSV)").set_input_files(
            {"name": "answer.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
        page.get_by_role("button", name="Read the table").click()

        expect(page.get_by_role("alert")).to_contain_text("This answer repeats ENQ-0000-0000-0000")
        answered(page, enquiry, address="203.0.113.9", at=written(EARLIER), installation=asking.HOME)
        expect(page.locator("main")).to_contain_text("this may answer another question")
        gate_stays_closed(page, referral)

    def test_a_billing_address_for_the_installation_address(
        self, as_officer: SignIn, a_referral: Callable[..., str]
    ) -> None:
        referral = a_referral((FIXED, written(EARLIER), 0))
        page = as_officer("desk")

        answered(page, sent(referral), address=FIXED, at=written(EARLIER), billing=asking.HOME)

        expect(page.locator("main")).to_contain_text("only a billing address was given")
        gate_stays_closed(page, referral)
        expect(page.locator("main")).to_contain_text("No answer names a door yet")

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            (asking.EXIT, "A way out of Tor"),
            (asking.RELAY, "A way out of a private relay"),
            (asking.VPN, "A VPN: not a home"),
        ],
    )
    def test_a_way_out_taken_for_a_home(
        self, as_officer: SignIn, a_referral: Callable[..., str], address: str, words: str
    ) -> None:
        page = drafted(as_officer("desk"), a_referral((address, written(EARLIER), 0)))

        expect(page.locator("#wrong")).to_contain_text(words)
        schedule_stays_here(page)


def a_referral_without_zone() -> str:
    (answer,) = deliver(a_report("no-zone", events=[(FIXED, EARLIER.strftime("%Y-%m-%dT%H:%M:%S"), 0)]))
    return answer.referrals[0]
