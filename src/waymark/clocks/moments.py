"""Moments and calendar months: the arithmetic that every clock rests on.

Moments are aware datetimes and are compared in UTC, because Python subtracts two times of one zone by the wall
clock, which is an hour wrong across a change of summer time.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime

from waymark.errors import WaymarkError


class TimeWithoutZone(WaymarkError):
    """A clock was given a time that no zone places."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment.isoformat()} has no time zone: state it in UTC or with its offset")


def in_utc(moment: datetime) -> datetime:
    """Give the same moment in UTC. Raises TimeWithoutZone."""
    if moment.tzinfo is None:
        raise TimeWithoutZone(moment)
    return moment.astimezone(UTC)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
