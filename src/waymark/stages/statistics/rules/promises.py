"""Promises that fell due: how many were kept, by level, and how sure that share is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.stages.statistics.rules.intervals import Interval, wilson

KEPT, LATE, RUNNING = "kept", "late", "running"


@dataclass(frozen=True, slots=True)
class PromisesKept:
    """Of the promises of one level that fell due: stopped in time, stopped late, or running still.

    share: percent kept of all that fell due, with its 95% interval; None where none did.
    """

    level: str
    kept: int
    late: int
    running: int
    share: float | None
    interval: Interval | None

    @property
    def fell_due(self) -> int:
        return self.kept + self.late + self.running


def promises_kept(promises: Mapping[str, int], levels: tuple[str, ...]) -> list[PromisesKept]:
    """Each level's promises, in the order of `levels`. promises: counts by `level|kept`, `|late` or `|running`."""
    found = []
    for level in levels:
        kept, late, running = (promises.get(f"{level}|{what}", 0) for what in (KEPT, LATE, RUNNING))
        total = kept + late + running
        low, high = wilson(kept, total)
        found.append(
            PromisesKept(
                level,
                kept,
                late,
                running,
                kept / total * 100 if total else None,
                Interval(low * 100, high * 100) if total else None,
            )
        )
    return found
