"""What a desk's dashboard is made of: sums that can be added over desks, and what they say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from waymark.stages.statistics.rules.periods import Period, PeriodKind, period_of

WEEKS = 60
"""How many weeks of receipts are kept ready: a year, and what a forecast needs to know its season."""

# Days from the incident, as stated, to receipt: upper ends, the last without one.
LAGS = (1, 7, 30, 90, None)

PASSED, LATER, NO_DAY = "passed", "later", "none"
"""Keys beside days: before the moment of the count, after the days that are kept, and without any."""


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """Sums of one desk, or of several added up; every key a word of the record, empty where it does not say.

    days: referrals by the day received. levels, forces: referrals listed on the queue; folded: those behind
    another line of their bundle, or of a decision over a list. sources: reports of the last 90 days.
    overdue, due_soon: of those listed, by level, the promise passed or due within 7 days. due: those listed by the
    day their promise falls due. research, parts: minutes of work still to do, by that day. duty: minutes of
    officers' shifts by the day, from the moment of the count. promises: `level|kept`, `level|late`,
    `level|running` of promises that fell due in the last 90 days. stopped: promises by the day they were stopped.
    lags: reports of the last 90 days by the upper end of LAGS, `none` where no incident time is stated.
    hands: referrals of the last 365 days as `hand|upper end of days`: see `rules.lags`.
    """

    days: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    forces: Mapping[str, int] = field(default_factory=dict)
    folded: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    overdue: Mapping[str, int] = field(default_factory=dict)
    due_soon: Mapping[str, int] = field(default_factory=dict)
    due: Mapping[str, int] = field(default_factory=dict)
    research: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    duty: Mapping[str, int] = field(default_factory=dict)
    promises: Mapping[str, int] = field(default_factory=dict)
    stopped: Mapping[str, int] = field(default_factory=dict)
    lags: Mapping[str, int] = field(default_factory=dict)
    hands: Mapping[str, int] = field(default_factory=dict)


FIELDS = tuple(each.name for each in fields(DeskCounts))


def added(every: Iterable[DeskCounts]) -> DeskCounts:
    """The sums of several desks added up."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for one in every:
        for name in FIELDS:
            sums[name].update(getattr(one, name))
    return DeskCounts(**{name: dict(counts) for name, counts in sums.items()})


def counts_from(stored: Mapping[str, Any]) -> DeskCounts:
    """Sums as they were stored; what an older version did not keep is empty."""
    return DeskCounts(**{name: dict(stored.get(name, {})) for name in FIELDS})


def weeks_of(days: Mapping[str, int], *, today: date) -> list[tuple[Period, int]]:
    """Whole weeks from Monday before today's, the oldest first, with 0 where nothing came."""
    monday = today - timedelta(days=today.weekday())
    found = []
    for back in range(WEEKS, 0, -1):
        start = monday - timedelta(days=7 * back)
        total = sum(days.get((start + timedelta(days=at)).isoformat(), 0) for at in range(7))
        found.append((period_of(start, PeriodKind.WEEK), total))
    first = min(days, default="")
    return [pair for pair in found if pair[0].end.isoformat() >= first] if first else []


def this_week(days: Mapping[str, int], *, today: date) -> tuple[int, int]:
    """How many came today, and since Monday with today."""
    since = [today - timedelta(days=at) for at in range(today.weekday() + 1)]
    return days.get(today.isoformat(), 0), sum(days.get(day.isoformat(), 0) for day in since)
