"""The officer's own level before ours: what of ours is not shown until theirs is recorded. Pure.

Where a force has set it so, nothing that Waymark proposes of a referral is shown to an officer who may decide its
level and has not given their own: neither the level, nor what it could be, nor the line that fired, nor the date
that follows from it. The order of the queue stays, and a level that people gave is theirs and is shown. Two things
are never hidden, for a child's sake: a danger to life (gate 0), and a promise that is already late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.deciding import Basis

if TYPE_CHECKING:
    from datetime import datetime

HIDDEN = "hidden"
"""What stands in the place of a level, of a bound of it, and of the line that fired."""

WHY_HIDDEN = "Give your own level first: your force shows you what Waymark proposes once yours is recorded."


class OwnLevelFirst(WaymarkError):
    """The force has its officers give their own level first, and this officer has not."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Your force has you give your own level of {reference} before you are shown ours: "
            f"`waymark level own {reference} LEVEL`, or its page"
        )


class LevelsHidden(WaymarkError):
    """The queue was asked for by levels that are not shown to the officer."""

    def __init__(self) -> None:
        super().__init__(
            "Your force has you give your own level first, so the queue is neither filtered nor sorted by level"
        )


def level_shown(level: str, basis: str) -> str:
    """The level in force, where people gave it."""
    return HIDDEN if basis == Basis.PROPOSED else level


def due_shown(due_at: datetime | None, basis: str, *, now: datetime) -> datetime | None:
    """When the promise falls due: not what follows from a hidden level, unless it is late already."""
    return due_at if basis != Basis.PROPOSED or (due_at is not None and due_at < now) else None
