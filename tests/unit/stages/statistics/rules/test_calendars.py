from datetime import date, timedelta

import pytest

from waymark.stages.statistics.rules.calendars import BadCalendar, Span, from_spans, from_terms, from_weeks

TERMS = {
    "autumn_start": "2015-09-01",
    "autumn_half_start": "2015-10-26",
    "autumn_half_end": "2015-10-30",
    "autumn_end": "2015-12-18",
    "spring_start": "2016-01-04",
    "spring_half_start": "2016-02-15",
    "spring_half_end": "2016-02-19",
    "spring_end": "2016-04-01",
    "summer_start": "2016-04-18",
    "summer_half_start": "2016-05-30",
    "summer_half_end": "2016-06-03",
    "summer_end": "2016-07-21",
}


class TestFromTerms:
    def test_has_three_half_terms_and_three_holidays_between_terms(self):
        holidays = from_terms([TERMS]).holidays

        assert holidays[0] == Span(date(2015, 10, 24), date(2015, 11, 1))
        assert holidays[1] == Span(date(2015, 12, 19), date(2016, 1, 3))
        assert len(holidays) == 6

    def test_joins_the_summer_to_the_next_year_that_is_known(self):
        following = {**TERMS, "autumn_start": "2016-09-05", "autumn_half_start": "", "autumn_half_end": ""}

        holidays = from_terms([following, TERMS]).holidays

        assert Span(date(2016, 7, 22), date(2016, 9, 4)) in holidays


class TestFromWeeks:
    def test_joins_flagged_weeks_and_covers_those_it_names(self):
        rows = [("2017-02-06", "0"), ("2017-02-13", "1"), ("2017-02-20", "1"), ("2017-02-27", "0")]

        calendar = from_weeks(rows)

        assert calendar.holidays == (Span(date(2017, 2, 13), date(2017, 2, 26)),)
        assert calendar.covers(date(2017, 2, 27))
        assert not calendar.covers(date(2017, 3, 6))

    @pytest.mark.parametrize("flag", ["", "2", "maybe"])
    def test_refuses_a_flag_that_is_neither(self, flag):
        with pytest.raises(BadCalendar):
            from_weeks([("2017-02-06", "1"), ("2017-02-13", flag)])


class TestFromSpans:
    def test_takes_a_bank_holiday_for_no_break(self):
        calendar = from_spans(
            [Span(date(2017, 5, 1), date(2017, 5, 1)), Span(date(2017, 5, 29), date(2017, 6, 2))]
        )

        assert calendar.holidays == (Span(date(2017, 5, 27), date(2017, 6, 4)),)

    @pytest.mark.parametrize(
        "spans", [[], [Span(date(2017, 5, 1), date(2017, 5, 1))], [Span(date(2017, 6, 2), date(2017, 5, 29))]]
    )
    def test_refuses_one_without_a_break(self, spans):
        with pytest.raises(BadCalendar):
            from_spans(spans)


class TestShares:
    def test_are_by_the_day_within_and_after_a_holiday(self):
        calendar = from_spans([Span(date(2017, 2, 15), date(2017, 2, 17))])

        (week,) = calendar.shares([date(2017, 2, 13)], days_after=1)
        (later,) = calendar.shares([date(2017, 2, 20)], days_after=1)

        assert (week.holiday, week.after) == (5 / 7, 0)
        assert (later.holiday, later.after) == (0, 1 / 7)

    def test_of_what_is_recorded_late_draw_on_the_weeks_before(self):
        calendar = from_spans([Span(date(2017, 2, 13), date(2017, 2, 17))])
        weeks = [date(2017, 2, 13) + timedelta(weeks=at) for at in range(12)]

        late = [share.holiday for share in calendar.shares(weeks, delay_days=10)]

        assert 0.2 < late[0] < 0.6
        assert sorted(late[1:9], reverse=True) == late[1:9]

    def test_of_no_weeks_are_none(self):
        assert from_spans([Span(date(2017, 2, 13), date(2017, 2, 17))]).shares([]) == []
