"""Officers and parts of work as a proposal sees them, and what it makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waymark.clocks import Level
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.states import PartKind


@dataclass(frozen=True, slots=True)
class Worker:
    """An officer to whom work can be given.

    places: parts at once; held: how many they have; held_minutes: of work left in those. piece_minutes: of one
    part, for planning. exposure_used: minutes in the last seven days and in what they hold, of exposure_limit.
    spans: on duty, in order, from now on. sits: seats on teams of fixed dates, which weigh like parts that are held
    and take time, but no place.
    """

    officer: int
    name: str
    skills: frozenset[str] = frozenset()
    places: int = 1
    held: int = 0
    held_minutes: int = 0
    piece_minutes: int = 120
    exposure_used: int = 0
    exposure_limit: int = 600
    rest_until: datetime | None = None
    spans: Sequence[Span] = ()
    sits: int = 0

    def may_be_exposed(self, now: datetime) -> bool:
        return self.rest_until is None or self.rest_until <= now


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of work that nobody has. skill: empty where anyone will do.

    barred: officers who may never have it: in conflict with the referral, or who refused it with a reason.
    """

    reference: str
    referral: str
    kind: PartKind
    level: Level
    due_at: datetime | None
    skill: str = ""
    minutes: int = 120
    exposure_minutes: int = 0
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Team:
    """Work that several officers do together at a fixed time. seats: the skill of each, empty for any.

    taken: the officer of a seat that is settled already, by its number; what it exposes them to is in their
    `exposure_used`. exposure_minutes: of each who sits on it.
    """

    reference: str
    referral: str
    kind: PartKind
    level: Level
    span: Span
    seats: tuple[str, ...]
    barred: frozenset[int] = frozenset()
    taken: tuple[tuple[int, int], ...] = ()
    exposure_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Who a part, or a seat of a team, is proposed for, and why. officer: None for nobody; the reason says why.

    late_by: beyond when it is due; zero where it is in time or nothing is due.
    """

    reference: str
    referral: str
    kind: PartKind
    seat: int
    level: Level
    officer: int | None
    due_at: datetime | None
    expected_at: datetime | None
    late_by: timedelta
    reason: str
