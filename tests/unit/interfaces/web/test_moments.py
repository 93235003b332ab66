from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.interfaces.web.moments import (
    at_desk,
    clock,
    day_in_words,
    days_left,
    desk_clock,
    desk_day,
    instant_in_words,
    machine_moment,
    moment_in_words,
    span_in_words,
)

NOW = datetime(2026, 11, 22, 12, 11, 30, tzinfo=UTC)
MIDNIGHT_IN_SUMMER = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


class TestMomentInWords:
    def test_says_day_month_year_and_time(self):
        assert moment_in_words(NOW) == "22 Nov 2026, 12:11\N{NO-BREAK SPACE}GMT"

    def test_is_by_the_clock_on_the_wall(self):
        assert moment_in_words(MIDNIGHT_IN_SUMMER) == "1 Jul 2026, 00:30\N{NO-BREAK SPACE}BST"
        assert desk_day(MIDNIGHT_IN_SUMMER) == date(2026, 7, 1)
        assert desk_clock(MIDNIGHT_IN_SUMMER) == "00:30"

    def test_is_in_utc_for_machines_and_for_evidence(self):
        assert machine_moment(MIDNIGHT_IN_SUMMER) == "2026-06-30T23:30:00Z"
        assert instant_in_words(MIDNIGHT_IN_SUMMER) == "30 Jun 2026, 23:30\N{NO-BREAK SPACE}UTC"

    def test_says_a_date_without_leading_noughts(self):
        assert day_in_words(date(2001, 2, 3)) == "3 Feb 2001"


class TestAtDesk:
    def test_reads_a_time_as_the_wall_shows_it(self):
        assert at_desk(datetime.fromisoformat("2026-07-01T00:30:00")) == MIDNIGHT_IN_SUMMER
        assert at_desk(datetime.fromisoformat("2026-11-22T12:11:30")) == NOW

    def test_takes_a_time_shown_twice_for_the_first(self):
        assert at_desk(datetime.fromisoformat("2026-10-25T01:30:00")) == datetime(
            2026, 10, 25, 0, 30, tzinfo=UTC
        )

    def test_refuses_a_time_that_the_clocks_skip(self):
        with pytest.raises(ValueError, match="skip 01:30 on 29 Mar 2026"):
            at_desk(datetime.fromisoformat("2026-03-29T01:30:00"))


class TestSpanInWords:
    @pytest.mark.parametrize(
        ("span", "words"),
        [
            (timedelta(days=3, hours=23), "3 days"),
            (timedelta(days=2), "2 days"),
            (timedelta(hours=47, minutes=59), "47 hours"),
            (timedelta(hours=2), "2 hours"),
            (timedelta(minutes=119), "119 minutes"),
            (timedelta(minutes=1, seconds=59), "1 minute"),
            (timedelta(seconds=59), "less than a minute"),
        ],
    )
    def test_rounds_down_to_the_unit_that_matters(self, span, words):
        assert span_in_words(span) == words


class TestClock:
    def test_says_how_long_is_left(self):
        assert clock(NOW + timedelta(days=3), now=NOW) == ("later", "due in 3 days")

    def test_marks_the_last_24_hours(self):
        assert clock(NOW + timedelta(hours=23), now=NOW).state == "today"
        assert clock(NOW + timedelta(hours=24), now=NOW).state == "later"

    def test_is_not_overdue_at_the_moment_it_falls_due(self):
        assert clock(NOW, now=NOW).state == "today"

    def test_says_how_long_it_is_overdue(self):
        assert clock(NOW - timedelta(hours=27), now=NOW) == ("overdue", "overdue by 27 hours")

    def test_stands_still_once_stopped(self):
        due = NOW - timedelta(days=30)

        assert clock(due, now=NOW, stopped_at=due) == ("stopped", "met")
        assert clock(due, now=NOW, stopped_at=due + timedelta(days=2)) == ("stopped", "met 2 days late")


class TestDaysLeft:
    @pytest.mark.parametrize(
        ("days", "state", "words"),
        [
            (-3, "overdue", "3 days ago"),
            (-1, "overdue", "Yesterday"),
            (0, "today", "Today"),
            (1, "today", "Tomorrow"),
            (2, "later", "In 2 days"),
        ],
    )
    def test_says_how_far_off_a_day_is(self, days, state, words):
        today = date(2026, 11, 22)

        assert days_left(today + timedelta(days=days), today=today) == (state, words)
