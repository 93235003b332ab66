"""A pack's text as pages, lines and cells: what stands beside what."""

from __future__ import annotations

import re
from typing import NamedTuple

PAGE_BREAK = "\f"
_BLANK = " \t\u00a0\u2007\u202f"
# Columns of extracted text are kept apart by a tab, a bar, or by two blanks and more.
_GAP = re.compile(rf"[{_BLANK}]*(?:\t|\|)[{_BLANK}|]*|[ \u00a0\u2007\u202f]{{2,}}")


class Cell(NamedTuple):
    """A piece of a line with blanks around it.

    start, end: characters of its page; column: of its line; tabs: how many stand before it in its line.
    """

    text: str
    start: int
    end: int
    column: int
    tabs: int = 0


class Line(NamedTuple):
    """A line of a page. cells: empty for a blank line."""

    page: int
    start: int
    text: str
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return not self.cells

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pages_of(text: str) -> list[str]:
    return text.split(PAGE_BREAK)


def lines_of(text: str) -> list[Line]:
    """Every line of every page, in order."""
    found = []
    for number, page in enumerate(pages_of(text), start=1):
        start = 0
        for raw in page.split("\n"):
            bare = raw.removesuffix("\r")
            found.append(Line(number, start, bare, _cells(bare, start)))
            start += len(raw) + 1
    return found


def _cells(text: str, start: int) -> tuple[Cell, ...]:
    cells, at = [], 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if cell := _cell(text, at, end, start):
            cells.append(cell)
        at = gap.end() if gap else end
    return tuple(_with_colons(cells, text, start))


def _cell(text: str, first: int, last: int, start: int) -> Cell | None:
    while first < last and text[first] in _BLANK:
        first += 1
    while last > first and text[last - 1] in _BLANK:
        last -= 1
    if last <= first:
        return None
    return Cell(text[first:last], start + first, start + last, first, text.count("\t", 0, first))


def _with_colons(cells: list[Cell], text: str, start: int) -> list[Cell]:
    """Give a colon that stands alone, or begins the next cell, back to the label it belongs to."""
    found: list[Cell] = []
    for each in cells:
        cell = each
        if found and cell.text[0] == ":":
            label = found.pop()
            colon = cell.start - start
            found.append(
                Cell(text[label.column : colon + 1], label.start, cell.start + 1, label.column, label.tabs)
            )
            rest = _cell(text, colon + 1, cell.end - start, start)
            if rest is None:
                continue
            cell = rest
        found.append(cell)
    return found
