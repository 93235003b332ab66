"""How likely each promise is to be missed: the work that stands before it, against the minutes of duty until it is due.

A queue over work minutes, by diffusion: what is ahead and what will come ahead, with their spread, against the
duty that is left at the pace that the desk has shown, with its swing. What it gives is raw: only once
`back_testing` has put it against the desk's own past is it a probability.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, pstdev
from typing import NamedTuple

from waymark.clocks import PROMISES, Level

Supply = Callable[[datetime, datetime], float]
"""Minutes of duty between two moments."""

_MINUTE = timedelta(minutes=1)
_WEEK = timedelta(days=7)
_LEARNT_OVER = 26  # weeks: half a year forgets neither leave seasons nor how the desk works now
_ARRIVALS_OVER = timedelta(days=56)
_SPREAD = 0.8  # of one part's minutes, as a share of them, until the force's own are known: ours
_PIECE = 120.0  # planned minutes of a part of work, until the force's own are known
_SWING = 0.25  # of a week's pace, likewise
_PACE_AT = 0.75  # of the weeks: quiet weeks say what there was to do, not what could be done


class Open(NamedTuple):
    """A part of work that is not done. minutes: of work in it, as planned."""

    key: str
    level: Level
    due_at: datetime
    minutes: float


class Past(NamedTuple):
    """A part of work of the past. done_at: None where it never was."""

    level: Level
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None
    minutes: float
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the past says. pace: planned minutes done in a minute of duty; swing, spread: shares of the mean.

    arriving: planned minutes of new work in a minute, by level, for the whole desk.
    """

    pace: float = 1.0
    swing: float = _SWING
    spread: float = _SPREAD
    arriving: Mapping[Level, float] | None = None
    piece: float = _PIECE


class PastWork:
    """Past parts in the order in which they were done, so that many looks at them cost little."""

    def __init__(self, past: Sequence[Past]) -> None:
        self.all = sorted(past, key=lambda each: each.opened_at)
        self._done = sorted(
            (each for each in past if each.done_at), key=lambda each: each.done_at or each.due_at
        )
        self._done_at = [each.done_at or each.due_at for each in self._done]
        self._opened_at = [each.opened_at for each in self.all]

    def done_between(self, start: datetime, end: datetime) -> Sequence[Past]:
        return self._done[bisect_left(self._done_at, start) : bisect_left(self._done_at, end)]

    def opened_between(self, start: datetime, end: datetime) -> Sequence[Past]:
        return self.all[bisect_left(self._opened_at, start) : bisect_left(self._opened_at, end)]

    def open_at(self, moment: datetime) -> list[Past]:
        """What had come by then and was not done."""
        come = self.all[: bisect_right(self._opened_at, moment)]
        return [each for each in come if each.done_at is None or each.done_at > moment]


def learn(past: PastWork, supply: Supply, *, now: datetime) -> Learnt:
    """What is known of the desk at `now`, from what had happened by then."""
    paces = []
    for week in range(_LEARNT_OVER):
        end = now - week * _WEEK
        worked = supply(end - _WEEK, end)
        if worked > 0:
            paces.append(sum(each.minutes for each in past.done_between(end - _WEEK, end)) / worked)
    paces = sorted(each for each in paces if each > 0)
    if not paces:
        return Learnt()
    came = past.opened_between(now - _ARRIVALS_OVER, now)
    arriving = {
        level: sum(each.minutes for each in came if each.level is level) / (_ARRIVALS_OVER / _MINUTE)
        for level in Level
    }
    pace = paces[min(int(len(paces) * _PACE_AT), len(paces) - 1)]
    known = [each.minutes for each in came]
    return Learnt(
        pace=pace,
        swing=max(pstdev(paces) / fmean(paces), 0.05) if len(paces) > 1 else _SWING,
        spread=max(pstdev(known) / fmean(known), _SPREAD / 2) if len(known) > 1 else _SPREAD,
        arriving=arriving,
        piece=fmean(known) if known else _PIECE,
    )


def raw_risks(
    queue: Sequence[Open], supply: Supply, learnt: Learnt, *, share: float = 1.0, now: datetime
) -> list[float]:
    """How likely each part of one queue is to be late, in the order given, which is that of the work.

    share: of the desk's new work that comes to this queue. What is overdue already is certain.
    """
    ahead, variance, found = 0.0, 0.0, []
    for part in queue:
        ahead += part.minutes
        variance += (learnt.spread * part.minutes) ** 2
        if part.due_at <= now:
            found.append(1.0)
            continue
        new = share * _coming_ahead(part, learnt, now=now)
        duty = learnt.pace * supply(now, part.due_at)
        wide = variance + new * learnt.piece * (1 + learnt.spread**2) + (learnt.swing * duty) ** 2
        found.append(_normal((ahead + new - duty) / math.sqrt(max(wide, 1e-9))))
    return found


def naive_risks(queue: Sequence[Open], supply: Supply, learnt: Learnt, *, now: datetime) -> list[float]:
    """The rule to beat: missed if it is due before its next free slot, at the desk's mean pace; else not."""
    ahead, found = 0.0, []
    for part in queue:
        ahead += part.minutes
        found.append(float(part.due_at <= now or ahead > learnt.pace * supply(now, part.due_at)))
    return found


def in_order(parts: Sequence[Open]) -> list[Open]:
    """As a desk that keeps its promises works: what is due first, the graver first where it is the same."""
    return sorted(parts, key=lambda each: (each.due_at, -each.level.danger, each.key))


def _coming_ahead(part: Open, learnt: Learnt, *, now: datetime) -> float:
    """Planned minutes of what will come and be due before this part."""
    if learnt.arriving is None:
        return 0.0
    left = part.due_at - now
    return sum(
        rate * max((left - PROMISES[level].duration) / _MINUTE, 0.0)
        for level, rate in learnt.arriving.items()
    )


def _normal(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))
