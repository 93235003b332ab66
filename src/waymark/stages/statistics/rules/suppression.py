"""Small numbers hidden for publication, and others with them, so that no sum gives them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

THRESHOLD = 5
"""Counts below it are hidden: the smallest that police publications commonly show."""

Cell = tuple[str, ...]


def hidden_cells(counts: Mapping[Cell, int], *, threshold: int = THRESHOLD) -> frozenset[Cell]:
    """Which cells to hide so that nothing from 1 to `threshold` - 1 can be read or worked out.

    counts: by cell, each cell a value of every dimension; totals along every line are taken to be published.
    In each line that hides anything, at least two cells are hidden and what they hide adds up to `threshold`
    or more; the smallest of the others go first. Noughts are shown, unless they are needed to hide another.
    Source: Code of Practice for Statistics; ONS guidance on disclosure control for tables (2021).
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < threshold}
    lines = _lines(list(counts))
    changed = True
    while changed:
        changed = False
        for line in lines:
            behind = [cell for cell in line if cell in hidden]
            if not behind or _is_safe(behind, counts, threshold):
                continue
            others = sorted(
                (cell for cell in line if cell not in hidden), key=lambda c: (not counts[c], counts[c], c)
            )
            for cell in others:
                hidden.add(cell)
                behind.append(cell)
                changed = True
                if _is_safe(behind, counts, threshold):
                    break
    return frozenset(hidden)


def hides_total(counts: Mapping[Cell, int], hidden: frozenset[Cell], *, threshold: int = THRESHOLD) -> bool:
    """Whether the total of all cells gives away what is hidden, or is too small itself."""
    total = sum(counts.values())
    return 0 < total < threshold or bool(hidden and not _is_safe(list(hidden), counts, threshold))


def _is_safe(hidden: Sequence[Cell], counts: Mapping[Cell, int], threshold: int) -> bool:
    return len(hidden) > 1 and sum(counts[cell] for cell in hidden) >= threshold


def _lines(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Every line of the table: cells alike in all dimensions but one."""
    lines: dict[tuple[int, Cell], list[Cell]] = {}
    for cell in cells:
        for at in range(len(cell)):
            lines.setdefault((at, cell[:at] + cell[at + 1 :]), []).append(cell)
    return list(lines.values())
