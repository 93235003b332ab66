"""A supervisor changes the policy in the page, sees whom it would move, and another supervisor approves it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.counted import Officer
from tests.journeys.deliveries import now
from tests.journeys.test_decide_a_level import a_referral
from waymark import pipeline
from waymark.access.queries import viewer_called
from waymark.stages.prioritisation.rules.answers import Said

SignIn = Callable[[str], Page]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


class TestChangingThePolicy:
    def test_takes_two_supervisors_and_no_developer(
        self, as_officer: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        reference = a_referral("w1", domestic_abuse=Said.YES)
        page, officer = as_officer("supervisor"), Officer()
        officer.click(page.locator("summary", has_text="More"))
        officer.click(page.get_by_role("link", name="Policy", exact=True))
        expect(page.locator("main")).to_contain_text("Someone with a history of contact offending")
        check_accessible(page)
        shoot(page, "policy")

        officer.click(page.get_by_role("link", name="Propose a change"))
        file = page.get_by_label("The policy file", exact=True)
        text = file.input_value()
        file.fill(text.replace('"substance_misuse"]', '"substance_misuse", "postcode"]'))
        page.get_by_role("button", name="See what it would do").click()
        expect(page.get_by_role("alert")).to_contain_text("'postcode' stands for place or deprivation")
        check_accessible(page)
        shoot(page, "policy-refused")

        changed = text.replace('version = "2026-11"', 'version = "northshire-1"').replace(
            'name = "other_factors"\nlevel = "medium"', 'name = "other_factors"\nlevel = "high"'
        )
        officer.fill(page.get_by_label("The policy file", exact=True), changed)
        officer.fill(page.get_by_label("Why it changes"), "Domestic abuse was rated too low here")
        officer.click(page.get_by_role("button", name="See what it would do"))
        expect(page.locator("#replayed")).to_contain_text("1 would rise and 0 would fall")
        expect(page.locator("#replayed")).to_contain_text(reference)
        check_accessible(page)
        shoot(page, "policy-replayed")
        officer.click(page.get_by_role("button", name="Propose it"))
        assert officer.actions == 7  # the refused try beside them is not the way
        expect(page.get_by_role("alert")).to_contain_text("is proposed")
        expect(page.locator("#waiting")).to_contain_text("another supervisor approves")

        page.context.clear_cookies()
        page, officer = as_officer("careful"), Officer()
        officer.click(page.locator("summary", has_text="More"))
        officer.click(page.get_by_role("link", name="Policy", exact=True))
        officer.click(page.locator("#changes").get_by_role("link", name="northshire-1"))
        check_accessible(page)
        shoot(page, "policy-waiting")
        officer.click(page.get_by_role("button", name="Approve this policy"))
        assert officer.actions == 4
        expect(page.get_by_role("alert")).to_contain_text("is approved")
        expect(page.locator("main")).to_contain_text("In force")
        pipeline.look_again(viewer_called("desk"), now=now())
        page.goto(f"/referral/{reference}/level/")
        expect(page.locator(".waymark-identity")).to_contain_text("High")
        expect(page.locator("main")).to_contain_text("because the policy changed")

    def test_gives_the_file_to_the_byte(self, as_officer: SignIn) -> None:
        page = as_officer("desk")
        page.goto("/policy/")

        with page.expect_download() as kept:
            page.get_by_role("link", name="Download the file").click()

        assert kept.value.path().read_bytes().startswith(b"# How Waymark gives a level")
