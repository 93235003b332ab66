"""Working days of one nation: Monday to Friday and no bank holiday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waymark.errors import WaymarkError


class CalendarTooShort(WaymarkError):
    """A working day was asked for outside the years that the calendar covers."""

    def __init__(self, day: date, name: str) -> None:
        super().__init__(f"The calendar {name} does not cover {day.isoformat()}: load the bank holidays")


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
