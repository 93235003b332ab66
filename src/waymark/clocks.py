"""When every promise starts, stops, is paused and falls due; and when evidence is lost.

Pure arithmetic: the clock, the pauses and the calendar are arguments. Moments are aware datetimes and
are compared in UTC, because Python subtracts two times of one zone by the wall clock, which is an hour
wrong across a change of summer time.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, overload

from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Level(StrEnum):
    """How soon a child needs the police to act. Compare `danger`, never the words."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"

    @property
    def danger(self) -> int:
        """0 (low) to 3 (very high)."""
        return _DANGER[self]


_DANGER = {Level.LOW: 0, Level.MEDIUM: 1, Level.HIGH: 2, Level.VERY_HIGH: 3}


class Stop(StrEnum):
    """What can stop a promise of enforcement. Giving the work to an officer is not among them."""

    ENFORCEMENT = "enforcement"
    SAFEGUARDING_DISRUPTION = "safeguarding_disruption"


class PromiseState(StrEnum):
    RUNNING = "running"
    STOPPED_IN_TIME = "stopped_in_time"
    STOPPED_LATE = "stopped_late"
    OVERDUE = "overdue"


class TimeWithoutZone(WaymarkError):
    """A clock was given a time that no zone places."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment.isoformat()} has no time zone: state it in UTC or with its offset")


class EndsBeforeStart(WaymarkError):
    """A pause or a stop lies before the moment at which it could begin."""

    def __init__(self, what: str, *, start: datetime, end: datetime) -> None:
        super().__init__(
            f"{what} ends at {end.isoformat()}, before its start at {start.isoformat()}: correct the times"
        )


class CalendarTooShort(WaymarkError):
    """A working day was asked for outside the years that the calendar covers."""

    def __init__(self, day: date, name: str) -> None:
        super().__init__(f"The calendar {name} does not cover {day.isoformat()}: load the bank holidays")


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


_GUIDELINE = (
    "National guideline as reported by HMICFRS (2023) and a 2025 force inspection; "
    "elapsed time from receipt by force decision, 2026"
)


def _enforcement(level: Level, duration: timedelta) -> Promise:
    return Promise(f"enforcement_{level}", duration, level, "receipt of the referral", _GUIDELINE)


PROMISES: dict[Level, Promise] = {
    Level.VERY_HIGH: _enforcement(Level.VERY_HIGH, timedelta(hours=24)),
    Level.HIGH: _enforcement(Level.HIGH, timedelta(days=7)),
    Level.MEDIUM: _enforcement(Level.MEDIUM, timedelta(days=14)),
    Level.LOW: _enforcement(Level.LOW, timedelta(days=30)),
}


class UnsetClock(NamedTuple):
    """A time that the law sets and nobody here has read: it has no length, and nothing falls due by it.

    An administrator sets one with the article that says it. name; starts: the event it runs from; basis.
    """

    name: str
    starts: str
    basis: str


UNSET: tuple[UnsetClock, ...] = (
    UnsetClock(
        "statutory_report_time_frame",
        "detection of the content by the provider",
        "Online Safety Act 2023 s 66; S.I. 2026/268, time frame by priority: the hours were not read",
    ),
    UnsetClock(
        "statutory_report_retention",
        "the report by the provider",
        "Online Safety Act 2023 s 66; S.I. 2026/268, data retention: the period was not read",
    ),
)


class Pause(NamedTuple):
    """Time that a promise does not count. end: None while the pause still runs. reason: in words."""

    start: datetime
    end: datetime | None = None
    reason: str = ""


class Stopped(NamedTuple):
    """What stopped a promise, and when."""

    at: datetime
    by: Stop


def in_utc(moment: datetime) -> datetime:
    """Give the same moment in UTC. Raises TimeWithoutZone."""
    if moment.tzinfo is None:
        raise TimeWithoutZone(moment)
    return moment.astimezone(UTC)


def elapsed(*, started_at: datetime, until: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """Measure how long a promise has counted at `until`: never negative, pauses taken out once.

    Raises TimeWithoutZone; EndsBeforeStart for a pause that does.
    """
    start, end = in_utc(started_at), in_utc(until)
    counted = max(end - start, timedelta())
    for pause_start, pause_end in _merged(pauses, as_at=end):
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
    for pause_start, pause_end in _merged(pauses, as_at=in_utc(as_at)):
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


def _merged(pauses: Iterable[Pause], *, as_at: datetime) -> list[tuple[datetime, datetime]]:
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


OPERATOR_RETENTION_MONTHS = 12
"""Investigatory Powers Act 2016 s 87(3): at most 12 months beginning with the day of the communication."""

REPORT_ACT_IN_FORCE = date(2024, 5, 7)
"""Public Law 118-59, enacted 7 May 2024: 18 U.S.C. 2258A(h) asks for one year instead of 90 days."""

PRESERVATION_BEFORE_REPORT_ACT = timedelta(days=90)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@overload
def evidence_lost_at(captured_at: datetime) -> datetime: ...
@overload
def evidence_lost_at(captured_at: date) -> date: ...
def evidence_lost_at(captured_at: date) -> date:
    """Say from when a telecommunications operator may no longer hold the record of an event.

    captured_at: the event, not its receipt. A date gives a date; a datetime gives 00:00 UTC on the day.
    Twelve calendar months *beginning with* the day of the event end the day before its anniversary, so
    the anniversary is the first day without it. An event of 29 February is taken as lost on the 28th,
    the earliest day that the words can mean. Operators under no notice may hold less, or nothing.
    Raises TimeWithoutZone.
    Source: Investigatory Powers Act 2016, s 87(3)(a).
    """
    if isinstance(captured_at, datetime):
        lost_on = _months_later(in_utc(captured_at).date(), OPERATOR_RETENTION_MONTHS)
        return datetime.combine(lost_on, time(), tzinfo=UTC)
    return _months_later(captured_at, OPERATOR_RETENTION_MONTHS)


def platform_preservation_ends(reported_at: datetime) -> datetime:
    """Say until when a US platform must preserve what it reported. Raises TimeWithoutZone.

    reported_at: when the platform submitted the report. One year; 90 days for reports before the
    REPORT Act of 7 May 2024. A year from 29 February is taken to end on the 28th.
    Source: 18 U.S.C. 2258A(h), as amended by Public Law 118-59.
    """
    moment = in_utc(reported_at)
    if moment.date() < REPORT_ACT_IN_FORCE:
        return moment + PRESERVATION_BEFORE_REPORT_ACT
    return datetime.combine(_months_later(moment.date(), 12), moment.timetz())


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The bank holidays of one nation. covers_from, covers_to: the first and last day it knows of."""

    name: str
    holidays: frozenset[date]
    covers_from: date
    covers_to: date

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no bank holiday. Raises CalendarTooShort outside the years it knows."""
        if not self.covers_from <= day <= self.covers_to:
            raise CalendarTooShort(day, self.name)
        return day.weekday() < 5 and day not in self.holidays  # noqa: PLR2004 - Saturday is 5

    def after(self, day: date, working_days: int) -> date:
        """The date so many working days after `day`, which itself does not count. working_days: 0 or more.

        None after a Saturday is that Saturday; one is the next working day.
        """
        found = day
        for _ in range(working_days):
            found += timedelta(days=1)
            while not self.is_working_day(found):
                found += timedelta(days=1)
        return found

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start`, up to and including `end`; 0 when `end` is not later."""
        days: Sequence[date] = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
        return sum(self.is_working_day(day) for day in days)
