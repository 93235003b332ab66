"""How much distressing material an officer met, what is left to their limit, and when they need rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from waymark.errors import WaymarkError

WINDOW = timedelta(days=7)
"""What a limit counts. Ours: a working week, so that a day of much is followed by days of less."""

DEFAULT_LIMIT = 600
"""Minutes in seven days: a quarter of forty hours. Ours, until the force's occupational health says otherwise."""

REST_AFTER = 10, timedelta(hours=1)
"""Ten minutes out of each hour: the public tip that the domain note cites (policecare.org.uk)."""

_MOST_AT_ONCE = 24 * 60


class Kind(StrEnum):
    """What exposes. Waymark shows no picture: what is recorded was met elsewhere, or read."""

    GRADED_COUNTS = "graded_counts"
    EXAMINATION = "examination"
    READING = "reading"
    INTERVIEW = "interview"


class Entry(NamedTuple):
    """minutes and items of one sitting, which ended at a moment."""

    kind: Kind
    minutes: int
    items: int
    ended_at: datetime


class NotAnExposure(WaymarkError):
    """Minutes or items that cannot be."""

    def __init__(self) -> None:
        super().__init__("Give whole minutes from 1 to 1440, and items from 0: correct the numbers")


@dataclass(frozen=True, slots=True)
class Exposure:
    """An officer's last seven days. by_day: minutes of each of them, the oldest first; today is the last."""

    minutes: int
    items: int
    limit: int
    by_day: tuple[int, ...]
    needs_rest: bool

    @property
    def left(self) -> int:
        return max(self.limit - self.minutes, 0)

    @property
    def percent(self) -> int:
        """Of the limit; above 100 when it was passed."""
        return 100 * self.minutes // max(self.limit, 1)

    @property
    def words(self) -> str:
        """How it stands and what to do, in one sentence."""
        if self.needs_rest:
            return "At the limit: no exposing work is given until it falls. Rest, and see a supervisor."
        if self.percent >= _NEAR:
            return "Near the limit: take other work next where you can."
        return "Within the limit. Take ten minutes out of each hour."


_NEAR = 75


def check_entry(minutes: int, items: int) -> None:
    """Raises NotAnExposure."""
    if not 1 <= minutes <= _MOST_AT_ONCE or items < 0:
        raise NotAnExposure


def exposure(entries: Iterable[Entry], *, limit: int, now: datetime) -> Exposure:
    """Add up the seven days before `now`. A sitting counts on the day on which it ended."""
    by_day = [0] * WINDOW.days
    minutes = items = 0
    for entry in entries:
        if not now - WINDOW < entry.ended_at <= now:
            continue
        minutes, items = minutes + entry.minutes, items + entry.items
        by_day[-1 - min((now - entry.ended_at).days, WINDOW.days - 1)] += entry.minutes
    return Exposure(minutes, items, limit, tuple(by_day), needs_rest=minutes >= limit)
