from datetime import date

import pytest

from waymark.stages.statistics.rules.written_periods import named_as, plainly


class TestPlainly:
    @pytest.mark.parametrize(
        ("written", "plain"),
        [
            ("04/2019", "2019-04"),
            ("4/2019", "2019-04"),
            ("2019/04", "2019-04"),
            ("201904", "2019-04"),
            ("Apr-19", "2019-04"),
            ("Apr 19", "2019-04"),
            ("Apr '19", "2019-04"),
            ("Sept 2019", "2019-09"),
            ("2019 April", "2019-04"),
            ("30/04/2019", "2019-04-30"),
            ("30-04-2019", "2019-04-30"),
            ("30/04/19", "2019-04-30"),
            ("30 Apr 2019", "2019-04-30"),
            ("20190430", "2019-04-30"),
            ("2019-04-30T00:00:00Z", "2019-04-30"),
            ("2019.0", "2019"),
            ("2018/2019", "2018/19"),
            ("FY18/19", "2018/19"),
            ("2019-W07", "2019-W07"),
            ("2019-Q1", "2019-Q1"),
            ("Total", "Total"),
        ],
    )
    def test_writes_a_period_as_it_is_read(self, written, plain):
        assert plainly([written, "2019-01"])(written) == plain

    def test_takes_years_for_financial_ones_only_where_all_are(self):
        years, months = ["2010-11", "2011-12"], ["2011-11", "2011-12"]

        assert [plainly(each)("2011-12") for each in (years, months)] == ["2011/12", "2011-12"]


class TestNamedAs:
    @pytest.mark.parametrize("written", ["Apr-19", "04/2019", "201904", "Apr 2019", "April 2019"])
    def test_names_a_month_as_its_series_does(self, written):
        name = named_as(written, date(2019, 5, 1), is_month=True)

        assert name is not None
        assert plainly([written])(name) == "2019-05"

    def test_knows_no_way_for_what_is_written_otherwise(self):
        assert named_as("Q1 2019", date(2019, 4, 1), is_month=False) is None
