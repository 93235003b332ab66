"""What the dashboard shows: sums that are a recount of the record, with the rows behind each of them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import Held, a_viewer, an_xml_report, receive
from tests.integration.command_line import as_superuser
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.clocks.milestones import MilestoneKind
from waymark.pipeline.happening import record_happened
from waymark.stages.assignment.operations.keeping import Profile, keep_profile, load_times
from waymark.stages.assignment.readers.duty_files import DutyRow
from waymark.stages.assignment.rules.duty import Kind
from waymark.stages.prioritisation.queries import queue
from waymark.stages.prioritisation.rules.milestones import Happened
from waymark.stages.statistics.operations.counting import take_figures
from waymark.stages.statistics.queries.behind import NoSuchFigure, rows_behind
from waymark.stages.statistics.queries.counting import counts
from waymark.stages.statistics.queries.dashboard import count_desk, dashboard
from waymark.stages.statistics.queries.drawn import DRAWN
from waymark.stages.statistics.rules.dashboard import PASSED
from waymark.stages.statistics.rules.lags import hand_lags
from waymark.stages.statistics.rules.load import loads
from waymark.stages.statistics.rules.promises import promises_kept
from waymark.stages.statistics.rules.units import By, Unit

RECEIVED = datetime(2026, 6, 1, 9, tzinfo=UTC)
NOW = RECEIVED + timedelta(days=40)
PAST_THE_PROMISE = timedelta(days=35)  # later than the longest promise, of 30 days, for what came on 1 June
SUMMED = [name for name, drawn in DRAWN.items() if drawn.amount == "count(*)"]


def happened(viewer, reference, kind, at):
    with acting(viewer):
        record_happened(viewer, reference, Happened(kind, at), now=NOW)


@pytest.fixture(scope="module")
def viewer(module_database):
    """Twelve referrals of six days; the first is enforced in time, the second late, the rest not at all."""
    del module_database
    made = a_viewer()
    for n in range(12):
        held = Held(an_xml_report(identifier=f"u{n}", service="Examplechat"), name=f"{n}.xml")
        receive(made, held, source="ncmec" if n % 3 else "iwf", now=RECEIVED + timedelta(days=n // 2))
    with acting(made):
        lines = sorted(queue(made, now=NOW, limit=50).lines, key=lambda line: line.received_at)
    first, second = lines[0].referral, lines[1].referral
    for kind, days in (
        (MilestoneKind.PLATFORM_REPORTED, -5),
        (MilestoneKind.NATIONAL_RECEIVED, -4),
        (MilestoneKind.ENFORCEMENT, 0),
    ):
        happened(made, first, kind, RECEIVED + timedelta(days=days, hours=1))
    happened(made, second, MilestoneKind.ENFORCEMENT, RECEIVED + PAST_THE_PROMISE)
    with acting(made):
        profile = Profile("Team", ("research",), places=2, piece_minutes=60)
        keep_profile(viewer=made, officer="desk", profile=profile, now=NOW)
        spans = [
            (Kind.DUTY, NOW - timedelta(hours=1), NOW + timedelta(hours=4)),
            (Kind.DUTY, NOW + timedelta(days=1), NOW + timedelta(days=1, hours=8)),
            (Kind.COURT, NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2)),
        ]
        load_times(viewer=made, rows=[DutyRow(0, "desk", *each) for each in spans], source="x", now=NOW)
    return made


@pytest.fixture
def counted(viewer):
    with acting(viewer):
        take_figures(viewer, now=NOW)
    with acting(viewer):
        return dashboard(viewer).counts


class TestTheFigures:
    def test_by_day_are_those_of_the_record(self, viewer, counted):
        with acting(viewer):
            found = counts(viewer, Unit.REFERRAL, by=[By.DAY], as_at=NOW)

        assert counted.days == {row.by["day"]: row.count for row in found.rows}
        assert sum(counted.days.values()) == 12

    def test_have_as_many_rows_behind_them_as_they_say(self, viewer, counted):
        behind = {}
        for figure in SUMMED:
            for key, count in getattr(counted, figure).items():
                with acting(viewer):
                    found = rows_behind(viewer, figure, key, at=NOW, now=NOW)
                behind[figure, key] = (count, found.count, len(found.lines))

        assert {name for name, _ in behind} >= set(SUMMED) - {"folded", "due_soon", "parts"}
        assert all(count == rows == listed for count, rows, listed in behind.values())

    def test_that_add_several_up_have_their_rows_behind_them_too(self, viewer, counted):
        known = {("known", lag.hand): lag.known for lag in hand_lags(counted.hands) if lag.known}
        kept = promises_kept(counted.promises, tuple(counted.levels))
        expected = known | {("fell_due", each.level): each.fell_due for each in kept if each.fell_due}

        with acting(viewer):
            found = {asked: rows_behind(viewer, *asked, at=NOW, now=NOW).count for asked in expected}

        assert found == expected
        assert {figure for figure, _ in expected} == {"known", "fell_due"}

    def test_of_a_week_lead_to_its_days(self, viewer, counted):
        with acting(viewer):
            found = rows_behind(viewer, "weeks", "2026-W23", at=NOW, now=NOW)

        assert found.count == sum(counted.days.values()) == 12

    def test_tell_promises_kept_from_late_and_running(self, counted):
        kept = promises_kept(counted.promises, tuple(counted.levels))

        assert sum(each.kept for each in kept) == 1
        assert sum(each.late for each in kept) == 1
        assert sum(each.running for each in kept) == 10
        assert sum(counted.overdue.values()) == 10

    def test_say_of_each_hand_what_is_missing(self, counted):
        lags = {lag.name: lag for lag in hand_lags(counted.hands)}

        assert counted.hands["platform_nca|1"] == 1
        assert (lags["Platform to NCA"].known, lags["Platform to NCA"].no_start) == (1, 11)
        assert (lags["NCA to force"].known, lags["NCA to force"].no_end) == (0, 1)
        assert (lags["Desk to enforcement: what was promised"].known, lags["Desk to decision"].no_end) == (
            2,
            12,
        )

    def test_set_work_that_is_due_against_the_hours_of_officers(self, counted):
        today, week, _ = loads(counted, today=NOW.date())

        assert today.hours_there == 4
        assert week.hours_there == 10
        assert today.due == counted.due[PASSED] == 10
        assert today.hours_due == pytest.approx(counted.research[PASSED] / 60)

    def test_follow_a_merge_as_a_recount_does(self, viewer, counted):
        (gone,), (other,) = as_superuser("select id from referral order by id desc limit 2")
        as_superuser(
            f"update referral set merged_into_id = {other} where id = {gone}",
            f"update queue_entry set desk_id = 0 where referral_id = {gone}",
        )
        with acting(viewer):
            take_figures(viewer, now=NOW)
        with acting(viewer):
            kept, again = dashboard(viewer).counts, count_desk(viewer, viewer.desks[0], now=NOW)
        as_superuser(
            f"update referral set merged_into_id = null where id = {gone}",
            f"update queue_entry set desk_id = {viewer.desks[0]} where referral_id = {gone}",
        )

        assert kept == again
        assert sum(kept.days.values()) == sum(counted.days.values()) - 1
        assert sum(kept.levels.values()) == sum(counted.levels.values()) - 1


class TestTheRowsBehind:
    def test_are_for_those_who_may_read_the_queue(self, viewer):
        auditor = a_viewer("auditor", roles=("auditor",))

        with acting(auditor), pytest.raises(NotPermitted):
            rows_behind(auditor, "forces", "", at=NOW, now=NOW)

    def test_of_another_desk_are_not_there(self, viewer):
        other = a_viewer("other", desk="E23000035")

        with acting(other):
            found = rows_behind(other, "sources", "ncmec", at=NOW, now=NOW)

        assert (found.count, found.lines) == (0, ())

    def test_of_no_figure_are_refused(self, viewer):
        with acting(viewer), pytest.raises(NoSuchFigure):
            rows_behind(viewer, "duty", "", at=NOW, now=NOW)
