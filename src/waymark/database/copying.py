"""Rows into guarded tables by the thousand.

PostgreSQL refuses COPY into a table with row-level security, so a batch goes by COPY into a temporary
table and from there by `insert ... select`. Where a row may stand already `on conflict do nothing` makes it
safe to run twice; rows of a report that the batch itself has numbered cannot. Temporary tables live as long
as the connection and empty themselves at every commit, which a few rows do not pay for: they go by INSERT.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import msgspec
import psycopg
from django.db import connection


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the columns that a batch fills, in order.

    types: the columns' types, for a batch that waits under a name with no lasting table of its own.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...] = ()

    @property
    def waiting(self) -> str:
        """The temporary table that a batch waits in."""
        return f"waiting_{self.name}"

    @property
    def making(self) -> str:
        """SQL that makes the temporary table, if this connection has not made it yet."""
        if self.types:
            pairs = ", ".join(f'"{name}" {kind}' for name, kind in zip(self.columns, self.types, strict=True))
            shape = f"({pairs}) on commit delete rows"
        else:
            shape = f"on commit delete rows as select {self.column_list} from {self.name} with no data"
        return f"create temporary table if not exists {self.waiting} {shape}"

    @property
    def column_list(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


@dataclass(frozen=True, slots=True)
class Json:
    """A value for a jsonb column. Named tuples become arrays, dataclasses objects."""

    value: Any

    def text(self) -> str:
        return msgspec.json.encode(self.value).decode()


class _Null(int):
    """What the writer leaves unquoted, as it does numbers alone, and COPY reads as null."""

    def __str__(self) -> str:
        return r"\N"


_NULL = _Null()
_IN_ARRAY = str.maketrans({"\\": r"\\", '"': r"\""})


@lru_cache(maxsize=8_192)
def _array(values: tuple[str | int, ...]) -> str:
    """An array of text or numbers as PostgreSQL reads it; the same lists come again and again."""
    return "{" + ",".join('"' + str(value).translate(_IN_ARRAY) + '"' for value in values) + "}"


# What the writer writes as PostgreSQL reads it, and how anything else is made such.
_PLAIN = frozenset({str, int, float, bool, datetime, date})
_WRITE: dict[type, Callable[[Any], Any]] = {
    type(None): lambda _: _NULL,
    bytes: lambda value: r"\x" + value.hex(),
    tuple: _array,
    list: lambda values: _array(tuple(values)),
    Json: Json.text,
}


def _column(values: tuple[Any, ...]) -> Sequence[Any]:
    """One column made ready to be written. Enumerations are text; anything unforeseen is a fault, loud."""
    kinds = set(map(type, values)) - _PLAIN
    for kind in kinds:
        if kind not in _WRITE and not issubclass(kind, str):
            raise TypeError(f"No column takes a {kind.__name__}")
    if kinds.isdisjoint(_WRITE):
        return values
    return [_WRITE[type(value)](value) if type(value) in _WRITE else value for value in values]


_BLOCK = 1_000


def copy_text(rows: Sequence[Sequence[Any]]) -> list[bytes]:
    """Rows in the CSV that `stage` copies, in blocks: text in quotes, null a bare backslash and N.

    Column by column and by the C library's writer: a third of the time that it takes field by field.
    """
    blocks = []
    for first in range(0, len(rows), _BLOCK):
        text = io.StringIO()
        columns = map(_column, zip(*rows[first : first + _BLOCK], strict=True))
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerows(zip(*columns, strict=True))
        blocks.append(text.getvalue().encode())
    return blocks


_CSV = "(format csv, null '\\N')"


def stage(table: Table, blocks: Iterable[bytes], *, form: str = _CSV) -> None:
    """COPY what `copy_text` made into the table's temporary twin. Must run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(table.making)
        with cursor.copy(f"copy {table.waiting} ({table.column_list}) from stdin {form}") as copy:
            for block in blocks:
                copy.write(block)


