"""Many reports of one item: one row on the queue, a list with everybody, one decision, and its undoing."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.integration.test_bundles import a_report
from tests.journeys.deliveries import deliver

SignIn = Callable[[str], Page]


class TestDecidingABundle:
    def test_is_done_on_the_list_that_was_shown_and_undone(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        deliver(
            *(a_report(n) for n in range(24)),
            a_report(24, incident="Online Enticement of Children for Sexual Acts"),
        )
        page = as_officer("desk")
        page.goto("/queue/")
        expect(page.locator("tbody tr")).to_have_count(2)
        check_accessible(page)
        shoot(page, "queue-with-a-bundle")

        page.get_by_role("link", name="Bundle: stands for 24 of 25 people").click()

        expect(page.locator("#singly")).to_contain_text("A sign that a child may be in danger")
        check_accessible(page)
        shoot(page, "bundle")

        page.get_by_text("Registers were searched for the 24").click()
        page.get_by_label("Where you searched").fill("PNC, register and PND: search 7")
        page.get_by_role("button", name="Record: nothing held").click()

        expect(page.get_by_role("heading", name="Decide for 24 people")).to_be_visible()

        page.get_by_role("button", name="Decide for 24 people").click()
        expect(page.get_by_role("alert").first).to_contain_text("Choose the decision")
        check_accessible(page)

        page.get_by_label("Decision", exact=True).select_option("Kept for intelligence")
        page.get_by_label("Reason").fill("One item that goes round; nothing else on anybody")
        page.get_by_role("button", name="Decide for 24 people").click()

        expect(page.locator("#decided")).to_contain_text("Decided: 24")
        expect(page.get_by_text("Kept for intelligence")).to_be_visible()
        check_accessible(page)
        shoot(page, "bundle-decided")

        page.get_by_text("Undo bdc-").click()
        page.get_by_label("Why undo it").fill("The search was of another list")
        page.get_by_role("button", name="Undo the decision").click()

        expect(page.locator("#together")).to_contain_text("One decision may cover: 24")
        expect(page.get_by_text("Undone by desk")).to_be_visible()
