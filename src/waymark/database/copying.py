"""Rows into guarded tables by the thousand.

PostgreSQL refuses COPY into a table with row-level security, so a batch goes by COPY into a temporary
table and from there by `insert ... select ... on conflict do nothing`, which also makes it safe to run
twice. Temporary tables live as long as the connection and empty themselves at every commit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
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


# What text COPY would take for its own signs. Source: PostgreSQL documentation, COPY, text format.
_SPECIAL = re.compile(r"[\\\t\n\r\x08\x0b\x0c]")
_ESCAPED = str.maketrans(
    {
        "\\": r"\\",
        "\t": r"\t",
        "\n": r"\n",
        "\r": r"\r",
        "\x08": r"\b",
        "\x0b": r"\v",
        "\x0c": r"\f",
    }
)
_IN_ARRAY = str.maketrans({"\\": r"\\", '"': r"\""})


def _text(value: str) -> str:
    return value.translate(_ESCAPED) if _SPECIAL.search(value) else value


@lru_cache(maxsize=8_192)
def _array(values: tuple[str, ...]) -> str:
    """An array of text as PostgreSQL reads it, escaped for COPY; the same lists come again and again."""
    inside = ",".join('"' + value.translate(_IN_ARRAY) + '"' for value in values)
    return _text("{" + inside + "}")


@dataclass(frozen=True, slots=True)
class Json:
    """A value for a jsonb column. Named tuples become arrays, dataclasses objects."""

    value: Any

    def text(self) -> str:
        return msgspec.json.encode(self.value).decode()


_WRITE: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    float: repr,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _: r"\N",
    datetime: lambda value: value.isoformat(" "),
    date: lambda value: value.isoformat(),
    bytes: lambda value: r"\\x" + value.hex(),
    tuple: _array,
    list: lambda values: _array(tuple(values)),
    Json: lambda value: _text(value.text()),
}


def _line(row: Sequence[Any]) -> str:
    """A row as COPY reads it. Enumerations are text; anything unforeseen is a fault, loud."""
    fields = []
    for value in row:
        write = _WRITE.get(type(value))
        if write is None:
            if not isinstance(value, str):
                raise TypeError(f"No column takes a {type(value).__name__}")
            fields.append(_text(str(value)))
        else:
            fields.append(write(value))
    return "\t".join(fields)


_BLOCK = 1_000


def stage(table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows into the table's temporary twin. Must run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(table.making)
        with cursor.copy(f"copy {table.waiting} ({table.column_list}) from stdin") as copy:
            waiting = iter(rows)
            while block := list(islice(waiting, _BLOCK)):
                copy.write("\n".join(map(_line, block)) + "\n")


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
    """Rows on their way into one table, spilled into its temporary twin before they grow large.

    A report with fifty thousand events is thus never held in memory whole.
    """

    SPILL = 4_000

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: list[Sequence[Any]] = []
        self.add = self._rows.append
        self._staged = False

    def spill(self) -> None:
        """Send what has gathered to the database, when there is enough of it."""
        if len(self._rows) >= self.SPILL:
            self.stage()

    def stage(self) -> bool:
        """Send all that has gathered. Returns whether anything waits to be settled."""
        if self._rows:
            stage(self._table, self._rows)
            self._rows.clear()
            self._staged = True
        return self._staged

    def settle(self, *, conflict: str = "on conflict do nothing") -> int:
        """Write all that was added. Returns how many rows were new."""
        if not self.stage():
            return 0
        self._staged = False
        return settle(self._table, conflict=conflict)


def insert(table: Table, rows: Sequence[Sequence[Any]], *, conflict: str = "on conflict do nothing") -> int:
    """Write a batch of rows, leaving alone those that are already there. Returns how many were new."""
    if not rows:
        return 0
    if len(rows) <= _FEW:
        return _insert_few(table, rows, conflict)
    stage(table, rows)
    return settle(table, conflict=conflict)


# Up to here one INSERT costs less than a temporary table's four round trips.
_FEW = 8


def _insert_few(table: Table, rows: Sequence[Sequence[Any]], conflict: str) -> int:
    places = ", ".join(["(" + ", ".join(["%s"] * len(table.columns)) + ")"] * len(rows))
    values = [_parameter(value) for row in rows for value in row]
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table.name} ({table.column_list}) values {places} {conflict}",
            values,
        )
        return int(cursor.rowcount)


def _parameter(value: Any) -> Any:
    if isinstance(value, Json):
        return value.text()
    return list(value) if type(value) is tuple else value


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
