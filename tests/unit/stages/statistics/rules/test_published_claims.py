"""The claims that an inquiry and the press heard, each with the arithmetic that it should have come with."""

import pytest

from waymark.stages.statistics.rules.bases import base
from waymark.stages.statistics.rules.breaks import breaks_of
from waymark.stages.statistics.rules.comparisons import change
from waymark.stages.statistics.rules.decomposition import decompose
from waymark.stages.statistics.rules.intervals import wilson
from waymark.stages.statistics.rules.periods import parse_period


def compared(old, new, a, b, **more):
    return change(old, new, a=parse_period(a), b=parse_period(b), **more)


class TestForceReferrals:
    """Referrals of one force: 1,050 in 2017, 2,514 in 2018, 317 in January 2019."""

    def test_rose_by_139_percent(self):
        found = compared(1050, 2514, "2017", "2018")

        assert found.percent == pytest.approx(139.4286, abs=5e-5)
        assert found.ratio == pytest.approx(2.3943, abs=5e-5)
        assert found.absolute == 1464
        assert "by 139.4%, to 239.4% of" in found.reading
        assert (found.printed.rounded, found.printed.truncated) == (139, 139)

    def test_of_a_month_are_compared_with_a_year_by_the_day(self):
        found = compared(2514, 317, "2018", "2019-01")

        assert (found.basis, found.absolute) == ("per_day", None)
        assert found.per_day.old == pytest.approx(6.888, abs=5e-4)
        assert found.per_day.new == pytest.approx(10.226, abs=5e-4)
        assert found.percent == pytest.approx(48.5, abs=0.05)
        assert found.per_month.old == pytest.approx(209.5)
        assert found.per_month.percent == pytest.approx(51.3, abs=0.05)
        assert any("compared by the day" in warning for warning in found.warnings)

    def test_of_a_month_make_a_year_only_with_an_interval(self):
        annualised = compared(2514, 317, "2018", "2019-01").annualised

        assert annualised.by_days == pytest.approx(3732, abs=0.5)
        assert annualised.by_months == 3804
        assert [round(end) for end in annualised.interval] == [3333, 4167]


class TestForceReferralsBySource:
    """1,795 of 2018's came from technology companies, "up 79.5%"."""

    def test_have_one_whole_number_that_they_can_have_risen_from(self):
        found = base(1795, "79.5")

        assert found.base == pytest.approx(1000)
        assert found.integers == (1000,)
        assert [round(end, 1) for end in found.interval] == [999.7, 1000.3]

    def test_made_little_more_than_half_of_the_growth(self):
        found = decompose({"tech": (1000, 1795)}, total=(1050, 2514))
        tech, other = found.parts

        assert (tech.absolute, other.absolute) == (795, 669)
        assert (other.old, other.new) == (50, 719)
        assert tech.share_of_growth == pytest.approx(54.3, abs=0.05)
        assert other.share_of_growth == pytest.approx(45.7, abs=0.05)
        assert other.percent == pytest.approx(1338)
        assert any("other" in each and "definition may have changed" in each for each in found.warnings)

    def test_are_a_falling_share(self):
        year = decompose({"tech": (1000, 1795)}, total=(1050, 2514)).parts[0]
        january = decompose({"tech": (1795, 212)}, total=(2514, 317))

        tech = next(part for part in january.parts if part.source == "tech")
        assert [
            round(share, 2) for share in (year.share_old or 0, year.share_new or 0, tech.share_new or 0)
        ] == [
            95.24,
            71.40,
            66.88,
        ]


class TestNationalAlerts:
    """647 alerts to one force in nine months of 2017, "up 700% since 2014"."""

    def test_are_eight_times_the_base_that_is_given_first(self):
        found = base(647, "700")

        assert found.base == pytest.approx(80.875)
        assert [round(end, 1) for end in found.interval] == [76.1, 86.3]
        assert found.integers == tuple(range(77, 87))

    def test_have_three_readings_each_with_its_name(self):
        found = base(647, "700", period=parse_period("2017-01..2017-09"))

        readings = {each.reading: round(each.base, 1) for each in found.readings}
        assert readings["rise_by"] == 80.9
        assert readings["percent_of"] == 92.4
        assert readings["base_is_full_year"] == 108.1

    def test_are_865_a_year(self):
        found = compared(10_000, 647, "2016", "2017-01..2017-09")

        assert found.annualised.by_days == pytest.approx(865.0, abs=0.05)


class TestDisseminationsToForces:
    def test_grew_less_than_those_to_the_one_force(self):
        country = compared(1600, 10_000, "2014", "2017")
        force = change(base(647, "700").base, 647)

        assert country.percent == pytest.approx(525)
        assert force.percent == pytest.approx(700)
        assert base(647, "700").base / 1600 * 100 == pytest.approx(5.1, abs=0.05)


class TestReferralsFromAbroad:
    """1,591 in 2009 and 30,661 in 2016."""

    def test_grew_by_half_a_year_and_doubled_in_twenty_months(self):
        found = compared(1591, 30661, "2009", "2016")

        assert found.ratio == pytest.approx(19.27, abs=0.005)
        assert found.percent == pytest.approx(1827.2, abs=0.05)
        assert found.growth.years == 7
        assert found.growth.percent_a_year == pytest.approx(52.60, abs=0.005)
        assert found.growth.doubling_years == pytest.approx(1.64, abs=0.005)
        assert found.per_day.new == pytest.approx(83.8, abs=0.05)


class TestRecordedCrimes:
    """3,903 in 2015-16 and 5,653 in 2016-17, published as up 44%."""

    def test_were_published_cut_off_and_not_rounded(self):
        found = compared(3903, 5653, "2015-16", "2016-17", breaks=breaks_of("met_crimes"))

        assert found.percent == pytest.approx(44.837, abs=5e-4)
        assert (found.printed.rounded, found.printed.truncated) == (45, 44)
        assert found.absolute == 1750
        assert found.per_day.new == pytest.approx(15.49, abs=0.005)

    def test_of_one_force_are_one_a_day(self):
        found = compared(320, 333, "2015", "2016")

        assert found.per_day.new == pytest.approx(0.910, abs=5e-4)
        assert found.per_month.new == pytest.approx(27.75)

    def test_had_nine_victims_in_ten_girls_give_or_take(self):
        assert [round(end * 100, 1) for end in wilson(300, 333)] == [86.4, 92.9]


class TestASeriesWithABreak:
    """Sexual communication with a child became an offence in April 2017."""

    def test_gives_no_percentage_across_it(self):
        found = compared(500, 3217, "2016/17", "2017/18", breaks=breaks_of("sexual_communication_with_child"))

        assert (found.percent, found.ratio, found.printed) == (None, None, None)
        assert any("became an offence" in warning for warning in found.warnings)
        assert "break" in found.reading

    def test_gives_one_when_it_is_asked_for_outright(self):
        found = compared(
            500, 3217, "2016/17", "2017/18",
            breaks=breaks_of("sexual_communication_with_child"), across_breaks=True,
        )  # fmt: skip

        assert found.percent == pytest.approx(543.4)
        assert any("became an offence" in warning for warning in found.warnings)

    def test_compares_what_lies_on_one_side_of_it(self):
        found = compared(
            3217, 4373, "2017/18", "2018/19", breaks=breaks_of("sexual_communication_with_child")
        )

        assert found.percent == pytest.approx(35.9, abs=0.05)
