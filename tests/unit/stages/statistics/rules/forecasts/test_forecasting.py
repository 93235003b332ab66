"""Series whose truth is known; and the real ones, when they are at hand."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from waymark.stages.statistics.rules.forecasts.choosing import choose
from waymark.stages.statistics.rules.forecasts.forecasting import TooShort, forecast
from waymark.stages.statistics.rules.forecasts.intervals import interval_score
from waymark.stages.statistics.rules.forecasts.methods import combined
from waymark.stages.statistics.rules.forecasts.scales import counts_of, stabilised
from waymark.stages.statistics.rules.forecasts.seasons import patterns
from waymark.stages.statistics.rules.series import read_series

SAMPLES = Path("../shared/data/series")


def looked_ahead(series, *, horizon, breaks=()):
    return forecast(series, horizon=horizon, breaks=breaks)


def chosen(values, **given):
    return choose(values, **given)


def months(values, first_year=2010):
    """Rows of months; nan leaves a month out."""
    return read_series(
        [
            (f"{first_year + at // 12}-{at % 12 + 1:02d}", f"{value:g}")
            for at, value in enumerate(values)
            if np.isfinite(value)
        ]
    )


def seasonal(seed, *, n=96, level=100, growth=0.0, season=0.3):
    at = np.arange(n)
    mean = level * np.exp(growth * at / 12 + season * np.sin(2 * np.pi * at / 12))
    return np.random.default_rng(seed).poisson(mean).astype(float)


class TestForecast:
    def test_beats_every_naive_method_where_there_is_a_season_and_growth(self):
        found = looked_ahead(months(seasonal(1, growth=0.1)), horizon=6)

        assert found.beats_naive == {"mae": True, "interval_score": True}
        assert found.backtest.mae < min(found.backtest.naive.values())
        assert "nothing beats naive" not in found.reading

    def test_says_so_when_nothing_beats_a_naive_method(self):
        noise = np.random.default_rng(6).normal(0, 12, 120).cumsum() + 400

        found = looked_ahead(months(np.maximum(noise, 0)), horizon=1)

        assert found.beats_naive["mae"] == (found.backtest.mae < min(found.backtest.naive.values()))
        assert found.beats_naive["mae"] or "nothing beats naive" in found.reading

    def test_says_of_each_naive_method_whether_it_was_beaten(self):
        found = looked_ahead(months(seasonal(1, growth=0.1)), horizon=6)
        test = found.backtest

        assert set(found.beats_each) == set(test.naive)
        for name, beaten in found.beats_each.items():
            assert beaten["mae"] == (test.mae < test.naive[name])
            assert beaten["interval_score"] == (test.interval_score < test.naive_interval_score[name])

    def test_names_the_naive_methods_whose_intervals_were_as_good(self):
        found = looked_ahead(months(np.full(60, 7.0)), horizon=3)

        (said,) = [warning for warning in found.warnings if "no better than those of" in warning]
        assert all(name in said for name in ("seasonal naive", "last value", "mean of twelve"))
        assert not any(beaten["interval_score"] for beaten in found.beats_each.values())

    @pytest.mark.parametrize(("last", "says"), [(9, "if it is not over"), (900, "came in bulk"), (50, None)])
    def test_says_so_of_a_last_period_out_of_line(self, last, says):
        values = np.append(np.random.default_rng(3).poisson(50, 47), last)

        said = [each for each in looked_ahead(months(values), horizon=2).warnings if "2013-12 is far" in each]

        assert [says in each for each in said] == ([True] if says else [])

    def test_one_month_in_bulk_does_not_widen_the_years_after_it(self):
        values = np.random.default_rng(4).poisson(50, 84).astype(float)
        values[40] = 5000

        point = looked_ahead(months(values), horizon=1).points[0]

        assert point.hi90 - point.lo90 < 60

    def test_intervals_of_counts_end_at_whole_numbers_and_those_of_rates_do_not(self):
        counts = seasonal(2)

        of_counts, of_rates = (looked_ahead(months(each), horizon=6).points for each in (counts, counts / 10))

        assert all(point.lo90 % 1 == 0 and point.hi90 % 1 == 0 for point in of_counts)
        assert any(point.lo90 % 1 and point.hi90 % 1 for point in of_rates)

    def test_intervals_hold_nine_in_ten_of_what_comes(self):
        held = []
        for seed in range(40):
            values = seasonal(seed, n=84, season=0.2)
            for point, came in zip(
                looked_ahead(months(values[:72]), horizon=12).points, values[72:], strict=True
            ):
                held.append(point.lo90 <= came <= point.hi90)

        assert 0.85 <= np.mean(held) <= 0.97

    def test_points_lie_within_their_intervals_and_never_below_nothing(self):
        found = looked_ahead(months(np.random.default_rng(2).poisson(0.7, 60)), horizon=12)

        assert all(0 <= point.lo90 <= point.mean <= point.hi90 for point in found.points)

    def test_follows_growth_by_the_year(self):
        rows = [(str(2000 + at), str(round(1000 * 1.3**at))) for at in range(16)]

        found = looked_ahead(read_series(rows), horizon=2)

        assert found.points[0].period == "2016"
        assert found.points[0].mean > 1000 * 1.3**15

    def test_leaves_a_gap_a_gap(self):
        values = seasonal(3)
        values[[20, 21, 50]] = np.nan

        found = looked_ahead(months(values), horizon=3)

        assert (found.known, found.missing) == (93, 3)
        assert found.points[0].mean == pytest.approx(
            looked_ahead(months(seasonal(3)), horizon=3).points[0].mean, rel=0.1
        )

    def test_uses_nothing_from_before_a_break(self):
        values = np.concatenate([np.full(48, 900.0), seasonal(4, n=48, level=90)])

        found = looked_ahead(months(values), horizon=3, breaks=[date(2014, 1, 1)])

        assert found.known == 48
        assert all(point.hi90 < 300 for point in found.points)
        assert any("changed then" in warning for warning in found.warnings)

    def test_gives_a_naive_forecast_alone_of_a_short_series(self):
        found = looked_ahead(months([4, 7, 5, 6, 3]), horizon=2)

        assert (found.method, found.backtest) == ("mean_of_twelve", None)
        assert found.points[0].lo90 < found.points[0].mean < found.points[0].hi90
        assert "nothing could be judged" in found.reading

    def test_refuses_three_counts(self):
        with pytest.raises(TooShort):
            looked_ahead(months([4, 7, 5]), horizon=2)

    def test_of_noughts_expects_noughts(self):
        found = looked_ahead(months(np.zeros(60)), horizon=3)

        assert [round(point.mean, 6) for point in found.points] == [0, 0, 0]
        assert any("some periods have 0" in warning for warning in found.warnings)

    def test_gives_the_same_answer_to_the_same_data(self):
        assert looked_ahead(months(seasonal(5)), horizon=4) == looked_ahead(months(seasonal(5)), horizon=4)


class TestChoose:
    def test_no_origin_knows_what_came_after_it(self):
        values = seasonal(7, n=72)
        changed = values.copy()
        changed[60:] = 5000

        before, after = (chosen(each[:60], horizon=6, season=12, begin=24) for each in (values, changed))

        assert (before.points == after.points).all()
        assert before.backtest == after.backtest

    def test_scores_what_it_would_have_said_at_the_time(self):
        values = seasonal(8, n=60)

        earlier = chosen(values[:54], horizon=6, season=12, begin=24)
        whole = chosen(values, horizon=6, season=12, begin=24)

        scored = whole.backtest.mae * whole.backtest.scored - earlier.backtest.mae * earlier.backtest.scored
        assert scored > np.abs(earlier.points - values[54:60]).sum() - 1e-9


class TestCombined:
    def test_leans_on_the_member_that_was_off_the_least_and_only_on_what_was_known(self):
        truth = np.full(60, 10.0)
        near, far = (np.full((61, 2), value) for value in (11.0, 16.0))
        turned = np.concatenate([far[:55], near[55:]]), np.concatenate([near[:55], far[55:]])

        found, other = combined([near, far], truth), combined(list(turned), truth)

        assert found[0, 0] == pytest.approx(13.5)
        assert 11 < found[-1, 0] < 11.1
        assert other[54, 0] == pytest.approx(found[54, 0])

    def test_leaves_out_who_has_nothing_to_say(self):
        silent = np.full((9, 1), np.nan)

        assert (combined([silent, np.full((9, 1), 4.0)], np.full(8, 4.0)) == 4).all()


class TestPatterns:
    def test_find_a_season_that_is_there(self):
        pattern = patterns(stabilised(seasonal(9, season=0.4)), 12)[-1]

        assert int(np.argmax(pattern)) in {2, 3, 4}
        assert pattern.max() > 2

    def test_of_noise_are_next_to_nothing(self):
        sizes = [np.abs(patterns(stabilised(seasonal(seed, season=0)), 12)[-1]).mean() for seed in range(20)]

        assert np.mean(sizes) < 0.2


class TestScale:
    def test_goes_there_and_back(self):
        counts = np.array([0.0, 1, 7, 120, 54_000])

        assert counts_of(stabilised(counts)) == pytest.approx(counts, abs=1e-6)


class TestIntervalScore:
    def test_charges_twenty_times_what_lies_outside(self):
        truth, low, high = np.array([[10.0, 30.0]]), np.array([[5.0, 5.0]]), np.array([[20.0, 20.0]])

        score, coverage = interval_score(truth, low, high, np.ones((1, 2), bool), level=0.9)

        assert score == pytest.approx((15 + 15 + 20 * 10) / 2)
        assert coverage == 0.5


@pytest.mark.shared
class TestTheRealMonthlySeries:
    """Nine years of two minor offence types in one city: a realistic shape, not a count of referrals."""

    @pytest.mark.parametrize("offence", ["Obscene Publications", "Other Sexual Offences"])
    def test_is_forecast_better_than_by_any_naive_method(self, offence):
        path = SAMPLES / "met_monthly_london_total_2010_04_to_2019_03.csv"
        if not path.exists():
            pytest.skip("the public samples are not beside the project")
        with path.open() as rows:
            series = read_series(
                [(row["month"], row["count"]) for row in csv.DictReader(rows) if row["offence"] == offence]
            )

        found = looked_ahead(series, horizon=12)

        assert found.backtest.mae < min(found.backtest.naive.values())
        assert 0.85 <= found.backtest.coverage90 <= 0.95
        assert looked_ahead(series, horizon=6).beats_naive == {"mae": True, "interval_score": True}

    def test_by_borough_is_forecast_no_worse_than_by_the_best_naive_method_known_afterwards(self):
        path = SAMPLES / "met_monthly_by_borough_2010_04_to_2019_03.csv"
        if not path.exists():
            pytest.skip("the public samples are not beside the project")
        every = defaultdict(list)
        with path.open() as rows:
            for row in csv.DictReader(rows):
                every[row["offence"], row["borough"]].append((row["month"], row["count"]))

        found = [looked_ahead(read_series(rows), horizon=6).backtest for rows in every.values()]

        assert np.mean([each.mae / min(each.naive.values()) for each in found]) < 1.01
        assert 0.87 <= np.mean([each.coverage90 for each in found]) <= 0.93
