"""A pack's text as it is shown: character for character, with the places that facts were copied from marked. Pure.

A selection in the page is turned back into characters of the text, so what is shown holds exactly the text's own
characters: numbers, and the names of characters that could hide or reorder others, are the style sheet's.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from waymark.interfaces.web import hostile_text
from waymark.stages.intake.readers.pack_cover import MOST_CHARACTERS, MOST_PAGES, Unsearched, Why


class Marked(NamedTuple):
    """A place that a fact was, or could be, copied from. number: what it is called on the page."""

    start: int
    end: int
    number: int
    key: str


class Piece(NamedTuple):
    """Some characters of a page. start: of the first; numbers: of the marks they lie in, `3, 7`; empty for none.

    ends: numbers of the marks that end with it, which are shown there. begins: keys of those that begin with it.
    name: of one character that is only named (`U+202E`); then `text` is not shown.
    """

    start: int
    text: str
    numbers: str
    ends: str
    begins: tuple[str, ...]
    name: str = ""


def pieces(page: str, marks: Sequence[Marked]) -> list[Piece]:
    """Part a page at the ends of its marks and at each character that must not be shown as it is."""
    bounds = sorted({0, len(page), *(m.start for m in marks), *(m.end for m in marks)})
    found: list[Piece] = []
    for start, end in itertools.pairwise(bounds):
        if end > len(page) or start >= end:
            continue
        inside = [mark for mark in marks if mark.start <= start and end <= mark.end]
        numbers = ", ".join(str(mark.number) for mark in inside)
        ends = ", ".join(str(mark.number) for mark in inside if mark.end == end)
        begins = tuple(mark.key for mark in inside if mark.start == start)
        found += _visible(page[start:end], start, numbers, ends, begins)
    return found


def _visible(text: str, start: int, numbers: str, ends: str, begins: tuple[str, ...]) -> list[Piece]:
    parts: list[Piece] = []
    run = 0
    for n, sign in enumerate(text):
        if sign in "\n\t" or hostile_text.visible(sign) == [(sign, False)]:
            continue
        if n > run:
            parts.append(Piece(start + run, text[run:n], numbers, "", ()))
        name = "" if sign == "\r" else f"U+{ord(sign):04X}"
        parts.append(Piece(start + n, "", numbers, "", (), name or "CR"))
        run = n + 1
    if run < len(text):
        parts.append(Piece(start + run, text[run:], numbers, "", ()))
    if parts:
        parts[0] = parts[0]._replace(begins=begins)
        parts[-1] = parts[-1]._replace(ends=ends)
    return parts


_WHY: Mapping[Why, str] = {
    Why.TOO_LONG: f"only the first {MOST_PAGES} pages, and {MOST_CHARACTERS:,} characters, are looked through",
    Why.ENCLOSED: "a CyberTipline report is bound in there",
    Why.BLANKS: "it stands after hundreds of blanks",
}


def in_words(left_out: Unsearched) -> str:
    """`Nothing is proposed from pages 13 (in part) to 80: ... Read them yourself`."""
    first = f"{left_out.first} (in part)" if left_out.is_partly else str(left_out.first)
    if left_out.first == left_out.last:
        pages, them = f"page {first}", "it"
    else:
        pages, them = f"pages {first} to {left_out.last}", "them"
    return f"Nothing is proposed from {pages}: {_WHY[left_out.why]}. Read {them} yourself"
