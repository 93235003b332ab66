"""A report from the public or by telephone: danger first, then the form, then a line on the queue."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

SignIn = Callable[[str], Page]


class TestEnteringAReport:
    def test_asks_for_danger_first_and_says_to_call_999(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        page = as_officer("desk")
        page.goto("/deliver/")
        page.get_by_role("link", name="enter a report from the public").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("Is a child in danger now?")
        check_accessible(page)
        shoot(page, "by-hand-danger")

        page.get_by_role("button", name="Continue").click()

        expect(page.get_by_role("alert")).to_contain_text("Say whether a child is in danger now")

        page.get_by_label("Yes").check()
        page.get_by_role("button", name="Continue").click()

        expect(page.get_by_role("main")).to_contain_text("Tell them to call 999 now")
        check_accessible(page)
        shoot(page, "by-hand-form")

    def test_takes_the_report_in_by_the_keyboard_alone(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        page = as_officer("desk")
        page.goto("/report-by-hand/?danger=yes")

        page.get_by_label("Who brought it").select_option("telephone")
        suspected = page.locator("#id_suspected_screen_name")
        suspected.focus()
        page.keyboard.type("invented_by_hand")
        page.locator("#id_suspected_service").fill("Examplechat")
        page.get_by_label("What was said").fill("An invented statement")
        page.get_by_role("button", name="Take the report in").focus()
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", level=1)).to_have_text("Report taken in")
        expect(page.get_by_role("table")).to_contain_text("Accepted")
        check_accessible(page)
        shoot(page, "by-hand-entered")

        page.get_by_role("table").locator("a[data-open]").first.click()

        expect(page.get_by_role("main")).to_contain_text("invented_by_hand")

    def test_says_what_is_missing(self, as_officer: SignIn) -> None:
        page = as_officer("desk")
        page.goto("/report-by-hand/?danger=no")

        page.get_by_role("button", name="Take the report in").click()

        expect(page.get_by_role("alert")).to_contain_text("Choose who brought the report")
        expect(page.get_by_role("alert")).to_contain_text("Enter whom it is about")

    def test_asks_proactive_work_for_its_authority(self, as_officer: SignIn) -> None:
        page = as_officer("desk")
        page.goto("/report-by-hand/?danger=not_known")

        page.get_by_label("Who brought it").select_option("proactive")
        page.get_by_label("What was said").fill("An invented statement")
        page.get_by_role("button", name="Take the report in").click()

        expect(page.get_by_role("alert")).to_contain_text("Enter the authority and the operation")
