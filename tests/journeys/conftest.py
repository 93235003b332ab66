"""What an officer does, in a real browser, on the real server, on a database of the module's own.

A journey fails on anything that a browser complains of: an error or warning on the console, a script that
throws, a policy violation, a request that fails or leaves for another host.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.conftest import begin

begin()

from waymark.access import operations  # noqa: E402 - Django is ready only now
from waymark.access.rules import Role  # noqa: E402
from waymark.access.viewing import acting  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "build" / "assets" / "axe.min.js"
ARTIFACTS = ROOT / "artifacts"
# A computer at a desk, and a telephone: WCAG 2.2, 1.4.10 asks for 320, the commonest telephones have 360.
WIDTHS = (1280, 360)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
START_SECONDS = 30
NO_CHROMIUM = "journeys need Chromium: apt-get install chromium"

CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

DESK = "desk-north"
OFFICERS = {
    "desk": ("Sam Desk", [Role.INTELLIGENCE_DESK]),
    "supervisor": ("Ali Supervisor", [Role.SUPERVISOR]),
    "auditor": ("Robin Auditor", [Role.AUDITOR]),
    "spoc": ("Pat Contact", [Role.SPOC]),
    "admin": ("Max Admin", [Role.ADMINISTRATOR]),
    "newcomer": ("Jo Newcomer", []),  # no page is open to them
    "careful": ("Kim Careful", [Role.SUPERVISOR]),  # sets up a second factor
    "clumsy": ("Lee Clumsy", [Role.INTELLIGENCE_DESK]),  # is locked out
}


def password_of(username: str) -> str:
    return f"correct horse of {username}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark journeys; without Chromium skip them, by a mark, which `-rs` tells in one line a file."""
    here = Path(__file__).parent
    cannot = shutil.which("chromium") is None and not os.environ.get("CI")
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if cannot:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@dataclass
class Served:
    """The running server. address: where, without a last slash; log: what it says."""

    address: str
    log: Path


@dataclass
class Watch:
    """Everything that a page's browser complained of; `expected` answers are no complaint."""

    host: str
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def expect(self, status: int) -> None:
        """From here on, an answer of this status is what the journey is about."""
        self.expected.add(status)

    def console(self, message: ConsoleMessage) -> None:
        is_expected = any(f"responded with a status of {status} " in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not is_expected:
            self.complaints.append(f"console {message.type}: {message.text}")

    def failed(self, request: Request) -> None:
        # A page that is left before all of it has come, and a file that is kept instead of shown, end so.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"request failed: {request.url} {request.failure}")

    def sent(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.complaints.append(f"request to another host: {request.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system. Under CI its absence is a failure, never a skipped journey."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail(NO_CHROMIUM)
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    # Playwright leaves an event loop running in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def officers(module_database: None) -> dict[str, str]:
    """One desk and its officers. Returns their passwords by username."""
    now = datetime.now(UTC)
    with acting(operations.SYSTEM):
        operations.make_desk(
            code=DESK, name="Northshire intelligence desk", kind="force", actor=operations.SYSTEM, now=now
        )
        for username, (name, roles) in OFFICERS.items():
            operations.make_officer(
                username=username,
                name=name,
                roles=roles,
                desk_codes=[DESK],
                password=password_of(username),
                actor=operations.SYSTEM,
                now=now,
            )
    return {username: password_of(username) for username in OFFICERS}


@pytest.fixture(scope="module")
def served(officers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real server, as `waymark serve` runs it, on this module's database."""
    if not (ROOT / "src/waymark/interfaces/web/static/vendor/waymark.css").is_file():
        pytest.fail("the pages have no style sheet yet: run `make setup`, or tools/build_assets.py")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log"
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "5", "waymark.config.wsgi:application",
    ]  # fmt: skip
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=ROOT)
    try:
        running = Served(f"http://127.0.0.1:{port}", log)
        _wait_until_it_answers(running, process)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(running: Served, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{running.address}/sign-in/", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail(f"the server did not answer:\n{running.log.read_text()[-3000:]}")


@pytest.fixture
def watch(served: Served) -> Watch:
    return Watch(urlsplit(served.address).netloc)


@pytest.fixture
def context(browser: Browser, served: Served, watch: Watch) -> Iterator[BrowserContext]:
    """A browser with nothing remembered, whose complaints are kept."""
    opened = browser.new_context(base_url=served.address, viewport={"width": WIDTHS[0], "height": 900})
    opened.set_default_timeout(10_000)
    opened.add_init_script(
        "document.addEventListener('securitypolicyviolation', (e) =>"
        " console.error(`policy violation: ${e.effectiveDirective} ${e.blockedURI}`));"
    )
    opened.on("console", watch.console)
    opened.on("weberror", lambda error: watch.complaints.append(f"script error: {error.error}"))
    opened.on("request", watch.sent)
    opened.on("requestfailed", watch.failed)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, watch: Watch, served: Served) -> Iterator[Page]:
    """A page of that browser. The journey fails, once it is over, on whatever the browser complained of."""
    yield context.new_page()
    assert watch.complaints == [], served.log.read_text()[-3000:]


@pytest.fixture
def sign_in(page: Page, officers: dict[str, str]) -> Callable[[str], Page]:
    """Sign an officer in as they do it themselves. Returns the page they come to."""

    def as_officer(username: str) -> Page:
        page.goto("/sign-in/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password", exact=True).fill(officers[username])
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda address: "/sign-in/" not in address)
        return page

    return as_officer


@pytest.fixture(scope="module")
def remembered() -> dict[str, Any]:
    """Cookies of officers who have signed in once in this module."""
    return {}


@pytest.fixture
def as_officer(
    page: Page, sign_in: Callable[[str], Page], remembered: dict[str, Any]
) -> Callable[[str], Page]:
    """A page with an officer signed in, by the form only once a module: the password costs half a second."""

    def signed_in(username: str) -> Page:
        if username in remembered:
            page.context.add_cookies(remembered[username])
            page.goto("/")
        else:
            sign_in(username)
            remembered[username] = page.context.cookies()
        return page

    return signed_in


@pytest.fixture(scope="session")
def check_accessible() -> Callable[[Page], None]:
    """Fail on anything of WCAG 2.2, levels A and AA, that axe-core finds on the page as it stands.

    The text of axe-core is evaluated by the browser's own tools, which the pages' policy does not bind.
    """
    axe = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(axe)
        found: dict[str, Any] = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", WCAG)
        assert found["passes"], "axe-core looked at nothing"
        assert [
            f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ] == []

    return check


@pytest.fixture(scope="session")
def shoot() -> Callable[[Page, str], None]:
    """Keep a picture of a page at each width, to be looked at; fail where a page is wider than its window."""

    def keep(page: Page, name: str) -> None:
        ARTIFACTS.mkdir(exist_ok=True)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=ARTIFACTS / f"{name}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                f"{name} overflows at {width}"
            )
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})

    return keep
