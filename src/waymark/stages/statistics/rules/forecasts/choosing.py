"""A forecast by the method that has done best on the past, with intervals as wide as its past errors were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from waymark.stages.statistics.rules.forecasts.intervals import (
    Widths,
    interval_score,
    no_narrower_than_chance,
    whole,
    widths,
)
from waymark.stages.statistics.rules.forecasts.methods import COMBINATION, NAIVE, forecasts_by_method
from waymark.stages.statistics.rules.forecasts.scales import Floats, counts_of, stabilised

LEVEL = 0.9
_CLEARLY_BETTER = 0.9  # a method must do this much better than the combination to be taken in its place
_FEWEST_SCORED = 24


@dataclass(frozen=True, slots=True)
class Backtest:
    """How the whole procedure did: at each origin it chose by the origins before, and was then scored.

    mae: mean absolute error over every origin and step. naive: the same of each naive method.
    coverage90: the share of what came that lay in the 90% intervals. interval_score: see `interval_score`.
    naive_interval_score: of the naive methods with intervals made in the same way.
    """

    mae: float
    naive: Mapping[str, float]
    coverage90: float | None
    interval_score: float | None
    naive_interval_score: Mapping[str, float]
    methods: Mapping[str, float]
    origins: int
    scored: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """points, low, high: a value a step ahead. backtest: None where the series is too short for one."""

    method: str
    points: Floats
    low: Floats
    high: Floats
    backtest: Backtest | None


def choose(values: Floats, *, horizon: int, season: int, begin: int) -> Chosen:
    """Forecast `horizon` steps by the method that did best from origin `begin` on.

    values: n counts, nan where missing. begin: how many values the first origin knows.
    """
    every = forecasts_by_method(values, horizon=horizon, season=season)
    truth = _ahead(values, horizon)
    errors = {name: np.abs(counts_of(each[:-1]) - truth) for name, each in every.items()}
    n = len(values)
    picked = _picked(errors, begin)
    path = np.full((n + 1, horizon), np.nan)
    for origin, name in zip(range(begin, n + 1), picked, strict=True):
        path[origin] = every[name][origin]
    scaled_truth = _ahead(stabilised(values), horizon)
    # As far as the method chosen there had been off by then, at origins from `begin` on.
    own = {name: scaled_truth - _from(each, begin)[:-1] for name, each in every.items()}
    reach = [
        widths(own[picked[origin - begin]], origin, level=LEVEL) if origin >= begin else None
        for origin in range(n + 1)
    ]
    low, high = _ends(path[n], reach[n], are_whole=are_whole(values))
    return Chosen(
        method=picked[-1],
        points=counts_of(path[n]),
        low=low,
        high=high,
        backtest=_scored(every, path=path, truth=truth, scaled_truth=scaled_truth, reach=reach, begin=begin),
    )


def _ahead(values: Floats, horizon: int) -> Floats:
    """What came after each origin: n by horizon, nan beyond the end."""
    n = len(values)
    found = np.full((n, horizon), np.nan)
    for step in range(min(horizon, n)):
        found[: n - step, step] = values[step:]
    return found


def _picked(errors: Mapping[str, Floats], begin: int) -> list[str]:
    """For each origin from `begin` on, the method with the least absolute error known there.

    The combination, unless clearly beaten. Only methods with an error wherever the combination has one compare.
    """
    n, horizon = errors[COMBINATION].shape
    # An error of step h is known h origins after the one that made the forecast.
    known_at = np.minimum(np.arange(n)[:, None] + np.arange(horizon) + 1, n)
    usable = np.isfinite(errors[COMBINATION])
    usable[:begin] = False

    def so_far(amounts: Floats) -> Floats:
        came = np.bincount(known_at[usable], weights=amounts[usable], minlength=n + 1)
        return np.asarray(np.cumsum(came)[begin:], dtype=np.float64)

    names = list(errors)
    sums = np.array([so_far(np.nan_to_num(each)) for each in errors.values()])
    gaps = np.array([so_far((~np.isfinite(each)).astype(np.float64)) for each in errors.values()])
    sums[gaps > 0] = np.inf
    enough = so_far(np.ones((n, horizon))) >= _FEWEST_SCORED
    best = sums.argmin(axis=0)
    beaten = sums.min(axis=0) < sums[names.index(COMBINATION)] * _CLEARLY_BETTER
    return [
        names[at] if is_known and is_beaten else COMBINATION
        for at, is_known, is_beaten in zip(best, enough, beaten, strict=True)
    ]


def are_whole(values: Floats) -> bool:
    """Whether every value known is a whole number, as counts are and rates are not."""
    known = values[np.isfinite(values)]
    return bool((known == np.rint(known)).all())


def _ends(scaled: Floats, reach: Widths | None, *, are_whole: bool) -> tuple[Floats, Floats]:
    if reach is None:
        empty = np.full(len(scaled), np.nan)
        return empty, empty
    wide = no_narrower_than_chance(reach, scaled, level=LEVEL)
    low, high = counts_of(scaled - wide.below), counts_of(scaled + wide.above)
    return whole(low, counts_of(scaled), high) if are_whole else (low, high)


def _scored(
    every: Mapping[str, Floats],
    *,
    path: Floats,
    truth: Floats,
    scaled_truth: Floats,
    reach: list[Widths | None],
    begin: int,
) -> Backtest | None:
    n = len(truth)
    usable = np.isfinite(truth) & np.isfinite(path[:-1])
    usable[:begin] = False
    for name in NAIVE:
        usable &= np.isfinite(every[name][:-1])
    if not usable.any():
        return None
    counted = are_whole(truth)
    bounded = _bounds(path, reach, are_whole=counted)
    score, coverage = interval_score(truth, *bounded, usable, level=LEVEL)
    naive_scores = {}
    for name in NAIVE:
        own = [widths(scaled_truth - _from(every[name], begin)[:-1], at, level=LEVEL) for at in range(n + 1)]
        naive_scores[name], _ = interval_score(
            truth, *_bounds(every[name], own, are_whole=counted), usable, level=LEVEL
        )
    means = {
        name: float(np.abs(counts_of(each[:-1]) - truth)[usable].mean())
        for name, each in every.items()
        if np.isfinite(each[:-1][usable]).all()
    }
    return Backtest(
        mae=float(np.abs(counts_of(path[:-1]) - truth)[usable].mean()),
        naive={name: means[name] for name in NAIVE},
        coverage90=coverage,
        interval_score=score,
        naive_interval_score={name: value for name, value in naive_scores.items() if value is not None},
        methods=means,
        origins=int(usable.any(axis=1).sum()),
        scored=int(usable.sum()),
    )


def _from(forecasts: Floats, begin: int) -> Floats:
    kept = forecasts.copy()
    kept[:begin] = np.nan
    return kept


def _bounds(scaled: Floats, reach: list[Widths | None], *, are_whole: bool) -> tuple[Floats, Floats]:
    pairs = [_ends(row, each, are_whole=are_whole) for row, each in zip(scaled[:-1], reach[:-1], strict=True)]
    return np.array([low for low, _ in pairs]), np.array([high for _, high in pairs])
