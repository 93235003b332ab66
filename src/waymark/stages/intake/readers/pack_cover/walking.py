"""A text's lines walked from the top: headings, and labels with the values that stand beside or below them."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from waymark.stages.intake.readers.pack_cover.labels import (
    LONGEST_LABEL,
    Heading,
    Label,
    heading_of,
    label_of,
)
from waymark.stages.intake.readers.pack_cover.layout import Cell, Line
from waymark.stages.intake.readers.pack_cover.proposals import Where


class Pair(NamedTuple):
    """A label with where its value stands. row: of a table, counted from 1; 0 outside one."""

    label: Label
    words: str
    where: Where
    row: int = 0


class Under(NamedTuple):
    """A heading that was met: what follows is about this. heading: None where it is about nothing known."""

    heading: Heading | None
    words: str = ""
    where: Where = Where(1, 0, 0)


Met = Pair | Under

SEVERAL_LINES = frozenset(
    {"address", "installation_address", "billing_address", "handling_conditions", "asked", "asked_for"}
)
_ADDRESSES = frozenset({"address", "installation_address", "billing_address"})
_MAIL = re.compile(r"(from|to|cc|bcc|sent|date|subject|reply-to|attachments?|importance)\s*:", re.IGNORECASE)
POSTCODE = re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})\b")
_INNER = re.compile(r"(?:(?<=\s)|(?<=[;,]))([A-Z][A-Za-z/'\u2019 ]{1,30}?)\s?:(?=\s)")
_ITEM = re.compile(r"\s*(?:[\u2022\u25cf\u25aa*\-\u2013]|\(?[0-9a-z]{1,2}[.)])\s")
# `3. Background`, `2.1 Enquiries`; not `47 Curlew Rise`, which is where somebody lives.
_NUMBERED = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+)\s+[A-Z][^0-9]*")
_MOST_LINES = {"asked": 25, "handling_conditions": 15, "asked_for": 8}
_MOST_ADDRESS_LINES = 7
_FEWEST_COLUMNS = 2
_FEWEST_LETTERS = 3


def walk(lines: Sequence[Line]) -> Iterator[Met]:
    """What is met from the first line to the last, in order."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.is_blank:
            at += 1
        elif (end := _end_of_mail_head(lines, at)) > at:
            yield from _mail_date(lines[at:end])
            at = end
        elif _heads_a_table(lines, at):
            at = yield from _table(lines, at)
        else:
            at = yield from _plain_line(lines, at)


def _end_of_mail_head(lines: Sequence[Line], at: int) -> int:
    """Where a mail's own head ends; `at` itself where none begins: two lines of it at least."""
    end = at
    while end < len(lines) and _MAIL.match(lines[end].text.strip()):
        end += 1
    return end if end - at > 1 else at


def _mail_date(lines: Sequence[Line]) -> Iterator[Met]:
    for line in lines:
        bare = line.text.strip()
        if bare.lower().startswith(("date:", "sent:")):
            value = bare.partition(":")[2].strip()
            start = line.start + line.text.index(value) if value else line.start
            if value:
                yield Pair(Label("dated"), bare[:4], Where(line.page, start, start + len(value)))
    yield Under(None)


def _heads_a_table(lines: Sequence[Line], at: int) -> bool:
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
    below = _next_line(lines, at)
    if below is None or len(below.cells) < _FEWEST_COLUMNS:
        return False
    return sum(label_of(cell.text) is not None for cell in below.cells) * 2 < len(below.cells)


def _next_line(lines: Sequence[Line], at: int, *, most_blank: int = 1) -> Line | None:
    for line in lines[at + 1 : at + 2 + most_blank]:
        if not line.is_blank:
            return line
    return None


def _table(lines: Sequence[Line], at: int) -> Generator[Met, None, int]:
    """The rows of a table, each cell as the value of its column's label. Returns the line after it."""
    heads = lines[at].cells
    labels = [label_of(cell.text) for cell in heads]
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
        if _pair_in(line.cells[0]) is not None:
            break
        placed = _placed(line.cells, heads)
        if 0 in placed or row == 0 or len(line.cells) * 2 > len(heads):
            row += 1
            for column, cell in placed.items():
                label = labels[column]
                if label is not None and cell.text not in {"-", "\u2013", "\u2014"}:
                    where = Where(line.page, cell.start, cell.end)
                    yield Pair(label, heads[column].text, where, row)
        at += 1
    return at


