from datetime import date, timedelta

import pytest

from waymark.stages.statistics.rules.weeks import BadSeries, Week, missing_weeks, weekly


def days(start, counts):
    return [((start + timedelta(days=at)).isoformat(), str(count)) for at, count in enumerate(counts)]


class TestWeekly:
    def test_keeps_weeks_as_they_are_in_order(self):
        found = weekly([("2017-01-16", "4"), ("2017-01-02", "3"), ("2017-01-09", "1,204")])

        assert found[2] == Week(date(2017, 1, 16), 4)
        assert found[1].count == 1204

    def test_brings_days_together_from_monday(self):
        found = weekly(days(date(2017, 1, 2), [1] * 7 + [2] * 7))

        assert found == [Week(date(2017, 1, 2), 7, 7), Week(date(2017, 1, 9), 14, 7)]

    def test_says_of_how_many_days_a_week_is(self):
        rows = days(date(2017, 1, 4), [1] * 5 + [2] * 7 + [5])

        assert weekly(rows) == [Week(date(2017, 1, 2), 5, 5), Week(date(2017, 1, 9), 14, 7)]

    def test_takes_an_empty_cell_for_missing_and_not_for_nought(self):
        found = weekly([("2017-01-02", "3"), ("2017-01-09", ""), ("2017-01-16", "0"), ("2017-01-23", "2")])

        assert [week.count for week in found] == [3, 0, 2]
        assert missing_weeks(found) == 1

    @pytest.mark.parametrize(
        "rows",
        [
            [],
            [("2017-01-02", "3")],
            [("2017-01-02", "3"), ("2017-01-02", "3")],
            [("2017-01-02", "3"), ("2017-01-09", "-1")],
            [("2017-01-02", "3"), ("2017-01-09", "nan")],
            [("2017-01-02", "3"), ("2017-02-01", "3"), ("2017-03-01", "3")],
            [("monday", "3"), ("tuesday", "4")],
        ],
    )
    def test_refuses_what_is_no_series_of_weeks(self, rows):
        with pytest.raises(BadSeries):
            weekly(rows)
