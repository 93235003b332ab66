"""What weekly counts around school holidays are regressed on: trend, season, steps, holidays, the days after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, pi, sqrt

import numpy as np

from waymark.stages.statistics.rules.calendars import Shares
from waymark.stages.statistics.rules.quasi_poisson import Floats
from waymark.stages.statistics.rules.weeks import DAYS, Week

_WEEKS_A_YEAR = 365.25 / DAYS
_MOST_BENDS = 6
_STEEPEST = 4.0  # of a log rate ratio: beyond, a week is as good as empty


@dataclass(frozen=True, slots=True)
class Design:
    """counts, offset, times: a number a week. design: a row a week; after, during: columns of it. in_term: 1 or 0.

    holiday, later: how much of each week lies in a holiday, and after one.
    """

    weeks: Sequence[Week]
    counts: Floats
    design: Floats
    offset: Floats
    times: Floats
    after: int
    during: int | None
    in_term: Floats
    holiday: Floats
    later: Floats


def design_of(weeks: Sequence[Week], shares: Sequence[Shares], breaks: Sequence[date]) -> Design:
    """The columns: constant, trend with its bends, season, steps, holiday, after; none that says nothing."""
    times = np.array([(week.start - weeks[0].start).days / DAYS for week in weeks])
    span = times[-1] + 1
    years = span / _WEEKS_A_YEAR
    columns = [np.ones(len(weeks)), times / span]
    bends = min(round(years) - 1, _MOST_BENDS)
    columns += [np.maximum(times - span * each / (bends + 1), 0) / span for each in range(1, bends + 1)]
    of_year = np.array([week.start.timetuple().tm_yday for week in weeks]) / 365.25
    for harmonic in range(1, (3 if years >= 1.9 else 2 if years >= 0.9 else 1) + 1):  # noqa: PLR2004 - years
        columns += [np.cos(2 * pi * harmonic * of_year), np.sin(2 * pi * harmonic * of_year)]
    columns += [np.array([float(week.start >= on) for week in weeks]) for on in breaks]
    holiday = np.array([share.holiday for share in shares])
    after = np.array([share.after for share in shares])
    has_holidays = holiday.max() - holiday.min() > 0
    kept = _independent([*columns, *([holiday] if has_holidays else [])])
    during = len(kept) - 1 if has_holidays else None
    return Design(
        weeks=weeks,
        counts=np.array([week.count for week in weeks], dtype=np.float64),
        design=np.column_stack([*kept, after]),
        offset=np.log(np.array([week.days / DAYS for week in weeks])),
        times=times,
        after=len(kept),
        during=during,
        holiday=holiday,
        later=after,
        in_term=(holiday < 0.5).astype(np.float64),  # noqa: PLR2004 - more term than holiday
    )


def mixed(data: Design, coefficients: Floats) -> Design:
    """The columns of holidays and of the days after as they bear on a week that is part of each.

    A week half in a holiday has the mean of both rates, not their geometric mean; so does one whose records come
    late. That is no sum on the log scale: the columns are its slopes at those coefficients, and the offset makes up.
    """
    during = (
        float(np.clip(coefficients[data.during], -_STEEPEST, _STEEPEST)) if data.during is not None else 0.0
    )
    after = float(np.clip(coefficients[data.after], -_STEEPEST, _STEEPEST))
    rate = rate_of(data, during=during, after=after)
    design = data.design.copy()
    design[:, data.after] = exp(after) * data.later / rate
    made_up = np.log(rate) - after * design[:, data.after]
    if data.during is not None:
        design[:, data.during] = exp(during) * data.holiday / rate
        made_up -= during * design[:, data.during]
    days = np.log(np.array([week.days / DAYS for week in data.weeks]))
    return replace(data, design=design, offset=days + made_up)


def rate_of(data: Design, *, during: float, after: float) -> Floats:
    """The rate of each week, that of plain term being 1. during, after: logs of the rates of those days."""
    return np.asarray(1 + (exp(during) - 1) * data.holiday + (exp(after) - 1) * data.later)


def _independent(columns: Sequence[Floats]) -> list[Floats]:
    """Columns that are no sum of the ones before; the last is always kept, in place of one like it."""
    kept: list[Floats] = []
    for column in (columns[-1], *columns[:-1]):
        trial = np.column_stack([*kept, column])
        if np.linalg.matrix_rank(trial, tol=1e-8 * sqrt(len(column))) == trial.shape[1]:
            kept.append(column)
    return [*kept[1:], kept[0]]
