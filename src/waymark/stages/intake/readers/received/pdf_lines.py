"""The lines of a PDF's text: where each stands, which are only furniture of the page, and what became of each.

A line is kept raw unless a reader says that it placed it: nothing can be lost by not being thought of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from waymark.referrals.types import Fact, KeptRaw, Read

PAGE_BREAK = "\f"
_EDGE = 3  # lines at the top and foot of a page among which its furniture stands
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|(?:.*[|\s])?page\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
    r"|(?:NCMEC\s+)?CyberTipline\s+Report\s+#?\d{5,}(?:\s*[|\-–]\s*(?:page\s+)?\d{1,4})?",
    re.IGNORECASE,
)
_GAP = re.compile(r"[ \u00a0]{2,}|\t+")


class Line(NamedTuple):
    """A line that is not blank. page, number: from 1, blank lines counted. text: without blanks around it.

    indent: the column at which it begins. after_blank: whether a blank line or a new page comes before.
    """

    page: int
    number: int
    text: str
    indent: int
    after_blank: bool

    @property
    def path(self) -> str:
        return f"/page[{self.page}]/line[{self.number}]"

    @property
    def cells(self) -> list[tuple[int, str]]:
        """The pieces that a wide gap parts, each with its column on the page."""
        found, at = [], 0
        for gap in _GAP.finditer(self.text):
            found.append((self.indent + at, self.text[at : gap.start()]))
            at = gap.end()
        return [*found, (self.indent + at, self.text[at:])]


def lines_of(text: str) -> list[Line]:
    """Every line of every page that is not blank."""
    found = []
    for page, words in enumerate(text.split(PAGE_BREAK), start=1):
        after_blank = True
        for number, raw in enumerate(words.split("\n"), start=1):
            bare = raw.strip()
            if bare:
                found.append(Line(page, number, bare, len(raw) - len(raw.lstrip()), after_blank))
            after_blank = not bare
    return found


def furniture_of(lines: Sequence[Line]) -> set[Line]:
    """Page numbers, and lines that stand at the edge of most pages with nothing but a number changed."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {page: [*held[:_EDGE], *held[_EDGE:][-_EDGE:]] for page, held in pages.items()}
    seen = Counter(words for held in edges.values() for words in {_unnumbered(line) for line in held})
    often = max(2, (len(pages) + 1) // 2)
    found = set()
    for page, held in edges.items():
        for line in held:
            numbered = page > 1 and is_page_number(line)
            repeated = len(pages) > 2 and seen[_unnumbered(line)] >= often and ":" not in line.text  # noqa: PLR2004
            if numbered or repeated:
                found.add(line)
    return found


def is_page_number(line: Line) -> bool:
    """Whether a line says nothing but which page of which report it stands on."""
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _unnumbered(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


class Account:
    """What became of each line: placed by a reader, or else kept raw."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._placed: set[str] = set()
        self._refused: set[str] = set()

    def place(self, *lines: Line) -> None:
        """Say of lines, or of a column of them, that they were read."""
        self._placed.update(line.path for line in lines)

    def refuse(self, *lines: Line) -> None:
        """Keep lines raw although some of each was read."""
        self._refused.update(line.path for line in lines)

    def facts(self, *, trace: bool) -> Iterator[Fact]:
        for line in self._lines:
            if line.path not in self._placed or line.path in self._refused:
                yield KeptRaw(line.path, line.text)
            elif trace:
                yield Read(line.path, line.text)


class Reading:
    """One reading of a PDF's text: the facts found so far, their numbers, and what became of its lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.out: list[Fact] = []
        self.account = Account(lines)
        self.parties = self.files = self.events = 0
