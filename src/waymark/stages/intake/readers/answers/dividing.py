"""Finding the tables of a document: below rules of `=`, or by headings that are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from waymark.stages.intake.readers.answers.columns import is_log, may_be_log, name_of, platform_of
from waymark.stages.intake.readers.answers.gathering import is_address
from waymark.stages.intake.readers.delimited import Row

_RULE = re.compile(r"\s*(?:={5,}|-{15,})\s*")


@dataclass(slots=True)
class Table:
    """Headings with the rows below them. n: which table of its document, from 1."""

    n: int
    headings: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """Tables, and the rows that stand outside them: legends, rules, notes."""

    tables: list[Table]
    around: list[Row]

    @property
    def platform(self) -> str:
        return next((name for name in (platform_of(table.headings) for table in self.tables) if name), "")

    @property
    def is_answer(self) -> bool:
        """Whether it is a platform's, or at least a log of somebody's uses of an account."""
        return bool(self.platform) or any(
            is_log(table.headings) or (may_be_log(table.headings) and table.rows) for table in self.tables
        )


def divide(rows: Sequence[Row]) -> Document:
    """Find the tables of a document: below a rule of `=`, or from the first row that has known headings."""
    has_rules = any(is_rule(row, "=") for row in rows)
    tables: list[Table] = []
    around: list[Row] = []
    is_heading_next = not has_rules
    is_inside = False
    for at, row in enumerate(rows):
        if row.is_blank:
            is_inside = is_inside and not has_rules
        elif is_rule(row):
            around.append(row)
            is_heading_next, is_inside = not has_rules or is_rule(row, "="), False
        elif (is_heading_next and has_rules) or (not has_rules and _is_heading(row, rows[at + 1 : at + 2])):
            tables.append(Table(len(tables) + 1, tuple(cell.strip() for cell in row.cells)))
            is_heading_next, is_inside = False, True
        elif is_inside and (len(row.cells) > 1 or len(tables[-1].headings) == 1):
            tables[-1].rows.append(row)
        else:
            around.append(row)
    return Document(tables, around)


def _is_heading(row: Row, below: Sequence[Row]) -> bool:
    if platform_of(row.cells) or is_log(row.cells):
        return True
    return may_be_log(row.cells) and any(_is_use(row.cells, each.cells) for each in below)


def _is_use(headings: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row has an address below the heading of one, and a number in the time below another."""
    said = {name_of(heading): cell.strip() for heading, cell in zip(headings, cells, strict=False)}
    times = (said.get(name, "") for name in ("time", "first_seen", "last_seen", "port_seen"))
    return is_address(said.get("ip", "")) and any(any(map(str.isdigit, each)) for each in times)


def is_rule(row: Row, sign: str = "") -> bool:
    cells = [cell for cell in row.cells if cell.strip()]
    return len(cells) == 1 and _RULE.fullmatch(cells[0]) is not None and sign in cells[0]
