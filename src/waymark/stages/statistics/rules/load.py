"""Today and this week against the officers' hours: what is due by then, what was received, who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from waymark.stages.statistics.rules.dashboard import PASSED, DeskCounts

DAYS_AHEAD = 14
"""Days, today the first, for which work and shifts are kept by the day: this week and the next."""

_SUNDAY = 6
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Load:
    """What is due by the end of a span that begins today. hours_due: of work; hours_there: of officers on shift.

    until: its last day. received, stopped: referrals and promises of the same span so far; None of days to come.
    due: promises that fall due in it, with those that have passed. hours_there: None where no shift is recorded.
    """

    name: str
    until: date
    received: int | None
    stopped: int | None
    due: int
    hours_due: float
    hours_there: float | None

    @property
    def short(self) -> float | None:
        """Hours that are missing; less than 0 where there are hours to spare."""
        return None if self.hours_there is None else self.hours_due - self.hours_there


def loads(counts: DeskCounts, *, today: date) -> list[Load]:
    """Today, the rest of this week to Sunday, and to the end of the next: each holds the one before it."""
    sunday = today + timedelta(days=_SUNDAY - today.weekday())
    monday = today - timedelta(days=today.weekday())
    return [
        _load("Today", counts, today, today, today),
        _load("This week", counts, today, monday, sunday),
        _load("To the end of next week", counts, today, None, sunday + timedelta(days=7)),
    ]


def _load(name: str, counts: DeskCounts, today: date, since: date | None, until: date) -> Load:
    days = [(today + timedelta(days=at)).isoformat() for at in range((until - today).days + 1)]
    past = (
        [(since + timedelta(days=at)).isoformat() for at in range((today - since).days + 1)] if since else []
    )
    due = [PASSED, *days]
    minutes = sum(counts.research.get(key, 0) + counts.parts.get(key, 0) for key in due)
    there = sum(counts.duty.get(day, 0) for day in days)
    return Load(
        name=name,
        until=until,
        received=sum(counts.days.get(day, 0) for day in past) if since else None,
        stopped=sum(counts.stopped.get(day, 0) for day in past) if since else None,
        due=sum(counts.due.get(key, 0) for key in due),
        hours_due=minutes / _HOUR,
        hours_there=there / _HOUR if counts.duty else None,
    )


def reading_of(load: Load) -> str:
    """How the work stands against the hours, in one sentence."""
    if not load.hours_due:
        return "no work on record is due"
    due = _hours(load.hours_due)
    if load.hours_there is None:
        return (
            f"{due} of work due; no shift of an officer is recorded, so nobody can say "
            "whether that is too much"
        )
    short = load.short or 0.0
    stands = f"{due} of work due and {_hours(load.hours_there)} of officers there"
    return f"{stands}: {_hours(short)} short" if round(short) > 0 else f"{stands}: enough"


def _hours(number: float) -> str:
    whole = round(number)
    return "less than an hour" if number and not whole else f"{whole:,} hour{'' if whole == 1 else 's'}"
