"""Exponential smoothing with and without a damped trend, for every origin in one pass over the series.

Many settings of the smoothing run side by side; at each origin the one with the least squared error of one
step ahead so far gives the forecasts, so that no origin knows what came after it.
Source: R. J. Hyndman and others, Forecasting with Exponential Smoothing (2008), chapters 2 and 3.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from waymark.stages.statistics.rules.forecasts.scales import Floats

_LEVELS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.7, 0.85, 1.0)
_TRENDS = (0.01, 0.05, 0.15, 0.3)
_DAMPS = (0.8, 0.9, 0.97)
_FIRST = 3  # values that the first level is the mean of


def smooth(scaled: Floats, *, horizon: int, with_trend: bool) -> Floats:
    """Forecasts at every origin. scaled: n values, nan where missing.

    Returns n + 1 by `horizon`: row t holds what was forecast after t values; nan before the method can begin.
    """
    n = len(scaled)
    found = np.full((n + 1, horizon), np.nan)
    if n < _FIRST or not np.isfinite(scaled[:_FIRST]).any():
        return found
    alpha, beta, phi = _settings(with_trend=with_trend).T
    level = np.full(len(alpha), np.nanmean(scaled[:_FIRST]))
    slope, errors = np.zeros(len(alpha)), np.zeros(len(alpha))
    ahead = np.arange(1, horizon + 1)
    for t in range(n + 1):
        if t >= _FIRST:
            best = int(np.argmin(errors))
            steps = np.cumsum(phi[best] ** ahead) if with_trend else np.zeros(horizon)
            found[t] = level[best] + slope[best] * steps
        if t == n or not np.isfinite(scaled[t]):
            continue
        error = scaled[t] - level - phi * slope
        errors += error**2
        level, slope = level + phi * slope + alpha * error, phi * slope + alpha * beta * error
    return found


def _settings(*, with_trend: bool) -> Floats:
    trends = list(product(_TRENDS, _DAMPS)) if with_trend else [(0.0, 0.0)]
    return np.array([(alpha, beta, phi) for alpha in _LEVELS for beta, phi in trends])
