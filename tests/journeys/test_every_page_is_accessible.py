"""Every page, at a desk and on a telephone: nothing that axe-core finds, and pictures to be looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import URLPattern, get_resolver
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WIDTHS
from tests.journeys.deliveries import Invented, an_invented_desk, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.interfaces.web.urls import OPEN
from waymark.stages.linking.queries import links
from waymark.stages.prioritisation.queries import queue

Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]
SignIn = Callable[[str], Page]

# Addresses that only a form or a script asks, and that show no page of their own.
NO_PAGES = {"deliver_one", "answers_now", "referral_answers", "judge_link", "replay", "looked_go"}


@pytest.fixture(scope="module")
def invented(officers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Invented:
    return an_invented_desk(tmp_path_factory.mktemp("invented") / "set", referrals=14)


@pytest.fixture(scope="module")
def addresses(invented: Invented) -> dict[str, tuple[str, str]]:
    """Each page by its picture's name: who looks, and where."""
    desk = viewer_called("desk")
    with acting(desk):
        lines = queue(desk, now=now(), limit=100).lines
        busiest = max(lines, key=lambda line: (line.reports, line.people))
        link = links(desk, now=now())[0]
    quarantined = next(each for each in invented.answers if each.outcome == "quarantined")
    return {
        "queue": ("desk", "/queue/"),
        "queue-filtered": ("desk", "/queue/?force=Northumbria&level=medium&sort=due"),
        "queue-nothing-like-that": ("desk", "/queue/?level=low"),
        "deliver": ("desk", "/deliver/"),
        "delivery": ("desk", f"/delivery/{invented.giant.reference}/"),
        "delivery-quarantined": ("desk", f"/delivery/{quarantined.reference}/"),
        "referral": ("desk", f"/referral/{busiest.referral}/"),
        "report": ("desk", f"/report/{invented.giant.reports[0]}/"),
        "link": ("desk", f"/link/{link.reference}/"),
        "looked": ("desk", f"/referral/{busiest.referral}/looked/"),
        "faults": ("desk", "/faults/"),
        "reference": ("admin", "/reference/"),
        "audit": ("auditor", "/audit/"),
        "go-wrong": ("desk", "/go/?reference=ref-1111-1111-1112"),
    }


class TestEveryPage:
    def test_is_walked(self) -> None:
        ours = {
            str(pattern.name)
            for pattern in get_resolver("waymark.interfaces.web.urls").url_patterns
            if isinstance(pattern, URLPattern)
        }
        walked = {
            "start", "keys", "go", "queue", "deliver", "delivery", "referral", "report", "link", "looked", "faults",
            "reference", "audit",
        }  # fmt: skip

        assert ours - set(OPEN) - NO_PAGES == walked

    @pytest.mark.parametrize(
        "name",
        [
            "queue", "queue-filtered", "queue-nothing-like-that", "deliver", "delivery", "delivery-quarantined",
            "referral", "report", "link", "looked", "faults", "reference", "audit", "go-wrong",
        ],
    )  # fmt: skip
    def test_can_be_read_by_everybody_at_every_width(
        self,
        name: str,
        addresses: dict[str, tuple[str, str]],
        as_officer: SignIn,
        check_accessible: Check,
        shoot: Shoot,
    ) -> None:
        officer, address = addresses[name]
        page = as_officer(officer)

        page.goto(address)

        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.locator("img").count() == 0
        for width in reversed(WIDTHS):
            page.set_viewport_size({"width": width, "height": 900})
            check_accessible(page)
        shoot(page, name)

    def test_stays_readable_at_twice_its_size(
        self, addresses: dict[str, tuple[str, str]], as_officer: SignIn
    ) -> None:
        page = as_officer("desk")
        # A window of 1280 at 200% is laid out as one of 640.
        page.set_viewport_size({"width": 640, "height": 450})

        for name in ("queue", "referral", "report"):
            page.goto(addresses[name][1])

            assert page.evaluate("document.documentElement.scrollWidth") <= 640, name
