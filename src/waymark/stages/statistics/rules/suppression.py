"""Small numbers hidden for publication, and others with them, so that no sum gives them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waymark.stages.statistics.rules.working_out import reach_of

THRESHOLD = 5
"""Counts below it are hidden: the smallest that police publications commonly show."""

_MOST_AUDITED = 400  # hidden cells; in a larger table whatever shares a line with a small count is hidden

SUBTRACTED = (
    "published tables of overlapping times, or of one time as at two moments, can be subtracted from one another: "
    "publish whole periods of one kind, once"
)

Cell = tuple[str, ...]


def hidden_cells(counts: Mapping[Cell, int], *, threshold: int = THRESHOLD) -> frozenset[Cell]:
    """Which cells to hide so that nothing from 1 to `threshold` - 1 can be read or worked out.

    counts: by cell, each cell a value of every dimension; totals along every line are taken to be published.
    In each line that hides anything, at least two cells are hidden and what they hide adds up to `threshold`
    or more; and by all totals together no small count can be placed within fewer than `threshold` counts. The
    smallest of the others go first. Noughts are shown, unless they are needed to hide another.
    Source: Code of Practice for Statistics; ONS guidance on disclosure control for tables (2021).
    """
    small = {cell for cell, count in counts.items() if 0 < count < threshold}
    lines = _lines(list(counts))
    hidden = _hidden_in_lines(set(small), counts, lines, threshold)
    while more := _more_to_hide(small, hidden, counts, lines, threshold):
        hidden = _hidden_in_lines(hidden | more, counts, lines, threshold)
    return frozenset(hidden)


def _hidden_in_lines(
    hidden: set[Cell], counts: Mapping[Cell, int], lines: Sequence[Sequence[Cell]], threshold: int
) -> set[Cell]:
    """With others hidden in each line, the smallest first, until no line's total gives one away."""
    changed = True
    while changed:
        changed = False
        for line in lines:
            behind = [cell for cell in line if cell in hidden]
            if not behind or _is_safe(behind, counts, threshold):
                continue
            for cell in _smallest_first([cell for cell in line if cell not in hidden], counts):
                hidden.add(cell)
                behind.append(cell)
                changed = True
                if _is_safe(behind, counts, threshold):
                    break
    return hidden


def _smallest_first(cells: Sequence[Cell], counts: Mapping[Cell, int]) -> list[Cell]:
    """Noughts last: each is shown unless it is needed."""
    return sorted(cells, key=lambda cell: (not counts[cell], counts[cell], cell))


def _more_to_hide(
    small: set[Cell],
    hidden: set[Cell],
    counts: Mapping[Cell, int],
    lines: Sequence[Sequence[Cell]],
    threshold: int,
) -> set[Cell]:
    """Cells to hide as well, because all totals together give a small one away; none where they do not.

    A line that is hidden whole and still gives one away is one that its total tells: see `hides_total`.
    """
    dimensions = len(next(iter(counts), ()))
    if dimensions < 2 or not small:  # noqa: PLR2004 - of one line the line's own rule says all
        return set()
    shown: dict[Cell, list[Cell]] = {cell: [] for cell in small}
    for line in lines:
        seen = [cell for cell in line if cell not in hidden]
        for cell in small.intersection(line):
            shown[cell] += seen
    open_ = sorted(cell for cell in small if shown[cell])
    if len(hidden) > _MOST_AUDITED:
        return {each for cell in open_ for each in shown[cell]}
    reach = reach_of(open_, sorted(hidden), counts, lines) if open_ else {}
    for cell in open_:
        if reach[cell] < threshold - 1:
            return {_smallest_first(shown[cell], counts)[0]}
    return set()


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
