"""A register with the map it was read by, as one document: what is kept under its digest, and read again.

A spreadsheet can hold pictures, so of one the text of its cells is kept, with the file's own name, size and
digest. The same file with the same map is the same document, so that it changes nothing a second time.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, BinaryIO

from waymark.referrals.types import Fact, Flaw, KeptRaw, Read
from waymark.stages.intake.readers.delimited import rows_of, text_of
from waymark.stages.intake.readers.errors import (
    BrokenDocument,
    CannotRead,
    EmptyDocument,
    UnknownRoot,
)
from waymark.stages.intake.readers.json_documents import LARGEST, load, plain, read_up_to
from waymark.stages.intake.readers.registers.maps import FIELDS, ColumnMap
from waymark.stages.intake.readers.registers.rows import RowRead, read_row
from waymark.stages.intake.readers.registers.workbooks import rows_of_workbook
from waymark.stages.intake.readers.signatures import embeds_media
from waymark.stages.intake.readers.written_dates import DateOrder

SCHEMA = "urn:waymark:schema:register:1"
_NAMED = re.compile(r'^\{\s*"schema"\s*:\s*"urn:waymark:schema:register:')
KNOWN_PATHS: Mapping[str, str] = MappingProxyType({f"row/{name}": words for name, words in FIELDS.items()})
# The headings stand within so many rows, and fill at least this share of the widest of the first rows.
_WITHIN, _LOOKED_AT, _NEARLY = 10, 50, 0.6
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """A register as it lies in its file: headings, and rows with their numbers; every cell is text.

    sha256, size: of the file itself. sheet: of a workbook, the name of the sheet. above: rows above the headings,
    such as a title.
    """

    sha256: str
    size: int
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    above: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def read(self, by: ColumnMap, *, register: str, trace: bool = False) -> Iterator[RowRead]:
        """What each row becomes."""
        for number, cells in self.rows:
            yield read_row(number, cells, self.headings, by, register=register, trace=trace)


def table_of(stream: BinaryIO) -> Table:
    """Read a register from a CSV file or a workbook (XLSX, ODS). Raises CannotRead."""
    content = read_up_to(stream, LARGEST)
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(_OLE):
        raise BrokenDocument(
            where="the file", what="This is a workbook of the old kind (XLS): save it as XLSX or CSV"
        )
    if content.startswith(_ZIP):
        sheet, rows = rows_of_workbook(content)
    else:
        sheet, rows = (
            "",
            [(row.number, row.cells) for row in rows_of(text_of(io.BytesIO(content)).lstrip("\ufeff"))],
        )
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    at = _heading_at([cells for _, cells in filled])
    if len(filled) < at + 2:
        raise EmptyDocument(where="the table", what="There are no rows below the headings")
    headings = tuple(cell.strip() for cell in filled[at][1])
    return Table(digest, len(content), sheet, headings, tuple(filled[at + 1 :]), tuple(filled[:at]))


def _heading_at(rows: Sequence[Sequence[str]]) -> int:
    """Which row has the headings: the first of the first rows that is as wide as the table, or nearly.

    A title, a date or a name above a table fills a cell or two.
    """
    widths = [sum(bool(cell.strip()) for cell in cells) for cells in rows[:_LOOKED_AT]]
    enough = max(widths, default=0) * _NEARLY
    return next((n for n, width in enumerate(widths[:_WITHIN]) if width >= enough), 0)


def write_register(table: Table, by: ColumnMap, *, register: str, file_name: str) -> bytes:
    """The document of a register and its map: the same bytes for the same table, map and name."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "register": register,
        "file": {"name": file_name, "sha256": table.sha256, "size": table.size, "sheet": table.sheet},
        "map": {**asdict(by), "date_order": by.date_order.value},
        "headings": table.headings,
        "rows": table.rows,
    }
    if table.above:
        document["above"] = table.above
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def looks_like(head: str) -> bool:
    return _NAMED.match(head.lstrip("\ufeff \t\r\n")) is not None and not embeds_media(head)


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read every row: the facts of each, its `Report` last; then what is wrong, row by row. Raises CannotRead."""
    table, by, register = _document(stream)
    flaws: list[Flaw] = []
    left: list[Fact] = [
        KeptRaw(f"/row[{number}]/{n}", cell)
        for number, cells in table.above
        for n, cell in enumerate(cells, start=1)
        if cell.strip()
    ]
    made = 0
    if trace:
        yield from (Read(f"/heading[{n}]", heading) for n, heading in enumerate(table.headings, 1) if heading)
    for row in table.read(by, register=register, trace=trace):
        yield from row.facts
        made += bool(row.facts)
        flaws += row.flaws
        left += row.left
    if not made:
        raise BrokenDocument(where="the table", what="None of its rows is a report by this column map")
    yield from left
    yield from flaws


def _document(stream: BinaryIO) -> tuple[Table, ColumnMap, str]:
    said = plain(load(stream))
    if not isinstance(said, dict) or said.get("schema") != SCHEMA:
        raise UnknownRoot(where="$.schema", what=f"The document does not name the schema {SCHEMA}")
    try:
        found, file = said["map"], said["file"]
        by = ColumnMap(
            str(found["name"]),
            int(found["version"]),
            tuple((str(heading), str(name)) for heading, name in found["columns"]),
            DateOrder(found["date_order"]),
            tuple(map(str, found["blanks"])),
        )
        rows, above = (
            tuple((int(number), tuple(map(str, cells))) for number, cells in each)
            for each in (said["rows"], said.get("above", []))
        )
        headings = tuple(map(str, said["headings"]))
        table = Table(str(file["sha256"]), int(file["size"]), str(file["sheet"]), headings, rows, above)
        return table, by, str(said["register"])
    except (KeyError, TypeError, ValueError):
        raise BrokenDocument(where="$", what="This is no register document as Waymark writes one") from None


__all__ = ["KNOWN_PATHS", "CannotRead", "Table", "looks_like", "read", "table_of", "write_register"]
