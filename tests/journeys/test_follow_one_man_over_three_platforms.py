"""One man on three platforms, told to two forces: linked, folded on the queue, asked about, followed back in time."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.builders import Held
from tests.journeys.deliveries import deliver, now
from waymark.access import operations
from waymark.access.queries import viewer_called
from waymark.access.rules import Role
from waymark.access.viewing import acting
from waymark.synthetic.one_man import reports

SignIn = Callable[[str], Page]


def take_in() -> tuple[list[str], str]:
    """The two referrals at the officer's own desk, and the one at the other."""
    admin = viewer_called("admin")
    with acting(admin):
        operations.make_desk(
            code="desk-south", name="South desk", kind="force", force_code="E23000012", actor=admin, now=now()
        )
        operations.make_officer(
            username="south",
            name="Kim South",
            roles=[Role.INTELLIGENCE_DESK],
            desk_codes=["desk-south"],
            password="never-signs-in-anywhere",
            actor=admin,
            now=now(),
            why="a second desk",
        )
    found: dict[bool, list[str]] = {True: [], False: []}
    for told in reports(now()):
        officer = "south" if told.is_neighbours else "desk"
        (answer,) = deliver(
            Held(told.document, name=f"{told.platform}.xml"), officer=officer, source=told.platform
        )
        found[told.is_neighbours] += answer.referrals
    return found[False], found[True][0]


class TestOneManOverThreePlatforms:
    def test_is_one_line_with_whom_to_ask_and_how_he_was_known_before(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        (first, second), elsewhere = take_in()
        page = as_officer("desk")
        page.goto(f"/referral/{first}/")
        links = page.locator("#links")
        expect(links).to_contain_text(re.compile(r"9\d in 100 that they are one subject"))
        expect(links).to_contain_text("Both name the same e-mail address: winterheron7741@example.com")
        expect(page.locator("#elsewhere")).to_contain_text("Ask South desk")
        for secret in (elsewhere, "heron-3", "wh7741"):
            expect(page.locator("body")).not_to_contain_text(secret)
        check_accessible(page)
        shoot(page, "one-man")

        links.get_by_label("Your reason").fill("One address, one line, within four days")
        links.get_by_role("button", name="One subject", exact=True).click()
        page.goto("/queue/")

        expect(page.get_by_role("link", name="And 1 more, one piece of work")).to_have_count(1)
        expect(page.locator("tbody tr")).to_have_count(1)
        check_accessible(page)
        shoot(page, "one-man-queue")

        page.goto(f"/referral/{first}/around/")
        expect(page.get_by_role("cell", name=second)).not_to_have_count(0)
        check_accessible(page)
        shoot(page, "one-man-around")
        slider = page.get_by_role("slider")
        slider.focus()
        said = page.locator("#back-day")
        today = said.inner_text()
        page.keyboard.press("ArrowLeft")
        expect(said).not_to_have_text(today)
        expect(slider).to_have_attribute("aria-valuetext", said.inner_text())
        page.keyboard.press("End")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"back=[1-9]"))
        check_accessible(page)

        page.goto(f"/referral/{first}/asking/")
        expect(page.locator("main")).to_contain_text("Not done yet: Police National Database (PND)")
        page.get_by_label("What you ask it for").fill("Before we visit")
        page.get_by_role("button", name="Ask the other desks").click()
        expect(page.locator("main")).to_contain_text("Ask South desk")
        for secret in (elsewhere, "heron-3", "wh7741", "0900741"):
            expect(page.locator("body")).not_to_contain_text(secret)
        check_accessible(page)
        shoot(page, "one-man-asked")

        page.goto(f"/referral/{first}/")
        page.locator("#links").get_by_label("Why undo it").fill("Not sure any more")
        page.locator("#links").get_by_role("button", name="Undo the judgement").click()
        page.goto("/queue/")
        expect(page.locator("tbody tr")).to_have_count(2)
        page.goto("/patterns/")
        check_accessible(page)
        shoot(page, "patterns")
