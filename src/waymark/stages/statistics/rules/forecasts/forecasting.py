"""A series looked ahead from: points with intervals, how the method did on the past, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtri

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.forecasts.choosing import LEVEL, Backtest, Chosen, choose
from waymark.stages.statistics.rules.forecasts.methods import forecasts_by_method
from waymark.stages.statistics.rules.forecasts.scales import Floats, counts_of, stabilised
from waymark.stages.statistics.rules.series import Series

FEWEST = 4
"""Below so many counts nothing is forecast."""

_FEWEST_ORIGINS = 4  # to judge a method by: below, only a naive one is given
_FEWEST_BEFORE = 4
_SEASONS_BEFORE = 2
_COVERS = (0.85, 0.95)  # where a 90% interval's share on the past is taken to hold (the statistics issue)
_MANY_MISSING = 0.2
_LITTLE, _MUCH = 0.6, 3.0
_ENDS = {
    False: "more will lie outside than one in ten",
    True: "they are wider than they say, as those of small counts must be",
}


class TooShort(WaymarkError):
    """A series of too few counts to say anything of what comes."""

    def __init__(self, known: int) -> None:
        super().__init__(
            f"The series has {known} counts, and {FEWEST} is the fewest that a forecast is made of"
        )


@dataclass(frozen=True, slots=True)
class Point:
    """What is expected of a period. lo90, hi90: nine in ten should lie between."""

    period: str
    mean: float
    lo90: float
    hi90: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """points: in order. backtest: None where the series is too short to judge a method by.

    beats_naive: whether the mean absolute error and the interval score were below every naive method's;
    beats_each: the same of each naive method alone.
    """

    method: str
    points: tuple[Point, ...]
    backtest: Backtest | None
    beats_naive: Mapping[str, bool]
    beats_each: Mapping[str, Mapping[str, bool]]
    reading: str
    known: int
    missing: int
    warnings: tuple[str, ...]


def forecast(series: Series, *, horizon: int, breaks: Sequence[date] = ()) -> Forecast:
    """Forecast the next `horizon` periods. breaks: days on which what is counted changed: only what came
    after the last is used, as nothing before counts the same. Raises TooShort.
    """
    warnings = []
    after = [day for day in breaks if day <= series.starts[-1]]
    if after:
        series = series.from_day(max(after))
        warnings.append(
            f"only counts from {max(after).isoformat()} on are used: what is counted changed then"
        )
    values = np.array([np.nan if value is None else value for value in series.values], dtype=np.float64)
    known = int(np.isfinite(values).sum())
    if known < FEWEST:
        raise TooShort(known)
    begin = _begin(len(values), series.season)
    if begin is None:
        chosen = _naive(values, horizon, series.season)
        warnings.append(
            "too short to judge any method by: a naive forecast, with intervals from its own steps"
        )
    else:
        chosen = _widened(choose(values, horizon=horizon, season=series.season, begin=begin), values)
    return _told(series, chosen, horizon, known, [*warnings, *_warnings(series, chosen)])


def _begin(length: int, season: int) -> int | None:
    """How many values the first origin knows: two seasons, less where the series is short, None where too short."""
    for before in (_SEASONS_BEFORE * season, season, _FEWEST_BEFORE):
        begin = max(before, _FEWEST_BEFORE)
        if length >= begin + max(_FEWEST_ORIGINS, season // 2):
            return begin
    return None


def _naive(values: Floats, horizon: int, season: int) -> Chosen:
    """The season before where there is a whole one, of years the last, else the mean; no backtest."""
    name = "last_value" if season == 1 else "seasonal_naive" if season <= len(values) else "mean_of_twelve"
    path = forecasts_by_method(values, horizon=horizon, season=season)[name][-1]
    empty = np.full(horizon, np.nan)
    return _widened(Chosen(name, counts_of(path), empty, empty, None), values)


def _widened(chosen: Chosen, values: Floats) -> Chosen:
    """The forecast with intervals from the steps of the series itself, where its past errors give none."""
    if np.isfinite(chosen.low).all():
        return chosen
    scaled = stabilised(values[np.isfinite(values)])
    spread = max(1.0, float(np.std(np.diff(scaled))))
    reach = float(ndtri(0.5 + LEVEL / 2)) * spread * np.sqrt(1 + np.arange(len(chosen.points)) / 2)
    middle = stabilised(chosen.points)
    return Chosen(
        chosen.method,
        chosen.points,
        counts_of(middle - reach),
        counts_of(middle + reach),
        chosen.backtest,
    )


def _told(series: Series, chosen: Chosen, horizon: int, known: int, warnings: list[str]) -> Forecast:
    rows = zip(series.following(horizon), chosen.points, chosen.low, chosen.high, strict=True)
    points = tuple(
        Point(period, round(float(mean), 2), round(float(low), 2), round(float(high), 2))
        for period, mean, low, high in rows
    )
    each = _beats_each(chosen.backtest)
    beats = {
        measure: bool(each) and all(beaten[measure] for beaten in each.values()) for measure in _MEASURES
    }
    return Forecast(
        method=chosen.method,
        points=points,
        backtest=chosen.backtest,
        beats_naive=beats,
        beats_each=each,
        reading=_reading(chosen, beats),
        known=known,
        missing=series.missing,
        warnings=tuple(warnings),
    )


_MEASURES = ("mae", "interval_score")


def _beats_each(backtest: Backtest | None) -> dict[str, dict[str, bool]]:
    """Whether each measure was below each naive method's."""
    if backtest is None:
        return {}
    score, naive = backtest.interval_score, backtest.naive_interval_score
    return {
        name: {
            "mae": backtest.mae < mae,
            "interval_score": score is not None and name in naive and score < naive[name],
        }
        for name, mae in backtest.naive.items()
    }


