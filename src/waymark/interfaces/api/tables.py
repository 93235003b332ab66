"""Tables in a request: the text of a CSV file, or rows as objects; read as the command reads files."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

Cell = str | int | float | bool | None
Table = str | list[dict[str, Cell]]


def stream_of(table: Table) -> BinaryIO:
    """A table as the bytes of a CSV file. Rows may differ in their columns: a cell that is not there is empty."""
    if isinstance(table, str):
        return io.BytesIO(table.encode())
    headings = list(dict.fromkeys(name for row in table for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_text(row.get(name)) for name in headings] for row in table)
    return io.BytesIO(out.getvalue().encode())


def _text(cell: Cell) -> str:
    """A cell as a file would have it: yes and no as 1 and 0, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
