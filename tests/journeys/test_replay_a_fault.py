"""A delivery that could not be read: what to do is said, and it is read again."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.builders import Held
from tests.journeys.deliveries import deliver

SignIn = Callable[[str], Page]


class TestReplayingAFault:
    def test_says_what_is_wrong_and_what_became_of_reading_it_again(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        (broken,) = deliver(Held(b"<report><incidentSummary>", name="broken.xml"))
        page = as_officer("desk")
        page.get_by_text("More", exact=True).click()
        page.get_by_role("link", name="Faults", exact=True).click()
        row = page.get_by_role("row").filter(has_text="broken.xml")
        expect(row).to_contain_text("ask for it again")

        row.get_by_role("button", name="Read again").click()

        expect(page.get_by_role("table")).to_contain_text("Not read: someone must look at it")
        check_accessible(page)
        shoot(page, "replayed")

        page.get_by_role("link", name="Back to the faults").click()
        expect(page.get_by_role("row").filter(has_text="broken.xml")).to_have_count(1)
        page.get_by_role("link", name="Show settled faults too").click()

        expect(page.get_by_role("row").filter(has_text="broken.xml")).to_have_count(2)
        expect(page.get_by_role("main")).to_contain_text("Settled")

        page.get_by_role("link", name=broken.reference).first.click()

        expect(page.get_by_role("heading", level=1)).to_contain_text(broken.reference)

    def test_offers_no_reading_again_of_what_was_not_kept(self, as_officer: SignIn) -> None:
        deliver(Held(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64), name="picture.jpg"))
        page = as_officer("desk")

        page.goto("/faults/")

        row = page.get_by_role("row").filter(has_text="picture.jpg")
        expect(row).to_contain_text("its content was not kept")
        expect(row.get_by_role("button")).to_have_count(0)
