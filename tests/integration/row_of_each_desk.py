"""A row of each desk in every table of the record, whatever the table is for.

What deliveries and officers leave there is told by a story; a table that no story reaches yet gets a row of
plain values here, so that a table can never be left out of the tests of row security.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.conftest import OWN, server
from waymark.config.state import SUPERUSER, StateFolder, read_secrets

_BY_TYPE = {
    "boolean": "false",
    "timestamp with time zone": "timestamptz '2026-11-20 09:00+00'",
    "date": "date '2026-11-20'",
    "jsonb": "'{}'::jsonb",
    "bytea": "'\\x00'::bytea",
    "double precision": "0.5",
    "smallint": "1",
}
_numbers = count(7_000_001)


def fill(tables: Sequence[str], desks: Sequence[int]) -> None:
    """Give each of these tables a row of each of these desks that has none.

    Foreign keys, triggers and checks are set aside for it, in this test's own database: the row is there to be
    hidden, not to mean anything.
    """
    held = server()
    password = read_secrets(StateFolder(Path(held.state))).passwords[SUPERUSER]
    url = f"postgresql://{SUPERUSER}:{quote(password)}@/{OWN}?host={quote(str(held.socket_dir))}"
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute("set session_replication_role = replica")
        for table in tables:
            for desk in desks:
                found = superuser.execute(
                    f"select 1 from {table} where desk_id = %s limit 1".encode(), [desk]
                )
                if found.fetchone() is None:
                    _insert(superuser, table, desk)


def _insert(superuser: psycopg.Connection, table: str, desk: int) -> None:
    checks = superuser.execute(
        "select conname from pg_constraint where conrelid = %s::regclass and contype = 'c'", [table]
    ).fetchall()
    for (check,) in checks:
        superuser.execute(f'alter table {table} drop constraint "{check}"'.encode())
    columns = superuser.execute(
        "select a.attname, format_type(a.atttypid, null) from pg_attribute a "
        "where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull "
        "and a.attidentity = '' and a.attgenerated = '' and a.attname <> 'desk_id'",
        [table],
    ).fetchall()
    names = ", ".join(["desk_id", *(f'"{name}"' for name, _ in columns)])
    values = ", ".join([str(desk), *(_value(kind) for _, kind in columns)])
    superuser.execute(f"insert into {table} ({names}) values ({values})".encode())


def _value(kind: str) -> str:
    if kind.endswith("[]"):
        return "'{}'"
    if kind in ("integer", "bigint"):
        return str(next(_numbers))
    return _BY_TYPE.get(kind, f"'made-{next(_numbers)}'")
