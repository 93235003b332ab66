"""The queue with the keyboard alone: rows, pages, filters, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.deliveries import a_report, deliver, reference_on

SignIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def thirty(officers: dict[str, str]) -> None:
    """More referrals than a page of the queue holds."""
    deliver(*(a_report(f"u{n}") for n in range(30)))


def first_cell(page: Page) -> str:
    return page.evaluate("document.activeElement.querySelector('a')?.innerText ?? ''")


class TestTheKeyboardAlone:
    def test_moves_over_the_rows_and_opens_one(self, thirty: None, as_officer: SignIn) -> None:
        page = as_officer("desk")
        page.goto("/queue/")

        page.keyboard.press("j")
        page.keyboard.press("j")
        second = first_cell(page)
        page.keyboard.press("j")
        page.keyboard.press("k")
        assert first_cell(page) == second
        page.keyboard.press("Enter")
        page.wait_for_url("**/referral/**")

        assert reference_on(page) == second

        page.keyboard.press("g")
        page.keyboard.press("q")
        page.wait_for_url("**/queue/")

    def test_goes_to_the_next_page_and_shows_other_referrals(self, thirty: None, as_officer: SignIn) -> None:
        page = as_officer("desk")
        page.goto("/queue/")
        first = page.locator("a[data-open]").all_inner_texts()

        page.keyboard.press("n")
        page.wait_for_url("**after=**")

        second = page.locator("a[data-open]").all_inner_texts()
        assert len(first) == 25
        assert len(second) == 5
        assert not set(first) & set(second)
        expect(page.get_by_role("main")).not_to_contain_text("Next:")

    def test_filters(self, thirty: None, as_officer: SignIn) -> None:
        page = as_officer("desk")
        page.goto("/queue/")

        page.keyboard.press("/")
        expect(page.get_by_label("Force")).to_be_focused()
        page.keyboard.type("Kent")
        page.keyboard.press("Enter")
        page.wait_for_url("**force=Kent**")

        expect(page.get_by_role("search", name="Filter")).to_contain_text("Kent Police")
        expect(page.get_by_role("main")).to_contain_text("No referral is like that")

    def test_opens_and_leaves_the_pages_under_more(
        self, thirty: None, as_officer: SignIn, check_accessible: Callable[[Page], None]
    ) -> None:
        page = as_officer("desk")
        page.goto("/queue/")
        more, faults = page.locator("summary", has_text="More"), page.get_by_role("link", name="Faults")
        more.focus()

        page.keyboard.press("Enter")
        expect(faults).to_be_visible()
        check_accessible(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(faults).to_be_hidden()
        expect(more).to_be_focused()
        page.keyboard.press("g")
        page.keyboard.press("f")
        page.wait_for_url("**/faults/")

        expect(more).to_have_text("More: Faults")

    def test_is_told_when_no_force_goes_by_a_name(
        self, thirty: None, as_officer: SignIn, check_accessible: Callable[[Page], None]
    ) -> None:
        page = as_officer("desk")

        page.goto("/queue/?force=Nowhereshire")

        expect(page.get_by_role("alert")).to_contain_text("No force goes by that name")
        check_accessible(page)

    def test_goes_to_a_reference_as_it_was_read_out(self, thirty: None, as_officer: SignIn) -> None:
        page = as_officer("desk")
        page.goto("/queue/")
        reference = page.locator("a[data-open]").first.inner_text()

        page.get_by_label("Go to reference").fill(reference.lower().replace("-", " "))
        page.keyboard.press("Enter")
        page.wait_for_url("**/referral/**")

        assert reference_on(page) == reference
