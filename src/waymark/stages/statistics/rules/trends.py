"""The weeks of a desk, what the next are expected to be, and whether this one is out of the usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from waymark.stages.statistics.rules.charts import Point as Place
from waymark.stages.statistics.rules.charts import line_chart
from waymark.stages.statistics.rules.dashboard import this_week, weeks_of
from waymark.stages.statistics.rules.forecasts.forecasting import Point, TooShort, forecast
from waymark.stages.statistics.rules.series import read_series
from waymark.stages.statistics.rules.weeks import BadSeries

_AHEAD = 4
_DRAWN = 26


@dataclass(frozen=True, slots=True)
class Trend:
    """weeks: each whole week's name and count. points: this week and the next, as expected; none of too few.

    today, so_far: received today, and since Monday. says: how this week stands to what was expected of it.
    """

    weeks: tuple[tuple[str, int], ...]
    points: tuple[Point, ...]
    today: int
    so_far: int
    says: str
    chart: str


def trend_of(days: Mapping[str, int], *, today: date) -> Trend:
    """The trend of receipts by the day. days: counts by ISO date."""
    weeks = tuple((period.text, count) for period, count in weeks_of(days, today=today))
    now, so_far = this_week(days, today=today)
    points = _expected(weeks)
    drawn = [Place(_plain(name), float(count)) for name, count in weeks[-_DRAWN:]]
    drawn += [Place(_plain(p.period), p.mean, p.lo90, p.hi90) for p in points]
    chart = line_chart(
        drawn,
        title="Referrals by week",
        describes=f"{len(weeks)} weeks and {len(points)} expected; see the table",
    )
    return Trend(weeks, points, now, so_far, _says(so_far, points, whole=today.weekday() == _SUNDAY), chart)


_SUNDAY = 6


# The same weeks are asked about by everybody who looks, until a Monday or a count made anew.
@lru_cache(maxsize=64)
def _expected(weeks: tuple[tuple[str, int], ...]) -> tuple[Point, ...]:
    try:
        series = read_series((name, str(count)) for name, count in weeks)
        return forecast(series, horizon=_AHEAD).points
    except (BadSeries, TooShort):
        return ()


def _says(so_far: int, points: tuple[Point, ...], *, whole: bool) -> str:
    if not points:
        return "too few weeks to say what is usual"
    first = points[0]
    usual = f"{first.lo90:,.0f} to {first.hi90:,.0f} are usual for a week"
    if so_far > first.hi90:
        return f"more than usual already: {usual}"
    if whole and so_far < first.lo90:
        return f"fewer than usual: {usual}"
    return usual


def _plain(name: str) -> str:
    """A week's name without its year."""
    return name.partition("-")[2] or name
