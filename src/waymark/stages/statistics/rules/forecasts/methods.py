"""The naive methods, and those that have to beat them: forecasts of each at every origin."""

from __future__ import annotations

from typing import Final

import numpy as np

from waymark.stages.statistics.rules.forecasts.scales import Floats, stabilised
from waymark.stages.statistics.rules.forecasts.seasons import patterns
from waymark.stages.statistics.rules.forecasts.smoothing import smooth

NAIVE: Final = ("seasonal_naive", "last_value", "mean_of_twelve")
COMBINATION: Final = "combination"
_TWELVE: Final = 12
_ALPHAS: Final = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)


def forecasts_by_method(values: Floats, *, horizon: int, season: int) -> dict[str, Floats]:
    """What each method forecast at every origin, on the stabilised scale.

    values: n counts, nan where missing. Each array is n + 1 by `horizon`: row t was forecast after t values.
    """
    scaled = stabilised(values)
    found = {
        "seasonal_naive": stabilised(_seasonal_naive(values, horizon, season)),
        "last_value": stabilised(_last_value(values, horizon)),
        "mean_of_twelve": stabilised(_mean_of_twelve(values, horizon)),
    }
    pattern = patterns(scaled, season)
    n, at = len(scaled), np.arange(len(scaled) + 1)
    ahead = pattern[at[:, None], (at[:, None] + np.arange(horizon)) % season]
    # Each value less what the season was known to add before it came.
    plain = scaled - pattern[np.arange(n), np.arange(n) % season]
    found["seasonal_mean_of_twelve"] = found["mean_of_twelve"] + ahead
    found["exponential_smoothing"] = smooth(plain, horizon=horizon, with_trend=False) + ahead
    found["damped_trend"] = smooth(plain, horizon=horizon, with_trend=True) + ahead
    found["theta"] = _theta(plain, horizon) + ahead
    members = _COMBINED if season > 1 else _COMBINED_OF_YEARS
    found[COMBINATION] = combined([found[name] for name in members], scaled)
    return found


# Counts by the month have little to say beyond their mean; counts by the year are mostly trend.
_COMBINED: Final = ("seasonal_mean_of_twelve", "mean_of_twelve", "damped_trend", "theta")
_COMBINED_OF_YEARS: Final = ("exponential_smoothing", "damped_trend", "theta")


def combined(members: list[Floats], scaled: Floats) -> Floats:
    """The mean of the members at each origin, each weighed by how little it had been off by then.

    By the square of one over the mean squared error, late errors before early ones; by nothing until enough are
    known. A member that has nothing to say at an origin is left out there.
    Source: J. M. Bates and C. W. J. Granger, The Combination of Forecasts, Operational Research Quarterly 20
    (1969), 451-468; that simple means come close: S. Makridakis and others, The M4 Competition, International
    Journal of Forecasting 36 (2020), 54-74.
    """
    every = np.stack(members)
    weights = _weights(every, scaled)[:, :, None] * np.isfinite(every)
    sums = (np.where(np.isfinite(every), every, 0) * weights).sum(axis=0)
    amounts = weights.sum(axis=0)
    return np.where(amounts > 0, sums / np.maximum(amounts, 1e-300), np.nan)


def _weights(every: Floats, scaled: Floats) -> Floats:
    """A weight for each member at each origin, from errors of the first steps whose truth was known there."""
    count, origins, horizon = every.shape
    errors = np.zeros((count, origins))  # by the origin at which they came to be known
    known = np.zeros(origins)
    for step in range(min(_JUDGED_STEPS, horizon, origins - 1)):
        off = every[:, : origins - 1 - step, step] - scaled[step:]
        usable = np.isfinite(off).all(axis=0)
        errors[:, 1 + step :] += np.where(usable, off, 0) ** 2
        known[1 + step :] += usable
    squares, amount, total = np.zeros((count, origins)), np.zeros(origins), np.zeros(count)
    seen = 0.0
    for at in range(origins):
        total, seen = total * _FADES + errors[:, at], seen * _FADES + known[at]
        squares[:, at], amount[at] = total, seen
    means = squares / np.maximum(amount, 1e-9)
    floor = 1e-6 + means.mean(axis=0) * 1e-3  # a member without an error so far does not take all
    return np.where(amount < _FEWEST_JUDGED, 1.0, (floor / (means + floor)) ** 2)


_JUDGED_STEPS: Final = 3
_FADES: Final = 0.97  # of an error's weight with each origin: half is left after two years of months
_FEWEST_JUDGED: Final = 12.0


def _carried(values: Floats) -> Floats:
    """The last known value at each place; nan before the first."""
    at = np.where(np.isfinite(values), np.arange(len(values)), -1)
    last = np.maximum.accumulate(at)
    return np.where(last >= 0, values[np.maximum(last, 0)], np.nan)


def _last_value(values: Floats, horizon: int) -> Floats:
    before = np.concatenate([[np.nan], _carried(values)])
    return np.repeat(before[:, None], horizon, axis=1)


def _seasonal_naive(values: Floats, horizon: int, season: int) -> Floats:
    """The same period of the season before; the last value where that is missing."""
    found = _last_value(values, horizon)
    for t in range(season, len(values) + 1):
        for h in range(horizon):
            value = values[t - season + h % season]
            if np.isfinite(value):
                found[t, h] = value
    return found


def _mean_of_twelve(values: Floats, horizon: int) -> Floats:
    means = np.full(len(values) + 1, np.nan)
    for t in range(1, len(values) + 1):
        window = values[max(0, t - _TWELVE) : t]
        if np.isfinite(window).any():
            means[t] = np.nanmean(window)
    return np.repeat(means[:, None], horizon, axis=1)


def _theta(scaled: Floats, horizon: int) -> Floats:
    """Smoothing with half the slope of the whole past.

    Source: R. J. Hyndman and B. Billah, International Journal of Forecasting 19 (2003), 287-290.
    """
    n = len(scaled)
    found = np.full((n + 1, horizon), np.nan)
    alphas = np.array(_ALPHAS)
    level, errors = np.full(len(alphas), np.nan), np.zeros(len(alphas))
    ahead = np.arange(horizon)
    times: list[int] = []
    for t in range(n + 1):
        if len(times) >= 3:  # noqa: PLR2004 - a line needs more than two points
            best = int(np.argmin(errors))
            known = scaled[times]
            at = np.array(times, dtype=np.float64)
            slope = float(np.polyfit(at, known, 1)[0])
            late = (1 - (1 - alphas[best]) ** t) / alphas[best]
            found[t] = level[best] + slope / 2 * (ahead + late)
        if t == n or not np.isfinite(scaled[t]):
            continue
        if times:
            errors += (scaled[t] - level) ** 2
        level = np.where(np.isfinite(level), level + alphas * (scaled[t] - level), scaled[t])
        times.append(t)
    return found
