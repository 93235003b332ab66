from datetime import date

import pytest

from waymark.stages.statistics.rules.periods import (
    MonthsOrYears,
    NotAPeriod,
    PeriodKind,
    are_alike,
    parse_pair,
    parse_period,
    period_of,
    periods_between,
    periods_of,
)


class TestParsePeriod:
    @pytest.mark.parametrize(
        ("text", "kind", "start", "end"),
        [
            ("2016", "year", date(2016, 1, 1), date(2016, 12, 31)),
            ("2016-17", "financial_year", date(2016, 4, 1), date(2017, 3, 31)),
            ("FY2011-12", "financial_year", date(2011, 4, 1), date(2012, 3, 31)),
            ("1999/00", "financial_year", date(1999, 4, 1), date(2000, 3, 31)),
            ("2011-12", "month", date(2011, 12, 1), date(2011, 12, 31)),
            ("2016-02", "month", date(2016, 2, 1), date(2016, 2, 29)),
            ("2017-Q4", "quarter", date(2017, 10, 1), date(2017, 12, 31)),
            ("Q1 2017", "quarter", date(2017, 1, 1), date(2017, 3, 31)),
            ("2019-W01", "week", date(2018, 12, 31), date(2019, 1, 6)),
            ("2019-01-31", "day", date(2019, 1, 31), date(2019, 1, 31)),
            ("2017-01..2017-09", "range", date(2017, 1, 1), date(2017, 9, 30)),
            ("year to 2013-09", "range", date(2012, 10, 1), date(2013, 9, 30)),
            ("year to 2013-12", "range", date(2013, 1, 1), date(2013, 12, 31)),
            ("12 months to June 2016", "range", date(2015, 7, 1), date(2016, 6, 30)),
            ("Jan-Sep 2017", "range", date(2017, 1, 1), date(2017, 9, 30)),
            ("Jan 2017 to Sept 2017", "range", date(2017, 1, 1), date(2017, 9, 30)),
            ("2017-01-05 to 2017-02-06", "range", date(2017, 1, 5), date(2017, 2, 6)),
            ("2016-17..2017-18", "range", date(2016, 4, 1), date(2018, 3, 31)),
            ("2017-H2", "range", date(2017, 7, 1), date(2017, 12, 31)),
        ],
    )
    def test_reads_what_people_write(self, text, kind, start, end):
        found = parse_period(text)

        assert (found.kind, found.start, found.end) == (kind, start, end)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "soon",
            "2016-19",
            "2017-13",
            "2019-02-30",
            "2018..2017",
            "0000",
            "2019-W60",
            "Sep-Jan 2017",
            "2017 to",
            "to 2017",
        ],
    )
    def test_refuses_what_names_none(self, text):
        with pytest.raises(NotAPeriod):
            parse_period(text)


class TestParsePair:
    def test_reads_one_that_may_be_a_month_as_the_financial_year_that_the_other_is(self):
        a, b = periods_of("2011-12", "2012-13")

        assert (a.kind, a.start, a.text) == ("financial_year", date(2011, 4, 1), "2011-12")
        assert b.start == date(2012, 4, 1)

    def test_leaves_months_beside_months(self):
        assert [each.kind for each in periods_of("2009-10", "2009-11")] == ["month", "month"]

    def test_refuses_two_that_may_be_either(self):
        with pytest.raises(MonthsOrYears, match="2009/10 and 2010/11, or Oct 2009 and Nov 2010"):
            parse_pair("2009-10", "2010-11")

    def test_refuses_one_alone_where_two_are_needed(self):
        with pytest.raises(NotAPeriod):
            periods_of("2017", "")

    def test_reads_none_of_what_is_not_given(self):
        assert parse_pair("", "2017")[0] is None


class TestAlike:
    def test_are_nine_months_of_two_years(self):
        assert are_alike(parse_period("2014-01..2014-09"), parse_period("2017-01..2017-09"))

    def test_are_not_a_month_and_a_year(self):
        assert not are_alike(parse_period("2018"), parse_period("2019-01"))


class TestPeriodsBetween:
    @pytest.mark.parametrize("kind", [kind for kind in PeriodKind if kind is not PeriodKind.RANGE])
    def test_leave_no_day_out_and_count_none_twice(self, kind):
        found = periods_between(date(2015, 12, 30), date(2017, 4, 2), kind)

        assert found[0].start <= date(2015, 12, 30)
        assert found[-1].end >= date(2017, 4, 2)
        assert [each.next_day for each in found[:-1]] == [each.start for each in found[1:]]
        assert all(period_of(each.end, kind) == each for each in found)
