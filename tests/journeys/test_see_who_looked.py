"""Who looked at a referral, as a supervisor and an auditor see it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Watch
from tests.journeys.deliveries import a_report, deliver

SignIn = Callable[[str], Page]


class TestSeeingWhoLooked:
    def test_shows_each_officer_by_name_and_that_this_too_was_looked_at(self, as_officer: SignIn) -> None:
        (answer,) = deliver(a_report("u1"))
        referral = answer.referrals[0]
        page = as_officer("desk")
        page.goto(f"/referral/{referral}/")
        page.goto(f"/report/{answer.reports[0]}/")
        page.context.clear_cookies()
        as_officer("supervisor")
        page.goto(f"/referral/{referral}/")

        page.get_by_role("link", name="Who looked at this").click()

        main = page.get_by_role("main")
        expect(main).to_contain_text("Officers: desk, supervisor")
        expect(page.get_by_role("row").filter(has_text="Looked at the report")).to_contain_text("desk")

        page.reload()

        expect(page.get_by_role("row").filter(has_text="Looked at who looked")).to_contain_text("supervisor")

    def test_is_open_to_an_auditor_who_may_not_read_the_record(
        self, as_officer: SignIn, watch: Watch
    ) -> None:
        (answer,) = deliver(a_report("u2"))
        page = as_officer("auditor")
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Audit")

        page.get_by_label("Who looked at referral").fill(answer.referrals[0])
        page.get_by_role("button", name="Show").click()

        expect(page.get_by_role("row").filter(has_text="Read the report in")).to_contain_text(
            answer.reports[0]
        )

        watch.expect(403)
        page.goto(f"/referral/{answer.referrals[0]}/")

        expect(page.get_by_role("main")).to_contain_text("may not read record")
