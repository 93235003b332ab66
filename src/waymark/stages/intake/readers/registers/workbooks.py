"""Workbooks (XLSX, ODS) as the text of their cells; what they unpack to is bounded before they are opened."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

from waymark.stages.intake.readers.errors import BrokenDocument, TooLarge
from waymark.stages.intake.readers.json_documents import storable

_MOST_UNPACKED = 512 << 20
_MOST_MEMBERS = 5_000
_MOST_ROWS = 200_000
_MOST_COLUMNS = 300


def rows_of_workbook(content: bytes) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """The first sheet's name, and its rows with their numbers. Raises BrokenDocument, TooLarge."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        name = next(iter(workbook.sheet_names), "")
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) if name else []
    except (CalamineError, OSError, ValueError) as fault:
        raise BrokenDocument(
            where="the workbook", what=f"It cannot be read: {type(fault).__name__}"
        ) from None
    if len(rows) > _MOST_ROWS or any(len(row) > _MOST_COLUMNS for row in rows[:1]):
        raise TooLarge(
            where=f"sheet {name}", what=f"It has more than {_MOST_ROWS} rows or {_MOST_COLUMNS} columns"
        )
    return storable(name), [(n, tuple(_cell(each) for each in row)) for n, row in enumerate(rows, start=1)]


def _check_size(content: bytes) -> None:
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise BrokenDocument(where="the workbook", what="It is cut short or damaged") from None
    if len(members) > _MOST_MEMBERS or sum(each.file_size for each in members) > _MOST_UNPACKED:
        raise TooLarge(where="the workbook", what="It unpacks to more than a register has need of")


def _cell(value: object) -> str:
    """A cell as text. A workbook's own date has its order in itself; a whole number loses its `.0`."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return storable(str(value))
