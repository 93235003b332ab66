from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from waymark.clocks import (
    PROMISES,
    CalendarTooShort,
    EndsBeforeStart,
    Level,
    Pause,
    PromiseState,
    Stop,
    Stopped,
    TimeWithoutZone,
    WorkingCalendar,
    due_at,
    elapsed,
    evidence_lost_at,
    platform_preservation_ends,
    promise_state,
)

LONDON = ZoneInfo("Europe/London")
RECEIVED = datetime(2026, 3, 2, 9, tzinfo=UTC)
HIGH = PROMISES[Level.HIGH]


def days(number: float) -> timedelta:
    return timedelta(days=number)


class TestPromises:
    @pytest.mark.parametrize(
        ("level", "hours"), [("very_high", 24), ("high", 7 * 24), ("medium", 14 * 24), ("low", 30 * 24)]
    )
    def test_give_each_level_its_published_time(self, level, hours):
        assert PROMISES[Level(level)].duration == timedelta(hours=hours)

    def test_name_a_source_each(self):
        assert all(promise.source for promise in PROMISES.values())

    def test_are_not_stopped_by_giving_the_work_to_an_officer(self):
        assert {stop.value for stop in Stop} == {"enforcement", "safeguarding_disruption"}


class TestDueAt:
    def test_counts_elapsed_time_through_nights_and_weekends(self):
        friday_evening = datetime(2026, 3, 6, 18, tzinfo=UTC)

        due = due_at(PROMISES[Level.VERY_HIGH], started_at=friday_evening, as_at=friday_evening)

        assert due == datetime(2026, 3, 7, 18, tzinfo=UTC)

    def test_counts_24_hours_across_the_change_to_summer_time(self):
        before = datetime(2026, 3, 28, 12, tzinfo=LONDON)

        due = due_at(PROMISES[Level.VERY_HIGH], started_at=before, as_at=before)

        assert due == datetime(2026, 3, 29, 13, tzinfo=LONDON)

    def test_moves_by_the_length_of_a_pause(self):
        pause = Pause(RECEIVED + days(1), RECEIVED + days(3))

        due = due_at(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(5), pauses=[pause])

        assert due == RECEIVED + days(9)

    def test_counts_time_in_two_overlapping_pauses_once(self):
        pauses = [
            Pause(RECEIVED + days(1), RECEIVED + days(3)),
            Pause(RECEIVED + days(2), RECEIVED + days(4)),
        ]

        due = due_at(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(5), pauses=pauses)

        assert due == RECEIVED + days(10)

    def test_is_moved_by_a_second_pause_that_only_the_first_brings_within_it(self):
        pauses = [
            Pause(RECEIVED + days(6), RECEIVED + days(8)),
            Pause(RECEIVED + days(8.5), RECEIVED + days(9)),
        ]

        due = due_at(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(9), pauses=pauses)

        assert due == RECEIVED + days(9.5)

    def test_is_not_moved_by_a_pause_that_begins_when_it_is_due(self):
        pause = Pause(RECEIVED + days(7), RECEIVED + days(70))

        due = due_at(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(80), pauses=[pause])

        assert due == RECEIVED + days(7)

    def test_ignores_the_part_of_a_pause_before_receipt(self):
        pause = Pause(RECEIVED - days(2), RECEIVED + days(1))

        due = due_at(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(2), pauses=[pause])

        assert due == RECEIVED + days(8)

    def test_counts_a_pause_that_still_runs_up_to_now(self):
        running = Pause(RECEIVED + days(2))

        due = due_at(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(5), pauses=[running])

        assert due == RECEIVED + days(10)

    def test_refuses_a_time_without_a_zone(self):
        with pytest.raises(TimeWithoutZone, match="no time zone"):
            due_at(HIGH, started_at=datetime(2026, 3, 2, 9), as_at=RECEIVED)  # noqa: DTZ001

    def test_refuses_a_pause_that_ends_before_it_starts(self):
        with pytest.raises(EndsBeforeStart):
            due_at(HIGH, started_at=RECEIVED, as_at=RECEIVED, pauses=[Pause(RECEIVED, RECEIVED - days(1))])


class TestElapsed:
    def test_leaves_out_pauses(self):
        pauses = [
            Pause(RECEIVED + days(1), RECEIVED + days(2)),
            Pause(RECEIVED + days(9), RECEIVED + days(10)),
        ]

        assert elapsed(started_at=RECEIVED, until=RECEIVED + days(4), pauses=pauses) == days(3)

    def test_is_nothing_before_the_start(self):
        assert elapsed(started_at=RECEIVED, until=RECEIVED - days(1)) == days(0)