def settle(table: Table, *, conflict: str = "on conflict do nothing") -> int:
    """Insert what waits into the table itself and forget it. Returns how many rows were new."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table.name} ({table.column_list}) "
            f"select {table.column_list} from {table.waiting} {conflict}"
        )
        written: int = cursor.rowcount
        cursor.execute(f"truncate {table.waiting}")
    return written


class Rows:
    """Rows on their way into one table.

    Of a large document they are spilled into the table's temporary twin before they grow many, so that a
    report with fifty thousand events is never held in memory whole. Of small ones they can be made ready
    before the transaction that writes them has begun.
    """

    SPILL = 4_000
    # Up to here one INSERT costs less than a temporary table: four round trips, and to be emptied at the commit.
    FEW = 64
    FORM = _CSV

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: list[Sequence[Any]] = []
        self.add = self._rows.append
        self._blocks: list[bytes] = []
        self._staged = False

    def make_ready(self) -> None:
        """Turn what has gathered into what COPY reads, unless it is few. Asks nothing of the database."""
        if len(self._rows) > self.FEW:
            self._write_out()

    def _write_out(self) -> None:
        self._blocks += copy_text(self._rows)
        self._rows.clear()

    def spill(self) -> None:
        """Send what has gathered to the database, when there is enough of it."""
        if len(self._rows) >= self.SPILL:
            self.stage()

    def stage(self) -> bool:
        """Send all that has gathered. Returns whether anything waits to be settled."""
        self._write_out()
        if self._blocks:
            stage(self._table, self._blocks, form=self.FORM)
            self._blocks.clear()
            self._staged = True
        return self._staged

    def settle(self, *, conflict: str = "") -> int:
        """Write all that was added. Returns how many rows were written.

        Rows of a report that this batch itself numbered clash with none: if they do, that is a fault of ours.
        """
        if not (self._staged or self._blocks or len(self._rows) > self.FEW):
            rows = self._rows.copy()
            self._rows.clear()
            return insert(self._table, rows, conflict=conflict)
        self.stage()
        self._staged = False
        return settle(self._table, conflict=conflict)


def insert(table: Table, rows: Sequence[Sequence[Any]], *, conflict: str = "on conflict do nothing") -> int:
    """Write a batch of rows, leaving alone those that are already there. Returns how many were new."""
    if not rows:
        return 0
    if len(rows) <= Rows.FEW:
        return _insert_few(table, rows, conflict)
    stage(table, copy_text(rows))
    return settle(table, conflict=conflict)


def _insert_few(table: Table, rows: Sequence[Sequence[Any]], conflict: str) -> int:
    """One statement with one value: the server takes JSON apart faster than we write five hundred literals."""
    records = [dict(zip(table.columns, map(_in_json, row), strict=True)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table.name} ({table.column_list}) select {table.column_list} "
            f"from json_populate_recordset(null::{table.name}, %s) {conflict}",
            [msgspec.json.encode(records).decode()],
        )
        return int(cursor.rowcount)


def _in_json(value: Any) -> Any:
    if type(value) is bytes:
        return r"\x" + value.hex()
    return value.value if type(value) is Json else value


def insert_bytes(table: Table, rows: Sequence[Sequence[Any]], types: Sequence[str]) -> None:
    """Write rows that hold large values straight into the table, in binary, without a stop on the way."""
    if rows:
        arrays = ", ".join(f"%b::{kind}[]" for kind in types)
        connection.ensure_connection()
        # Django's own cursor would write the values into the statement's text.
        with psycopg.Cursor(connection.connection) as cursor:
            cursor.execute(
                f"insert into {table.name} ({table.column_list}) select * from unnest({arrays}) "
                "on conflict do nothing",
                [list(column) for column in zip(*rows, strict=True)],
            )


def allot_ids(table: str, count: int) -> list[int]:
    """Take `count` identifiers from the table's own sequence, in rising order."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", [table, count]
        )
        return sorted(row[0] for row in cursor.fetchall())
