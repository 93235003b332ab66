"""Time on duty: shifts with what is taken out of them, and the moment at which so much work is done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple


class Kind(StrEnum):
    """What an officer's time is kept for. DUTY and OVERTIME are worked; ON_CALL can be rung; the rest is away."""

    DUTY = "duty"
    OVERTIME = "overtime"
    ON_CALL = "on_call"
    LEAVE = "leave"
    COURT = "court"
    TRAINING = "training"
    SICK = "sick"
    REST = "rest"


WORKED = frozenset({Kind.DUTY, Kind.OVERTIME})
AWAY = frozenset({Kind.LEAVE, Kind.COURT, Kind.TRAINING, Kind.SICK, Kind.REST})

_MINUTE = timedelta(minutes=1)


class Span(NamedTuple):
    """From a moment until another, which no longer belongs to it; both in UTC."""

    start: datetime
    end: datetime

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, joined where they touch or overlap; empty ones left out."""
    found: list[Span] = []
    for span in sorted(each for each in spans if each.end > each.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def without(spans: Iterable[Span], away: Iterable[Span]) -> list[Span]:
    """What is left of `spans` when all of `away` is taken out."""
    left: list[Span] = []
    gone = merged(away)
    for span in merged(spans):
        start = span.start
        for gap in gone:
            if gap.end <= start or gap.start >= span.end:
                continue
            if gap.start > start:
                left.append(Span(start, gap.start))
            start = max(start, gap.end)
        if start < span.end:
            left.append(Span(start, span.end))
    return left


def on_duty(times: Iterable[tuple[Kind, Span]], *, since: datetime) -> list[Span]:
    """When an officer works from `since` on: shifts and overtime, less leave, court and all that is away.

    Leave wins over a shift that was left standing in the same hours: nobody is counted on who said they are away.
    """
    known = list(times)
    worked = [Span(max(span.start, since), span.end) for kind, span in known if kind in WORKED]
    return without(worked, [span for kind, span in known if kind in AWAY])


def minutes_in(spans: Iterable[Span]) -> float:
    """Minutes in spans that do not overlap."""
    return sum((span.end - span.start) / _MINUTE for span in spans)


class WorkClock:
    """The moments at which so many minutes of duty have passed. spans: of one officer, as `on_duty` gives them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = list(spans)
        self._ends = list(accumulate((span.end - span.start) / _MINUTE for span in spans))

    @property
    def minutes(self) -> float:
        """All that is known of."""
        return self._ends[-1] if self._ends else 0.0

    def worked_by(self, moment: datetime) -> float:
        """How many minutes of duty have passed at a moment."""
        at = bisect_left(self._spans, Span(moment, moment))
        done = self._ends[at - 1] if at else 0.0
        last = self._spans[at - 1] if at else None
        return done - (last.end - moment) / _MINUTE if last and last.end > moment else done

    def done_at(self, minutes: float) -> datetime | None:
        """When so many minutes of duty have passed; None where the shifts that are known do not hold them."""
        if minutes > self.minutes or not self._spans:
            return None
        at = min(bisect_left(self._ends, minutes), len(self._spans) - 1)
        before = self._ends[at - 1] if at else 0.0
        return self._spans[at].start + (minutes - before) * _MINUTE


class DutyMeter:
    """Minutes of duty between two moments, of any number of officers. A shift counts where it starts."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._sums = [0.0, *accumulate((span.end - span.start) / _MINUTE for span in ordered)]

    def between(self, start: datetime, end: datetime) -> float:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._sums[last] - self._sums[first]

    @property
    def since(self) -> datetime | None:
        """The first shift that is known."""
        return self._starts[0] if self._starts else None


def is_covered(spans: Iterable[Span], wanted: Span) -> bool:
    """Whether one of the spans holds all of `wanted`."""
    return any(span.start <= wanted.start and wanted.end <= span.end for span in spans)
