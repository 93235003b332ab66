"""From a file that arrived to a recorded answer that changed the level, counted in what an officer does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.builders import an_xml_report
from tests.journeys.counted import MOST_ACTIONS, Officer
from tests.journeys.deliveries import a_report, deliver

SignIn = Callable[[str], Page]


class TestResearching:
    def test_takes_an_ordinary_referral_from_arrival_to_a_new_level_in_few_actions(
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
        expect(page.locator(".waymark-identity")).to_contain_text("Medium")
        for question in (
            "Is anyone's life under threat now?",
            "Is a child being abused now?",
            "Is a child in crisis now",
            "Can we name a child",
        ):
            officer.answer(page, question, "No")
        officer.answer(page, "Does a child live at", "Yes")
        officer.fill(
            page.get_by_label("Where did you look?"), "Report read; children's services by telephone"
        )
        officer.click(page.get_by_role("button", name="Record answers"))

        expect(page.get_by_role("alert")).to_contain_text("The level changed from medium to high")
        expect(page.get_by_role("alert")).to_contain_text("The suspect has access to children")
        expect(page.locator(".waymark-identity")).to_contain_text("High")
        expect(page.locator("#timeline")).to_contain_text(
            "Source: Report read; children's services by telephone"
        )
        assert officer.actions <= MOST_ACTIONS
        check_accessible(page)
        shoot(page, "researched")

    def test_shows_what_was_chosen_again_when_the_source_is_missing(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None]
    ) -> None:
        (answer,) = deliver(a_report("u2"))
        page = as_officer("desk")
        page.goto(f"/referral/{answer.referrals[0]}/")

        Officer().answer(page, "Does a child live at", "Yes")
        page.get_by_role("button", name="Record answers").click()

        expect(page.get_by_role("alert")).to_contain_text("Say where you looked")
        expect(page.get_by_role("group", name="Does a child live at").get_by_label("Yes")).to_be_checked()
        check_accessible(page)

        page.get_by_role("alert").get_by_role("link").click()

        expect(page.get_by_label("Where did you look?")).to_be_focused()
