"""Counts and reference figures as every door tells them to a program: one mapping a row, the same keys each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from waymark.stages.statistics.queries.counting import CountRow, Counts, NotRecordedYet
from waymark.stages.statistics.queries.figures import HeldFigure
from waymark.stages.statistics.rules.suppression import hidden_cells, hides_total
from waymark.stages.statistics.rules.units import TIMES

Line = dict[str, object]


@dataclass(frozen=True, slots=True)
class Published:
    """rows: each with whether it is hidden. hides_total: whether the total would give a hidden count away."""

    rows: tuple[tuple[CountRow, bool], ...]
    hides_total: bool


def published(found: Counts, *, threshold: int) -> Published:
    """Which counts to hide so that nothing from 1 to `threshold` - 1 can be worked out; none where it is 0."""
    cells = {tuple(row.by.values()): row.count for row in found.rows}
    hidden = hidden_cells(cells, threshold=threshold) if threshold else frozenset()
    hides_all = bool(threshold) and hides_total(cells, hidden, threshold=threshold)
    rows = ((row, tuple(row.by.values()) in hidden or (hides_all and not found.by)) for row in found.rows)
    return Published(tuple(rows), hides_all)


def lines_of(found: Counts, *, threshold: int = 0) -> Iterator[Line]:
    """Each row of a count, then each period of which the record says nothing. threshold: 0 hides none."""
    for row, is_hidden in published(found, threshold=threshold).rows:
        line: Line = {"unit": found.unit.value, **row.by, "count": None if is_hidden else row.count}
        line["missing"] = [name for name, value in row.by.items() if not value]
        if threshold:
            line["suppressed"] = is_hidden
        yield {**line, **_standing_of(found, row.by), "as_at": found.as_at}
    kind = next((name for name in found.by if name in TIMES), "period")
    for name, why in found.unknown:
        yield {"unit": found.unit.value, kind: name, "count": None, "missing": ["count"], "why": why}


def line_of_unrecorded(problem: NotRecordedYet) -> Line:
    """What is said of a unit that has no rows to count: not 0."""
    return {"unit": problem.unit.value, "count": None, "recorded": False, "why": str(problem)}


def _standing_of(found: Counts, by: dict[str, str]) -> Line:
    """What a row must be read with: that its period was not over, that its split is today's."""
    said: Line = {"unfinished": True} if found.unfinished in by.values() else {}
    if found.breaks:
        said["breaks"] = list(found.breaks)
    return {**said, "warnings": found.warnings} if found.warnings else said


def lines_of_figures(held: Iterable[HeldFigure]) -> Iterator[Line]:
    """Each reference figure with what it revised, how many forces answered, and how many a day it is."""
    for each in held:
        said = {
            "revises": each.revises,
            "forces_answering": each.figure.answering,
            "per_day": each.figure.per_day,
            "loaded_at": each.loaded_at,
        }
        yield {**asdict(each.figure), **said}


def lines_beside(held: Iterable[HeldFigure]) -> Iterator[Line]:
    """Reference figures to stand beside a count: under a key of their own, so that nothing joins them."""
    for each in held:
        yield {"beside": each.figure, "definition": each.figure.definition, "revises": each.revises}
