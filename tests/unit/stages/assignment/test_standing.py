"""Whether a proposal may still be confirmed, and shifts on the days on which the clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from waymark.clocks import Level
from waymark.stages.assignment.readers.duty_files import read_duty_file
from waymark.stages.assignment.rules.duty import Kind, Span, WorkClock, minutes_in, on_duty
from waymark.stages.assignment.rules.joint import propose_all
from waymark.stages.assignment.rules.standing import Offer, why_stale
from waymark.stages.assignment.rules.states import PartKind
from waymark.stages.assignment.rules.work import Team, Wanted, Worker

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SHIFT = Span(NOW, NOW + 8 * HOUR)
ADA = Worker(1, "ada", frozenset({"search"}), places=2, spans=(SHIFT,))
PART = Wanted("wrk", "ref", PartKind.RESEARCH, Level.HIGH, NOW + 5 * HOUR)
OFFER = Offer(PART, ADA, (SHIFT,), None, (), NOW + 3 * HOUR, is_chosen=False)
MEETING = Span(NOW + HOUR, NOW + 2 * HOUR)


class TestAProposal:
    def test_stands_while_nothing_came_between(self):
        assert why_stale(OFFER, now=NOW) == ""
        assert why_stale(replace(OFFER, expected_at=NOW - HOUR), now=NOW) == ""
        assert why_stale(replace(OFFER, span=MEETING), now=NOW) == ""

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"worker": None}, "no work is given to them now"),
            ({"part": replace(PART, barred=frozenset({1}))}, "a conflict of interest"),
            ({"worker": replace(ADA, spans=())}, "no shift of theirs"),
            ({"expected_at": NOW + 9 * HOUR}, "leave, court or other work"),
            ({"part": replace(PART, skill="research")}, "have not the skill any more"),
            ({"part": replace(PART, exposure_minutes=601)}, "limit of exposure"),
            ({"worker": replace(ADA, held=2)}, "every place of theirs"),
            ({"span": Span(NOW, NOW + HOUR)}, "its date has come"),
            ({"span": MEETING, "shifts": (Span(NOW, NOW + 90 * HOUR / 60),)}, "not on duty for all of it"),
            ({"span": MEETING, "others": (MEETING,)}, "sit on another team"),
        ],
    )
    def test_falls_with_what_was_entered_since(self, change, why):
        assert why in why_stale(replace(OFFER, **change), now=NOW)

    def test_that_a_supervisor_chose_stands_beyond_the_places(self):
        assert why_stale(replace(OFFER, worker=replace(ADA, held=2), is_chosen=True), now=NOW) == ""


class TestAShiftOfTheDayTheClocksChange:
    @pytest.mark.parametrize(
        ("day", "minutes"), [("2026-03-28", 420), ("2026-10-24", 540), ("2026-10-25", 480)]
    )
    def test_has_the_hours_that_pass_and_not_those_on_the_wall(self, day, minutes):
        following = f"{day[:-2]}{int(day[-2:]) + 1}"
        file = f"officer,starts,ends\nada,{day}T22:00,{following}T06:00\n".encode()

        (row,) = read_duty_file(BytesIO(file))

        spans = on_duty([(Kind.DUTY, Span(row.starts_at, row.ends_at))], since=NOW - timedelta(days=365))
        assert minutes_in(spans) == minutes
        assert WorkClock(spans).done_at(minutes) == row.ends_at


class TestADeskWithout:
    def test_officers_gives_everything_to_nobody(self):
        team = Team("team", "ref-2", PartKind.SEARCH, Level.LOW, MEETING, ("",))

        found = propose_all([team], [PART], [], now=NOW)

        assert [each.officer for each in found.placed] == [None, None]
        assert found.is_proved

    def test_work_has_nothing_to_propose(self):
        assert propose_all([], [], [ADA], now=NOW).placed == []

    def test_anybody_there_gives_everything_to_nobody(self):
        court = [(Kind.DUTY, SHIFT), (Kind.COURT, Span(NOW - HOUR, NOW + 4 * HOUR))]
        half = replace(ADA, spans=tuple(on_duty(court, since=NOW)), piece_minutes=180)
        away = replace(ADA, officer=2, name="ben", spans=())

        (placed,) = propose_all([], [PART], [half, away], now=NOW).placed

        assert (placed.officer, placed.expected_at) == (1, NOW + 7 * HOUR)
        assert propose_all([], [PART], [away], now=NOW).placed[0].officer is None


class TestATeamAndGraverWork:
    team = Team("team", "ref-2", PartKind.SEARCH, Level.LOW, MEETING, ("search",))
    urgent = replace(PART, level=Level.VERY_HIGH, due_at=NOW + 2 * HOUR)

    def test_are_not_done_by_one_officer_where_the_graver_would_be_late(self):
        seat, part = propose_all([self.team], [self.urgent], [ADA], now=NOW).placed

        assert (seat.officer, part.officer) == (None, 1)
        assert "ada could sit on it, and then graver" in seat.reason

    def test_go_to_two_where_there_is_another(self):
        ben = replace(ADA, officer=2, name="ben")

        seat, part = propose_all([self.team], [self.urgent], [ADA, ben], now=NOW).placed

        assert {seat.officer, part.officer} == {1, 2}
