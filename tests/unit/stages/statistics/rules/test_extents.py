from datetime import date

from waymark.stages.statistics.rules.extents import extent_of
from waymark.stages.statistics.rules.periods import PeriodKind


def reach(*, first, as_at):
    return extent_of(date(2018, 1, 1), date(2018, 4, 30), PeriodKind.MONTH, first=first, as_at=as_at)


class TestExtentOf:
    def test_counts_from_the_period_of_the_first_record_to_that_of_asking(self):
        found = reach(first=date(2018, 2, 20), as_at=date(2018, 3, 5))

        assert (found.before, found.counted, found.after) == (
            ("2018-01",),
            ("2018-02", "2018-03"),
            ("2018-04",),
        )
        assert found.unfinished == "2018-03"

    def test_is_whole_where_everything_was_over(self):
        found = reach(first=date(2017, 1, 1), as_at=date(2018, 4, 30))

        assert (len(found.counted), found.unfinished) == (4, "")

    def test_of_a_record_without_anything_counts_nothing(self):
        assert reach(first=None, as_at=date(2019, 1, 1)).counted == ()
