"""Two supervisors record the force's authority to hold media; what was sealed and read is shown, never media."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.builders import Held
from tests.containers import PICTURE, a_zip
from tests.journeys.deliveries import deliver, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.stages.intake.operations.sealed import take_key
from waymark.stages.intake.sealing import PrivateHalf

SignIn = Callable[[str], Page]


class TestHoldingMedia:
    def test_takes_two_supervisors_and_shows_what_is_held_and_who_read_it(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        page = as_officer("supervisor")
        page.goto("/media/")
        expect(page.get_by_text("No media is held.")).to_be_visible()
        page.get_by_text("Ask for an authority to be recorded").click()
        page.get_by_role("button", name="Ask for it").click()
        expect(page.get_by_role("alert")).to_contain_text("Say which document authorises it")
        check_accessible(page)
        page.get_by_label("Which document authorises it").fill("FORCE/2026/17")
        page.get_by_label("Up to and with").fill(f"{now() + timedelta(days=300):%Y-%m-%d}")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Another supervisor confirms it.", exact=True)).to_be_visible()

        page.context.clear_cookies()
        as_officer("careful")
        page.goto("/media/")
        page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_role("alert")).to_contain_text("Your desk has no key to seal media for")
        admin = viewer_called("admin")
        with acting(admin):
            take_key(PrivateHalf.made().public, viewer=admin, now=now())
        page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_text("Media that comes is sealed.")).to_be_visible()

        content = a_zip([("Media/one.jpg", PICTURE + b"invented bytes")])
        deliver(Held(content, name="package.zip"))
        page.goto("/media/")
        expect(page.get_by_role("table", name="Sealed deliveries")).to_contain_text("Never read")
        check_accessible(page)
        shoot(page, "media")
        page.get_by_role("button", name="End it").click()
        expect(page.get_by_text("No media is held.")).to_be_visible()
