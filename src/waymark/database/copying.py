"""Rows into guarded tables by the thousand.

PostgreSQL refuses COPY into a table with row-level security, so a batch goes by COPY into a temporary
table and from there by `insert ... select ... on conflict do nothing`, which also makes it safe to run
twice. Temporary tables live as long as the connection and empty themselves at every commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

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


def stage(table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows into the table's temporary twin. Must run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(table.making)
        with cursor.copy(f"copy {table.waiting} ({table.column_list}) from stdin") as copy:
            for row in rows:
                copy.write_row(row)


def settle(table: Table, *, conflict: str = "on conflict do nothing") -> int:
    """Insert what waits into the table itself and forget it. Returns how many rows were new."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table.name} ({table.column_list}) "  # noqa: S608 - names are our own constants
            f"select {table.column_list} from {table.waiting} {conflict}"
        )
        written: int = cursor.rowcount
        cursor.execute(f"delete from {table.waiting}")  # noqa: S608 - as above
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
    stage(table, rows)
    return settle(table, conflict=conflict)


def allot_ids(table: str, count: int) -> list[int]:
    """Take `count` identifiers from the table's own sequence, in rising order."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", [table, count]
        )
        return sorted(row[0] for row in cursor.fetchall())
