"""An enquiry is drafted and submitted without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import asking
from tests.journeys.deliveries import a_report, deliver
from waymark.access.queries import viewer_called

SignIn = Callable[[str], Page]
EARLIER = (datetime.now(UTC) - timedelta(days=12)).strftime("%Y-%m-%dT%H:%M:%SZ")
MOST_TABS = 60


@pytest.fixture(scope="module", autouse=True)
def networks(officers: dict[str, str]) -> None:
    asking.some_networks(viewer_called("admin"))


def tab_to(page: Page, matching: str) -> None:
    """Press Tab until the element in focus matches a selector."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", matching):
            return
    pytest.fail(f"Tab does not come to {matching}")


class TestAnEnquiry:
    def test_is_drafted_and_submitted_by_keyboard_alone(self, as_officer: SignIn) -> None:
        events = [(asking.FIXED, EARLIER, 0), (asking.MOBILE, EARLIER, 0)]
        (answer,) = deliver(a_report("keyboard", events=events))
        page = as_officer("desk")
        page.goto(f"/referral/{answer.referrals[0]}/enquire/")

        # The event that can be resolved is ticked already; the one without its port is not.
        expect(page.get_by_role("checkbox").nth(0)).to_be_checked()
        expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()
        tab_to(page, "input[type=checkbox]:not(:checked)")
        page.keyboard.press("Space")
        tab_to(page, "textarea")
        page.keyboard.type("To find who used the account")
        tab_to(page, "main button[type=submit]")
        page.keyboard.press("Enter")
        expect(page.locator("#wrong")).to_contain_text("The port is missing on an address shared by many")

        tab_to(page, "button[name=drop][value='2']")
        page.keyboard.press("Enter")
        expect(page.locator("#wrong")).to_have_count(0)
        tab_to(page, "button[value=submit]")
        page.keyboard.press("Enter")

        expect(page.locator("main")).to_contain_text("Waits to be checked")
        expect(page.locator("main")).to_contain_text("the single point of contact")
