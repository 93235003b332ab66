"""A page set in two columns, read one column after the other; not a table, whose rows belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from waymark.stages.intake.readers.pack_cover.layout import Cell, Line

# Blanks that part two columns of a page are more than a table's, and stand at one place all the way down.
_WIDEST_GAP_OF_A_TABLE = 3
_FEWEST_LINES = 4
_SHARE = 0.6
_SIDES = 2


def columns_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order of reading: of a page in two columns the left one first."""
    found: list[Line] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        found += _page_apart(list(page))
    return found


def _page_apart(page: list[Line]) -> list[Line]:
    filled = [line for line in page if not line.is_blank]
    begins = Counter(line.cells[-1].column for line in filled if _is_parted(line))
    if not begins:
        return page
    column, count = begins.most_common(1)[0]
    both = [line for line in filled if _is_parted(line) and line.cells[-1].column == column]
    if count < max(_FEWEST_LINES, _SHARE * len(filled)) or not _holds_pairs(both):
        return page
    left: list[Line] = []
    right: list[Line] = []
    for line in page:
        sides = (
            [cell for cell in line.cells if cell.column < column],
            [cell for cell in line.cells if cell.column >= column],
        )
        for own, cells in zip((left, right), sides, strict=True):
            if cells or line.is_blank:
                own.append(_part(line, cells))
    return left + right


def _is_parted(line: Line) -> bool:
    """Whether a line holds two pieces with a wide gap of blanks, and no tab, between them."""
    if len(line.cells) != _SIDES or "\t" in line.text or "|" in line.text:
        return False
    first, second = line.cells
    return second.start - first.end > _WIDEST_GAP_OF_A_TABLE


def _holds_pairs(lines: Sequence[Line]) -> bool:
    """Whether on both sides labels stand with their values: beside a column of labels alone stands a table."""
    pairs = [sum(_is_pair(line.cells[side]) for line in lines) for side in range(_SIDES)]
    return all(count * 2 >= len(lines) for count in pairs)


def _is_pair(cell: Cell) -> bool:
    words, colon, value = cell.text.partition(":")
    return bool(words and colon and value.strip())


def _part(line: Line, cells: Sequence[Cell]) -> Line:
    if not cells:
        return line
    begin = cells[0].column
    text = line.text[begin : cells[-1].end - line.start]
    moved = tuple(cell._replace(column=cell.column - begin) for cell in cells)
    return Line(line.page, line.start + begin, text, moved)
