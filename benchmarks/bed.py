"""What a measurement stands on: a PostgreSQL of its own, durable, with the schema, roles and row security."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from waymark.config import embedded
from waymark.config.state import SUPERUSER, StateFolder, read_secrets

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
# In the order that foreign keys ask for.
TABLES = (
    "identifier",
    "delivery",
    "delivery_part",
    "report",
    "report_number",
    "party",
    "prior_report",
    "ip_capture",
    "reported_file",
    "kept_raw",
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

    def __init__(self, folder: Path) -> None:
        self._state = folder / "state"
        self.database = embedded.hold(self._state)
        password = read_secrets(StateFolder(self.database.state)).passwords[SUPERUSER]
        self._superuser = f"postgresql://{SUPERUSER}:{quote(password)}@/postgres?host={quote(str(self.database.socket_dir))}"
        self.current = "waymark"
        self._point("waymark")
        subprocess.run([sys.executable, "-m", "waymark.config.migrate"], check=True, capture_output=True)

    def _point(self, name: str) -> None:
        for role, url in self.database.urls.items():
            os.environ[f"WAYMARK_DATABASE_URL_{role.upper()}"] = _at(url, name)
        os.environ["WAYMARK_EMBEDDED"] = "1"

    def superuser(self, name: str) -> psycopg.Connection:
        """A connection past row security, for the raw side of a comparison."""
        return psycopg.connect(_at(self._superuser, name), autocommit=True)

    def clone(self, name: str, *, of: str = "waymark") -> None:
        """A fresh database as the template is."""
        from django.db import connection

        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        with self.superuser("postgres") as server:
            server.execute(f"drop database if exists {name} with (force)")
            server.execute(f"create database {name} template {of}")

    def use(self, name: str) -> None:
        """Point the application at a database."""
        from django.db import connection

        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        connection.settings_dict["NAME"] = name
        self.current = name


def _at(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


@contextmanager
def bed() -> Iterator[Bed]:
    """A bed, gone afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
    os.environ["WAYMARK_DATABASE_ROLE"] = "application"
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="wmb-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        os.environ["WAYMARK_STATE"] = folder
        made = Bed(Path(folder))
        import django

        django.setup()
        _prepare(folder)
        yield made
        from django.db import connection

        connection.close_pool()  # type: ignore[attr-defined]
        embedded.release()


def _prepare(folder: str) -> None:
    """An officer and the invented reference data, in the template."""
    from waymark.access import queries
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.reference import load_reference
    from waymark.reference.kinds import Kind
    from waymark.synthetic.reference import reference_files

    viewer = officer()
    for kind, (name, content) in reference_files(1).items():
        path = Path(folder) / name
        path.write_bytes(content)
        with acting(viewer):
            load_reference(viewer, Kind(kind), path, now=NOW, valid_from=datetime(2024, 1, 1).date())
    del queries


def officer():
    """The local officer that the first start made."""
    from waymark.access import queries

    return queries.viewer_called(queries.officers()[0].username)


def copied(connection: psycopg.Connection, table: str, *, after: str = "") -> bytes:
    """A table's rows as COPY writes them."""
    buffer = io.BytesIO()
    with connection.cursor().copy(f"copy (select * from {table} {after}) to stdout") as copy:
        for block in copy:
            buffer.write(block)
    return buffer.getvalue()
