"""Rows in the bytes that COPY takes as they are, for what a batch has by the ten thousand.

Nothing is put in quotes, written out and read again. Whoever adds a row has put its fields together, the same
beginning of many rows once. Layout: PostgreSQL's documentation of COPY, "Binary Format".
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from struct import Struct

from waymark.database.copying import Rows

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)  # no flags, nothing more in the header
_END = b"\xff\xff"
# PostgreSQL counts a timestamp's microseconds from here.
_EPOCH, _MICROSECOND = datetime(2000, 1, 1, tzinfo=UTC), timedelta(microseconds=1)

_FIELDS = Struct(">h")
_LENGTH = Struct(">i")
_SMALLINT, _INTEGER, _BIGINT = Struct(">ih"), Struct(">ii"), Struct(">iq")
_SHORT = [_LENGTH.pack(length) for length in range(256)]

NULL = _LENGTH.pack(-1)


class BinaryRows(Rows):
    """As Rows, of rows that are bytes already: `row` and then each field, in the order of the columns."""

    FORM = "(format binary)"
    FEW = 0

    def _write_out(self) -> None:
        if self._rows:
            self._blocks.append(b"".join(self._rows))  # type: ignore[arg-type]
            self._rows.clear()

    def stage(self) -> bool:
        """As of Rows."""
        self._write_out()
        if self._blocks:
            self._blocks = [_SIGNATURE, *self._blocks, _END]
        return super().stage()


def row(fields: int) -> bytes:
    """How a row of so many fields begins."""
    return _FIELDS.pack(fields)


def smallint(value: int) -> bytes:
    return _SMALLINT.pack(2, value)


def integer(value: int | None) -> bytes:
    return NULL if value is None else _INTEGER.pack(4, value)


def bigint(value: int) -> bytes:
    return _BIGINT.pack(8, value)


def text(value: str) -> bytes:
    written = value.encode()
    length = len(written)
    return (_SHORT[length] if length < len(_SHORT) else _LENGTH.pack(length)) + written


def timestamp(value: datetime | None) -> bytes:
    """A time that knows its zone."""
    return NULL if value is None else _BIGINT.pack(8, (value - _EPOCH) // _MICROSECOND)


def length(size: int) -> bytes:
    """What stands before so many bytes of a bytea."""
    return _LENGTH.pack(size)
