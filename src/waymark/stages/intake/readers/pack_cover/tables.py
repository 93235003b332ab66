"""Tables in a text: a row of labels with their values in the columns below."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from waymark.stages.intake.readers.pack_cover.labels import Label, heading_of, label_of, role_called
from waymark.stages.intake.readers.pack_cover.layout import Cell, Line
from waymark.stages.intake.readers.pack_cover.met import Met, Pair, next_line, pair_in
from waymark.stages.intake.readers.pack_cover.proposals import Where
from waymark.stages.intake.readers.pack_cover.wordings import Section

_FEWEST_COLUMNS = 2
_DASHES = frozenset({"-", "\u2013", "\u2014"})


def heads_a_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a row of labels, with values in its columns below."""
    cells = lines[at].cells
    if len(cells) < _FEWEST_COLUMNS or any(":" in cell.text for cell in cells):
        return False
    labels = [label_of(cell.text) for cell in cells]
    if labels[0] is None and labels[1] is None:
        return False
    known = sum(label is not None for label in labels)
    if known < _FEWEST_COLUMNS or known * 2 <= len(cells):
        return False
    below = next_line(lines, at)
    if below is None or len(below.cells) < _FEWEST_COLUMNS:
        return False
    return sum(label_of(cell.text) is not None for cell in below.cells) * 2 < len(below.cells)


def table(lines: Sequence[Line], at: int) -> Generator[Met, None, int]:
    """The rows of a table, each cell as the value of its column's label. Returns the line after it."""
    heads = lines[at].cells
    labels = [label_of(cell.text) for cell in heads]
    beside = frozenset(label.name for label in labels if label is not None)
    at += 1
    row = 0
    while at < len(lines):
        line = lines[at]
        if line.is_blank:
            if row == 0 and at + 1 < len(lines):
                at += 1
                continue
            break
        if len(line.cells) < _FEWEST_COLUMNS and not _continues(line, heads):
            break
        if pair_in(line.cells[0]) is not None and not _is_row_of_role(line, labels):
            break
        placed = _placed(line.cells, heads)
        if 0 in placed or row == 0 or len(line.cells) * 2 > len(heads):
            row += 1
            for column, cell in placed.items():
                label = labels[column]
                if label is not None and cell.text not in _DASHES:
                    where = Where(line.page, cell.start, cell.end)
                    yield Pair(label, heads[column].text, where, row, beside)
        at += 1
    return at


def _is_row_of_role(line: Line, labels: Sequence[Label | None]) -> bool:
    """Whether a row begins with a role, `Suspect`, that elsewhere would be a label."""
    first = labels[0]
    is_role = first is not None and first.name == "role" and role_called(line.cells[0].text) is not None
    return is_role and len(line.cells) >= _FEWEST_COLUMNS


def _continues(line: Line, heads: Sequence[Cell]) -> bool:
    """Whether a line with one cell goes on with a column of the row above, not with the text after the table."""
    return line.cells[0].column >= heads[1].column - 1


def _placed(cells: Sequence[Cell], heads: Sequence[Cell]) -> dict[int, Cell]:
    """Each cell under its head: one for one where there are as many, else by its tabs, else by where it begins."""
    if len(cells) == len(heads):
        return dict(enumerate(cells))
    if [head.tabs for head in heads] == list(range(len(heads))):
        return {cell.tabs: cell for cell in cells if cell.tabs < len(heads)}
    placed: dict[int, Cell] = {}
    for cell in cells:
        column = min(range(len(heads)), key=lambda n: abs(heads[n].column - cell.column))
        placed.setdefault(column, cell)
    return placed


def heads_a_comparison(lines: Sequence[Line], at: int) -> bool:
    """Whether a line heads what was asked beside what was answered: `Requested`, `Returned`."""
    cells = lines[at].cells
    headed = [heading.section for cell in cells[-2:] if (heading := heading_of(cell.text))]
    is_pair = len(cells) in {2, 3} and headed == [Section.RESOLUTION, Section.ANSWER]
    below = next_line(lines, at)
    return is_pair and below is not None and len(below.cells) == _COMPARED


_COMPARED = 3  # the label, what was asked, what was answered


def comparison(lines: Sequence[Line], at: int) -> Generator[Met, None, int]:
    """Rows of a label with two values: of the question, and of the answer. Returns the line after them."""
    at += 1
    while at < len(lines):
        line = lines[at]
        label = label_of(line.cells[0].text) if len(line.cells) == _COMPARED else None
        if label is None:
            break
        for cell, is_answer in zip(line.cells[1:], (False, True), strict=True):
            if cell.text not in _DASHES:
                where = Where(line.page, cell.start, cell.end)
                yield Pair(label._replace(is_answer=is_answer), line.cells[0].text, where)
        at += 1
    return at
