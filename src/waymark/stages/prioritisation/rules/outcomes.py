"""What was found out later, held against the level that a referral had: what a level cost when it was too low."""

from __future__ import annotations

from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks import Level

if TYPE_CHECKING:
    from collections.abc import Iterable


class Found(StrEnum):
    """What enforcement, or another agency, found."""

    CHILD_AT_ADDRESS = "child_at_address"
    CONTACT_OFFENCE = "contact_offence"
    NO_CHILD_AT_ADDRESS = "no_child_at_address"
    NO_CONTACT_OFFENCE = "no_contact_offence"


class Outcome(NamedTuple):
    """level: in force when it was found. waited_days: from the first receipt to the day; never negative."""

    kind: Found
    level: Level
    waited_days: int


class LevelHeld(NamedTuple):
    """Of the referrals at one level: how many of each kind, and the days that a child at an address waited.

    median_days, longest_days: of children found at an address; None where there were none.
    """

    level: Level
    children: int
    contact_offences: int
    no_children: int
    median_days: float | None
    longest_days: int | None


RATED_TOO_LOW = (Level.MEDIUM, Level.LOW)
"""A child found at an address rated so: the safety figure to publish within the force."""


def held_against(outcomes: Iterable[Outcome]) -> tuple[LevelHeld, ...]:
    """Count outcomes by level, the gravest level first; every level is there."""
    by_level: dict[Level, list[Outcome]] = {level: [] for level in Level}
    for each in outcomes:
        by_level[each.level].append(each)
    return tuple(_held(level, by_level[level]) for level in sorted(Level, key=lambda level: -level.danger))


def _held(level: Level, found: list[Outcome]) -> LevelHeld:
    def count(kind: Found) -> int:
        return sum(each.kind is kind for each in found)

    waited = [each.waited_days for each in found if each.kind is Found.CHILD_AT_ADDRESS]
    return LevelHeld(
        level,
        len(waited),
        count(Found.CONTACT_OFFENCE),
        count(Found.NO_CHILD_AT_ADDRESS),
        median(waited) if waited else None,
        max(waited, default=None),
    )
