"""A list of the queue: taken into one's own work and calendar, kept as a view, and decided with exceptions out."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.deliveries import a_report, deliver, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.pipeline import answer
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.facts import FACTS, Bearing

SignIn = Callable[[str], Page]


def researched_and_low(identifier: str) -> str:
    (answered,) = deliver(a_report(identifier))
    reference = answered.referrals[0]
    said = {name: Said.NO for name, fact in FACTS.items() if fact.bearing is Bearing.DANGER}
    desk = viewer_called("desk")
    with acting(desk):
        answer(desk, reference, said, source="every register", now=now())
    return reference


@pytest.fixture(scope="module")
def low(officers: dict[str, str]) -> list[str]:
    return [researched_and_low(f"low{n}") for n in range(3)]


@pytest.fixture(scope="module")
def waiting(officers: dict[str, str]) -> str:
    (answered,) = deliver(a_report("waits"))
    return answered.referrals[0]


class TestMyWork:
    def test_is_taken_from_the_queue_opened_by_keys_and_read_by_a_calendar_until_withdrawn(
        self,
        waiting: str,
        as_officer: SignIn,
        check_accessible: Callable[[Page], None],
        shoot: Callable[..., None],
    ) -> None:
        page = as_officer("desk")
        page.goto("/queue/")
        page.locator(f"[id='choose-{waiting}']").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Take the chosen").click()
        expect(page.get_by_role("alert")).to_contain_text("they stand on My desk")
        page.keyboard.press("g")
        page.keyboard.press("m")
        page.wait_for_url("**/my-desk/")
        expect(page.get_by_role("row", name=waiting)).to_contain_text("Medium")
        page.get_by_role("button", name="Make an address").click()
        address = page.locator("#feed-address").inner_text()
        check_accessible(page)
        shoot(page, "my-desk-taken")

        with urllib.request.urlopen(address, timeout=10) as read:
            text = read.read().decode()
            assert read.headers["Content-Type"].startswith("text/calendar")
        assert f"SUMMARY:Enforcement due: {waiting}" in text.replace("\r\n ", "")
        assert "invented" not in text

        page.get_by_role("button", name="Withdraw the address").click()
        expect(page.get_by_role("alert")).to_contain_text("Done")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address, timeout=10)
        page.keyboard.press("g")
        page.keyboard.press("x")
        page.wait_for_url(f"**/referral/{waiting}/")


class TestAView:
    def test_keeps_filters_and_order_under_a_name(
        self, low: list[str], as_officer: SignIn, check_accessible: Callable[[Page], None]
    ) -> None:
        page = as_officer("desk")
        page.goto("/queue/?level=low&sort=effort")

        page.get_by_text("Keep or remove a view").click()
        page.get_by_label("Name of this view").fill("Low, least work")
        page.get_by_role("button", name="Keep this view").click()
        page.goto("/queue/")
        page.get_by_role("link", name="Low, least work").click()

        page.wait_for_url("**level=low&sort=effort")
        expect(page.locator("a[data-open]")).to_have_count(3)
        check_accessible(page)


class TestOneDecision:
    def test_covers_the_shown_list_without_its_exceptions_and_can_be_undone(
        self,
        low: list[str],
        waiting: str,
        as_officer: SignIn,
        check_accessible: Callable[[Page], None],
        shoot: Callable[..., None],
    ) -> None:
        page = as_officer("supervisor")
        page.goto("/queue/")

        page.get_by_role("link", name="Choose all on this page").click()
        page.locator(f"[id='choose-{low[2]}']").uncheck()
        page.get_by_text("Decide the chosen together").click()
        page.get_by_label("Decision", exact=True).select_option("no_further_action")
        page.get_by_role("button", name="Decide the chosen").click()
        expect(page.get_by_role("alert")).to_contain_text("Say why")
        expect(page.locator(f"[id='choose-{low[0]}']")).to_be_checked()
        check_accessible(page)
        shoot(page, "queue-list")
        page.get_by_label("Reason for everybody").fill("Every register searched, nothing held")
        page.get_by_role("button", name="Decide the chosen").click()

        said = page.get_by_role("alert")
        expect(said).to_contain_text("2 decided")
        expect(said).to_contain_text(f"{waiting} (not researched yet")
        expect(page.locator("a[data-open]")).to_have_text([waiting, low[2]])
        page.goto("/queue/decided/")
        check_accessible(page)
        shoot(page, "decided-lists")
        page.get_by_label("Why undo it").fill("One was chosen by mistake")
        page.get_by_role("button", name="Undo").click()

        expect(page.get_by_role("alert")).to_contain_text("waits again")
        page.goto("/queue/")
        expect(page.locator("a[data-open]")).to_have_count(4)
