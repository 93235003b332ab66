"""A simulated desk, week after week: work comes, officers do it, some are away; what was promised and what was kept.

It is not the forecast's own model: parts are done in an order that is only roughly that of their due dates, what
they take is drawn from a long-tailed law, work comes in surges, and officers fall ill for days.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from waymark.clocks import PROMISES, Level

_DAY = timedelta(days=1)
_SHIFT = 8 * 60
_STARTS = timedelta(hours=8)
_WORKING_DAYS = 5

# The same at any load: what share of new work has which level, and what a part of it is planned to take.
_LEVELS = {Level.VERY_HIGH: 0.06, Level.HIGH: 0.24, Level.MEDIUM: 0.4, Level.LOW: 0.3}
_PLANNED = (60, 120, 180, 360)


class Part(NamedTuple):
    """One part of work: what was promised, and what came of it. minutes: as planned."""

    level: Level
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None
    minutes: int


class Shift(NamedTuple):
    officer: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DeskWeeks:
    parts: Sequence[Part]
    shifts: Sequence[Shift]


def desk_weeks(seed: int, *, weeks: int, until: datetime, officers: int = 8, load: float = 0.8) -> DeskWeeks:
    """Run a desk for so many weeks that end at `until`. load: of the officers' time, what comes in takes on average."""
    draw = random.Random(seed)  # noqa: S311 - the same desk for the same seed
    start = until - weeks * 7 * _DAY
    ill_until = [start] * officers
    waiting: list[tuple[float, int]] = []
    parts: list[list[object]] = []
    shifts: list[Shift] = []
    backlog = [0.0] * officers  # minutes that today's shift owes to a part begun before
    mean = sum(_PLANNED) / len(_PLANNED)
    a_week = load * officers * _SHIFT * _WORKING_DAYS * 0.95 / (mean * _stretch_mean())
    surge = 1.0
    for n in range(weeks * 7):
        day = start + n * _DAY
        if n % 7 == 0:
            surge = min(max(surge * draw.lognormvariate(0, 0.25), 0.6), 1.6) ** 0.8
        for _ in range(_poisson(draw, a_week * surge / 7)):
            level = draw.choices(list(_LEVELS), list(_LEVELS.values()))[0]
            came = day + draw.random() * _DAY
            due = came + PROMISES[level].duration
            # Officers do what is due first, give or take two days.
            heapq.heappush(waiting, ((due - start) / _DAY + draw.gauss(0, 2), len(parts)))
            parts.append([level, came, due, None, draw.choice(_PLANNED)])
        for officer in range(officers):
            if day.weekday() >= _WORKING_DAYS or day < ill_until[officer]:
                continue
            if draw.random() < 0.01:  # noqa: PLR2004 - about five absences in two years each
                ill_until[officer] = day + draw.randint(1, 8) * _DAY
                continue
            shifts.append(Shift(officer, day + _STARTS, day + _STARTS + _SHIFT * timedelta(minutes=1)))
            backlog[officer] = _work(draw, day + _STARTS, backlog[officer], waiting, parts)
    return DeskWeeks([Part(*each) for each in parts], shifts)  # type: ignore[arg-type]  # rows of Part's own columns


def _work(
    draw: random.Random,
    begins: datetime,
    owed: float,
    waiting: list[tuple[float, int]],
    parts: list[list[object]],
) -> float:
    """One shift: first what was begun (owed minutes), then what is next. Returns what the last part still owes.

    A part is done when its last minute is worked.
    """
    left = float(_SHIFT) - owed
    while left > 0 and waiting:
        rank, at = heapq.heappop(waiting)
        moment = begins + (_SHIFT - left) * timedelta(minutes=1)
        came = parts[at][1]
        assert isinstance(came, datetime)
        if came > moment:
            heapq.heappush(waiting, (rank, at))
            break
        planned = parts[at][4]
        assert isinstance(planned, int)
        left -= planned * _stretch(draw)
        parts[at][3] = begins + (_SHIFT - left) * timedelta(minutes=1)
    return max(-left, 0.0)


def _stretch(draw: random.Random) -> float:
    """What a part takes, by what was planned: half take less, one in twenty takes three times as much."""
    return draw.lognormvariate(0, 0.65)


def _stretch_mean() -> float:
    return 1.235  # exp(0.65² / 2)


def _poisson(draw: random.Random, mean: float) -> int:
    count, left = 0, draw.expovariate(1)
    while left < mean:
        count += 1
        left += draw.expovariate(1)
    return count
