from datetime import date, timedelta

import numpy as np
import pytest

from waymark.stages.statistics.rules.calendars import Shares
from waymark.stages.statistics.rules.holiday_design import design_of, mixed, rate_of
from waymark.stages.statistics.rules.quasi_poisson import fit
from waymark.stages.statistics.rules.weeks import Week


def a_design(*, during, after):
    """Weeks of which many are half in a holiday or half after one, with the mean of both rates and no chance."""
    draws = np.random.default_rng(3)
    starts = [date(2015, 1, 5) + timedelta(weeks=at) for at in range(156)]
    holiday = draws.choice([0, 0, 0, 0.4, 1], 156)
    later = np.where(holiday == 0.4, 0.6, draws.choice([0, 0, 0.5], 156) * (holiday == 0))
    counts = 400 * (1 + (during - 1) * holiday + (after - 1) * later)
    weeks = [Week(start, float(count)) for start, count in zip(starts, counts, strict=True)]
    return design_of(weeks, [Shares(*pair) for pair in zip(holiday, later, strict=True)], [])


class TestMixed:
    @pytest.mark.parametrize(("during", "after"), [(0.5, 1.0), (0.5, 1.6), (1.3, 0.7)])
    def test_finds_the_rates_of_days_from_weeks_that_are_part_of_each(self, during, after):
        data = a_design(during=during, after=after)
        found = fit(data.counts, data.design, data.offset)

        for _ in range(4):
            data = mixed(data, found.coefficients)
            found = fit(data.counts, data.design, data.offset)

        assert np.exp(found.coefficients[data.after]) == pytest.approx(after, rel=1e-3)
        assert np.exp(found.coefficients[data.during]) == pytest.approx(during, rel=1e-3)

    def test_is_the_plain_design_where_nothing_differs(self):
        data = a_design(during=1, after=1)

        same = mixed(data, np.zeros(data.design.shape[1]))

        assert same.design == pytest.approx(data.design)
        assert same.offset == pytest.approx(data.offset)


class TestRateOf:
    def test_is_the_mean_of_both_rates_in_a_week_half_in_a_holiday(self):
        data = a_design(during=0.5, after=1)

        rates = rate_of(data, during=float(np.log(0.5)), after=0.0)

        assert rates == pytest.approx(1 - 0.5 * data.holiday)