def _reading(chosen: Chosen, beats: Mapping[str, bool]) -> str:
    backtest = chosen.backtest
    if backtest is None:
        return f"by {_words(chosen.method)}, which nothing could be judged against on so short a series"
    best = min(backtest.naive, key=lambda name: backtest.naive[name])
    against = f"off by {backtest.mae:,.2f} on average, {_words(best)} by {backtest.naive[best]:,.2f}"
    if beats["mae"]:
        return f"by {_words(chosen.method)}; on the past, choosing so was {against}"
    beaten = [_words(name) for name, mae in backtest.naive.items() if backtest.mae < mae]
    but = f", though better than {' and '.join(beaten)}" if beaten else ""
    return (
        f"nothing beats naive here: on the past, choosing the best method so far was {against}{but}. "
        f"The forecast is by {_words(chosen.method)}"
    )


def _words(method: str) -> str:
    return method.replace("_", " ")


def _narrower(backtest: Backtest) -> list[str]:
    """What to say of the naive methods whose intervals scored as well, each with its score."""
    score = backtest.interval_score
    better = [
        f"{_words(name)} ({naive:,.2f})"
        for name, naive in backtest.naive_interval_score.items()
        if score is not None and naive <= score
    ]
    if not better:
        return []
    return [f"the intervals scored {score:,.2f} on the past, no better than those of {' and '.join(better)}"]


def _out_of_line(series: Series) -> str:
    """What is odd of the last period: little as one that is not over has, or far more than any before it."""
    before = [value for value in series.values[-1 - max(series.season, 4) : -1] if value is not None]
    last = series.values[-1]
    if len(before) <= 2 or last is None:  # noqa: PLR2004 - too few to be in line with
        return ""
    if last < _LITTLE * min(before):
        return "far below every period of the season before: leave it out if it is not over"
    if last > _MUCH * max(*before, 1):
        return "far above every period of the season before: see whether it came in bulk"
    return ""


def _warnings(series: Series, chosen: Chosen) -> list[str]:
    found = []
    backtest = chosen.backtest
    if backtest is not None and backtest.coverage90 is not None:
        if not _COVERS[0] <= backtest.coverage90 <= _COVERS[1]:
            found.append(
                f"the 90% intervals held {backtest.coverage90:.0%} on the past: {_ENDS[backtest.coverage90 > LEVEL]}"
            )
        found += _narrower(backtest)
    if series.missing:
        found.append(f"{series.missing} periods are missing within the series; they are not taken for 0")
        if series.missing > _MANY_MISSING * len(series.values):
            found.append("so many are missing that the season cannot be relied on")
    if what := _out_of_line(series):
        found.append(f"{series.labels[-1]} is {what}")
    if any(value == 0 for value in series.values):
        found.append("some periods have 0: see that they are counts, and not periods that nobody counted")
    return found