class TestPromiseState:
    @pytest.mark.parametrize(
        ("stopped_after", "seen_after", "state"),
        [
            (None, 7, PromiseState.RUNNING),
            (None, 7.01, PromiseState.OVERDUE),
            (7, 20, PromiseState.STOPPED_IN_TIME),
            (7.01, 20, PromiseState.STOPPED_LATE),
            (8, 6, PromiseState.RUNNING),
            (9, 8, PromiseState.OVERDUE),
        ],
    )
    def test_follows_the_stop_and_the_moment(self, stopped_after, seen_after, state):
        stopped = stopped_after and Stopped(RECEIVED + days(stopped_after), Stop.ENFORCEMENT)

        found = promise_state(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(seen_after), stopped=stopped)

        assert found is state

    def test_is_running_while_a_pause_covers_the_moment_it_was_due(self):
        pause = Pause(RECEIVED + days(6))

        found = promise_state(HIGH, started_at=RECEIVED, as_at=RECEIVED + days(30), pauses=[pause])

        assert found is PromiseState.RUNNING

    def test_refuses_a_stop_before_the_start(self):
        stopped = Stopped(RECEIVED - days(1), Stop.SAFEGUARDING_DISRUPTION)

        with pytest.raises(EndsBeforeStart):
            promise_state(HIGH, started_at=RECEIVED, as_at=RECEIVED, stopped=stopped)


class TestEvidenceLostAt:
    @pytest.mark.parametrize(
        ("captured", "lost"),
        [
            (date(2025, 3, 10), date(2026, 3, 10)),
            (date(2024, 2, 29), date(2025, 2, 28)),
            (date(2023, 2, 28), date(2024, 2, 28)),
            (date(2023, 12, 31), date(2024, 12, 31)),
        ],
    )
    def test_is_the_day_twelve_calendar_months_after_the_event(self, captured, lost):
        assert evidence_lost_at(captured) == lost

    def test_of_a_moment_is_the_start_of_that_day_in_utc(self):
        captured = datetime(2025, 6, 10, 0, 30, tzinfo=LONDON)

        assert evidence_lost_at(captured) == datetime(2026, 6, 9, tzinfo=UTC)

    def test_refuses_a_time_without_a_zone(self):
        with pytest.raises(TimeWithoutZone):
            evidence_lost_at(datetime(2025, 6, 10))  # noqa: DTZ001


class TestPlatformPreservationEnds:
    @pytest.mark.parametrize(
        ("reported", "ends"),
        [
            (datetime(2024, 5, 6, 23, 59, tzinfo=UTC), datetime(2024, 8, 4, 23, 59, tzinfo=UTC)),
            (datetime(2024, 5, 7, tzinfo=UTC), datetime(2025, 5, 7, tzinfo=UTC)),
            (datetime(2028, 2, 29, 8, tzinfo=UTC), datetime(2029, 2, 28, 8, tzinfo=UTC)),
        ],
    )
    def test_is_a_year_since_the_report_act_and_90_days_before_it(self, reported, ends):
        assert platform_preservation_ends(reported) == ends


class TestWorkingCalendar:
    EASTER = WorkingCalendar(
        "england-and-wales",
        frozenset({date(2026, 4, 3), date(2026, 4, 6)}),
        date(2026, 1, 1),
        date(2026, 12, 31),
    )

    @pytest.mark.parametrize(
        ("start", "working_days", "found"),
        [
            (date(2026, 4, 2), 1, date(2026, 4, 7)),
            (date(2026, 4, 2), 0, date(2026, 4, 2)),
            (date(2026, 4, 4), 1, date(2026, 4, 7)),
            (date(2026, 4, 7), 15, date(2026, 4, 28)),
        ],
    )
    def test_counts_past_weekends_and_bank_holidays(self, start, working_days, found):
        assert self.EASTER.after(start, working_days) == found

    def test_counts_the_working_days_between_two_dates(self):
        assert self.EASTER.between(date(2026, 4, 2), date(2026, 4, 8)) == 2

    def test_refuses_a_day_outside_the_years_it_knows(self):
        with pytest.raises(CalendarTooShort, match="2027-01-01"):
            self.EASTER.after(date(2026, 12, 31), 1)