def _continues(line: Line, heads: Sequence[Cell]) -> bool:
    """Whether a line with one cell goes on with a column of the row above, not with the text after the table."""
    return line.cells[0].column >= heads[1].column - 1


def _placed(cells: Sequence[Cell], heads: Sequence[Cell]) -> dict[int, Cell]:
    """Each cell under its head: one for one where there are as many, else by where it begins."""
    if len(cells) == len(heads):
        return dict(enumerate(cells))
    placed: dict[int, Cell] = {}
    for cell in cells:
        column = min(range(len(heads)), key=lambda n: abs(heads[n].column - cell.column))
        placed.setdefault(column, cell)
    return placed


def _plain_line(lines: Sequence[Line], at: int) -> Generator[Met, None, int]:
    """The pairs of a line, or its heading. Returns the line after what was read."""
    line = lines[at]
    if (heading := _heading(lines, at)) is not None:
        yield heading
        return at + 1
    after, n = at + 1, 0
    while n < len(line.cells):
        cell = line.cells[n]
        n += 1
        found = _pair_in(cell)
        if found is None:
            continue
        label, words, value = found
        if value is None and n < len(line.cells) and _is_value(line.cells[n]):
            value = line.cells[n]
            n += 1
        if value is not None:
            pieces, end = _with_more(
                lines, at, label, value, is_last=n >= len(line.cells), is_beside=value is line.cells[n - 1]
            )
            after = max(after, end)
            yield from _cut(label, words, pieces)
        elif n >= len(line.cells):
            below, end = _below(lines, at, label, words)
            yield from below
            after = max(after, end)
    return after


def _pair_in(cell: Cell) -> tuple[Label, str, Cell | None] | None:
    """A cell's label, and its value where it follows in the same cell; None for a cell without a label."""
    for sign in (":", " - ", " \u2013 ", " = ", "\u2014"):
        words, found, rest = cell.text.partition(sign)
        if found and len(words) <= LONGEST_LABEL and (label := label_of(words)):
            value = rest.strip(" \t\u00a0")
            if not value:
                return label, words, None
            start = cell.start + len(words) + len(found) + len(rest) - len(rest.lstrip(" \t\u00a0"))
            column = cell.column + start - cell.start
            return label, words, Cell(value, start, start + len(value), column)
    label = label_of(cell.text)
    return (label, cell.text, None) if label else None


def _is_value(cell: Cell) -> bool:
    return _pair_in(cell) is None or (
        not cell.text.rstrip().endswith(":")
        and ":" not in cell.text
        and (any(sign.isdigit() for sign in cell.text))
    )


def _heading(lines: Sequence[Line], at: int) -> Under | None:
    """The heading that a line is. A label alone heads what follows when that is labelled itself."""
    line = lines[at]
    if len(line.cells) != 1 or len(line.cells[0].text) > LONGEST_LABEL:
        return None
    words = line.cells[0].text
    if ":" in words.rstrip(": "):
        return None
    heading, label = heading_of(words), label_of(words)
    if label is not None and (label.name or heading is None):
        below = _next_line(lines, at)
        is_labelled = below is not None and _pair_in(below.cells[0]) is not None
        if label.name and not (heading and is_labelled):
            return None
    if heading is not None:
        below = _next_line(lines, at)
        if (
            heading.role
            and below is not None
            and label is not None
            and not label.name
            and _is_a_name_below(below)
        ):
            return None  # `Subject` above `Jo Example`: a label, whose value the line below is
        return Under(heading, words, Where(line.page, line.cells[0].start, line.cells[0].end))
    letters = [sign for sign in words if sign.isalpha()]
    is_loud = len(letters) >= _FEWEST_LETTERS and all(sign.isupper() for sign in letters)
    is_numbered = bool(_NUMBERED.fullmatch(words)) and len(words.split()) <= 8  # noqa: PLR2004
    is_short_loud = is_loud and len(words.split()) <= 6 and not any(sign.isdigit() for sign in words)  # noqa: PLR2004
    return Under(None, words) if is_short_loud or is_numbered else None


