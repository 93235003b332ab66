"""Rows of the tables that a force's own systems export: what each says under its headings, or why it is refused."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from waymark.errors import WaymarkError
from waymark.reference.readers.tables import as_text

_SEPARATORS = ",;\t|"


class FileRefused(WaymarkError):
    """A row cannot be understood: nothing of the file is loaded."""

    def __init__(self, row: int, what: str) -> None:
        super().__init__(f"Row {row}: {what}. Nothing was loaded: correct it and load the file again")


def said_in(
    stream: BinaryIO, columns: Callable[[Sequence[str]], Mapping[str, int]], *, refused: type[FileRefused]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that says anything: its number, and what it says under each name.

    columns: from the headings, in lower case with single spaces, to where each name stands, or raises `refused`.
    Raises `refused` where it is no table.
    """
    with as_text(stream) as text:
        first = text.readline()
        separator = max(_SEPARATORS, key=first.count)
        text.seek(0)
        rows = csv.reader(text, delimiter=separator)
        try:
            headings = [" ".join(head.replace("_", " ").lower().split()) for head in next(rows, [])]
            places = columns(headings)
            for n, row in enumerate(rows, start=2):
                if any(cell.strip() for cell in row):
                    yield n, {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
        except csv.Error as problem:
            raise refused(rows.line_num, f"it is no table ({problem})") from problem


def places_of(names: Mapping[str, Sequence[str]], headings: Sequence[str]) -> dict[str, int]:
    """Where each name stands, by the first of its headings that is there; a name with none is left out."""
    found = {name: next((each for each in known if each in headings), None) for name, known in names.items()}
    return {name: headings.index(heading) for name, heading in found.items() if heading is not None}
