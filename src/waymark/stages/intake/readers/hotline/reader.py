"""A hotline's table read into facts: every row a report on one address on the internet.

What the hotline made of it (its grade, its actions) is an `Addition` by the hotline, never a grading of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from waymark.referrals.types import (
    Addition,
    DocumentKind,
    Fact,
    FileHash,
    Flaw,
    IncidentDetail,
    KeptRaw,
    Named,
    Read,
    Report,
    ReportedFile,
    StatedTime,
)
from waymark.stages.intake.readers.delimited import Row, beginning_of, rows_of, text_of
from waymark.stages.intake.readers.errors import BrokenDocument, UnknownRoot
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.hotline.columns import (
    HASHES,
    KNOWN_PATHS,
    Column,
    columns_of,
    heading_row,
)
from waymark.stages.intake.readers.signatures import embeds_media
from waymark.stages.intake.readers.written_dates import DateTrouble, order_said, trouble_of, written

__all__ = ["KNOWN_PATHS", "looks_like", "read", "read_many"]

_PLACES = ("url", "host", "host_company", "ip_address", "country")
_DATES = ("assessed_at", "received_at")
_BETWEEN_HASHES = re.compile(r"[;|\s]+")


def looks_like(head: str) -> bool:
    """Whether a document's beginning is a table that names addresses and a hotline's view of them."""
    text = head.lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "[", "<") or embeds_media(text):
        return False
    # The beginning of a document may end inside a cell: its last line is left out.
    whole, _, _ = text.rpartition("\n")
    return heading_row(beginning_of(whole or text)) is not None


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read every row, one behind the other: the facts of each, its `Report` last. Raises CannotRead."""
    for facts in read_many(stream, trace=trace):
        yield from facts


def read_many(stream: BinaryIO, *, trace: bool = False) -> Iterator[Sequence[Fact]]:
    """Read a table into reports, one a row: the facts of each, its `Report` last.

    What is wrong with a row or a column comes last, without a report. Raises CannotRead before anything is
    given, for a table that has no heading for the addresses, or no row below it that is a report.
    """
    rows = rows_of(text_of(stream))
    heading = heading_row(rows)
    if heading is None:
        raise UnknownRoot(where="row 1", what="No row of headings names an address and a grade or an action")
    table = _Table(columns_of(heading), traced=trace)
    below = [row for row in rows if row.number > heading.number and not row.is_blank]
    if not below:
        raise BrokenDocument(where=f"row {heading.number}", what="There is no row below the headings")
    before = [fact for row in rows if row.number < heading.number for fact in table.above(row)]
    before += table.headings(heading)
    made = False
    for row in below:
        facts = table.take(row)
        if facts:
            yield [*before, *facts]
            before, made = [], True
    if not made:
        raise BrokenDocument(
            where="the table", what="None of its rows has an address or a hash, so none is a report"
        )
    if before or table.left or table.flaws:
        yield [*before, *table.left, *table.flaws]


@dataclass(slots=True)
class _Table:
    columns: list[Column]
    traced: bool
    flaws: list[Flaw] = field(default_factory=list)
    left: list[KeptRaw] = field(default_factory=list)  # the cells of rows that are no report
    _told: set[tuple[int, DateTrouble]] = field(default_factory=set)

    def above(self, row: Row) -> list[Fact]:
        """What stands above the headings: a title, a date."""
        return [KeptRaw(f"/row[{row.number}]/{n}", cell) for n, cell in enumerate(row.cells, 1) if cell]

    def headings(self, row: Row) -> list[Fact]:
        named = (Read(f"/row[{row.number}]/{each.at + 1}", each.heading) for each in self.columns)
        return list(named) if self.traced else []

    def take(self, row: Row) -> list[Fact]:
        """The facts of one row; none where it has neither an address nor a hash, which is a flaw."""
        out: list[Fact] = []
        got: dict[str, list[tuple[Column, str]]] = {}
        for at, cell in enumerate(row.cells):
            self._take_cell(row, at, cell, got, out)
        url = _first(got, "url")
        hashes = _hashes(got)
        if not url and not hashes:
            what = "The row has neither an address nor a hash, so it is no report: correct it and deliver it again"
            self.flaws.append(Flaw(f"row {row.number}", what))
            self.left += [
                KeptRaw(self._path(row, at), cell) for at, cell in enumerate(row.cells) if cell.strip()
            ]
            return []
        if hashes or "file_name" in got:
            out.append(ReportedFile(1, name=_first(got, "file_name"), hashes=hashes))
        out += [
            Addition("hotline", "", name, value, url)
            for name in ("grade", "action")
            for _, value in got.get(name, ())
        ]
        out.append(self._head(row, got))
        return out

    def _path(self, row: Row, at: int) -> str:
        heading = self.columns[at].heading if at < len(self.columns) else ""
        return f"/row[{row.number}]/{heading or f'column {at + 1}'}"

    def _take_cell(
        self, row: Row, at: int, cell: str, got: dict[str, list[tuple[Column, str]]], out: list[Fact]
    ) -> None:
        if not cell.strip():
            return
        column = self.columns[at] if at < len(self.columns) else Column(at, "", "")
        path = self._path(row, at)
        if not column.name:
            out.append(KeptRaw(path, cell))
            return
        got.setdefault(column.name, []).append((column, cell.strip()))
        if self.traced:
            out.append(Read(path, cell))

    def _head(self, row: Row, got: dict[str, list[tuple[Column, str]]]) -> Report:
        places = tuple(Named(name, value) for name in _PLACES for _, value in got.get(name, ()))
        assessed = got.get("assessed_at", [])
        return Report(
            DocumentKind.REPORT,
            number=_first(got, "reference"),
            incident_type="; ".join(value for _, value in got.get("offence_type", ())),
            incident_at=self._date(row, assessed),
            incident_described=assessed[0][0].heading if assessed else "",
            details=(IncidentDetail(1, "web_page", places),) if places else (),
            additional_info=tuple(value for _, value in got.get("note", ())),
            reporter=_first(got, "hotline"),
            received_at=self._date(row, got.get("received_at", [])),
        )

    def _date(self, row: Row, cells: Sequence[tuple[Column, str]]) -> StatedTime | None:
        """The first date of a row. Of each kind of trouble in a column one flaw is told."""
        if not cells:
            return None
        column, value = cells[0]
        time = written(value, order_said(column.heading))
        trouble = trouble_of(value, order_said(column.heading))
        if trouble and (column.at, trouble) not in self._told:
            self._told.add((column.at, trouble))
            what = f"A date of this column: {trouble.value}. Others of it may be so too"
            self.flaws.append(Flaw(f"column {column.at + 1}, first in row {row.number}", what))
        return time


def _first(got: dict[str, list[tuple[Column, str]]], name: str) -> str:
    cells = got.get(name)
    return cells[0][1] if cells else ""


def _hashes(got: dict[str, list[tuple[Column, str]]]) -> tuple[FileHash, ...]:
    found = []
    for name in HASHES:
        for column, cell in got.get(name, ()):
            values = [cell] if name == "photodna" else _BETWEEN_HASHES.split(cell)
            found += [FileHash(column.heading, value, hash_kind(name, value)) for value in values if value]
    return tuple(found)
