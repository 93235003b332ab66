"""From a file on the deliver page to a recorded decision, in one go, each action of the officer counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import an_xml_report
from tests.journeys.counted import MOST_ACTIONS, Officer
from tests.journeys.deliveries import now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.stages.prioritisation.operations.own_first import set_own_level_first

SignIn = Callable[[str], Page]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]

PLACES = (
    "Police National Computer",
    "Police National Database",
    "Sex-offender register",
    "The force's own records",
    "Children's services",
    "Employer and positions of trust",
    "Open source",
)


@pytest.fixture
def own_level_off(officers: dict[str, str]) -> Iterator[None]:
    """Whatever a journey sets, the next begins with levels shown at once."""
    yield
    supervisor = viewer_called("supervisor")
    with acting(supervisor):
        set_own_level_first(is_on=False, reason="The journey is over", viewer=supervisor, now=now())


def from_arrival_to_the_sheet(page: Page, officer: Officer, file: Path) -> None:
    officer.click(page.get_by_role("link", name="Deliver", exact=True))
    officer.choose_file(page.get_by_label("Files"), file)
    officer.fill(page.get_by_label("Who reported"), "Examplechat")
    officer.click(page.get_by_role("button", name="Deliver"))
    officer.click(page.locator("[data-answer-rows] a[data-open]"))
    officer.click(page.get_by_role("link", name="Research sheet"))


def look_everywhere(page: Page, officer: Officer) -> None:
    officer.answer(page, "Read the report", "None of these")
    for place in PLACES:
        officer.answer(page, place, "Nothing held")
    officer.click(page.get_by_role("button", name="Record looks"))


def a_file(folder: Path, identifier: str) -> Path:
    file = folder / f"{identifier}.xml"
    file.write_bytes(
        an_xml_report(identifier=identifier, service="Examplechat", screen_name=f"invented_{identifier}")
    )
    return file


class TestAnOrdinaryReferral:
    def test_goes_from_arrival_to_a_recorded_decision_in_twenty_actions_or_fewer(
        self, as_officer: SignIn, tmp_path: Path, check_accessible: Check, shoot: Shoot
    ) -> None:
        page, officer = as_officer("desk"), Officer()

        from_arrival_to_the_sheet(page, officer, a_file(tmp_path, "u1"))
        shoot(page, "research")
        check_accessible(page)
        officer.fill(page.get_by_label("Who looked"), "DC 1234")
        look_everywhere(page, officer)
        expect(page.get_by_role("alert")).to_contain_text("The level changed from medium to low")
        expect(page.get_by_role("row", name="Police National Database")).to_contain_text("DC 1234")
        expect(page.locator(".waymark-identity")).to_contain_text("Everything is looked up")
        check_accessible(page)
        shoot(page, "research-done")
        officer.click(page.get_by_role("link", name="Decide the level"))
        officer.click(page.get_by_role("button", name="Decide the level"))

        expect(page.get_by_role("alert")).to_contain_text("Decided: low")
        expect(page.locator(".waymark-identity")).to_contain_text("Decided by an officer")
        assert officer.actions == 18
        assert officer.actions <= MOST_ACTIONS

    def test_does_so_too_where_officers_give_their_own_level_first(
        self,
        own_level_off: None,
        as_officer: SignIn,
        tmp_path: Path,
        check_accessible: Check,
        shoot: Shoot,
    ) -> None:
        page = as_officer("supervisor")
        page.goto("/levels/")
        page.get_by_label("Why", exact=True).fill("So that ours does not anchor theirs")
        page.get_by_role("button", name="Have officers give their own first").click()
        expect(page.locator("#own-first")).to_contain_text("On.")
        check_accessible(page)
        shoot(page, "levels-own-first")
        page.context.clear_cookies()
        page, officer = as_officer("desk"), Officer()

        from_arrival_to_the_sheet(page, officer, a_file(tmp_path, "u2"))
        expect(page.locator(".waymark-identity")).not_to_contain_text("Medium")
        shoot(page, "research-own-first")
        look_everywhere(page, officer)
        expect(page.get_by_role("alert")).to_contain_text("Give your own level first")
        officer.click(page.get_by_role("link", name="Give your own level"))
        check_accessible(page)
        shoot(page, "own-level-first")
        officer.choose(page.get_by_label("The level you would give"), "Low")
        officer.click(page.get_by_role("button", name="Record it, and show what is proposed"))
        officer.click(page.get_by_role("button", name="Decide the level"))

        expect(page.get_by_role("alert")).to_contain_text("Decided: low")
        expect(page.locator("#said")).to_contain_text("Own level first: low by desk")
        assert officer.actions == 19
        assert officer.actions <= MOST_ACTIONS
        page.goto("/queue/")
        shoot(page, "queue-own-first")
