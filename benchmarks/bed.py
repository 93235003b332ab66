"""What a measurement stands on: a PostgreSQL of its own, durable, with the schema, roles and row security."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from waymark.config import embedded
from waymark.config.state import SUPERUSER, StateFolder, read_secrets

if TYPE_CHECKING:
    from waymark.access.rules import Viewer

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
# In the order that foreign keys ask for.
INTAKE_TABLES = (
    "delivery",
    "delivery_part",
    "report",
    "report_number",
    "party",
    "prior_report",
    "ip_capture",
    "reported_file",
    "kept_raw",
    "reading",
    "audit_entry",
    "audit_detail",
)
TABLES = (
    "identifier",
    *INTAKE_TABLES[:-3],
    "referral",
    "referral_report",
    "reading",
    "waiting_document",
    "fault",
    "mention",
    "link",
    "ip_verdict",
    "placement",
    "referral_force",
    "report_summary",
    "assessment",
    "queue_entry",
    "audit_entry",
    "audit_detail",
)

Written = dict[str, bytes]


@dataclass(frozen=True)
class Held:
    """Bytes held out as a delivery."""

    content: bytes
    name: str
    folder: str = "bench"

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


class Bed:
    """One server; databases are cloned from a migrated template with officers and reference data."""

    def __init__(self, database: embedded.Database) -> None:
        self.database = database
        password = read_secrets(StateFolder(self.database.state)).passwords[SUPERUSER]
        socket = quote(str(self.database.socket_dir))
        self._superuser = f"postgresql://{SUPERUSER}:{quote(password)}@/postgres?host={socket}"
        os.environ |= self.environment("waymark")
        subprocess.run([sys.executable, "-m", "waymark.config.migrate"], check=True, capture_output=True)

    def environment(self, name: str) -> dict[str, str]:
        """What points a process of ours at one of this server's databases."""
        urls = self.database.urls.items()
        return {f"WAYMARK_DATABASE_URL_{role.upper()}": _at(url, name) for role, url in urls} | {
            "WAYMARK_EMBEDDED": "1"
        }

    def superuser(self, name: str) -> psycopg.Connection[Any]:
        """A connection past row security, for the raw side of a comparison."""
        return psycopg.connect(_at(self._superuser, name), autocommit=True)

    def clone(self, name: str) -> None:
        """A fresh database as the template is."""
        self.use(name)
        with self.superuser("postgres") as server:
            server.execute(f"drop database if exists {name} with (force)")
            server.execute(f"create database {name} template waymark")

    def use(self, name: str) -> None:
        """Point the application at a database."""
        from django.db import connection

        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        connection.settings_dict["NAME"] = name

    def written(self, name: str, tables: Iterable[str]) -> Written:
        """The rows of a database that its template has not, as COPY writes them."""
        with self.superuser(name) as server, self.superuser("waymark") as template:
            found = template.execute("select seq from audit_head").fetchone()
            assert found is not None
            return {
                table: _copied(server, table, f"where seq > {found[0]}" if table.startswith("audit_") else "")
                for table in tables
            }

    def copy_raw(self, rows: Written) -> float:
        """Seconds to COPY ready-made rows into the same indexed tables, past row security, in one commit."""
        self.clone("raw")
        with self.superuser("raw") as server:
            started = perf_counter()
            with server.transaction():
                for table, text in rows.items():
                    with server.cursor().copy(f"copy {table} from stdin") as copy:
                        copy.write(text)
            return perf_counter() - started

    def has_same(self, rows: Written) -> bool:
        """Whether the raw database holds exactly these rows."""
        standing = self.written("raw", rows)
        return all(sorted(standing[table].split(b"\n")) == sorted(rows[table].split(b"\n")) for table in rows)


def _at(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def _copied(connection: psycopg.Connection[Any], table: str, where: str) -> bytes:
    """What COPY takes back: the rows without the columns that the database makes itself."""
    columns = connection.execute(
        "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
        " where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
        [table],
    ).fetchone()
    assert columns is not None
    with connection.cursor().copy(f"copy (select {columns[0]} from {table} {where}) to stdout") as copy:
        return b"".join(bytes(block) for block in copy)


def start_django() -> None:
    """Make this process one of ours, at the database that its environment names."""
    import django

    # As `waymark` itself starts.
    gc.set_threshold(200_000, 20, 50)
    django.setup()


@contextmanager
def bed() -> Iterator[Bed]:
    """A bed, gone afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
    os.environ["WAYMARK_DATABASE_ROLE"] = "application"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("WAYMARK_DOOR", None)
    with embedded.temporary(durable=True) as database, tempfile.TemporaryDirectory() as folder:
        os.environ["WAYMARK_STATE"] = str(database.state)
        made = Bed(database)
        start_django()
        _load_reference(Path(folder))
        try:
            yield made
        finally:
            made.use("waymark")


def _load_reference(folder: Path) -> None:
    """The invented reference data, in the template."""
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.reference import load_reference
    from waymark.reference.kinds import Kind
    from waymark.synthetic.reference import reference_files

    viewer = officer()
    for kind, (name, content) in reference_files(1).items():
        path = folder / name
        path.write_bytes(content)
        with acting(viewer):
            load_reference(viewer, Kind(kind), path, now=NOW, valid_from=date(2024, 1, 1))


def officer() -> Viewer:
    """The local officer that the first start made."""
    from waymark.access import queries

    return queries.viewer_called(queries.officers()[0].username)
