"""A forecast that is put against the past before it may speak; two hundred simulated weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.clocks import Level
from waymark.stages.assignment.rules.back_testing import back_test, rolling, says, score
from waymark.stages.assignment.rules.calibration import Told, calibrate, expected_error
from waymark.stages.assignment.rules.duty import DutyMeter, Span
from waymark.stages.assignment.rules.forecasting import Learnt, Open, Past, PastWork, raw_risks
from waymark.stages.assignment.rules.reallocation import reallocate
from waymark.synthetic.desk_weeks import desk_weeks

UNTIL = datetime(2026, 11, 20, 18, tzinfo=UTC)
WEEKS = 200
HOUR = timedelta(hours=1)


def a_desk(seed: int, *, weeks: int, officers: int = 5):
    made = desk_weeks(seed, weeks=weeks, until=UNTIL, officers=officers)
    past = [Past(each.level, each.opened_at, each.due_at, each.done_at, each.minutes) for each in made.parts]
    return past, DutyMeter(Span(each.start, each.end) for each in made.shifts).between


class TestTwoHundredSimulatedWeeks:
    @pytest.mark.parametrize("seed", [1, 2])
    def test_come_true_as_often_as_was_said_and_better_than_the_next_free_slot(self, seed):
        past, supply = a_desk(seed, weeks=WEEKS + 52)

        told, naive = rolling(says(PastWork(past), supply, now=UNTIL, weeks=WEEKS))
        scores = score(told, naive, weeks=WEEKS)

        assert scores.promises > 2000
        assert scores.error < 0.06
        assert scores.brier < 0.8 * scores.brier_naive
        assert scores.brier < 0.9 * scores.brier_rate
        assert scores.log < 0.6 * scores.log_naive


class TestTheBackTest:
    def test_says_that_it_cannot_know_from_a_short_past(self):
        past, supply = a_desk(3, weeks=12)

        found = back_test(past, supply, now=UNTIL)

        assert found.cannot.startswith("It cannot know yet")
        assert found.calibration is None

    def test_speaks_once_a_year_of_the_desk_s_own_past_bears_it_out(self):
        past, supply = a_desk(1, weeks=60)

        found = back_test(past, supply, now=UNTIL)

        assert found.cannot == ""
        assert found.calibration is not None
        low, high = found.calibration.step_of(0.9).interval
        assert 0 <= low < found.calibration.step_of(0.9).probability < high <= 1

    def test_cannot_know_where_misses_have_nothing_to_do_with_the_work(self):
        past, supply = a_desk(4, weeks=60)
        chance = [
            each._replace(
                done_at=each.due_at + (HOUR if hash((n * 7919) % 97) % 2 else -HOUR), level=Level.LOW
            )
            for n, each in enumerate(past)
        ]

        assert back_test(chance, supply, now=UNTIL).cannot.startswith("It cannot know")

    def test_never_looks_ahead_of_the_friday_that_it_speaks_on(self):
        past, supply = a_desk(5, weeks=40)
        cut = UNTIL - timedelta(days=70)
        known = PastWork(past)
        other = [each._replace(minutes=each.minutes * 50) if each.opened_at > cut else each for each in past]

        before = [each for each in says(known, supply, now=UNTIL, weeks=40) if each.at <= cut]
        changed = [each for each in says(PastWork(other), supply, now=UNTIL, weeks=40) if each.at <= cut]

        assert [each.raw for each in before] == [each.raw for each in changed]


class TestACalibration:
    def test_rises_and_is_never_certain(self):
        told = [Told(n / 400, missed=n % 3 == 0 and n > 100) for n in range(400)]

        steps = calibrate(told).steps

        assert [step.probability for step in steps] == sorted(step.probability for step in steps)
        assert all(0 < step.probability < 1 for step in steps)
        assert all(step.count >= 40 for step in steps)

    def test_of_what_came_true_as_said_has_no_error(self):
        assert expected_error([Told(0.25, missed=n % 4 == 0) for n in range(400)]) == 0


class TestRisks:
    def test_rise_with_what_stands_before_and_are_certain_once_overdue(self):
        queue = [Open(str(n), Level.HIGH, UNTIL + 30 * HOUR, 200) for n in range(6)]
        late = Open("late", Level.LOW, UNTIL - HOUR, 10)

        found = raw_risks([late, *queue], lambda start, end: (end - start) / HOUR * 20, Learnt(), now=UNTIL)

        assert found[0] == 1
        assert found[1:] == sorted(found[1:])
        assert found[1] < 0.2
        assert found[-1] > 0.8


class TestTheReallocation:
    def test_moves_what_saves_most_and_no_more(self):
        full = [Open(f"a{n}", Level.HIGH, UNTIL + 10 * HOUR, 200) for n in range(4)]
        rates = {1: 40.0, 2: 40.0, 3: 0.0}

        def risks(officer, parts):
            def supply(start, end):
                return (end - start) / HOUR * rates[officer]

            return raw_risks(parts, supply, Learnt(), now=UNTIL)

        moves = reallocate({1: full, 2: [], 3: []}, risks, lambda officer, key: officer == 2 and bool(key))

        assert moves
        assert {(move.giver, move.taker) for move in moves} == {(1, 2)}
        assert len(moves) <= 2
        assert all(move.saves >= 0.2 for move in moves)
