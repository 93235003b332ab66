"""Tables of text as they arrive: any encoding, separator and quoting, each row with the number a person sees.

Nothing is evaluated: a cell that begins like a formula is the text that it is.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, NamedTuple

from waymark.stages.intake.readers.encodings import family_of
from waymark.stages.intake.readers.errors import BrokenDocument, EmptyDocument
from waymark.stages.intake.readers.json_documents import LARGEST, read_up_to, storable

SEPARATORS = ",;\t|"
_SNIFFED = 65_536  # characters
_CUT_SHORT = "unexpected end of data"


class Row(NamedTuple):
    """A row. number: as a spreadsheet counts it, from 1, the heading and blank rows included."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def text_of(stream: BinaryIO) -> str:
    """A document as text: Unicode by its mark or its bytes, else Windows-1252, as spreadsheets write it.

    Raises EmptyDocument, TooLarge.
    """
    content = read_up_to(stream, LARGEST)
    family, mark = family_of(content)
    candidates = (family,) if mark else (*_unmarked(content), family, "cp1252", "latin-1")
    for encoding in candidates:
        try:
            text = content[mark:].decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip("\ufeff \t\r\n"):
            raise EmptyDocument(where="byte 0", what="The document is empty")
        return storable(text)
    raise BrokenDocument(where="byte 0", what=f"The bytes are not valid {family.upper()}")


def _unmarked(content: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows itself by its zero bytes."""
    head = content[:1_000]
    if b"\0" not in head:
        return ()
    return ("utf-16-le",) if head[1::2].count(0) > head[::2].count(0) else ("utf-16-be",)


def separator_of(text: str) -> str:
    """The separator that the first row with one has most of, outside quotes; a comma when there is none."""
    is_quoted = False
    counts = dict.fromkeys(SEPARATORS, 0)
    for sign in text[:_SNIFFED]:
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted and sign in counts:
            counts[sign] += 1
        elif not is_quoted and sign in "\r\n" and any(counts.values()):
            break
    return max(SEPARATORS, key=lambda sign: counts[sign])


def rows_of(text: str, *, separator: str = "") -> list[Row]:
    """Every row, blank ones too. Raises BrokenDocument at the row whose quotes are never closed."""
    wanted = separator or separator_of(text)
    try:
        return _rows(text, wanted, is_strict=True)
    except csv.Error as fault:
        if _CUT_SHORT in str(fault):
            raise BrokenDocument(
                where=f"line {text.count(chr(10)) + 1}",
                what="A quote is opened that is never closed, so where a row ends cannot be known",
            ) from None
    try:
        return _rows(text, wanted, is_strict=False)
    except csv.Error as fault:
        raise BrokenDocument(where="a row", what=f"This table cannot be read: {fault}") from None


def beginning_of(text: str) -> list[Row]:
    """The rows of a document's beginning, wherever it was cut: inside a quoted cell, that cell ends with it."""
    try:
        return _rows(text, separator_of(text), is_strict=False)
    except csv.Error:
        return []


def _rows(text: str, separator: str, *, is_strict: bool) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=is_strict)
    return [Row(number, tuple(cells)) for number, cells in enumerate(reader, start=1)]


def plain_heading(heading: str) -> str:
    """A heading as headings are compared: lower case, letters and digits alone."""
    return "".join(filter(str.isalnum, heading.casefold()))
