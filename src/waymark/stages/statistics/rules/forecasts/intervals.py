"""How far off a forecast may be: as far as forecasts so many steps ahead were before.

Conformal: no shape of error is assumed, only that the errors to come are like those known at the time.
Source: R. J. Tibshirani and others, Conformal Prediction Under Covariate Shift, NeurIPS 2019; for series
C. Xu and Y. Xie, Conformal prediction interval for dynamic time-series, ICML 2021.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from waymark.stages.statistics.rules.forecasts.scales import Floats, counting_spread

_FEWEST = 15
_HALF_LIFE = 18.0  # origins after which an error weighs half: two years of months
_MARGIN = 0.03  # a share above the level asked for, as the errors are few and alike


class Widths(NamedTuple):
    """How far below and above a forecast the interval reaches, a value a step, on the stabilised scale."""

    below: Floats
    above: Floats


def widths(errors: Floats, origin: int, *, level: float) -> Widths | None:
    """The reach of intervals at an origin, from errors whose truth was known then; None of too few.

    errors: truth less forecast, on the stabilised scale, a row an origin and a column a step; nan unknown.
    Late errors weigh more than early ones.
    """
    horizon = errors.shape[1]
    known = np.full((origin, horizon), np.nan)
    for step in range(min(horizon, origin)):
        last = origin - step
        known[:last, step] = errors[:last, step]
    seen = np.isfinite(known)
    if seen.sum() < _FEWEST:
        return None
    weights = 0.5 ** ((origin - 1 - np.arange(origin)) / _HALF_LIFE)
    weights = np.where(seen, weights[:, None], 0.0)
    scale = _scale_by_step(known, weights)
    relative = np.abs(known / scale)[seen]
    share = min(1.0, level + _MARGIN)
    reach = _quantile(relative, weights[seen], share) * scale
    return Widths(reach, reach)


def no_narrower_than_chance(reach: Widths, scaled: Floats, *, level: float) -> Widths:
    """The reach about a forecast, no less than the chance in counting alone: a Poisson count about it."""
    least = float(ndtri(0.5 + level / 2)) * counting_spread(scaled)
    return Widths(np.maximum(reach.below, least), np.maximum(reach.above, least))


def _quantile(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(int(np.searchsorted(reached, share)), len(values) - 1)])


def _scale_by_step(known: Floats, weights: Floats) -> Floats:
    """The typical error at each step: a line through the steps' own that never falls, weighed by how much is known."""
    horizon = known.shape[1]
    amounts = weights.sum(axis=0)
    squares = np.where(weights > 0, known, 0) ** 2 * weights
    own = np.sqrt(squares.sum(axis=0) / np.maximum(amounts, 1e-9))
    overall = max(float(np.sqrt(squares.sum() / amounts.sum())), 1e-6)
    steps = np.arange(1, horizon + 1, dtype=np.float64)
    usable = (weights > 0).sum(axis=0) > 2  # noqa: PLR2004 - two errors have no typical size
    if usable.sum() < 3:  # noqa: PLR2004 - a line of two points follows both
        return np.full(horizon, overall)
    slope, start = np.polyfit(steps[usable], own[usable], 1, w=np.sqrt(amounts[usable]))
    line = start + slope * steps if slope > 0 else np.full(horizon, overall)
    return np.asarray(np.maximum(line, overall / 3))


def interval_score(
    truth: Floats, low: Floats, high: Floats, usable: np.typing.NDArray[np.bool_], *, level: float
) -> tuple[float | None, float | None]:
    """The mean interval score (smaller is better), and the share of the truth that lay within.

    The score is the width, and what lies outside costs 2 / (1 - level) times how far out it lies.
    Source: T. Gneiting and A. E. Raftery, JASA 102 (2007), 359-378, section 6.2.
    """
    scored = usable & np.isfinite(low) & np.isfinite(high)
    if not scored.any():
        return None, None
    y, lo, hi = truth[scored], low[scored], high[scored]
    out = np.maximum(lo - y, 0) + np.maximum(y - hi, 0)
    return float((hi - lo + 2 / (1 - level) * out).mean()), float(((y >= lo) & (y <= hi)).mean())
