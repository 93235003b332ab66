"""An officer decides a level: their own first, the force's tool, lower with a second person; actions counted."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.counted import Officer
from tests.journeys.deliveries import a_report, deliver, now
from waymark import pipeline
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.stages.prioritisation.rules.answers import Said

SignIn = Callable[[str], Page]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]


def a_referral(identifier: str, **answers: Said) -> str:
    (answer,) = deliver(a_report(identifier))
    desk = viewer_called("desk")
    if answers:
        with acting(desk):
            pipeline.answer(desk, answer.referrals[0], answers, source="a record", now=now())
    return answer.referrals[0]


class TestDecidingALevel:
    def test_takes_one_choice_to_agree_with_what_is_proposed(self, as_officer: SignIn) -> None:
        reference = a_referral("v1", child_at_address=Said.YES)
        page, officer = as_officer("desk"), Officer()
        page.goto(f"/referral/{reference}/")

        officer.click(page.get_by_role("link", name="Provisional: decide the level"))
        officer.click(page.get_by_role("button", name="Decide the level"))

        expect(page.get_by_role("alert")).to_contain_text("Decided: high")
        expect(page.locator(".waymark-identity")).to_contain_text("Decided by an officer")
        assert officer.actions == 2

    def test_lower_holds_the_level_until_a_second_person_confirms_it(
        self, as_officer: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        reference = a_referral("v2", child_at_address=Said.YES)
        page, officer = as_officer("desk"), Officer()
        page.goto(f"/referral/{reference}/")

        officer.click(page.get_by_role("link", name="Your own level first"))
        expect(page.locator("main")).not_to_contain_text("proposes high")
        check_accessible(page)
        shoot(page, "own-level")
        officer.choose(page.get_by_label("The level you would give"), "Low")
        officer.click(page.get_by_role("button", name="Record it, and show what is proposed"))
        expect(page.locator("#said")).to_contain_text("Own level first: low by desk")
        officer.choose(page.get_by_label("Level", exact=True), "Low")
        officer.click(page.get_by_role("button", name="Decide the level"))
        expect(page.get_by_role("alert").first).to_contain_text("choose the reason")
        officer.choose(page.get_by_label("Reason", exact=True), "The children concerned are safe already")
        officer.fill(page.get_by_label("In your words"), "Seen by the social worker this morning")
        officer.click(page.get_by_role("button", name="Decide the level"))
        expect(page.get_by_role("alert")).to_contain_text("until then it stays high")
        expect(page.locator("#second")).to_contain_text("You decided it")
        # One of them sends what was refused in words, and is done again.
        assert officer.actions == 8
        check_accessible(page)
        shoot(page, "level-waiting")

        page.context.clear_cookies()
        page, officer = as_officer("supervisor"), Officer()
        officer.click(page.locator("summary", has_text="More"))
        officer.click(page.get_by_role("link", name="Levels", exact=True))
        check_accessible(page)
        shoot(page, "levels")
        officer.click(page.locator("#waiting").get_by_role("link", name=reference))
        officer.fill(page.get_by_label("Your reason"), "Agreed by telephone")
        officer.click(page.get_by_role("button", name="Confirm low"))
        assert officer.actions == 5

        expect(page.get_by_role("alert")).to_contain_text("Confirmed. The level is low")
        expect(page.locator("#said")).to_contain_text("Confirmed by supervisor")
        expect(page.locator("#past")).to_contain_text("The same to the byte")
        check_accessible(page)
        shoot(page, "level-decided")

    def test_follows_the_forces_own_result_and_keeps_ours_as_a_challenge(
        self, as_officer: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        reference = a_referral("v3", child_at_address=Said.YES)
        page = as_officer("desk")
        page.goto(f"/referral/{reference}/level/")

        page.get_by_text("Record the force's own risk result").click()
        page.get_by_label("Its level").select_option("Medium")
        page.get_by_role("button", name="Record the result").click()
        expect(page.get_by_role("alert").first).to_contain_text("Say where the form is held")
        page.get_by_label("Where the form is held").fill("Form 12")
        page.get_by_role("button", name="Record the result").click()

        expect(page.get_by_role("alert")).to_contain_text("The level is medium")
        expect(page.locator("main")).to_contain_text("Waymark proposes a higher level than the one in force")
        page.get_by_text("Record what was found out later").click()
        page.get_by_label("What was found").select_option("A child was found at the address")
        page.get_by_role("button", name="Record what was found").click()
        expect(page.locator("#said")).to_contain_text("The level was medium")
        page.get_by_role("button", name="I have looked at this").click()
        expect(page.get_by_role("alert")).to_contain_text("Noted")
        check_accessible(page)
        shoot(page, "level-challenged")
        page.goto(f"/referral/{reference}/")
        expect(page.locator("main")).to_contain_text("above the level in force")
        page.goto("/levels/")
        expect(page.locator("#challenges")).to_contain_text(reference)
        expect(page.locator("#held")).to_contain_text("rated medium or low: 1")
