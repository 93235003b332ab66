"""The research sheet: from arrival through every place to look, counted in what an officer does, and by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.builders import an_xml_report
from tests.journeys.deliveries import a_report, deliver

SignIn = Callable[[str], Page]

# The plan's tenth promise: an ordinary referral takes twenty actions or fewer from arrival to a recorded decision.
MOST_ACTIONS = 20


class Officer:
    """Does things on pages, and counts each click, choice and field filled in."""

    def __init__(self) -> None:
        self.actions = 0

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def fill(self, what: Locator, words: str) -> None:
        self.actions += 1
        what.fill(words)


def looked(page: Page, place: str, said: str) -> Locator:
    return page.get_by_role("group", name=f"{place}").get_by_text(said, exact=True)


class TestTheSheet:
    def test_takes_an_ordinary_referral_from_arrival_through_every_place_to_look(
        self,
        as_officer: SignIn,
        tmp_path: Path,
        check_accessible: Callable[[Page], None],
        shoot: Callable[..., None],
    ) -> None:
        page, officer = as_officer("desk"), Officer()
        file = tmp_path / "report.xml"
        file.write_bytes(an_xml_report(identifier="u1", service="Examplechat", screen_name="invented_one"))

        officer.click(page.get_by_role("link", name="Deliver", exact=True))
        officer.actions += 1  # choosing the file
        page.get_by_label("Files").set_input_files(file)
        officer.fill(page.get_by_label("Who reported"), "Examplechat")
        officer.click(page.get_by_role("button", name="Deliver"))
        officer.click(page.locator("[data-answer-rows] a[data-open]"))
        officer.click(page.get_by_role("link", name="Research sheet"))
        shoot(page, "research")
        check_accessible(page)
        officer.fill(page.get_by_label("Who looked"), "DC 1234")
        officer.click(looked(page, "Read the report", "None of these"))
        for place in (
            "Police National Computer",
            "Police National Database",
            "Sex-offender register",
            "The force's own records",
            "Children's services",
            "Employer and positions of trust",
            "Open source",
        ):
            officer.click(looked(page, place, "Nothing held"))
        officer.click(page.get_by_role("button", name="Record looks"))

        expect(page.get_by_role("alert")).to_contain_text("The level changed from medium to low")
        expect(page.get_by_role("row", name="Police National Database")).to_contain_text("DC 1234")
        expect(page.locator(".waymark-identity")).to_contain_text("Everything is looked up")
        assert officer.actions <= MOST_ACTIONS - 3, "three are left for the decision"
        check_accessible(page)
        shoot(page, "research-done")

    def test_is_filled_in_by_the_keyboard_alone_and_shows_again_what_was_marked(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None]
    ) -> None:
        (answer,) = deliver(a_report("u2"))
        page = as_officer("desk")
        page.goto(f"/referral/{answer.referrals[0]}/research/")

        page.get_by_label("When, UTC").fill("soon")
        page.locator("[id='look.pnd-nothing']").focus()
        page.keyboard.press("Space")
        page.locator("[id='look.childrens_services-nothing']").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")

        expect(page.get_by_role("alert")).to_contain_text("Write when you looked as a time in UTC")
        expect(page.locator("[id='look.pnd-nothing']")).to_be_checked()
        expect(page.locator("[id='look.childrens_services-could_not']")).to_be_checked()
        check_accessible(page)

        page.get_by_label("When, UTC").fill("00:00")
        page.keyboard.press("Enter")

        expect(page.get_by_role("alert")).to_contain_text("Recorded")
        expect(page.get_by_role("row", name="Children's services")).to_contain_text("Could not look")

    def test_says_what_is_held_and_raises_the_level(self, as_officer: SignIn) -> None:
        (answer,) = deliver(a_report("u3"))
        page = as_officer("desk")
        page.goto(f"/referral/{answer.referrals[0]}/research/")

        row = page.get_by_role("row", name="Children's services")
        row.locator("summary").click()
        row.get_by_role("group", name="Does a child live at").get_by_text("Yes", exact=True).click()
        page.get_by_label("UPRN found").fill("100012345678")
        page.get_by_role("button", name="Record looks").click()

        expect(page.get_by_role("alert")).to_contain_text("The level changed from medium to high")
        expect(row).to_contain_text("Yes: Does a child live at")
        expect(page.get_by_role("row", name="Which door")).to_contain_text("100012345678")
