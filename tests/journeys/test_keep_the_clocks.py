"""Clocks: a child found at an address starts one, what happened stops it, a supervisor sees what is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.deliveries import a_report, deliver, now
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.pipeline import answer
from waymark.stages.prioritisation.rules.answers import Said

SignIn = Callable[[str], Page]


def a_child_at_the_address(identifier: str) -> str:
    (answered,) = deliver(a_report(identifier))
    reference = answered.referrals[0]
    desk = viewer_called("desk")
    with acting(desk):
        answer(desk, reference, {"child_at_address": Said.YES}, source="Children's services", now=now())
    return reference


def record(page: Page, what: str, **fields: str) -> None:
    page.locator("#kind").select_option(label=what)
    if fields and not page.get_by_label("Their reply").is_visible():
        page.get_by_text("Children's services, bail, several victims or warrants").click()
    for label, words in fields.items():
        page.locator(f"#{label}").fill(words)
    page.get_by_role("button", name="Record it").click()


def hours_ago(hours: int) -> str:
    """As it is typed: within one minute what starts comes before what stops, so each has a time of its own."""
    return f"{now() - timedelta(hours=hours):%d/%m/%Y %H:%M}"


class TestTellingChildrensServices:
    def test_needs_a_reference_a_recipient_and_a_reply_before_its_clock_stops(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        reference = a_child_at_the_address("u1")
        page = as_officer("desk")
        page.goto(f"/referral/{reference}/clocks/")
        running = page.get_by_role("region", name="Running clocks")

        expect(running).to_contain_text("Children's services: to be told")
        record(page, "Children's services: told, and replied", recipient="Duty team")
        expect(page.get_by_role("alert")).to_contain_text("Told needs the authority's reference")
        check_accessible(page)
        record(page, "Children's services: referral sent, no reply yet")
        expect(running).to_contain_text("Children's services: to answer")
        check_accessible(page)
        shoot(page, "clocks-running")
        record(
            page,
            "Children's services: told, and replied",
            recipient="Duty team",
            authority_reference="CS/2026/17",
            reply="Strategy discussion tomorrow",
        )

        expect(page.get_by_role("alert")).to_contain_text("Recorded")
        expect(page.get_by_text("No clock runs but the promise")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("CS/2026/17")

    def test_stops_the_promise_by_a_disruption_alone_and_runs_on_when_that_is_taken_back(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        (answered,) = deliver(a_report("u2"))
        page = as_officer("desk")
        page.goto(f"/referral/{answered.referrals[0]}/clocks/")
        bar = page.locator(".waymark-identity")

        record(page, "Arrest")
        expect(bar).to_contain_text("Due in")
        record(page, "Safeguarding disruption")
        expect(bar).to_contain_text("no promise runs")
        expect(page.get_by_role("main")).to_contain_text("stopped by safeguarding disruption")
        check_accessible(page)
        shoot(page, "clocks-stopped")
        page.get_by_text("Take back: Safeguarding disruption").click()
        page.get_by_label("Why").first.fill("Recorded on the wrong referral")
        page.get_by_role("button", name="Take it back").first.click()

        expect(bar).to_contain_text("Due in")
        expect(page.get_by_role("main")).to_contain_text("Recorded on the wrong referral")


class TestEachClock:
    def test_is_seen_to_start_to_stand_still_and_to_stop(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        (answered,) = deliver(a_report("u4"))
        reference, desk = answered.referrals[0], viewer_called("desk")
        with acting(desk):
            answer(desk, reference, {"position_of_trust": Said.YES}, source="The employer", now=now())
        page = as_officer("desk")
        page.goto(f"/referral/{reference}/clocks/")
        main = page.get_by_role("main")
        running = page.get_by_role("region", name="Running clocks")
        stopped = page.get_by_role("region", name="Stopped")

        for starts, clock, stops in (
            (
                "",
                "Designated officer of the local authority (LADO): to be told",
                "Designated officer of the local authority (LADO): told",
            ),
            ("Police protection: began", "Police protection: must end", "Police protection: ended"),
            ("Warrant issued", "Warrant: to be executed", "Warrant executed"),
            (
                "Strategy discussion",
                "Initial child protection conference",
                "Initial child protection conference",
            ),
        ):
            if starts:
                record(page, starts)
            expect(running.get_by_role("row", name=clock)).to_contain_text("Due in")
            record(page, stops)
            expect(page.get_by_text("No clock runs but the promise")).to_be_visible()
            expect(stopped).to_contain_text(f"{clock}: stopped by {stops[:1].lower()}{stops[1:]}")

        record(page, "Pre-charge bail: began", at=hours_ago(6))
        bail = running.get_by_role("row", name="Pre-charge bail: ends")
        expect(bail).to_contain_text("Due in")
        expect(running.get_by_role("row", name="Victim to be told")).to_contain_text("Due in")
        expect(running.get_by_role("row", name="Suspect's welfare")).to_contain_text("Due in")
        record(page, "Crown Prosecution Service: file sent for a decision", at=hours_ago(5))
        expect(bail).to_contain_text("Stands still")
        check_accessible(page)
        shoot(page, "clocks-paused")
        record(page, "Crown Prosecution Service: decision or file came back", at=hours_ago(4))
        expect(bail).to_contain_text("Due in")
        record(page, "Pre-charge bail: ended", at=hours_ago(3))
        record(page, "Released under investigation", at=hours_ago(2))
        record(page, "Victim told")
        record(page, "Suspect's welfare assessed")
        review = running.get_by_role("row", name="Released under investigation: to be reviewed")
        expect(review).to_contain_text("Due in 29 days")
        expect(running.get_by_role("row")).to_have_count(2)  # with the heading
        record(page, "Released under investigation: reviewed by a supervisor", at=hours_ago(1))
        expect(review).to_contain_text("Due in 29 days")
        expect(stopped).to_contain_text("to be reviewed: stopped by released under investigation: reviewed")
        record(page, "Charge")

        expect(running.get_by_role("row", name="to be reviewed")).to_have_count(0)
        expect(main).to_contain_text("Missing: when the platform reported is in no report: record it")
        check_accessible(page)
        shoot(page, "clocks-each")


class TestTheBoards:
    def test_show_a_supervisor_what_falls_due(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        reference = a_child_at_the_address("u3")
        page = as_officer("supervisor")

        page.goto("/queue/")
        page.keyboard.press("g")
        page.keyboard.press("u")
        page.wait_for_url("**/due/")

        row = page.get_by_role("region", name="Due within 3 days").get_by_role("row", name=reference)
        expect(row).to_contain_text("Children's services: to be told")
        check_accessible(page)
        shoot(page, "due")
        row.get_by_role("link", name=reference).click()
        page.wait_for_url("**/clocks/")


class TestSettingAClock:
    def test_is_an_administrators_with_a_source_and_nobody_elses(
        self, as_officer: SignIn, check_accessible: Callable[[Page], None], shoot: Callable[..., None]
    ) -> None:
        page = as_officer("admin")
        page.goto("/clocks/")
        expect(page.get_by_role("main")).to_contain_text("Statutory report: the provider's time to report")
        expect(page.get_by_role("main")).to_contain_text("5 lengths to confirm")
        expect(page.get_by_role("main")).to_contain_text("the force's solicitor, or its policy lead")
        check_accessible(page)
        shoot(page, "clock-settings")

        page.get_by_label("Clock", exact=True).select_option(
            label="Statutory report: the provider's time to report"
        )
        page.get_by_label("Length", exact=True).fill("24")
        page.get_by_role("button", name="Set the clock").click()
        expect(page.get_by_role("alert")).to_contain_text("Say who says so")
        check_accessible(page)
        page.get_by_label("Who says so").fill("S.I. 2026/268 reg 7, read 22 November 2026")
        page.get_by_role("button", name="Set the clock").click()

        expect(page.get_by_role("alert")).to_contain_text("The clock is set")
        expect(page.locator("#history-heading + ul")).to_contain_text("24 hours")
        expect(page.locator("#history-heading + ul")).to_contain_text("reg 7")
