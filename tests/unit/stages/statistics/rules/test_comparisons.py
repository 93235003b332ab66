import pytest

from waymark.stages.statistics.rules.bases import NotARise, base, rounding_of
from waymark.stages.statistics.rules.comparisons import NotACount, change
from waymark.stages.statistics.rules.decomposition import NothingToDecompose, PartsExceedTotal, decompose
from waymark.stages.statistics.rules.periods import parse_period


def compared(old, new, **given):
    return change(old, new, **given)


class TestChange:
    def test_of_nothing_has_no_percentage(self):
        found = compared(0, 12)

        assert (found.percent, found.ratio, found.absolute) == (None, None, 12)
        assert any("percentage of nothing" in warning for warning in found.warnings)

    def test_to_nothing_is_a_fall_of_all(self):
        found = compared(40, 0)

        assert (found.percent, found.ratio) == (-100, 0)
        assert "fell by 100.0%" in found.reading

    def test_of_two_years_is_direct_though_one_is_a_leap_year(self):
        found = compared(365, 366, a=parse_period("2015"), b=parse_period("2016"))

        assert found.basis == "counts"
        assert found.per_day.percent == pytest.approx(0)

    def test_of_february_and_march_points_to_the_change_by_the_day(self):
        found = compared(280, 310, a=parse_period("2018-02"), b=parse_period("2018-03"))

        assert found.percent == pytest.approx(10.71, abs=0.01)
        assert found.per_day.percent == pytest.approx(0)
        assert any("by the day" in warning for warning in found.warnings)

    def test_warns_of_periods_that_overlap_or_run_backwards(self):
        overlapping = compared(10, 10, a=parse_period("2017"), b=parse_period("2017-18"))
        backwards = compared(10, 10, a=parse_period("2018"), b=parse_period("2017"))

        assert any("overlap" in each for each in overlapping.warnings)
        assert any("calendar year and one a financial year" in each for each in overlapping.warnings)
        assert any("backwards" in each for each in backwards.warnings)

    def test_warns_of_small_counts_and_shows_how_far_chance_reaches(self):
        found = compared(4, 8)

        assert any("small counts" in each for each in found.warnings)
        assert found.ratio_interval.low < 1 < found.ratio_interval.high

    def test_tells_a_fall_as_print_would(self):
        found = compared(1000, 875.5)

        assert (found.printed.rounded, found.printed.truncated) == (-12, -12)

    def test_refuses_what_is_below_nought(self):
        with pytest.raises(NotACount):
            compared(-1, 5)


class TestRounding:
    @pytest.mark.parametrize(
        ("written", "step"),
        [("79.5", 0.1), ("139", 1), ("+139%", 1), ("700", 100), ("80", 10), ("79.50", 0.01), ("1,300", 100)],
    )
    def test_is_read_from_how_a_percentage_is_written(self, written, step):
        assert rounding_of(written) == pytest.approx(step)


class TestBase:
    def test_of_a_fall_is_above_what_is_left(self):
        found = base(90, "-10.0")

        assert found.base == pytest.approx(100)
        assert found.interval.low < 100 < found.interval.high

    def test_lists_no_whole_number_where_there_is_none(self):
        found = base(7, "33.33")

        assert found.integers == ()
        assert any("no whole number" in each for each in found.warnings)

    def test_lists_no_million_of_whole_numbers(self):
        assert base(80_000_000, "100").integers is None

    @pytest.mark.parametrize("rise", ["", "much", "-100", "1e3", "nan"])
    def test_refuses_what_is_no_rise(self, rise):
        with pytest.raises(NotARise):
            base(10, rise)


class TestDecompose:
    def test_shares_add_up_to_the_whole(self):
        found = decompose({"a": (10, 30), "b": (20, 15), "c": (0, 5)})

        assert sum(part.share_of_growth or 0 for part in found.parts) == pytest.approx(100)
        assert sum(part.absolute for part in found.parts) == found.absolute
        assert any("against the total" in each for each in found.warnings)
        assert any("c was 0 before" in each for each in found.warnings)

    def test_of_no_change_gives_no_shares(self):
        found = decompose({"a": (10, 12), "b": (10, 8)})

        assert {part.share_of_growth for part in found.parts} == {None}

    def test_refuses_parts_that_exceed_the_total(self):
        with pytest.raises(PartsExceedTotal, match="old"):
            decompose({"a": (60, 10), "b": (60, 10)}, total=(100, 100))

    def test_refuses_nothing(self):
        with pytest.raises(NothingToDecompose):
            decompose({})
