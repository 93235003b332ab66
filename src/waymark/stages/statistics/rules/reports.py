"""A report on a period: its sections, each with table, definition, query and chart; and its digest."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
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
    """period: as asked. as_at: the newest receipt that it counts, RFC 3339. who: whose record it is of."""

    title: str
    period: str
    as_at: str
    who: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of everything that the report says, in hex: the same figures always have the same."""
        return sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(section: Section) -> bytes:
    """A section's table as CSV, UTF-8 with a mark. Words that a spreadsheet would run get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(section.columns)
    writer.writerows([_safe(cell) for cell in row] for row in section.rows)
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else "" if cell is None else cell


def shown(cell: Cell) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return "not shown"
    return (
        f"{cell:,}"
        if isinstance(cell, int)
        else f"{cell:,.1f}"
        if isinstance(cell, float)
        else cell or "(not stated)"
    )
