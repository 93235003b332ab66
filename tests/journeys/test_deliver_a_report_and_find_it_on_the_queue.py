"""From a file on an officer's computer to a line on the queue, with script and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.builders import a_response, an_xml_report, file_details
from tests.journeys.conftest import Watch

SignIn = Callable[[str], Page]


def saved(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, content in files.items():
        path = folder / f"{name}.xml"
        path.write_bytes(content)
        paths.append(path)
    return paths


def report(identifier: str) -> bytes:
    return an_xml_report(
        identifier=identifier,
        service="Examplechat",
        screen_name=f"invented_{identifier}",
        events=[("198.51.100.7", "2026-11-01T10:00:00Z", 0)],
    )


class TestDelivering:
    def test_answers_for_each_file_as_it_is_read_and_leads_to_the_queue(
        self,
        as_officer: SignIn,
        tmp_path: Path,
        check_accessible: Callable[[Page], None],
        shoot: Callable[..., None],
    ) -> None:
        page = as_officer("desk")
        files = saved(tmp_path, first=report("u1"), broken=b"<report><incidentSummary>", second=report("u2"))

        page.get_by_role("link", name="Deliver", exact=True).click()
        page.get_by_label("Files").set_input_files(files)
        page.get_by_label("Who reported").fill("Examplechat")
        page.get_by_role("button", name="Deliver").click()

        expect(page.get_by_role("status")).to_have_text("All 3 files are delivered.")
        rows = page.locator("[data-answer-rows] tr")
        expect(rows).to_have_count(3)
        expect(rows.nth(0)).to_contain_text("Accepted")
        expect(rows.nth(1)).to_contain_text("Not read: someone must look at it")
        expect(rows.nth(1)).to_contain_text("It may have been cut short on its way: ask for it again")
        check_accessible(page)
        shoot(page, "delivered")

        referral = rows.nth(0).locator("a[data-open]").inner_text()
        page.get_by_role("link", name="Go to the queue").click()

        expect(page.get_by_role("table")).to_contain_text(referral)

        page.get_by_role("table").get_by_role("link", name=referral).click()

        expect(page.get_by_role("main")).to_contain_text("invented_u1")

    def test_lets_files_chosen_together_find_one_another(self, as_officer: SignIn, tmp_path: Path) -> None:
        page = as_officer("desk")
        page.goto("/deliver/")

        page.get_by_label("Files").set_input_files(
            saved(tmp_path, file=file_details(4100001), report=report("u3"), zanswer=a_response(4100001))
        )
        page.get_by_role("button", name="Deliver").click()

        expect(page.get_by_role("status")).to_have_text("All 3 files are delivered.")
        expect(page.locator("[data-answer-rows]")).not_to_contain_text("waits for its report")

    def test_lets_the_officer_try_again_what_could_not_be_sent(
        self, as_officer: SignIn, tmp_path: Path, watch: Watch
    ) -> None:
        page = as_officer("desk")
        page.goto("/deliver/")
        watch.expect(503)
        sent = 0

        def fail_once(route: Route) -> None:
            nonlocal sent
            sent += 1
            if sent == 1:
                route.fulfill(status=503)
            else:
                route.continue_()

        page.route("**/deliver/one/", fail_once)
        page.get_by_label("Files").set_input_files(saved(tmp_path, once=report("u4")))
        page.get_by_role("button", name="Deliver").click()
        expect(page.locator("[data-answer-rows]")).to_contain_text("Not delivered. The server answered 503.")

        page.get_by_role("button", name="Try once.xml again").click()

        expect(page.locator("[data-answer-rows]")).to_contain_text("Accepted")
        expect(page.locator("[data-answer-rows] tr")).to_have_count(1)
        expect(page.get_by_role("status")).to_have_text("It is delivered.")

    def test_works_without_script(self, as_officer: SignIn, tmp_path: Path, served: object) -> None:
        cookies = as_officer("desk").context.cookies()
        browser = as_officer("desk").context.browser
        assert browser is not None
        plain = browser.new_context(base_url=served.address, java_script_enabled=False)  # type: ignore[attr-defined]
        plain.add_cookies(cookies)  # type: ignore[arg-type]
        page = plain.new_page()

        page.goto("/deliver/")
        page.get_by_label("Files").set_input_files(saved(tmp_path, a=report("u5"), b=report("u5")))
        page.get_by_role("button", name="Deliver").click()

        rows = page.locator("[data-answer-rows] tr")
        expect(rows).to_have_count(2)
        expect(rows.nth(0)).to_contain_text("Accepted")
        expect(rows.nth(1)).to_contain_text("Already here: nothing changed")
        plain.close()
