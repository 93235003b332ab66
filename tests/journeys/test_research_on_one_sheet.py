"""The research sheet: by keys alone, what was marked shown again, and what is held raising the level."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.deliveries import a_report, deliver

SignIn = Callable[[str], Page]


class TestTheSheet:
    def test_is_filled_in_by_the_keyboard_alone_and_shows_again_what_was_marked(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None]
    ) -> None:
        (answer,) = deliver(a_report("u2"))
        page = as_officer("desk")
        page.goto(f"/referral/{answer.referrals[0]}/research/")

        page.get_by_label("When", exact=True).fill("soon")
        page.locator("[id='look.pnd-nothing']").focus()
        page.keyboard.press("Space")
        page.locator("[id='look.childrens_services-nothing']").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")

        expect(page.get_by_role("alert")).to_contain_text("Write when you looked as a time of today")
        expect(page.locator("[id='look.pnd-nothing']")).to_be_checked()
        expect(page.locator("[id='look.childrens_services-could_not']")).to_be_checked()
        check_accessible(page)

        page.get_by_label("When", exact=True).fill("00:00")
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
