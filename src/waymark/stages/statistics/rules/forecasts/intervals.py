"""How far off a forecast may be: by the size of the errors of forecasts so many steps ahead before.

The errors are taken as normal on the stabilised scale: their size is told from few far better than their own
quantiles are (what was tried: decision 0035). Source for normal intervals by step:
R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd edition (2021), section 5.5.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from waymark.stages.statistics.rules.forecasts.scales import Floats, counting_spread

_FEWEST = 15
_HALF_LIFE = 18.0  # origins after which an error weighs half: two years of months
_OUTLYING = 4.0  # deviations: an error beyond counts as one of so many, lest one month in bulk widens years
_OF_NORMAL = float(ndtri(0.75))  # the median error of a normal, in its deviations
_FORGOTTEN = 180  # origins: ten half-lives
_FEWEST_FREE = 3.0


class Widths(NamedTuple):
    """How far below and above a forecast the interval reaches, a value a step, on the stabilised scale."""

    below: Floats
    above: Floats


def widths(errors: Floats, origin: int, *, level: float) -> Widths | None:
    """The reach of intervals at an origin, from errors whose truth was known then; None of too few.

    errors: truth less forecast, on the stabilised scale, a row an origin and a column a step; nan unknown.
    Late errors weigh more than early ones.
    """
    known = errors[max(0, origin - _FORGOTTEN) : origin].copy()
    age = np.arange(len(known))[::-1]
    known[age[:, None] < np.arange(known.shape[1])] = np.nan  # what it said of after the origin
    seen = np.isfinite(known)
    if seen.sum() < _FEWEST:
        return None
    usual = _OUTLYING * float(np.median(np.abs(known[seen]))) / _OF_NORMAL
    known = np.clip(known, -usual, usual) if usual else known
    weights = 0.5 ** (age / _HALF_LIFE)
    weights = np.where(seen, weights[:, None], 0.0)
    reach = _deviations(weights, 0.5 + level / 2) * _scale_by_step(known, weights)
    return Widths(reach, reach)


def _deviations(weights: Floats, share: float) -> Floats:
    """How many typical errors the interval reaches at each step: more than of a normal where errors overlap.

    Errors of h steps share all but one of them with the next origin's, and say less of their size: Student's t,
    with the weighted number of errors over the root of h less one for its freedom. At one step it is the normal.
    """
    amounts = weights.sum(axis=0) ** 2 / np.maximum((weights**2).sum(axis=0), 1e-12)
    overlap = np.sqrt(np.arange(1, weights.shape[1] + 1)) - 1
    free = np.maximum(amounts / np.maximum(overlap, 1e-3), _FEWEST_FREE)
    return np.asarray(stdtrit(free, share))


def whole(low: Floats, middle: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The ends at the nearest whole numbers, as counts are; never past the middle.

    A count's quantile is a whole number: an end between two of them is width that no count can fall in.
    """
    return np.minimum(np.rint(low), middle), np.maximum(np.rint(high), middle)


def no_narrower_than_chance(reach: Widths, scaled: Floats, *, level: float) -> Widths:
    """The reach about a forecast, no less than the chance in counting alone: a Poisson count about it."""
    least = float(ndtri(0.5 + level / 2)) * counting_spread(scaled)
    return Widths(np.maximum(reach.below, least), np.maximum(reach.above, least))


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
