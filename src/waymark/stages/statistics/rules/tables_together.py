"""Small numbers hidden in several tables of one publication, so that none gives away what another hides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waymark.stages.statistics.rules.suppression import THRESHOLD, Cell, hidden_cells
from waymark.stages.statistics.rules.working_out import reach_of_sum

_Value = tuple[int, str]
"""One row of one of the tables: which table, and its name there."""


def hidden_together(joint: Mapping[Cell, int], *, threshold: int = THRESHOLD) -> tuple[frozenset[str], ...]:
    """Which rows to hide in each of several tables, each of which splits the same counts by one thing alone.

    joint: the counts by all those things at once, with as many tables as a cell has values. A reader is taken to know
    every total and which values go together at all: that a company reports through one source and no other, or that
    both tables name the same company. No count from 1 to `threshold` - 1 can then be placed within fewer than
    `threshold` counts. The smallest of the others go first, those of the same company or source before any.
    Source: as `suppression.hidden_cells`; linked tables, ONS guidance on disclosure control for tables (2021).
    """
    cells = {cell: count for cell, count in joint.items() if count}
    rows = _rows(cells)
    counts = {value: sum(cells[cell] for cell in row) for value, row in rows.items()}
    tables = {table for table, _ in rows}
    hidden = {
        (table, name)
        for table in tables
        for (name,) in hidden_cells(
            {(value[1],): count for value, count in counts.items() if value[0] == table}, threshold=threshold
        )
    }
    while more := _more_to_hide(cells, rows, counts, hidden, threshold):
        hidden.add(more)
    return tuple(frozenset(name for table, name in hidden if table == at) for at in sorted(tables))


def _rows(cells: Mapping[Cell, int]) -> dict[_Value, list[Cell]]:
    rows: dict[_Value, list[Cell]] = {}
    for cell in cells:
        for table, name in enumerate(cell):
            rows.setdefault((table, name), []).append(cell)
    return rows


def _more_to_hide(
    cells: Mapping[Cell, int],
    rows: Mapping[_Value, Sequence[Cell]],
    counts: Mapping[_Value, int],
    hidden: set[_Value],
    threshold: int,
) -> _Value | None:
    """A row to hide as well, because a small one can be worked out; None where none can."""
    shown = sorted((value for value in rows if value not in hidden), key=lambda value: (counts[value], value))
    known = [*(rows[value] for value in shown), list(cells)]
    for value in sorted(hidden):
        if counts[value] >= threshold or _can_move(value, cells, rows, hidden) >= threshold - 1:
            continue
        if shown and reach_of_sum(rows[value], list(cells), cells, known) < threshold - 1:
            near = _goes_with(value, rows)
            return next((each for each in shown if each in near), shown[0])
    return None


def _can_move(
    value: _Value, cells: Mapping[Cell, int], rows: Mapping[_Value, Sequence[Cell]], hidden: set[_Value]
) -> int:
    """How much can be moved between a hidden row and other hidden rows of its table, and no total be otherwise.

    Less than what can be worked out in truth, and quick: it spares the linear programme for most rows.
    """
    table, name = value
    others = {each for at, each in hidden if at == table and each != name}
    own = {cell[:table] + cell[table + 1 :]: cells[cell] for cell in rows[value]}
    theirs: dict[Cell, int] = {}
    for other in others:
        for cell in rows[table, other]:
            rest = cell[:table] + cell[table + 1 :]
            if rest in own:
                theirs[rest] = theirs.get(rest, 0) + cells[cell]
    return sum(own[rest] for rest in theirs) + sum(theirs.values())


def _goes_with(value: _Value, rows: Mapping[_Value, Sequence[Cell]]) -> set[_Value]:
    """Every row that a row has to do with, by counts that they share, however indirectly."""
    found, waiting = {value}, [value]
    while waiting:
        for cell in rows[waiting.pop()]:
            for each in enumerate(cell):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
    return found
