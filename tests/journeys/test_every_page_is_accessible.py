"""Every page, at a desk and on a telephone: nothing that axe-core finds, and pictures to be looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import URLPattern, get_resolver
from playwright.sync_api import Page, expect

from tests import asking
from tests.integration.test_bundles import a_report as a_report_of_one_item
from tests.journeys.conftest import WIDTHS
from tests.journeys.deliveries import Invented, an_invented_desk, deliver, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.interfaces.web.urls import OPEN
from waymark.stages.attribution.queries.premises import doors_like
from waymark.stages.attribution.rules.states import EnquiryKind, MoveName
from waymark.stages.linking.queries import links
from waymark.stages.prioritisation.queries import queue

Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]
SignIn = Callable[[str], Page]

# Addresses that only a form or a script asks, and that show no page of their own.
NO_PAGES = {
    "record_research",
    "record_happened",
    "set_clock",
    "my_work",
    "on_my_desk",
    "act_on_list",
    "undo_list_decision",
    "enquiry_lines",
    "enquiry_step",
    "enquiry_schedule",
    "take_in_answers",
    "take_report_as_answer",
    "deliver_one",
    "news_seen",
    "decide_level",
    "level_second",
    "level_result",
    "level_outcome",
    "level_seen",
    "own_level_first",
    "policy_file",
    "decide_policy",
    "answers_now",
    "referral_answers",
    "judge_link",
    "label_sharing",
    "ask_desks",
    "record_check",
    "replay",
    "looked_go",
    "reference_end",
    "statistics_count",
    "decide_bundle",
    "bundle_searched",
    "undo_bundle_decision",
    "statistics_files",
    "statistics_sheet",
    "take_package",
    "dissemination_file",
    "correct_pack",
    "take_up_pack",
}


@pytest.fixture(scope="module")
def invented(officers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Invented:
    return an_invented_desk(tmp_path_factory.mktemp("invented") / "set", referrals=14)


@pytest.fixture(scope="module")
def addresses(invented: Invented) -> dict[str, tuple[str, str]]:
    """Each page by its picture's name: who looks, and where."""
    desk = viewer_called("desk")
    deliver(*(a_report_of_one_item(n) for n in range(20)))
    with acting(desk):
        lines = queue(desk, now=now(), limit=100).lines
        bundle = next(line.bundle for line in lines if line.bundle and line.bundle.behind)
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
        "asking": ("desk", f"/referral/{busiest.referral}/asking/"),
        "neighbourhood": ("desk", f"/referral/{busiest.referral}/around/"),
        "patterns": ("desk", "/patterns/"),
        "notices": ("supervisor", "/notices/"),
        "bundle": ("desk", f"/bundle/{bundle.reference}/"),
        "sharing": ("desk", f"/sharing/?identifier={link.evidence[0].identifier}"),
        "looked": ("desk", f"/referral/{busiest.referral}/looked/"),
        "faults": ("desk", "/faults/"),
        "unplaced": ("desk", "/queue/without-force/?route=no_place"),
        "ip_events": ("desk", f"/referral/{busiest.referral}/ip-events/"),
        "areas": ("desk", f"/referral/{busiest.referral}/areas/"),
        "statistics": ("supervisor", "/figures/"),
        "statistics_report": ("supervisor", f"/figures/report/?period={now().year}"),
        "statistics_report-wrong": ("supervisor", "/figures/report/?period=soon"),
        "reference": ("admin", "/reference/"),
        "reference_load": ("admin", "/reference/load/"),
        "reference_version": ("admin", "/reference/1/"),
        "audit": ("auditor", "/audit/"),
        "levels": ("desk", "/levels/"),
        "level": ("desk", f"/referral/{busiest.referral}/level/"),
        "own_level": ("desk", f"/referral/{busiest.referral}/level/own/"),
        "policy": ("supervisor", "/policy/"),
        "propose_policy": ("supervisor", "/policy/propose/"),
        "research": ("desk", f"/referral/{busiest.referral}/research/"),
        "clocks": ("desk", f"/referral/{busiest.referral}/clocks/"),
        "clock_settings": ("admin", "/clocks/"),
        "boards": ("supervisor", "/due/"),
        "my_desk": ("desk", "/my-desk/"),
        **asked_and_answered(busiest.referral),
        "go-wrong": ("desk", "/go/?reference=ref-1111-1111-1112"),
    }


