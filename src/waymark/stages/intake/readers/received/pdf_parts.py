"""The parts of a received PDF: cover, summary, contents and sections A to D, kept apart.

The contents page repeats every heading, so a section's heading counts only where the section has words of its
own behind it. Section A ends where it says so: a line inside it that is called like another section does not
end it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from waymark.stages.intake.readers.received.pdf_lines import Line

_SECTION = re.compile(r"(?:section\s+([A-D])\b|([A-D])\s*[:.]\s+(?=[A-Z]))", re.IGNORECASE)
_ENDS_A = re.compile(r"this\s+concludes\s+section\s+a\b", re.IGNORECASE)
_SUMMARY = re.compile(r"executive\s+summary\b", re.IGNORECASE)
_OF_SUMMARY = re.compile(r"(?:incident\s+type|total\s+uploaded\s+files)\s*:", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:table\s+of\s+)?contents\b", re.IGNORECASE)
_ENTRY = re.compile(r".{1,200}?(?:\.{2,}|\s{2,})[\s.]{0,200}\d{1,4}")
_LONGEST_ENTRY = 300  # characters: no line of a contents page is longer, and its dots take long to try
_MOST_STARTS = 20  # headings of section A that are tried: the contents page has one
_ESP_BLOCK = re.compile(r"reporting\s+electronic\s+service\s+provider", re.IGNORECASE)
_SAYS_SOMETHING = re.compile(r"[^:]{1,60}:|.*\?(?:\s|$)")


class Parts(NamedTuple):
    """A document's lines by part. other: what stands in none of them."""

    cover: list[Line]
    summary: list[Line]
    contents: list[Line]
    a: list[Line]
    b: list[Line]
    c: list[Line]
    d: list[Line]
    other: list[Line]


def parts_of(lines: Sequence[Line]) -> Parts:
    """Sort lines, without the furniture of their pages, into the parts of a report."""
    parts = Parts([], [], [], [], [], [], [], [])
    start = _start_of_a(lines)
    _before(lines[:start], parts)
    end = _end_of_a(lines, start)
    parts.a.extend(lines[start:end])
    current, order = parts.other, "A"
    for line in lines[end:]:
        letter = _letter(line)
        if letter > order:
            order = letter
            current = {"B": parts.b, "C": parts.c, "D": parts.d}[letter]
        current.append(line)
    return parts


def _letter(line: Line) -> str:
    match = _SECTION.match(line.text)
    return "" if match is None else (match[1] or match[2]).upper()


def _start_of_a(lines: Sequence[Line]) -> int:
    """Where section A begins: the first heading of it that is no entry of the contents page."""
    headings = [(n, letter) for n, line in enumerate(lines) if (letter := _letter(line))]
    starts = [n for n, letter in headings if letter == "A" and not _is_entry(lines[n])]
    for n, following in list(zip(starts, [*starts[1:], None], strict=False))[:_MOST_STARTS]:
        others = {letter for m, letter in headings if n < m and (following is None or m < following)} - {"A"}
        if following is not None and len(others) > 1:
            continue  # other sections are named, and then this one again
        if _has_words(lines, n, headings):
            return n
    blocks = [n for n, line in enumerate(lines) if _ESP_BLOCK.match(line.text) and not _is_entry(line)]
    return blocks[-1] if blocks else len(lines)


def _has_words(lines: Sequence[Line], start: int, headings: Sequence[tuple[int, str]]) -> bool:
    """Whether a section A says anything before the next section, or ends where it says so before section D."""
    behind = next((m for m, letter in headings if m > start and letter != "A"), len(lines))
    if any(_SAYS_SOMETHING.match(line.text) and not _letter(line) for line in lines[start + 1 : behind]):
        return True
    last = next((m for m, letter in headings if m > start and letter == "D"), len(lines))
    return any(_ENDS_A.search(line.text) for line in lines[start:last])


def _end_of_a(lines: Sequence[Line], start: int) -> int:
    """Behind the line that says so; without one, before the next section's heading."""
    said = [n for n in range(start, len(lines)) if _ENDS_A.search(lines[n].text)]
    if said:
        return said[-1] + 1
    behind = (n for n in range(start, len(lines)) if _letter(lines[n]) > "A")
    return next(behind, len(lines))


def _before(lines: Sequence[Line], parts: Parts) -> None:
    """Cover, summary and contents: each goes on until the next one begins."""
    current = parts.cover
    for line in lines:
        if _letter(line) or (_is_entry(line) and (current is parts.contents or _is_heading(line))):
            parts.contents.append(line)
            continue
        if _CONTENTS.fullmatch(line.text):
            current = parts.contents
        elif _begins_summary(line, parts.contents if current is parts.contents else ()):
            current = parts.summary
        current.append(line)


def _begins_summary(line: Line, contents: Sequence[Line]) -> bool:
    """The contents page names the summary too: there it begins on a later page, or with a label of its own."""
    if not contents:
        return _SUMMARY.match(line.text) is not None
    is_later = line.page > contents[0].page and _SUMMARY.fullmatch(line.text) is not None
    return is_later or _OF_SUMMARY.match(line.text) is not None


def _is_entry(line: Line) -> bool:
    """Whether a line ends in dots or a gap and a page number."""
    return len(line.text) <= _LONGEST_ENTRY and _ENTRY.fullmatch(line.text) is not None


def is_entry(line: Line) -> bool:
    """Whether a line of the contents page only repeats a heading, with or without its page."""
    return bool(_is_entry(line) or _CONTENTS.fullmatch(line.text) or _is_heading(line))


def _is_heading(line: Line) -> bool:
    return bool(_letter(line) or _SUMMARY.match(line.text) or _ESP_BLOCK.match(line.text))
