"""How far a record reaches: which periods it counts whole, which in part, and of which it knows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from waymark.stages.statistics.rules.periods import PeriodKind, periods_between


@dataclass(frozen=True, slots=True)
class Extent:
    """names of periods. counted: those of which 0 is a count. before, after: those that are no part of the record.

    unfinished: the counted period that was not over.
    """

    counted: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    unfinished: str


def extent_of(start: date, end: date, kind: PeriodKind, *, first: date | None, as_at: date) -> Extent:
    """Part the periods from `start` to `end` by the day of the first record and the day of asking.

    first: None of a record without anything, of which nothing is known.
    """
    counted, before, after, unfinished = [], [], [], ""
    for period in periods_between(start, end, kind):
        if period.start > as_at:
            after.append(period.text)
        elif first is None or period.end < first:
            before.append(period.text)
        else:
            counted.append(period.text)
            unfinished = period.text if period.end > as_at else unfinished
    return Extent(tuple(counted), tuple(before), tuple(after), unfinished)
