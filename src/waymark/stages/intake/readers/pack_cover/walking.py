"""A text's lines walked from the top: headings, labels with the values that stand beside or below them, lists."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence

from waymark.stages.intake.readers.pack_cover.labels import (
    LONGEST_LABEL,
    Label,
    heading_of,
    is_ignored,
    label_of,
)
from waymark.stages.intake.readers.pack_cover.layout import Cell, Line
from waymark.stages.intake.readers.pack_cover.mail_heads import end_of_mail_head, of_mail_head
from waymark.stages.intake.readers.pack_cover.met import (
    POSTCODE,
    Bare,
    Met,
    Pair,
    Under,
    is_value,
    next_line,
    pair_in,
)
from waymark.stages.intake.readers.pack_cover.proposals import Where
from waymark.stages.intake.readers.pack_cover.tables import (
    comparison,
    heads_a_comparison,
    heads_a_table,
    table,
)

SEVERAL_LINES = frozenset(
    {"address", "installation_address", "billing_address", "handling_conditions", "asked", "asked_for"}
)
_ADDRESSES = frozenset({"address", "installation_address", "billing_address"})
_INNER = re.compile(r"(?:(?<=\s)|(?<=[;,]))([A-Z][A-Za-z/'\u2019 ]{1,30}?)\s?:(?=\s)")
_INWARD = re.compile(r"[0-9][A-Z]{2}\b")  # the second half of a postcode
_ITEM = re.compile(r"\s*(?:[\u2022\u25cf\u25aa*\-\u2013]|\(?[0-9a-z]{1,2}[.)])\s")
# `3. Background`, `2.1 Enquiries`; not `47 Curlew Rise`, which is where somebody lives.
_NUMBERED = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+)\s+[A-Z][^0-9]*")
_MOST_LINES = {"asked": 25, "handling_conditions": 15, "asked_for": 8}
_MOST_ADDRESS_LINES = 7
_FEWEST_LETTERS = 3
# What an ignored label announces: cut off from the value before it, and then left alone.
NO_FACT = Label("")
# Signs between one line and the next; where there are more, another column of the page stands between them.
_END_OF_LINE = 2
# A line this near to the longest of its page was ended by the margin, not by its author.
_FULL = 0.8
_FEWEST_OF_FULL = 50


def walk(lines: Sequence[Line]) -> Iterator[Met]:
    """What is met from the first line to the last, in order."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.is_blank:
            at += 1
        elif (end := end_of_mail_head(lines, at)) > at:
            yield from of_mail_head(lines[at:end])
            at = end
        elif heads_a_comparison(lines, at):
            at = yield from comparison(lines, at)
        elif heads_a_table(lines, at):
            at = yield from table(lines, at)
        else:
            at = yield from _plain_line(lines, at)


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
        found = pair_in(cell)
        if found is None:
            if len(line.cells) == 1:
                yield _bare(line, cell)
            continue
        label, words, value = found
        if value is None and n < len(line.cells) and is_value(line.cells[n]):
            value = line.cells[n]
            n += 1
        if value is not None and not _is_torn(lines, at, label, value):
            pieces, end = _with_more(
                lines, at, label, value, is_last=n >= len(line.cells), is_beside=value is line.cells[n - 1]
            )
            after = max(after, end)
            yield from _cut(label, words, pieces)
        elif value is None and n >= len(line.cells):
            below, end = _below(lines, at, label, words)
            yield from below
            after = max(after, end)
    return after


def _is_torn(lines: Sequence[Line], at: int, label: Label, value: Cell) -> bool:
    """Whether an address is broken inside its postcode, with another column of the page between: no value is whole."""
    if label.name not in _ADDRESSES or POSTCODE.search(value.text) or at + 1 >= len(lines):
        return False
    following = lines[at + 1]
    is_apart = following.start > lines[at].end + _END_OF_LINE and following.page == lines[at].page
    return is_apart and _INWARD.match(following.text) is not None


def _bare(line: Line, cell: Cell) -> Bare:
    sign = _ITEM.match(cell.text)
    return Bare(Where(line.page, cell.start + (sign.end() if sign else 0), cell.end))


def _heading(lines: Sequence[Line], at: int) -> Under | None:
    """The heading that a line is. A label alone heads what follows when that is labelled itself."""
    line = lines[at]
    if len(line.cells) != 1 or len(line.cells[0].text) > LONGEST_LABEL:
        return None
    words = line.cells[0].text
    if ":" in words.rstrip(": ") or ((own := pair_in(line.cells[0])) and own[2] is not None):
        return None
    heading, label = heading_of(words), label_of(words)
    if label is not None and (label.name or heading is None):
        below = next_line(lines, at)
        is_labelled = below is not None and pair_in(below.cells[0]) is not None
        if label.name and not (heading and is_labelled):
            return None
    if heading is not None:
        below = next_line(lines, at)
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
        not _ITEM.match(below.text)
        and len(below.cells) == 1
        and pair_in(below.cells[0]) is None
        and heading_of(below.cells[0].text) is None
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
            or following.start > lines[after - 1].end + _END_OF_LINE
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
        below = next_line(lines, at, most_blank=0)
        return is_list and below is not None and bool(_ITEM.match(below.text))
    if len(line.cells) > 1 and not is_list:
        return False
    cell = line.cells[0]
    if is_list and _ITEM.match(line.text):
        own = pair_in(cell)
        return own is None or own[2] is None
    starts_far_left = value.column > 24 and cell.column < value.column // 2  # noqa: PLR2004 - a wide column's text
    if starts_far_left:
        return False
    found = pair_in(cell)
    is_last_word = found is not None and found[2] is None and not cell.text.endswith(":")
    if is_last_word or (found is None and _heading(lines, at) is not None):
        return _is_broken_before(lines, at)
    return found is None


def _is_broken_before(lines: Sequence[Line], at: int) -> bool:
    """Whether the line before ended because it was full: what follows is its sentence's end, whatever it looks like."""
    before = lines[at - 1]
    longest = max((len(each.text) for each in lines if each.page == before.page), default=0)
    return (
        len(before.text) > _FULL * longest
        and len(before.text) >= _FEWEST_OF_FULL
        and len(lines[at].text) < len(before.text)
        and not before.text.rstrip().endswith((".", ":", ";", "?"))
        and POSTCODE.search(before.text) is None
    )


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
    if not is_item and (pair_in(cell) is not None or _heading(lines, below) is not None):
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
        if not first or (other is None and not is_ignored(inner[1])):
            continue
        if label is not NO_FACT:
            yield Pair(label, words, Where(line.page, start, start + len(first)))
        rest = text[inner.end() :]
        if rest.strip():
            begin = start + inner.end() + len(rest) - len(rest.lstrip())
            yield from _cut(other or NO_FACT, inner[1], (line, begin, end))
        return
    if label is not NO_FACT:
        yield Pair(label, words, Where(line.page, start, end))
