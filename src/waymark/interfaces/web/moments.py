"""How times and spans are said: `22 Nov 2026, 12:11`, `in 3 days`, `overdue by 5 hours`. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from waymark.clocks.running import LONDON

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def day_in_words(on: date) -> str:
    """`22 Nov 2026`."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment_in_words(at: datetime) -> str:
    """`22 Nov 2026, 12:11 GMT`, as the clock on a desk's wall shows it; in summer BST.

    at: with a zone; a time without one has no place on a page.
    """
    here = at.astimezone(LONDON)
    return f"{day_in_words(here.date())}, {here:%H:%M}\N{NO-BREAK SPACE}{here:%Z}"


def instant_in_words(at: datetime) -> str:
    """`22 Nov 2026, 12:11 UTC`, as evidence states an instant and an operator is asked for it."""
    utc = at.astimezone(UTC)
    return f"{day_in_words(utc.date())}, {utc:%H:%M}\N{NO-BREAK SPACE}UTC"


def desk_day(at: datetime) -> date:
    """The day that a desk's calendar shows at a moment."""
    return at.astimezone(LONDON).date()


def desk_clock(at: datetime) -> str:
    """`12:11`, as the clock on a desk's wall shows it: what a form for a time of today begins with."""
    return f"{at.astimezone(LONDON):%H:%M}"


def at_desk(wall: datetime) -> datetime:
    """The moment, in UTC, at which a desk's clock shows a time; of a time shown twice, the first.

    wall: without a zone. Raises ValueError for a time that the clocks skip when they go forward.
    """
    moment = wall.replace(tzinfo=LONDON).astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != wall:
        raise ValueError(f"The clocks skip {wall:%H:%M} on {day_in_words(wall.date())}")
    return moment


def machine_moment(at: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def span_in_words(span: timedelta) -> str:
    """In the one unit that matters: `3 days`, `26 hours`, `12 minutes`; rounded down."""
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        # From two of a unit on: `26 hours` says more than `1 day` does.
        if span >= 2 * unit:
            return f"{span // unit} {name}s"
    return "1 minute" if span >= _MINUTE else "less than a minute"


class Clock(NamedTuple):
    """Where a promise stands. state: overdue, today (less than 24 hours left), later, or stopped."""

    state: str
    words: str


def clock(due_at: datetime, *, now: datetime, stopped_at: datetime | None = None) -> Clock:
    """Say how a promise stands at `now`, or stood when it was stopped."""
    if stopped_at is not None:
        kept = stopped_at <= due_at
        return Clock("stopped", "met" if kept else f"met {span_in_words(stopped_at - due_at)} late")
    if now > due_at:
        return Clock("overdue", f"overdue by {span_in_words(now - due_at)}")
    return Clock("today" if due_at - now < _DAY else "later", f"due in {span_in_words(due_at - now)}")


class DaysLeft(NamedTuple):
    """How far off a day is. state: overdue (past), today (today or tomorrow), or later."""

    state: str
    words: str


def days_left(on: date, *, today: date) -> DaysLeft:
    """Say how far off a day is: `in 12 days`, `tomorrow`, `3 days ago`."""
    days = (on - today).days
    if days < 0:
        return DaysLeft("overdue", "Yesterday" if days == -1 else f"{-days} days ago")
    if days <= 1:
        return DaysLeft("today", ("Today", "Tomorrow")[days])
    return DaysLeft("later", f"In {days} days")
