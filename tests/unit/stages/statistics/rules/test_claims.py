import csv
from pathlib import Path

import pytest

from waymark.stages.statistics.rules.claims import Standing, hold_against, hold_against_change
from waymark.stages.statistics.rules.comparisons import change
from waymark.stages.statistics.rules.figures import (
    BadFigure,
    Figure,
    are_one_series,
    read_figures,
    said_of,
)
from waymark.stages.statistics.rules.periods import parse_period
from waymark.stages.statistics.rules.units import DifferentUnits

PUBLISHED = Path("../shared/data/series/published_figures.csv")


class TestHoldAgainst:
    @pytest.mark.parametrize(
        ("claimed", "old", "new", "standing"),
        [
            ("139", 1050, 2514, Standing.FOLLOWS),
            ("45", 3903, 5653, Standing.FOLLOWS),
            ("44", 3903, 5653, Standing.CUT_OFF),
            ("79.5%", 1000, 1795, Standing.FOLLOWS),
            ("700", 81, 647, Standing.FOLLOWS),
            ("800", 81, 647, Standing.DOES_NOT_FOLLOW),
            ("100", 1050, 2514, Standing.DOES_NOT_FOLLOW),
            ("239", 1050, 2514, Standing.PERCENT_OF),
            ("-12", 1000, 880, Standing.FOLLOWS),
            ("50", 0, 880, Standing.DOES_NOT_FOLLOW),
        ],
    )
    def test_says_how_a_published_percentage_stands_to_its_counts(self, claimed, old, new, standing):
        assert hold_against(claimed, old, new).standing is standing


class TestHoldAgainstChange:
    def january(self):
        return change(2514, 317, a=parse_period("2018"), b=parse_period("2019-01"))

    @pytest.mark.parametrize(
        ("claimed", "by", "standing"),
        [
            ("48", "per_day", Standing.FOLLOWS),
            ("51", "per_month", Standing.FOLLOWS),
            ("-87", "as_they_are", Standing.FOLLOWS),
            ("20", "per_day", Standing.DOES_NOT_FOLLOW),
        ],
    )
    def test_tells_by_which_measure_of_two_lengths_a_claim_follows(self, claimed, by, standing):
        found = hold_against_change(claimed, self.january())

        assert (found.by, found.standing) == (by, standing)

    def test_tells_a_fall_that_was_written_as_a_rise(self):
        assert "written -58" in hold_against("58", 2514, 1050).says


class TestFiguresOfForces:
    @pytest.mark.parametrize(
        ("area", "answering"),
        [
            ("England, Wales and NI, 40 of 44 forces", (40, 44)),
            ("England and Wales, 38 forces", (38, None)),
            ("UK", None),
        ],
    )
    def test_say_how_many_forces_answered(self, area, answering):
        assert Figure("crimes", area, "2017", 1, "exact", "", "press").answering == answering


class TestWhatIsSaidOfFigures:
    def test_is_how_exact_they_are_on_how_many_forces_they_rest_and_what_they_revise(self):
        figure = Figure("crimes", "England, 40 of 44 forces", "2018-19", 8224, "just over", "", "press")

        assert list(said_of(figure, [8000])) == [
            "2018-19: just over 8,224, so what is reckoned from it is no more exact",
            "2018-19: 40 of 44 forces answered",
            "2018-19: 8,224 revises 8,000",
        ]

    def test_reads_the_years_of_a_financial_series_as_years(self):
        figure = Figure("arrests", "UK", "2009-10", 417, "exact", "financial year", "press")

        assert figure.span is not None
        assert (figure.span.start.isoformat(), figure.span.days) == ("2009-04-01", 365)
        assert figure.per_day == pytest.approx(417 / 365)
        assert figure.is_of("2009/10")
        assert not figure.is_of("2010")

    def test_divides_no_rate_by_days(self):
        assert Figure("arrests", "UK", "2018", 400, "about", "stated monthly rate", "press").per_day is None


class TestReferenceFigures:
    def test_on_two_bases_are_no_one_series(self):
        a = Figure("alerts", "X", "2017", 647, "exact", "nine months", "press")

        with pytest.raises(DifferentUnits, match="not reconciled"):
            are_one_series(a, Figure("alerts", "X", "2018", 800, "exact", "calendar year", "press"))

    def test_without_a_value_are_refused_by_their_row(self):
        row = dict.fromkeys(("series", "area", "period", "value", "qualifier", "basis", "source"), "x")

        with pytest.raises(BadFigure, match="Row 7"):
            read_figures([(7, row)])


@pytest.mark.shared
class TestThePublishedFigures:
    @pytest.fixture
    def figures(self):
        if not PUBLISHED.exists():
            pytest.skip("the public samples are not beside the project")
        with PUBLISHED.open(encoding="utf-8") as rows:
            return read_figures(list(enumerate(csv.DictReader(rows), start=2)))

    def one(self, figures, series, period, **more):
        (found,) = [
            each
            for each in figures
            if (each.series, each.period) == (series, period)
            and all(wanted in getattr(each, name) for name, wanted in more.items())
        ]
        return found

    def test_are_all_read_with_a_period_that_is_known(self, figures):
        assert len(figures) > 100
        assert [each.period for each in figures if each.span is None] == []

    def test_give_the_rise_in_recorded_crimes_that_was_published_cut_off(self, figures):
        old, new = (
            self.one(figures, "nspcc_online_child_sex_crimes", period, basis="as quoted to IICSA")
            for period in ("2015-16", "2016-17")
        )

        are_one_series(old, new)

        assert hold_against("44", old.value, new.value).standing is Standing.CUT_OFF

    def test_of_one_year_are_three_and_never_joined(self, figures):
        found = [
            each
            for each in figures
            if (each.series, each.period) == ("nspcc_online_child_sex_crimes", "2015-16")
        ]

        assert sorted(each.value for each in found) == [3000, 3903, 4042]
        with pytest.raises(DifferentUnits):
            are_one_series(found[0], found[1])

    def test_give_growth_over_seven_years(self, figures):
        old, new = (self.one(figures, "ncmec_referrals_to_nca", period) for period in ("2009", "2016"))

        found = change(old.value, new.value, a=parse_period("2009"), b=parse_period("2016"))

        assert found.growth is not None
        assert found.growth.percent_a_year == pytest.approx(52.60, abs=0.005)
