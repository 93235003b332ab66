"""A register on its way into the pipeline: read as a table, joined with its map, and offered as one document."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from waymark.stages.intake.operations import Offer
from waymark.stages.intake.readers.registers.documents import Table, table_of, write_register
from waymark.stages.intake.readers.registers.maps import ColumnMap
from waymark.stages.intake.readers.registers.rows import RowRead


@dataclass(frozen=True, slots=True)
class RegisterOffer:
    """A register's document, held out as a delivery under the file's own name."""

    name: str
    folder: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a register would become, before anything of it is written.

    rows: the first of them. reports, without: rows that become a report, and rows that do not. flawed: rows
    with something wrong. kept_raw: headings that are kept raw, with how many of their cells say something.
    """

    table: Table
    rows: Sequence[RowRead]
    reports: int
    without: int
    flawed: int
    kept_raw: Sequence[tuple[str, int]]


def as_offer(offer: Offer, by: ColumnMap) -> RegisterOffer:
    """Turn a file into the document of a register. Raises CannotRead; nothing is written."""
    with offer.open() as stream:
        table = table_of(stream)
    document = write_register(table, by, register=by.name, file_name=offer.name)
    return RegisterOffer(offer.name, offer.folder, document)


def source_of(by: ColumnMap) -> str:
    """Who reported, for every report of a register."""
    return f"register {by.name}"


def preview(offer: Offer, by: ColumnMap, *, most: int = 20) -> Preview:
    """Read a register without writing anything. most: how many rows to show. Raises CannotRead."""
    with offer.open() as stream:
        table = table_of(stream)
    rows = table.read(by, register=by.name)
    shown = list(islice(rows, most))
    reports = without = flawed = 0
    for row in (*shown, *rows):
        reports += bool(row.facts)
        without += not row.facts
        flawed += bool(row.flaws)
    unnamed = Counter(
        heading
        for _, cells in table.rows
        for heading, cell in zip(table.headings, cells, strict=False)
        if heading and cell.strip() and not by.field_of(heading)
    )
    return Preview(table, shown, reports, without, flawed, list(unnamed.items()))
