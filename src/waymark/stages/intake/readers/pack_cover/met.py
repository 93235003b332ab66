"""What is met on a way through a text: a label with its value, a heading, a line that is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from waymark.stages.intake.readers.pack_cover.dates import DAY
from waymark.stages.intake.readers.pack_cover.labels import LONGEST_LABEL, Heading, Label, label_of
from waymark.stages.intake.readers.pack_cover.layout import Cell, Line
from waymark.stages.intake.readers.pack_cover.proposals import Where


class Pair(NamedTuple):
    """A label with where its value stands.

    row: of a table, counted from 1; 0 outside one. beside: what the table's other columns are of.
    """

    label: Label
    words: str
    where: Where
    row: int = 0
    beside: frozenset[str] = frozenset()


class Under(NamedTuple):
    """A heading that was met: what follows is about this. heading: None where it is about nothing known."""

    heading: Heading | None
    words: str = ""
    where: Where = Where(1, 0, 0)


class Bare(NamedTuple):
    """A line without a label: of a list, maybe. where: its words, without the sign of the list."""

    where: Where


Met = Pair | Under | Bare

POSTCODE = re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})\b")
_SIGNS = (":", "?", " - ", " \u2013 ", " = ", "\u2014")
_BRACKETED = re.compile(r"(?P<words>[^\[\]]{2,50}?)\s*\[(?P<value>[^\[\]]*)\]")
# `Disseminated on 30 January 2026`, `Born 4 May 1990`: a day needs no colon before it.
_DATED = re.compile(
    rf"(?:[\u2022\u25cf\u25aa*\-\u2013]\s*)?(?P<words>[A-Za-z][A-Za-z ]{{2,30}}?)\s+(?P<value>{DAY})\.?",
    re.IGNORECASE,
)
_OF_DAYS = frozenset({"dated", "date_of_birth", "answered_on", "asked_by"})


def pair_in(cell: Cell) -> tuple[Label, str, Cell | None] | None:
    """A cell's label, and its value where it follows in the same cell; None for a cell without a label."""
    for sign in _SIGNS:
        words, found, rest = cell.text.partition(sign)
        if (
            found
            and len(words) <= LONGEST_LABEL
            and (label := label_of(words + ("?" if sign == "?" else "")))
        ):
            value = rest.strip(" \t\u00a0")
            if not value:
                return label, words, None
            start = len(words) + len(found) + len(rest) - len(rest.lstrip(" \t\u00a0"))
            return label, words, _part(cell, start, start + len(value))
    for pattern, names in ((_BRACKETED, None), (_DATED, _OF_DAYS)):
        match = pattern.fullmatch(cell.text)
        own = label_of(match["words"]) if match else None
        if match and own and (names is None or own.name in names):
            return own, match["words"], _part(cell, *match.span("value"))
    label = label_of(cell.text)
    return (label, cell.text, None) if label else None


def _part(cell: Cell, start: int, end: int) -> Cell | None:
    return (
        cell._replace(
            text=cell.text[start:end],
            start=cell.start + start,
            end=cell.start + end,
            column=cell.column + start,
        )
        if end > start
        else None
    )


def is_value(cell: Cell) -> bool:
    """Whether a cell beside a label is its value, and not the next label."""
    return pair_in(cell) is None or (
        not cell.text.rstrip().endswith(":")
        and ":" not in cell.text
        and (any(sign.isdigit() for sign in cell.text))
    )


def next_line(lines: Sequence[Line], at: int, *, most_blank: int = 1) -> Line | None:
    """The next line that is not blank, past so many blank ones."""
    for line in lines[at + 1 : at + 2 + most_blank]:
        if not line.is_blank:
            return line
    return None
