import pytest

from waymark.stages.statistics.rules.bases import NotARise, base, rounding_of
from waymark.stages.statistics.rules.breaks import breaks_of
from waymark.stages.statistics.rules.comparisons import NotACount, change
from waymark.stages.statistics.rules.decomposition import (
    NothingToDecompose,
    PartsExceedTotal,
    TotalAmongParts,
    decompose,
)
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

    @pytest.mark.parametrize(("new", "truncated"), [(114, 14), (129, 29), (157, 57), (86, -14)])
    def test_of_whole_figures_has_no_error_of_rounding(self, new, truncated):
        found = compared(100, new)

        assert found.percent == truncated
        assert (found.printed.rounded, found.printed.truncated) == (truncated, truncated)

    def test_rounds_a_half_up_as_print_does(self):
        assert compared(1000, 1145).printed.rounded == 15

    def test_keeps_every_digit_of_a_large_figure_in_its_sentence(self):
        found = compared(0, 16_836_694)

        assert "16,836,694" in found.reading

    def test_says_what_a_change_too_small_for_its_digits_is(self):
        assert "by less than 0.1%" in compared(100_000, 100_001).reading

    def test_names_the_one_period_that_was_not_given(self):
        found = compared(30, 40, a=parse_period("2017"))

        assert any("for the new figure" in each for each in found.warnings)
        assert (found.a.days, found.b) == (365, None)

    def test_joins_nothing_across_a_break_in_any_of_its_measures(self):
        years = {"a": parse_period("2016/17"), "b": parse_period("2017/18")}

        found = compared(500, 3217, breaks=breaks_of("grooming"), **years)

        assert (found.percent, found.per_day.percent, found.per_month.percent, found.growth) == (None,) * 4
        assert found.per_day.new == pytest.approx(3217 / 365)

    def test_gives_no_percentage_where_a_break_may_lie_between(self):
        found = compared(500, 3217, breaks=breaks_of("grooming"))

        assert found.percent is None
        assert "which side of a break" in found.reading
        assert any("give both periods" in each for each in found.warnings)

    def test_carries_what_is_noted_of_its_figures(self):
        assert compared(1600, 10_000, noted=["2014: just over 1,600"]).warnings[0] == "2014: just over 1,600"

    @pytest.mark.parametrize("figure", [-1, 1e16, 1e-9, float("inf"), float("nan")])
    def test_refuses_what_cannot_be_counted(self, figure):
        with pytest.raises(NotACount):
            compared(figure, 5)


class TestGrowth:
    def test_of_two_years_in_a_row_is_the_change_itself(self):
        found = compared(1050, 2514, a=parse_period("2017"), b=parse_period("2018"))

        assert found.growth.years == 1
        assert found.growth.percent_a_year == pytest.approx(found.percent)

    def test_of_the_same_month_years_apart_is_by_whole_years(self):
        found = compared(100, 400, a=parse_period("2017-01"), b=parse_period("2019-01"))

        assert (found.growth.years, found.growth.percent_a_year) == (2, pytest.approx(100))

    def test_that_falls_halves_and_does_not_double(self):
        found = compared(100, 25, a=parse_period("2015"), b=parse_period("2019"))

        assert found.growth.doubling_years is None
        assert found.growth.halving_years == pytest.approx(2)

    def test_is_not_read_off_less_than_a_year(self):
        assert compared(2514, 317, a=parse_period("2018"), b=parse_period("2019-01")).growth is None


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

    def test_of_a_percentage_cut_off_lies_further_from_nought_both_ways(self):
        rise, fall = (
            next(each for each in base(1000, said).readings if each.reading == "truncated")
            for said in ("44", "-12")
        )

        assert rise.interval == pytest.approx((1000 / 1.45, 1000 / 1.44))
        assert fall.interval == pytest.approx((1000 / 0.88, 1000 / 0.87))

    def test_is_exact_where_the_figures_are(self):
        assert base(50, "-99.9").base == 50_000

    def test_says_which_whole_numbers_it_can_have_been(self):
        assert "1,000 alone" in base(1795, "79.5").reading
        assert "from 77 to 86" in base(647, "700").reading
        assert "anything from 645,161.2903 to" in base(1_000_000, "50").reading

    def test_has_no_end_where_everything_may_have_gone(self):
        found = base(5, "-99.5", rounded_to=1)

        assert found.interval.high == float("inf")
        assert found.reading.endswith("up would be published so")

    @pytest.mark.parametrize("rise", ["", "much", "-100", "1e3", "nan", "12,5", "1,23", "½", "9" * 12])
    def test_refuses_what_is_no_rise(self, rise):
        with pytest.raises(NotARise):
            base(10, rise)


class TestDecompose:
    def test_shares_add_up_to_the_whole(self):
        found = decompose({"a": (10, 30), "b": (20, 15), "c": (0, 5)})

        assert sum(part.share_of_growth or 0 for part in found.parts) == pytest.approx(100)
        assert sum(part.absolute or 0 for part in found.parts) == found.absolute
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

    def test_of_two_lengths_of_time_is_by_the_day(self):
        found = decompose(
            {"tech": (1795, 212)}, total=(2514, 317), a=parse_period("2018"), b=parse_period("2019-01")
        )
        tech, _ = found.parts

        assert (found.basis, found.absolute, tech.absolute) == ("per_day", None, None)
        assert found.percent == pytest.approx((317 / 31) / (2514 / 365) * 100 - 100)
        assert sum(part.share_of_growth or 0 for part in found.parts) == pytest.approx(100)
        assert tech.share_of_growth == pytest.approx((212 / 31 - 1795 / 365) / (317 / 31 - 2514 / 365) * 100)
        assert (tech.share_old, tech.share_new) == pytest.approx((1795 / 25.14, 212 / 3.17))
        assert any("compared by the day" in each for each in found.warnings)

    def test_of_a_fall_names_what_fell_most_first(self):
        found = decompose({"a": (10, 12), "gone": (100, 0), "b": (50, 40)})

        assert [part.source for part in found.parts] == ["gone", "b", "a"]
        assert found.reading.startswith("of the fall of 108: gone -100")
        assert any("gone is 0 now" in each for each in found.warnings)

    def test_takes_no_total_for_a_part(self):
        with pytest.raises(TotalAmongParts, match="1,050:2,514"):
            decompose({"tech": (1000, 1795), "Total": (1050, 2514)})

    def test_shares_out_no_growth_across_a_break(self):
        found = decompose(
            {"a": (10, 30), "b": (20, 40)},
            a=parse_period("2016/17"),
            b=parse_period("2017/18"),
            breaks=breaks_of("grooming"),
        )

        assert found.percent is None
        assert {(part.percent, part.share_of_growth) for part in found.parts} == {(None, None)}
        assert "on two sides of a break" in found.reading
