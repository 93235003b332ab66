"""A series by the week, from weekly or daily counts; a week that is missing stays missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.written_figures import NotAFigure, TwoReadings, check_points, figure_of
from waymark.stages.statistics.rules.written_periods import plainly

DAYS = 7
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "..", ":"})
"""What a cell without a count says, in small letters."""

FEWEST_DAYS = 4  # a week of which fewer days are known is left out


class BadSeries(WaymarkError):
    """A series of counts that cannot be used as it is."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}. Nothing was worked out: correct the series and try again")


@dataclass(frozen=True, slots=True)
class Week:
    """start: its first day. days: how many of its days the count covers."""

    start: date
    count: float
    days: int = DAYS


def day_of(text: str) -> date:
    """A day as yyyy-mm-dd, with or without a time after it, or as dd/mm/yyyy and its like. Raises BadSeries."""
    written = text.strip()
    try:
        return date.fromisoformat(plainly([written])(written)[:10])
    except ValueError:
        raise BadSeries(f"{written[:40]!r} is no day: write it as 2017-01-30") from None


def count_of(text: str, where: str) -> float:
    """A count of 0 or more. Raises BadSeries: what is empty is missing, and is not 0."""
    try:
        value = figure_of(text)
    except NotAFigure:
        raise BadSeries(f"the count for {where} is {text[:20]!r}, which is no number") from None
    if value < 0:
        raise BadSeries(f"the count for {where} is {text[:20]!r}: counts are 0 or more")
    return value


def check_counts(texts: Iterable[str]) -> None:
    """Pass unless a column's points could part thousands. Raises BadSeries."""
    try:
        check_points(texts)
    except TwoReadings as problem:
        raise BadSeries(str(problem)) from None


def weekly(rows: Iterable[tuple[str, str]]) -> list[Week]:
    """Weeks in order, from rows of a day and a count: each a week's first day, or each a day.

    A row without a count is missing. Days come together to weeks from Monday; a week of which some days are
    missing is scaled by those that are there. Raises BadSeries.
    """
    counts: dict[date, float] = {}
    rows = [(day, "" if count.strip().casefold() in MISSING else count) for day, count in rows]
    check_counts(count for _, count in rows)
    for day_text, count_text in rows:
        day = day_of(day_text)
        if day in counts:
            raise BadSeries(f"{day.isoformat()} is there twice")
        if count_text.strip():
            counts[day] = count_of(count_text, day.isoformat())
    days = sorted(counts)
    if len(days) < 2:  # noqa: PLR2004 - one point has no weeks to compare
        raise BadSeries(f"the series has {len(days)} counts, and a test needs a year of weeks or so")
    gaps = Counter((b - a).days for a, b in pairwise(days))
    if gaps.most_common(1)[0][0] == 1:
        return _from_days(counts)
    if any(gap % DAYS for gap in gaps):
        raise BadSeries("the dates are neither each day nor the same weekday of each week")
    return [Week(day, counts[day]) for day in days]


def _from_days(counts: dict[date, float]) -> list[Week]:
    sums: dict[date, list[float]] = {}
    for day, count in sorted(counts.items()):
        sums.setdefault(day - timedelta(days=day.weekday()), []).append(count)
    return [Week(start, sum(each), len(each)) for start, each in sums.items() if len(each) >= FEWEST_DAYS]


def missing_weeks(weeks: Sequence[Week]) -> int:
    """How many weeks lie between the first and the last and are not there."""
    return (weeks[-1].start - weeks[0].start).days // DAYS + 1 - len(weeks)


_LARGE, _FAR_ABOVE = 30, 4  # a count, and so many times the usual week about it: below, one week is no bulk
_ABOUT = 13  # weeks on either side: a quarter
_MOST_LEFT_OUT = 3


def without_bulk(weeks: Sequence[Week]) -> tuple[list[Week], list[Week]]:
    """The usual weeks, and those each of which is further out of line than all others together.

    Such a week is a backlog that came at once, and not the rate of anything.
    """
    usual, bulk = list(weeks), list[Week]()
    while len(bulk) < _MOST_LEFT_OUT and len(usual) > _ABOUT:
        about = [
            median(week.count for week in usual[max(0, at - _ABOUT) : at + _ABOUT + 1])
            for at in range(len(usual))
        ]
        apart = [(week.count - level) ** 2 for week, level in zip(usual, about, strict=True)]
        at = max(range(len(usual)), key=apart.__getitem__)
        count = usual[at].count
        if count < _LARGE or count <= _FAR_ABOVE * about[at] or apart[at] * 2 <= sum(apart):
            break
        bulk.append(usual.pop(at))
    return usual, bulk
