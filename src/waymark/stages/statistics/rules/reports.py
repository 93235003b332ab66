"""A report on a period: its sections, each with table, definition, query and chart; and its digest."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Section:
    """name: lower_snake, of its CSV file. rows: None in a cell is not known, or not shown.

    definition: what is counted. query: how. words: what may be said of it. chart: SVG, empty where there is none.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    definition: str
    query: str = ""
    words: tuple[str, ...] = ()
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """period: as asked. as_at: the moment as which the record is told, RFC 3339. who: whose record it is of."""

    title: str
    period: str
    as_at: str
    who: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def stands(self) -> str:
        """Its period, its moment and whose it is, in one line."""
        first, _, last = self.period.partition(" to ")
        at = datetime.fromisoformat(self.as_at)
        days = f"{_day(date.fromisoformat(first))} to {_day(date.fromisoformat(last))}"
        return f"{days}, as at {_day(at.date())}, {at:%H:%M:%S} UTC. Of {self.who}."

    @property
    def digest(self) -> str:
        """SHA-256 of everything that the report says, in hex: the same figures always have the same."""
        return sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


_NOT_STATED = "(not stated)"
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(section: Section) -> bytes:
    """A section's table as CSV, UTF-8 with a mark. Words that a spreadsheet would run get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(section.columns)
    writer.writerows(
        [row[0] or _NOT_STATED, *row[1:]] for row in ([*map(_safe, row)] for row in section.rows)
    )
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else "" if cell is None else cell


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def heading(name: str) -> str:
    """A column's name as a person reads it; the CSV keeps it as it is."""
    return name[:1].upper() + name[1:]


def shown(cell: Cell) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return "not shown"
    return (
        f"{cell:,}"
        if isinstance(cell, int)
        else f"{cell:,.1f}"
        if isinstance(cell, float)
        else cell or _NOT_STATED
    )
