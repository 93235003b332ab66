"""Two referrals that may be one person: an officer judges, with a reason, and can undo it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.deliveries import a_report, deliver

SignIn = Callable[[str], Page]


class TestJudgingALink:
    def test_is_done_from_the_referral_with_a_reason_and_undone(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        one, other = deliver(
            a_report("u1", emails=["invented@example.com"]), a_report("u2", emails=["invented@example.com"])
        )
        page = as_officer("desk")
        page.goto(f"/referral/{one.referrals[0]}/")
        links = page.locator("#links")
        expect(links).to_contain_text("Both name the same e-mail address: invented@example.com")
        expect(links).to_contain_text("no other referral has it")

        links.get_by_label("Your reason").fill("The same name and address on both")
        links.get_by_role("button", name="One subject", exact=True).click()

        expect(links).to_contain_text("Judged one subject by desk")
        expect(links).to_contain_text("The same name and address on both")
        check_accessible(page)
        expect(page.locator("#together")).to_contain_text(other.referrals[0])
        shoot(page, "judged")

        links.get_by_label("Why undo it").fill("It was another household")
        links.get_by_role("button", name="Undo the judgement").click()

        expect(links.get_by_role("button", name="Not one subject")).to_be_visible()
        expect(page.locator("#timeline")).to_contain_text("Link: judgement undone by desk")
        expect(page.locator("#timeline")).to_contain_text("It was another household")

        links.get_by_role("link", name=other.referrals[0]).click()

        expect(page.locator("#links")).to_contain_text(one.referrals[0])

    def test_asks_for_a_reason(self, as_officer: SignIn) -> None:
        one, _ = deliver(
            a_report("u3", emails=["three@example.com"]), a_report("u4", emails=["three@example.com"])
        )
        page = as_officer("desk")
        page.goto(f"/referral/{one.referrals[0]}/")

        page.locator("#links").get_by_role("button", name="Not one subject").click()

        expect(page.get_by_role("alert")).to_contain_text("Say why: another officer will rely on it")
