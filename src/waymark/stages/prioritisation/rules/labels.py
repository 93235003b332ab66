"""Reads a file of labels: what was found out of each referral, and its level, its facts or its reference."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks import Level
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.evaluation import Label
from waymark.stages.prioritisation.rules.facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 64 * 1024 * 1024

COLUMNS = {
    "referral": "its reference",
    "outcome": "contact, no_contact or unresolved; an empty one is unresolved",
    "level": "very_high, high, medium or low: the level it was given",
    "order": "its place within its level: 1 is worked first",
    "first_rater": "the level that one rater gave",
    "second_rater": "the level that another gave, of the same referral",
}
"""And any fact of the policy, as yes, no or unknown: then the policy gives the level."""

_OUTCOMES = {
    "contact": Label.CONTACT,
    "no_contact": Label.NO_CONTACT,
    "unresolved": Label.UNRESOLVED,
    "unknown": Label.UNRESOLVED,
    "": Label.UNRESOLVED,
}
_SAID = {"yes": Said.YES, "no": Said.NO, "unknown": Said.UNKNOWN, "": Said.UNKNOWN}


class Row(NamedTuple):
    """One referral of the file. level: None where the file gives none; facts: those that it answers."""

    referral: str
    label: Label
    level: Level | None
    order: float
    facts: Mapping[str, Said]
    first_rater: Level | None
    second_rater: Level | None


class Labels(NamedTuple):
    """rows; has_levels: the file gives them; has_facts: it answers facts instead; unused: columns not read."""

    rows: tuple[Row, ...]
    has_levels: bool
    has_facts: bool
    unused: tuple[str, ...]


class LabelsNotUsable(WaymarkError):
    """A file of labels cannot be used: where, what, and what to do."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(f"{what}. {do}")


def read_labels(content: bytes) -> Labels:
    """Read a file of labels: CSV in UTF-8 with a head of column names, in any order. Raises LabelsNotUsable."""
    rows = _rows(content)
    head = [_plain(name) for name in rows[0]]
    named = [name for name in head if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise LabelsNotUsable(f"The column {twice} is there twice", "Keep one")
    if "outcome" not in head:
        known = ", ".join(COLUMNS)
        raise LabelsNotUsable(
            "No column is called outcome",
            f"Name the columns in the first line: {known}, or facts of the policy",
        )
    facts = [name for name in head if name in FACTS]
    if "level" not in head and not facts and "referral" not in head:
        raise LabelsNotUsable("Nothing gives a level", "Add a column level, referral, or facts of the policy")
    read = tuple(
        _row(dict(zip(head, (cell.strip() for cell in cells), strict=False)), facts, line)
        for line, cells in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in cells)
    )
    if not read:
        raise LabelsNotUsable("The file has no referral in it", "Add a line for each")
    unused = tuple(name for name in named if name not in COLUMNS and name not in FACTS)
    return Labels(read, "level" in head, bool(facts), unused)


def _rows(content: bytes) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise LabelsNotUsable("The file is larger than 64 MiB", "Split it")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LabelsNotUsable("The file is not UTF-8", "Save it as CSV (UTF-8)") from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise LabelsNotUsable("The file is not CSV", "Save it as CSV (UTF-8) with a head") from None
    if not rows:
        raise LabelsNotUsable("The file is empty", "Add a head and a line for each referral")
    return rows


def _row(cells: dict[str, str], facts: list[str], line: int) -> Row:
    label = _OUTCOMES.get(_plain(cells["outcome"]))
    if label is None:
        do = "Write contact, no_contact or unresolved"
        raise LabelsNotUsable(f"Line {line}: the outcome cannot be read", do)
    said = {name: _said(cells.get(name, ""), name, line) for name in facts}
    return Row(
        cells.get("referral", ""),
        label,
        _level(cells, "level", line),
        _order(cells.get("order", ""), line),
        {name: each for name, each in said.items() if each is not Said.UNKNOWN},
        _level(cells, "first_rater", line),
        _level(cells, "second_rater", line),
    )


def _level(cells: dict[str, str], name: str, line: int) -> Level | None:
    written = _plain(cells.get(name, ""))
    if not written and (name != "level" or name not in cells):
        return None
    if written not in {*Level}:
        do = f"Write {', '.join(Level)}"
        raise LabelsNotUsable(f"Line {line}: {name} is no level", do)
    return Level(written)


def _said(cell: str, name: str, line: int) -> Said:
    said = _SAID.get(cell.casefold())
    if said is None:
        raise LabelsNotUsable(f"Line {line}: {name} cannot be read", "Write yes, no or unknown")
    return said


def _order(cell: str, line: int) -> float:
    if not cell:
        return 0.0
    if not re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", cell):
        raise LabelsNotUsable(f"Line {line}: order is no number", "Write 1 for what is worked first, then 2")
    return float(cell)


def _plain(name: str) -> str:
    """`Very high`, `very-high` and `VERY_HIGH` are one."""
    return re.sub(r"[\s\-_]+", "_", name.strip().casefold())
