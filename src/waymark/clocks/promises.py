"""The promises to act: what stops one, how long it has counted, when it falls due and how it stands.

Pure arithmetic: the clock and the pauses are arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from waymark.clocks.catalogue import CLOCKS, Unit
from waymark.clocks.levels import Level
from waymark.clocks.moments import in_utc
from waymark.clocks.nations import Nation
from waymark.errors import WaymarkError


class Stop(StrEnum):
    """What can stop a promise of enforcement. Giving the work to an officer is not among them."""

    ENFORCEMENT = "enforcement"
    SAFEGUARDING_DISRUPTION = "safeguarding_disruption"


class PromiseState(StrEnum):
    RUNNING = "running"
    STOPPED_IN_TIME = "stopped_in_time"
    STOPPED_LATE = "stopped_late"
    OVERDUE = "overdue"


class EndsBeforeStart(WaymarkError):
    """A pause or a stop lies before the moment at which it could begin."""

    def __init__(self, what: str, *, start: datetime, end: datetime) -> None:
        super().__init__(
            f"{what} ends at {end.isoformat()}, before its start at {start.isoformat()}: correct the times"
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to act within a time.

    duration: elapsed time, nights and weekends included. starts: the event it runs from, in words.
    source: who made the promise, and where it is written. level: the level it belongs to.
    """

    name: str
    duration: timedelta
    level: Level
    starts: str
    source: str


def _promise(level: Level) -> Promise:
    spec = CLOCKS[f"enforcement_{level}"]
    length = spec.lengths[Nation.ENGLAND_AND_WALES]
    assert length.amount is not None, "each of the four promises ships with a length"
    each = timedelta(hours=1) if length.unit is Unit.HOURS else timedelta(days=1)
    return Promise(spec.name, each * length.amount, level, "receipt of the referral", length.source)


PROMISES: dict[Level, Promise] = {
    level: _promise(level) for level in (Level.VERY_HIGH, Level.HIGH, Level.MEDIUM, Level.LOW)
}
"""The four promises as they ship, the gravest first; the same in every nation."""


class Pause(NamedTuple):
    """Time that a promise does not count. end: None while the pause still runs. reason: in words."""

    start: datetime
    end: datetime | None = None
    reason: str = ""


class Stopped(NamedTuple):
    """What stopped a promise, and when."""

    at: datetime
    by: Stop


def elapsed(*, started_at: datetime, until: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """Measure how long a promise has counted at `until`: never negative, pauses taken out once.

    Raises TimeWithoutZone; EndsBeforeStart for a pause that does.
    """
    start, end = in_utc(started_at), in_utc(until)
    counted = max(end - start, timedelta())
    for pause_start, pause_end in merged_pauses(pauses, as_at=end):
        counted -= max(min(pause_end, end) - max(pause_start, start), timedelta())
    return counted


def due_at(
    promise: Promise, *, started_at: datetime, as_at: datetime, pauses: Iterable[Pause] = ()
) -> datetime:
    """Say when a promise falls due, in UTC.

    as_at: now; a pause that still runs is counted up to it, so the answer moves while it runs.
    Pauses may come in any order and overlap. One that starts when the promise is due, or later,
    changes nothing.
    Raises TimeWithoutZone; EndsBeforeStart for a pause that does.
    """
    due = in_utc(started_at) + promise.duration
    counted_from = in_utc(started_at)
    for pause_start, pause_end in merged_pauses(pauses, as_at=in_utc(as_at)):
        if pause_start >= due:
            break
        due += max(pause_end - max(pause_start, counted_from), timedelta())
    return due


def promise_state(
    promise: Promise,
    *,
    started_at: datetime,
    as_at: datetime,
    stopped: Stopped | None = None,
    pauses: Iterable[Pause] = (),
) -> PromiseState:
    """Say how a promise stands at `as_at`. To stop, or to be, exactly when it is due is in time.

    A stop later than `as_at` has not happened yet, so a past moment can be replayed.
    Raises TimeWithoutZone; EndsBeforeStart for a stop before the start or a pause that ends first.
    """
    start, now = in_utc(started_at), in_utc(as_at)
    if stopped is not None and in_utc(stopped.at) < start:
        raise EndsBeforeStart("A promise", start=start, end=in_utc(stopped.at))
    has_stopped = stopped is not None and in_utc(stopped.at) <= now
    until = in_utc(stopped.at) if stopped is not None and has_stopped else now
    is_late = until > due_at(promise, started_at=start, as_at=until, pauses=pauses)
    if has_stopped:
        return PromiseState.STOPPED_LATE if is_late else PromiseState.STOPPED_IN_TIME
    return PromiseState.OVERDUE if is_late else PromiseState.RUNNING


def merged_pauses(pauses: Iterable[Pause], *, as_at: datetime) -> list[tuple[datetime, datetime]]:
    """Put pauses in order, in UTC, and join those that overlap; one still running ends at `as_at`."""
    spans: list[tuple[datetime, datetime]] = []
    for pause in pauses:
        start = in_utc(pause.start)
        if pause.end is None and start > as_at:
            continue
        end = as_at if pause.end is None else in_utc(pause.end)
        if end < start:
            raise EndsBeforeStart("A pause", start=start, end=end)
        spans.append((start, end))
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
