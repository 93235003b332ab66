"""Tables of text: their encoding, separator and headings in any case; refused where they do not fit."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Separators met in the wild; a comma unless the first line has more of another.
_SEPARATORS = ",;\t|"
_SNIFFED_BYTES = 65_536


class WrongFile(WaymarkError):
    """A file is not of the kind it was given as, or is damaged."""

    def __init__(self, kind: str, *, expected: str, found: str, row: int | None = None) -> None:
        where = f" in row {row}" if row is not None else ""
        super().__init__(
            f"this cannot be read as {kind}: expected {expected}; found {found}{where}. "
            "Nothing was loaded. Check that the kind fits the file, or export the file again"
        )


@contextmanager
def as_text(stream: BinaryIO) -> Iterator[io.TextIOWrapper]:
    """The stream as text, left open afterwards for whoever opened it.

    UTF-8 with or without a mark, UTF-16 with one, else Windows-1252: all are met in official tables. Only
    the first part is looked at, so a stray byte further on is replaced and not refused.
    """
    head = stream.read(_SNIFFED_BYTES)
    stream.seek(0)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig" if _is_utf8(head) else "cp1252"
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        yield text
    finally:
        if not stream.closed:  # a reading that was given up is ended by the collector, later than its file
            text.detach()


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as fault:
        return fault.start >= len(head) - 3  # a letter cut in two by the end of the part looked at
    return True


def rows_of(stream: BinaryIO, kind: str) -> Iterator[tuple[int, list[str]]]:
    """Row numbers, from 1, and cells. Blank rows are passed over. Raises WrongFile for a binary file."""
    with as_text(stream) as text:
        yield from _rows_of(text, kind)


def _rows_of(text: io.TextIOWrapper, kind: str) -> Iterator[tuple[int, list[str]]]:
    head = text.read(_SNIFFED_BYTES // 8)
    if "\x00" in head or not head.strip():
        found = "an empty file" if not head.strip() else "a file that is not text"
        raise WrongFile(kind, expected="a table of text", found=found)
    first = next(line for line in head.splitlines() if line.strip())
    separator = max(_SEPARATORS, key=first.count)
    text.seek(0)
    reader = csv.reader(text, delimiter=separator)
    is_blank = True
    try:
        for cells in reader:
            if any(cells):
                is_blank = False
                yield reader.line_num, cells
    except csv.Error as fault:
        raise WrongFile(kind, expected="a table of text", found=str(fault), row=reader.line_num) from fault
    if is_blank:
        raise WrongFile(kind, expected="a table of text", found="rows with nothing in them")


def plain_heading(heading: str) -> str:
    """A heading as headings are compared: lower case, words joined by underscores."""
    return "_".join(heading.strip().lower().replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a reader wants, by every heading it is published under.

    names: whole headings. patterns: headings in which # stands for a vintage, such as lad#cd for LAD24CD.
    """

    names: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def index(self, headings: Sequence[str]) -> int | None:
        """Where the column stands; of several vintages the latest holds. None when it is not there."""
        for name in self.names:
            if name in headings:
                return headings.index(name)
        fits = [
            (vintage, at)
            for at, heading in enumerate(headings)
            if (vintage := self._vintage(heading)) is not None
        ]
        return max(fits, key=lambda fit: (fit[0], -fit[1]))[1] if fits else None

    def _vintage(self, heading: str) -> int | None:
        for pattern in self.patterns:
            before, _, after = pattern.partition("#")
            middle = heading[len(before) : len(heading) - len(after)] if after else heading[len(before) :]
            if heading == before + middle + after and middle.isascii() and middle.isdigit():
                return int(middle)
        return None


def find_columns(
    kind: str, headings: Sequence[str], *, wanted: dict[str, Column], optional: Sequence[str] = ()
) -> dict[str, int | None]:
    """Where each wanted column stands. Raises WrongFile naming those that are missing and what is there."""
    plain = [plain_heading(heading) for heading in headings]
    found = {name: column.index(plain) for name, column in wanted.items()}
    missing = [name for name, at in found.items() if at is None and name not in optional]
    if missing:
        needs = "; ".join(
            f"{name} ({', '.join(wanted[name].names + wanted[name].patterns)})" for name in missing
        )
        raise WrongFile(
            kind,
            expected=f"columns for {needs}{', where # is a vintage such as 24' if '#' in needs else ''}",
            found=f"the headings {', '.join(plain[:12])}",
            row=1,
        )
    return found


def cell(cells: Sequence[str], at: int | None) -> str:
    """The cell at a place, trimmed; empty where the column or the row ends before it."""
    return cells[at].strip() if at is not None and at < len(cells) else ""