def asked_and_answered(referral: str) -> dict[str, tuple[str, str]]:
    """The pages of an enquiry about a referral: drafted, sent, answered with a wrong year, and its door."""
    desk, spoc = viewer_called("desk"), viewer_called("spoc")
    draft = asking.a_draft(desk, referral)
    account = asking.a_draft(
        desk, referral, kind=EnquiryKind.PRESERVATION, account=asking.account_key(desk, referral)
    )
    other = asking.a_draft(
        desk, referral, kind=EnquiryKind.ACCOUNT, account=asking.account_key(desk, referral)
    )
    asking.step(desk, other, MoveName.SUBMIT)
    asking.step(viewer_called("supervisor"), other, MoveName.CHECK)
    asking.step(desk, other, MoveName.SEND)
    (answer,) = asking.enter(spoc, other, asking.an_answer(billing="1 Low Road, AB1 9ZZ"))
    with acting(desk):
        door = doors_like(desk, asking.HOME, now=now())[0].reference
    return {
        "enquiries": ("desk", "/enquiries/"),
        "enquire": ("desk", f"/referral/{referral}/enquire/"),
        "enquiry": ("desk", f"/enquiry/{draft}/"),
        "enquiry-preservation": ("desk", f"/enquiry/{account}/"),
        "enquiry-answered": ("desk", f"/enquiry/{other}/"),
        "enter_answer": ("desk", f"/enquiry/{other}/answer/"),
        "answer": ("desk", f"/answer/{answer}/"),
        "doors": ("supervisor", f"/referral/{referral}/doors/"),
        "doors_search": ("desk", "/doors/?address=AB1 2CD"),
        "premises": ("desk", f"/premises/{door}/"),
    }


class TestEveryPage:
    def test_is_walked(self) -> None:
        ours = {
            str(pattern.name)
            for pattern in get_resolver("waymark.interfaces.web.urls").url_patterns
            if isinstance(pattern, URLPattern)
        }
        walked = {
            "start", "keys", "programs", "go", "queue", "deliver", "delivery", "referral", "report", "link", "looked", "faults",
            "reference", "reference_load", "reference_version", "ip_events", "areas", "unplaced",
            "audit",
            "enquiries", "enquire", "enquiry", "enter_answer", "answer", "doors", "doors_search", "premises",
            "sharing", "asking", "notices", "neighbourhood", "patterns",
            # test_put_work_on_desks.py walks these, with two hundred officers.
            "board", "give_work", "plan_work", "forecast", "board_hours", "board_officer", "my_desk", "referral_work",
            # test_decide_a_level.py and test_change_the_policy.py walk these, each state of them.
            "levels", "level", "own_level", "policy", "propose_policy", "policy_version",
            # test_tell_another_force.py walks these with what they show.
            "packages", "package_keys", "package", "disseminations", "dissemination",
            # test_research_on_one_sheet.py, test_keep_the_clocks.py and test_work_with_a_list.py walk these.
            "research", "clocks", "clock_settings", "boards", "list_decisions",
            # Their own journeys walk these, each state of them, with axe: packs, registers, reports by hand,
            # bundles, figures and sealed media.
            "packs", "begin_pack", "pack", "save_pack", "keep_pack", "set_pack_aside", "check_resolution",
            "registers", "register_map", "report_by_hand", "bundle", "statistics", "statistics_report", "media",
            "statistics_behind", "statistics_victims", "statistics_prevention", "statistics_counts",
        }  # fmt: skip

        assert ours - set(OPEN) - NO_PAGES == walked

    @pytest.mark.parametrize(
        "name",
        [
            "enquiries", "enquire", "enquiry", "enquiry-preservation", "enquiry-answered", "enter_answer", "answer",
            "doors", "doors_search", "premises",
            "sharing", "asking", "notices", "neighbourhood", "patterns",
            "queue", "queue-filtered", "queue-nothing-like-that", "deliver", "delivery", "delivery-quarantined",
            "referral", "report", "link", "looked", "faults", "reference", "reference_load", "reference_version",
            "ip_events", "areas", "unplaced", "audit", "go-wrong",
            "levels", "level", "own_level", "policy", "propose_policy", "research", "clocks", "clock_settings", "boards",
            "my_desk",
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
