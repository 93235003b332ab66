"""How soon a child needs the police to act."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How soon a child needs the police to act. Compare `danger`, never the words."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"

    @property
    def danger(self) -> int:
        """0 (low) to 3 (very high)."""
        return _DANGER[self]


_DANGER = {Level.LOW: 0, Level.MEDIUM: 1, Level.HIGH: 2, Level.VERY_HIGH: 3}
GRAVEST_FIRST: tuple[Level, ...] = tuple(sorted(Level, key=lambda level: -level.danger))
