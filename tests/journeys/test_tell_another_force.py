"""A child placed in another force is told there, by keyboard alone; what comes back is answered and corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.integration.test_reference_loading import load
from tests.journeys.conftest import WIDTHS
from tests.journeys.deliveries import a_report, deliver
from tests.unit.reference.a_file import a_file
from waymark.access.queries import viewer_called
from waymark.reference.kinds import Kind

Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]
SignIn = Callable[[str], Page]
THERE = "E23000001"
CHILD = (
    "<victim><victimPerson><email>child@example.com</email><address><address>1 Made Street</address>"
    "<city>Made</city><zipCode>XA2 1AA</zipCode></address></victimPerson></victim>"
)
MOST_TABS = 60


@pytest.fixture(scope="module")
def referral(officers: dict[str, str]) -> str:
    load(
        Kind.OUTWARD_CODES,
        a_file("outward_code,pfa_code,share", f"XA2,{THERE},1"),
        viewer=viewer_called("admin"),
    )
    (answer,) = deliver(a_report("told", extra=CHILD, events=[("198.51.100.7", "2026-11-10T10:00:00Z", 443)]))
    return answer.referrals[0]


def press(page: Page, matching: str, key: str = "Enter") -> None:
    """Press Tab until the element in focus matches a selector, then a key."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", matching):
            page.keyboard.press(key)
            return
    pytest.fail(f"Tab does not come to {matching}")


class TestAChildElsewhere:
    def test_is_told_of_and_the_answer_is_made_by_keyboard(
        self,
        referral: str,
        as_officer: SignIn,
        check_accessible: Check,
        shoot: Shoot,
        tmp_path: Path,
    ) -> None:
        def look(page: Page, name: str) -> None:
            for width in reversed(WIDTHS):
                page.set_viewport_size({"width": width, "height": 900})
                check_accessible(page)
            shoot(page, name)

        page = as_officer("supervisor")
        page.goto(f"/referral/{referral}/disseminations/")
        press(page, "button[value=propose]")
        expect(page.locator("main")).to_contain_text("About a child")
        look(page, "disseminations")

        press(page, "td a[href*='/dissemination/']")
        expect(page.get_by_role("heading", name="Send it")).to_be_visible()
        press(page, "button[value=send]")
        expect(page.locator("main")).to_contain_text("Say the handling code and the marking")
        press(page, "input[name=handling_code]", "P")
        press(page, "input[name=marking]", "X")
        look(page, "dissemination")
        press(page, "button[value=send]")
        expect(page.locator("main")).to_contain_text("Sent, no answer yet")
        look(page, "dissemination-sent")

        with page.expect_download() as coming:
            press(page, "a[href$='/file/']")
        package = tmp_path / coming.value.suggested_filename
        coming.value.save_as(package)
        page.goto("/disseminations/")
        page.get_by_label("Package, answer or correction").set_input_files(package)
        press(page, "main button[type=submit]")
        expect(page.locator("main")).to_contain_text("Nobody here knows whose key signed this")
        look(page, "package")
        came = page.url
        page.goto("/disseminations/")
        look(page, "packages")

        page.goto(came)
        press(page, "main button[value=accept]")
        expect(page.locator("main")).to_contain_text("Ask that force to read you its key")
        press(page, "#accept-reason", "x")
        press(page, "main button[value=accept]")
        expect(page.locator("main")).to_contain_text("The answer is signed")

        page.goto(f"/referral/{referral}/disseminations/")
        press(page, "textarea[name='correct-words']", "x")
        press(page, "button[value=correct]")
        expect(page.locator("main")).to_contain_text("1 force told")
        page.goto("/disseminations/")
        expect(page.locator("#corrections")).to_contain_text("A person was wrongly named")

    def test_has_the_keys_on_a_page(
        self, referral: str, as_officer: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        page = as_officer("supervisor")

        page.goto("/disseminations/keys/")
        check_accessible(page)
        shoot(page, "package_keys")
        page.get_by_role("button", name="Record it").click()

        expect(page.locator(".govuk-error-summary")).to_contain_text("Give the key")
        page.get_by_label("Key").fill("ab" * 32)
        page.get_by_label("Whose it is").select_option(THERE)
        page.get_by_label("How you made sure").fill("Read out by telephone")
        page.get_by_role("button", name="Record it").click()
        page.get_by_text("Trust it no longer").click()
        check_accessible(page)
        page.get_by_role("button", name="End it").click()
        expect(page.get_by_role("alert")).to_contain_text("Say why")
        page.get_by_text("Trust it no longer").click()
        page.get_by_label("Why", exact=True).fill("Lost with a laptop")
        page.get_by_role("button", name="End it").click()
        expect(page.locator("main")).to_contain_text("ended")

    def test_is_not_taken_in_from_a_file_that_is_none(
        self, referral: str, as_officer: SignIn, tmp_path: Path
    ) -> None:
        other = tmp_path / "letter.zip"
        other.write_bytes(b"no package")
        page = as_officer("supervisor")

        page.goto("/disseminations/")
        page.get_by_label("Package, answer or correction").set_input_files(other)
        page.get_by_role("button", name="Take it in").click()

        expect(page.locator(".govuk-error-summary")).to_contain_text("It is no whole ZIP file")
