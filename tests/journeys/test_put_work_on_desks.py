"""A supervisor of two hundred officers proposes, moves and confirms work; an officer does theirs, alone at night."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.deliveries import a_report, deliver, now
from waymark.access import operations
from waymark.access.queries import viewer_called
from waymark.access.rules import Role
from waymark.access.viewing import acting
from waymark.clocks import Level
from waymark.stages.assignment.operations.keeping import Profile, keep_profile, load_times
from waymark.stages.assignment.readers.duty_files import DutyRow
from waymark.stages.assignment.rules.duty import Kind, Span
from waymark.stages.assignment.rules.proposing import propose
from waymark.stages.assignment.rules.states import PartKind
from waymark.stages.assignment.rules.work import Wanted, Worker
from waymark.synthetic.duty import invented_hours, invented_officers

SignIn = Callable[[str], Page]
Check = Callable[[Page], None]
Shoot = Callable[[Page, str], None]

OFFICERS = 200
REFERRALS = 30


@pytest.fixture(scope="module")
def staffed(officers: dict[str, str]) -> list[str]:
    """Two hundred officers with shifts, the officer `desk` on duty now, and thirty referrals."""
    # The kernel is compiled here once, and not while a browser waits for it.
    worker = Worker(1, "one", spans=(Span(now(), now() + timedelta(hours=9)),))
    propose([Wanted("one", "one", PartKind.RESEARCH, Level.LOW, None)], [worker], now=now())
    made = invented_officers(1, OFFICERS)
    moment, supervisor = now(), viewer_called("supervisor")
    with acting(operations.SYSTEM):
        for each in made:
            operations.make_officer(
                username=each.username,
                name="",
                roles=[Role.INVESTIGATOR],
                desk_codes=["desk-north"],
                password=None,
                actor=operations.SYSTEM,
                now=moment,
            )
    names = [each.username for each in made]
    hours = invented_hours(1, names, start=moment, days=14)
    rows = [DutyRow(0, each.officer, Kind(each.kind), each.start, each.end) for each in hours]
    rows.append(DutyRow(0, "desk", Kind.DUTY, moment - timedelta(hours=1), moment + timedelta(hours=8)))
    profiles = {
        each.username: Profile(each.team, each.skills, each.places, each.piece_minutes) for each in made
    }
    profiles["desk"] = Profile("Intelligence 1", ("research", "enquiry"), places=2, piece_minutes=60)
    with acting(supervisor):
        for name, profile in profiles.items():
            keep_profile(viewer=supervisor, officer=name, profile=profile, now=moment)
        load_times(viewer=supervisor, rows=rows, source="invented", now=moment)
    answers = deliver(*(a_report(f"work-{n}") for n in range(REFERRALS)))
    return [answer.referrals[0] for answer in answers]


class TestTheBoard:
    def test_takes_work_from_proposal_to_an_officer_s_desk(
        self, staffed: list[str], as_officer: SignIn, check_accessible: Check, shoot: Shoot
    ) -> None:
        page = as_officer("supervisor")
        page.set_default_timeout(30_000)
        _is_readable_with_two_hundred_officers_and_narrowed(page, check_accessible, shoot)
        _proposes_moves_by_drag_and_confirms(page, staffed, check_accessible, shoot)
        _plans_a_team_and_keeps_an_officer_s_hours(page, staffed, check_accessible, shoot)

        page.context.clear_cookies()
        page = as_officer("desk")
        _tells_an_officer_what_is_theirs_and_what_it_costs_them(page, staffed, check_accessible, shoot)


def _is_readable_with_two_hundred_officers_and_narrowed(
    page: Page, check_accessible: Check, shoot: Shoot
) -> None:
    page.goto("/board/")
    expect(page.locator("main")).to_contain_text("of 201 officers here now")
    expect(page.locator("#waiting")).to_contain_text(f"The first 12 of {REFERRALS}")
    expect(page.locator("#officers tr[data-officer]")).to_have_count(25)
    expect(page.locator("#teams")).to_contain_text("Enforcement 1")
    check_accessible(page)
    shoot(page, "board")

    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.locator("#officers")).to_contain_text("Page 2 of 9 (201 officers)")
    page.goto("/board/?skill=research&show=here")
    expect(page.locator("#officers tr[data-officer]").first).to_contain_text("On duty")
    page.goto("/board/?order=room")
    roomy = page.locator("#officers tr[data-officer]").first
    expect(roomy).to_contain_text("On duty")
    shoot(page, "board-by-room")


def _proposes_moves_by_drag_and_confirms(
    page: Page, staffed: list[str], check_accessible: Check, shoot: Shoot
) -> None:
    page.goto("/board/")
    first = page.locator("#waiting tbody tr").first
    key = first.get_attribute("data-work") or ""

    first.locator("td").nth(1).drag_to(page.locator("tr[data-officer] td").first)
    page.wait_for_url("**/board/give/**")
    expect(page.get_by_label("Officer")).not_to_have_value("")
    check_accessible(page)
    shoot(page, "give_work")
    page.get_by_label("Officer").fill("desk")
    page.get_by_label("Why").fill("Knows the account")
    page.get_by_role("button", name="Give it to them").press("Enter")
    expect(page.locator("main")).to_contain_text("desk has it")

    page.get_by_role("button", name="Propose who does what").click()
    expect(page.locator("main")).to_contain_text(f"Proposed {REFERRALS - 1} of {REFERRALS - 1}")
    shoot(page, "board-proposed")
    # The same without a mouse: open what an officer has, follow the link, choose, say why.
    page.goto("/board/?order=late")
    others = "#officers tr[data-officer]:not([data-officer=desk]) + tr:not([data-officer])"
    page.locator(f"{others} details.waymark-why summary").first.press("Enter")
    page.locator(others).get_by_role("link", name=re.compile("Give to another")).first.press("Enter")
    page.wait_for_url("**/board/give/**")
    page.locator("main td a").nth(1).press("Enter")
    expect(page.get_by_label("Officer")).not_to_have_value("")
    page.get_by_label("Why").fill("Has more room")
    page.get_by_label("Why").press("Enter")
    expect(page.locator("main")).to_contain_text("has it. What was only proposed still waits")
    page.get_by_role("button", name=re.compile("Confirm all")).click()
    expect(page.locator("main")).to_contain_text(f"{REFERRALS - 1} confirmed; each officer is told")
    page.goto("/board/forecast/")
    expect(page.locator("main")).to_contain_text("It cannot know yet")
    check_accessible(page)
    shoot(page, "forecast")
    assert key.partition(":")[0] in staffed


def _plans_a_team_and_keeps_an_officer_s_hours(
    page: Page, staffed: list[str], check_accessible: Check, shoot: Shoot
) -> None:
    page.goto(f"/referral/{staffed[1]}/")
    page.get_by_role("link", name=re.compile("Who works on it")).click()
    page.get_by_label("What", exact=True).select_option("examination")
    page.get_by_role("button", name="Plan it").click()
    rows = page.get_by_role("region", name="Parts of the work").get_by_role("row")
    expect(rows.filter(has_text="Examination")).to_contain_text("Nobody yet")
    check_accessible(page)
    shoot(page, "referral_work")
    page.goto(f"/board/plan/?referral={staffed[0]}")
    check_accessible(page)
    shoot(page, "plan_work")
    day = (now() + timedelta(days=3)).strftime("%Y-%m-%d")
    page.get_by_label("What", exact=True).select_option("search")
    page.get_by_label("Starts, for work on a fixed date").fill(f"{day}T09:30")
    page.get_by_label("Ends").fill(f"{day}T12:30")
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("#fixed")).to_contain_text("0 of 4 officers")
    page.get_by_role("button", name="Propose who does what").click()
    expect(page.locator("#fixed")).to_contain_text("proposed")

    page.goto("/board/hours/")
    check_accessible(page)
    shoot(page, "board_hours")
    page.goto("/board/officer/desk/")
    check_accessible(page)
    shoot(page, "board_officer")
    page.get_by_label("Team").fill("Night desk")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_label("Team")).to_have_value("Night desk")


def _tells_an_officer_what_is_theirs_and_what_it_costs_them(
    page: Page, staffed: list[str], check_accessible: Check, shoot: Shoot
) -> None:
    page.goto("/on-my-desk/")
    page.wait_for_url("**/my-desk/")
    expect(page.locator("#new")).to_contain_text("Given to you")
    check_accessible(page)
    shoot(page, "my_desk")
    page.get_by_role("button", name=re.compile("I have seen what was given")).click()
    expect(page.locator("#new")).to_have_count(0)

    page.locator("#exposure summary").click()
    page.get_by_label("Minutes").fill("45")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("#exposure")).to_contain_text("45 of 600 minutes")
    page.locator("#mine summary").filter(has_text="Finish").first.click()
    page.get_by_role("button", name=re.compile("It is done")).first.click()
    page.locator("#outcomes summary").click()
    page.locator("#outcomes").get_by_label("Referral").fill(staffed[0])
    page.get_by_role("button", name="Record what came of it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
