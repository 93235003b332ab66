import pytest

from waymark.stages.statistics.rules.periods import PeriodKind
from waymark.stages.statistics.rules.series import read_series
from waymark.stages.statistics.rules.weeks import BadSeries


def counted(*periods):
    return read_series([(period, str(at)) for at, period in enumerate(periods)])


class TestReadSeries:
    @pytest.mark.parametrize(
        ("periods", "kind", "following"),
        [
            (("2019-01", "2019-02"), "month", ["2019-03", "2019-04"]),
            (("2010-11", "2010-12"), "month", ["2011-01", "2011-02"]),
            (("2010-11", "2011-12"), "financial_year", ["2012-13", "2013-14"]),
            (("1998/99", "1999/00"), "financial_year", ["2000/01", "2001/02"]),
            (("2018-Q3", "2018-Q4"), "quarter", ["2019-Q1", "2019-Q2"]),
            (("2018", "2019"), "year", ["2020", "2021"]),
            (("2020-W52", "2020-W53"), "week", ["2021-W01", "2021-W02"]),
            (("2018-12-24", "2018-12-31"), "week", ["2019-01-07", "2019-01-14"]),
            (("2018-11-01", "2018-12-01"), "month", ["2019-01-01", "2019-02-01"]),
            (("Nov 2018", "December 2018"), "month", ["Jan 2019", "Feb 2019"]),
            (("2019-01-31", "2019-02-28", "2019-03-31"), "month", ["2019-04", "2019-05"]),
            (("31/12/2018", "01/01/2019"), "day", ["02/01/2019", "03/01/2019"]),
        ],
    )
    def test_names_what_follows_as_the_series_writes_it(self, periods, kind, following):
        series = counted(*periods)

        assert (series.kind, series.following(2)) == (PeriodKind(kind), following)

    def test_keeps_a_gap_a_gap(self):
        series = read_series([("2019-04", "7"), ("2019-01", "0"), ("2019-02", "")])

        assert series.values == (0.0, None, None, 7.0)
        assert (series.missing, series.labels[2]) == (2, "2019-03")

    @pytest.mark.parametrize(
        "rows",
        [
            [("2019-01", "1")],
            [("2019-01", "1"), ("2019-01", "2")],
            [("2019-01", "1"), ("2019", "2")],
            [("2019-01", "one"), ("2019-02", "2")],
            [("2019-01", "-3"), ("2019-02", "2")],
            [("then", "1"), ("now", "2")],
            [("1000", "1"), ("9999-01-01", "2")],
        ],
    )
    def test_refuses_what_is_no_series(self, rows):
        with pytest.raises(BadSeries):
            read_series(rows)
