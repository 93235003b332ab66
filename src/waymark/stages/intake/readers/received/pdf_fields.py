"""Labels and values in a PDF's text, whether a value stands beside its label, under it, or over several lines.

A value is continued only where a cut one would be worse than a joined one, and only by what can be its rest:
an identifier is never lengthened by a line that merely follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from waymark.stages.intake.readers.received.pdf_lines import Line
from waymark.stages.intake.readers.received.pdf_values import use_goes_on

# Any label, known or not: it ends whatever value stands before it.
_LABEL = re.compile(r"[A-Z][A-Za-z0-9/ ()'’.-]{1,48}:(?=\s|$)")
_LONG = 24  # characters: what is shorter was not broken by the width of a page or of a column
_MOST_BROKEN = 4  # lines over which a bracket may stay open
_NUMBERS = re.compile(r"[\d,;\s]+(?:and\s+[\d,;\s]+)?")


class Wrap(Enum):
    """How a value goes on over lines.

    NEVER: on one line. SOLID: a long word that was broken. WORDS: words until the next label. NUMBERS: numbers
    and commas. USE: an address, then perhaps a port, then perhaps a time. TEXT: free text, which may hold what
    looks like a label.
    """

    NEVER = "never"
    SOLID = "solid"
    WORDS = "words"
    NUMBERS = "numbers"
    USE = "use"
    TEXT = "text"


class Label(NamedTuple):
    """A label: the pattern it is printed in, and how its value wraps. ends_text: even free text ends at it."""

    pattern: str
    wrap: Wrap = Wrap.NEVER
    ends_text: bool = False


Labels = Mapping[str, Label]


class Field(NamedTuple):
    """A label's value in the pieces it was printed in, with their lines; `head` is the label's own line."""

    name: str
    head: Line
    pieces: list[tuple[Line, str]]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.head, *(line for line, _ in self.pieces))

    @property
    def solid(self) -> str:
        return "".join(words for _, words in self.pieces)

    @property
    def words(self) -> str:
        return " ".join(words for _, words in self.pieces)

    @property
    def text(self) -> str:
        return "\n".join(words for _, words in self.pieces)


class Grammar:
    """The labels of one kind of block."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._names = list(labels)
        groups = "|".join(f"({label.pattern})" for label in labels.values())
        self._known = re.compile(rf"(?:{groups})\s*", re.IGNORECASE)

    def fields(self, lines: Sequence[Line]) -> Iterator[Field]:
        """The fields of a block, in order; lines before the first label belong to none."""
        current: Field | None = None
        for line in lines:
            for _, piece in self._pieces(line):
                match = self._known.match(piece)
                name = "" if match is None else self._names[(match.lastindex or 1) - 1]
                if match and (current is None or self._ends(current, name)):
                    if current is not None:
                        yield current
                    current = Field(name, line, [])
                    piece = piece[match.end() :].strip()  # noqa: PLW2901 - the rest is the value
                    if piece:
                        current.pieces.append((line, piece))
                elif current is not None and self._continues(current, piece):
                    current.pieces.append((line, piece))
                else:
                    if current is not None:
                        yield current
                    current = Field("", line, [(line, piece)])
        if current is not None:
            yield current

    def _pieces(self, line: Line) -> list[tuple[int, str]]:
        """A line's columns, parted only where a known label begins one."""
        found: list[tuple[int, str]] = []
        for column, words in line.cells:
            joined = f"{found[-1][1]} {words}" if found else words
            if found and not (self._known.match(words) and not self._is_label(joined, len(found[-1][1]))):
                found[-1] = (found[-1][0], joined)
            else:
                found.append((column, words))
        return found

    def _is_label(self, joined: str, length: int) -> bool:
        """Whether a gap stands inside a label: `Screen/User   Name:` holds no person's name."""
        match = self._known.match(joined)
        return match is not None and match.end() > length + 1

    def _ends(self, current: Field, name: str) -> bool:
        in_text = current.name != "" and self.labels[current.name].wrap is Wrap.TEXT
        return not in_text or self.labels[name].ends_text

    def _continues(self, current: Field, piece: str) -> bool:
        if current.name == "":
            return False
        wrap = self.labels[current.name].wrap
        if wrap is Wrap.TEXT:
            return True
        if wrap is Wrap.USE and current.pieces:
            return use_goes_on(current.words, piece)
        if _LABEL.match(piece):
            return False
        if not current.pieces:
            return True
        return _goes_on(wrap, [words for _, words in current.pieces[-_MOST_BROKEN:]], piece)


def _goes_on(wrap: Wrap, lately: Sequence[str], piece: str) -> bool:
    """Whether a line can be the rest of a value that has begun. lately: its last lines."""
    last = lately[-1]
    if wrap is Wrap.WORDS:
        return True
    if len(lately) < _MOST_BROKEN and sum(each.count("(") - each.count(")") for each in lately) > 0:
        return True
    if wrap is Wrap.NUMBERS:
        return _NUMBERS.fullmatch(piece) is not None
    broken = len(last) >= _LONG or last.endswith(("-", "_", "/", ".", "@", "&", "?", "="))
    return (
        wrap is Wrap.SOLID
        and broken
        and " " not in last
        and " " not in piece.split("(", maxsplit=1)[0].strip()
    )