def _is_a_name_below(below: Line) -> bool:
    return (
        len(below.cells) == 1 and _pair_in(below.cells[0]) is None and heading_of(below.cells[0].text) is None
    )


def _with_more(
    lines: Sequence[Line], at: int, label: Label, value: Cell, *, is_last: bool, is_beside: bool = False
) -> tuple[tuple[Line, int, int], int]:
    """A value with the lines that go on with it: (its line, start, end) and the line after it."""
    line = lines[at]
    if label.name not in SEVERAL_LINES or not is_last:
        return (line, value.start, value.end), at + 1
    end, after = value.end, at + 1
    most = _MOST_LINES.get(label.name, _MOST_ADDRESS_LINES)
    is_address = label.name in _ADDRESSES
    while after < len(lines) and after - at < most:
        if is_address and POSTCODE.search(_page_text(lines, line, value.start, end)):
            break
        following = lines[after]
        # Of a column of its own only an address goes on further left: Word's cells are told apart by nothing else.
        is_left = (
            is_beside
            and not is_address
            and bool(following.cells)
            and following.cells[0].column < value.column - 2
        )
        if (
            is_left
            or following.page != line.page
            or not _goes_on(lines, after, value, is_list=label.name == "asked")
        ):
            break
        if not following.is_blank:
            end = following.cells[-1].end
        after += 1
    return (line, value.start, end), after


def _goes_on(lines: Sequence[Line], at: int, value: Cell, *, is_list: bool) -> bool:
    line = lines[at]
    if line.is_blank:
        below = _next_line(lines, at, most_blank=0)
        return is_list and below is not None and bool(_ITEM.match(below.text))
    if len(line.cells) > 1 and not is_list:
        return False
    cell = line.cells[0]
    if is_list and _ITEM.match(line.text):
        return True
    starts_far_left = value.column > 24 and cell.column < value.column // 2  # noqa: PLR2004 - a wide column's text
    return _pair_in(cell) is None and _heading(lines, at) is None and not starts_far_left


def _page_text(lines: Sequence[Line], line: Line, start: int, end: int) -> str:
    """Characters of a page, from its lines."""
    parts = [each for each in lines if each.page == line.page and each.start < end and each.end > start]
    return "\n".join(each.text[max(0, start - each.start) : max(0, end - each.start)] for each in parts)


def _below(lines: Sequence[Line], at: int, label: Label, words: str) -> tuple[list[Met], int]:
    """The value that stands below its label, and the line after it."""
    below = next((n for n in range(at + 1, min(at + 3, len(lines))) if not lines[n].is_blank), None)
    if below is None or lines[below].page != lines[at].page:
        return [], at + 1
    cell = lines[below].cells[0]
    is_item = label.name == "asked" and _ITEM.match(lines[below].text)
    if not is_item and (_pair_in(cell) is not None or _heading(lines, below) is not None):
        return [], at + 1
    piece, after = _with_more(lines, below, label, cell, is_last=True)
    return list(_cut(label, words, piece)), after


def _cut(label: Label, words: str, value: tuple[Line, int, int]) -> Iterator[Met]:
    """A value, cut where another label begins in it: `01/02/1980 Age: 46`."""
    line, start, end = value
    text = line.text[start - line.start : end - line.start] if end <= line.end else ""
    for inner in _INNER.finditer(text):
        first = text[: inner.start()].rstrip(" ,;")
        other = label_of(inner[1])
        if other is None or not first:
            continue
        yield Pair(label, words, Where(line.page, start, start + len(first)))
        rest = text[inner.end() :]
        if rest.strip():
            begin = start + inner.end() + len(rest) - len(rest.lstrip())
            yield from _cut(other, inner[1], (line, begin, end))
        return
    yield Pair(label, words, Where(line.page, start, end))
