"""Signing in and out, with and without a second factor; and what is closed to whoever has not."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import URLPattern, get_resolver, reverse
from playwright.sync_api import Page, expect

from tests.integration.api_programs import a_key
from tests.journeys.conftest import Watch
from waymark.access.keys.queries import KeyRefused, bearer_of
from waymark.interfaces.web.urls import OPEN

Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]
SignIn = Callable[[str], Page]


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def code_for(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238, steps of 30 seconds)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def enter(page: Page, username: str, password: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


class TestSigningIn:
    def test_asks_for_it_before_any_page_and_then_shows_that_page(
        self, page: Page, officers: dict[str, str], check_accessible: Check, shoot: Shoot
    ) -> None:
        page.goto("/keys/")

        heading(page, "Sign in")
        check_accessible(page)
        shoot(page, "sign-in")

        enter(page, "desk", officers["desk"])

        heading(page, "Keyboard shortcuts")
        expect(page.get_by_role("banner")).to_contain_text("Sam Desk, Northshire intelligence desk")
        expect(page.get_by_role("banner")).to_contain_text("Demonstration, not live data")
        check_accessible(page)
        shoot(page, "keys")

    def test_says_what_is_wrong_without_saying_which(
        self, page: Page, check_accessible: Check, shoot: Shoot
    ) -> None:
        page.goto("/sign-in/")

        enter(page, "desk", "not the password")

        problem = "The username or password is not right. Check both and try again."
        expect(page.get_by_role("alert")).to_contain_text(problem)
        expect(page).to_have_title(re.compile("^Error: "))
        check_accessible(page)
        shoot(page, "sign-in-refused")

        enter(page, "nobody-of-that-name", "not the password")

        expect(page.get_by_role("alert")).to_contain_text(problem)

    def test_names_the_field_that_was_left_empty(self, page: Page) -> None:
        page.goto("/sign-in/")

        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Enter your password").click()

        expect(page.get_by_label("Password", exact=True)).to_be_focused()

    def test_refuses_even_the_right_password_after_five_wrong_ones(
        self, page: Page, officers: dict[str, str]
    ) -> None:
        page.goto("/sign-in/")

        for attempt in range(5):
            enter(page, "clumsy", f"wrong {attempt}")
            expect(page.get_by_role("alert")).to_contain_text("not right")
        enter(page, "clumsy", officers["clumsy"])

        expect(page.get_by_role("alert")).to_contain_text("Too many attempts. Wait five minutes")

    def test_works_without_script(self, page: Page, officers: dict[str, str]) -> None:
        browser = page.context.browser
        assert browser is not None
        plain = browser.new_context(base_url=page_address(page, "/"), java_script_enabled=False)
        bare = plain.new_page()
        bare.goto(page_address(page, "/keys/"))

        enter(bare, "desk", officers["desk"])

        heading(bare, "Keyboard shortcuts")
        plain.close()


def page_address(page: Page, path: str) -> str:
    page.goto("/sign-in/")
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}{path}"


class TestSigningOut:
    def test_leaves_nothing_behind_the_back_button(self, sign_in: SignIn) -> None:
        page = sign_in("desk")
        page.goto("/my/second-factor/")

        page.get_by_role("banner").get_by_role("button", name="Sign out").click()
        heading(page, "Sign in")
        page.go_back()

        heading(page, "Sign in")
        expect(page.get_by_role("banner")).not_to_contain_text("Sam Desk")


class TestASecondFactor:
    def test_is_set_up_and_then_asked_for(
        self, sign_in: SignIn, officers: dict[str, str], check_accessible: Check, shoot: Shoot
    ) -> None:
        page = sign_in("careful")
        page.goto("/my/second-factor/")
        heading(page, "Your account")
        check_accessible(page)
        shoot(page, "your-account")

        page.get_by_role("button", name="Set up an authenticator app").click()
        heading(page, "Confirm it is you")
        check_accessible(page)
        page.get_by_label("Password", exact=True).fill(officers["careful"])
        page.get_by_role("button", name="Confirm").click()
        heading(page, "Set up an authenticator app")
        page.get_by_text("The code cannot be scanned").click()
        secret = page.locator(".waymark-code").inner_text()
        check_accessible(page)
        shoot(page, "second-factor")
        page.get_by_label("Code", exact=True).fill(code_for(secret))
        page.get_by_role("button", name="Set up").click()
        heading(page, "Recovery codes")
        check_accessible(page)
        recovery = page.locator(".waymark-code li").first.inner_text()

        page.get_by_role("banner").get_by_role("button", name="Sign out").click()
        enter(page, "careful", officers["careful"])
        heading(page, "Enter your code")
        check_accessible(page)
        page.get_by_label("Code", exact=True).fill("000000")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("The code is not right")
        page.get_by_label("Code", exact=True).fill(recovery)
        page.get_by_role("button", name="Sign in").click()

        expect(page.get_by_role("banner")).to_contain_text("Kim Careful")

        page.goto("/my/second-factor/")
        expect(page.get_by_role("main")).to_contain_text("9 recovery codes left")


class TestTheKeyboardAlone:
    def test_signs_in(self, page: Page, officers: dict[str, str]) -> None:
        page.goto("/sign-in/")

        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("desk")
        page.keyboard.press("Tab")
        page.keyboard.type(officers["desk"])
        page.keyboard.press("Enter")

        expect(page.get_by_role("banner")).to_contain_text("Sam Desk")

    def test_can_be_told_to_leave_single_keys_alone(self, sign_in: SignIn) -> None:
        page = sign_in("desk")
        page.goto("/my/second-factor/")

        page.keyboard.press("?")
        heading(page, "Keyboard shortcuts")
        page.get_by_role("button", name="Switch single-key shortcuts off").click()
        expect(page.get_by_role("status")).to_have_text("off")
        page.goto("/my/second-factor/")
        page.keyboard.press("?")
        page.wait_for_timeout(300)

        heading(page, "Your account")


class TestAPageThatIsNotThere:
    def test_says_what_to_do_next(
        self, sign_in: SignIn, watch: Watch, check_accessible: Check, shoot: Shoot
    ) -> None:
        page = sign_in("desk")
        watch.expect(404)

        page.goto("/nothing-here/")

        heading(page, "Page not found")
        expect(page.get_by_role("link", name="Go to your first page")).to_be_visible()
        check_accessible(page)
        shoot(page, "not-found")

    def test_is_what_signing_oneself_up_or_resetting_by_mail_find(self, page: Page) -> None:
        closed = [name for name, reason in OPEN.items() if reason.startswith("closed")]
        addresses = [*map(reverse, closed), "/accounts/signup/", "/accounts/password/reset/"]

        found = {address: page.request.get(address, max_redirects=0).status for address in addresses}

        assert found == dict.fromkeys(addresses, 404)


class TestAnOfficerWithoutRoles:
    def test_is_told_whom_to_ask(self, sign_in: SignIn, check_accessible: Check, shoot: Shoot) -> None:
        page = sign_in("newcomer")

        expect(page.get_by_role("banner")).to_contain_text("Jo Newcomer")
        check_accessible(page)
        shoot(page, "first-page")


class TestEveryAnswer:
    def test_carries_the_policy_and_is_kept_by_nobody(self, page: Page) -> None:
        response = page.goto("/sign-in/")

        assert response is not None
        headers = response.headers
        policy = {part.strip() for part in headers["content-security-policy"].split(";")}
        assert policy == {
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'none'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        }
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"

    def test_is_closed_to_whoever_is_not_signed_in(self, page: Page) -> None:
        page.goto("/sign-in/")
        patterns = [
            pattern
            for pattern in get_resolver("waymark.interfaces.web.urls").url_patterns
            if isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern)
        ]

        seen = {}
        for pattern in patterns:
            answer = page.request.get(f"/{pattern.pattern}", max_redirects=0)
            seen[pattern.name] = answer.status

        assert {name for name, status in seen.items() if status == 200} == {
            "account_login",
            "account_inactive",
        }
        assert set(seen.values()) <= {200, 302, 404}


class TestAProgramThatActsForAnOfficer:
    def test_is_seen_under_their_account_and_stopped(
        self, sign_in: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        made = a_key("desk")
        page = sign_in("desk")

        page.goto("/my/second-factor/")
        page.get_by_role("link", name="Programs that act for you").click()
        heading(page, "Programs that act for you")
        expect(page.get_by_role("main")).to_contain_text("weekly figures, analyst's desk")
        check_accessible(page)
        shoot(page, "programs")
        page.get_by_role("button", name="Revoke").click()

        expect(page.get_by_role("main")).to_contain_text("None holds a key now")
        check_accessible(page)
        with pytest.raises(KeyRefused):
            bearer_of(made.key, now=datetime.now(UTC))
