"""`waymark db`: bringing the database to this version, keeping it, and bringing it back."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

_DUMP, _MANIFEST = "database.dump", "manifest.json"


class OwnerNotGiven(WaymarkError):
    """The owner's login is not in the environment."""

    def __init__(self) -> None:
        super().__init__(
            "This needs the database's owner: set WAYMARK_DATABASE_URL_OWNER to its URL for this command alone"
        )


class ToolFailed(WaymarkError):
    """PostgreSQL's own tool did not do its work."""

    def __init__(self, tool: str, what: str) -> None:
        super().__init__(f"{tool} failed: {what.strip()[-600:]}")


class BackupRefused(WaymarkError):
    """A backup that cannot be written or brought back."""


def register(app: typer.Typer) -> None:
    db_app = typer.Typer(help="The database.", no_args_is_help=True)
    app.add_typer(db_app, name="db")

    @db_app.command()
    def migrate() -> None:
        """Bring the database to this version, as its owner."""
        with door.refusing():
            _migrate()

    @db_app.command()
    def upgrade(
        folder: Annotated[Path, typer.Argument(help="Where the backup before it goes.")],
    ) -> None:
        """Back up first, then bring the database to this version."""
        with door.refusing():
            backup_to(folder)
            _migrate()

    @db_app.command()
    def backup(folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")]) -> None:
        """Write the whole database, deliveries included, with a manifest of what it holds."""
        with door.refusing():
            backup_to(folder)

    @db_app.command()
    def restore(
        folder: Annotated[Path, typer.Argument(help="A folder that `waymark db backup` wrote.")],
        replace: Annotated[bool, typer.Option(help="Put it in place of what the database holds now.")] = False,
    ) -> None:
        """Bring a backup back, then compare every delivery's digest and the audit chain with its manifest."""
        with door.refusing():
            restore_from(folder, replace=replace)

    @db_app.command()
    def shell() -> None:
        """Open psql as the application's role: row security holds there too."""
        with door.refusing():
            acting_viewer()
            url = os.environ.get("WAYMARK_DATABASE_URL_APPLICATION") or os.environ.get("DATABASE_URL", "")
            raise typer.Exit(subprocess.run([_tool("psql")], env=_environment(url), check=False).returncode)  # noqa: S603

    @db_app.command()
    def roles() -> None:
        """Print the SQL that an administrator runs once on a real server."""
        from waymark.database.roles import administrator_script

        typer.echo(administrator_script())


def _migrate() -> None:
    if "WAYMARK_DATABASE_URL_OWNER" not in os.environ:
        raise OwnerNotGiven
    environment = {name: value for name, value in os.environ.items() if name != "WAYMARK_DOOR"}
    command = [sys.executable, "-m", "waymark.config.migrate"]
    done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise typer.Exit(door.WRONG_USAGE)
    door.say("The database is at this version.")


def _tool(name: str) -> str:
    folder = os.environ.get("WAYMARK_PG_BIN")
    return str(Path(folder) / name) if folder else name


def _environment(url: str, **more: str) -> dict[str, str]:
    """What libpq's own tools are told of a database: its URL as variables, and the bundled libraries."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    told = {
        "PGHOST": query.get("host") or parts.hostname or "",
        "PGPORT": str(query.get("port") or parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        "PGSSLMODE": query.get("sslmode", ""),
        **more,
    }
    if folder := os.environ.get("WAYMARK_PG_BIN"):
        told["LD_LIBRARY_PATH"] = str(Path(folder).parent / "lib")
    return {**os.environ, **{key: value for key, value in told.items() if value}}


def _run(tool: str, arguments: list[str], **more: str) -> None:
    url = os.environ.get("WAYMARK_DATABASE_URL_OWNER")
    if not url:
        raise OwnerNotGiven
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own tools
        [_tool(tool), *arguments], env=_environment(url, **more), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise ToolFailed(tool, done.stderr)


def _desks() -> str:
    from waymark.access import queries

    return ",".join(str(desk.id) for desk in queries.desks())


def backup_to(folder: Path) -> None:
    """Write a backup. Raises BackupRefused, ToolFailed, OwnerNotGiven, NotPermitted."""
    from waymark.access.rules import Permission, require
    from waymark.access.viewing import acting
    from waymark.audit.events import Event
    from waymark.audit.ledger import record
    from waymark.stages.intake.queries import holdings

    viewer = acting_viewer()
    require(viewer, Permission.MANAGE_INSTALLATION)
    if folder.exists():
        raise BackupRefused(f"{folder} is there already: name a folder that does not exist yet")
    now = door.now()
    with acting(viewer):
        record(Event.BACKUP_MADE, "installation", actor=viewer.officer_id, at=now, desk=None)
    folder.mkdir(parents=True, mode=0o700)
    dump = folder / _DUMP
    # Row security holds for the owner too; it sees the desks that are named, and every desk is.
    _run(
        "pg_dump",
        ["--format=custom", "--enable-row-security", f"--file={dump}"],
        PGOPTIONS=f"-c waymark.desks={_desks()}",
    )
    dump.chmod(0o600)
    manifest = {
        "made_at": now.isoformat(),
        "sha256": _sha256(dump),
        "holdings": holdings(),
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    door.say(f"Backed up to {folder}: {manifest['holdings']}")


def restore_from(folder: Path, *, replace: bool) -> None:
    """Bring a backup back and prove it. Raises BackupRefused, ToolFailed, OwnerNotGiven, NotPermitted."""
    from django.db import connection

    from waymark.access.rules import Permission, require
    from waymark.stages.intake.queries import holdings

    require(acting_viewer(), Permission.MANAGE_INSTALLATION)
    try:
        manifest = json.loads((folder / _MANIFEST).read_text())
        datetime.fromisoformat(manifest["made_at"])
        same = _sha256(folder / _DUMP) == manifest["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BackupRefused(f"{folder} is not a backup: it needs {_DUMP} and {_MANIFEST}") from problem
    if not same:
        raise BackupRefused(f"{folder / _DUMP} was changed since it was written: use another backup")
    if holdings()["deliveries"] and not replace:
        raise BackupRefused("The database holds deliveries: add --replace to put the backup in their place")
    connection.close_pool()  # type: ignore[attr-defined]
    _run("psql", ["--quiet", "--command=drop schema public cascade; create schema public"])
    _run("pg_restore", ["--exit-on-error", "--single-transaction", "--dbname=" + _name(), str(folder / _DUMP)])
    found = holdings()
    if found != manifest["holdings"]:
        raise BackupRefused(f"What came back differs from the manifest: {found} for {manifest['holdings']}")
    door.say(f"Restored from {folder}; every delivery's digest agrees: {found}")


def _name() -> str:
    return unquote(urlsplit(os.environ["WAYMARK_DATABASE_URL_OWNER"]).path.lstrip("/"))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
