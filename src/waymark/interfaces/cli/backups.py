"""Keeping the whole database in a folder, and bringing it back."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import shutil
import subprocess
import tempfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer
from waymark.interfaces.cli.server_tools import (
    ToolFailed,
    environment_of,
    owner_url,
    run_tool,
    tool_path,
    without_values,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_DUMP, _MANIFEST = "database.dump", "manifest.json"
_PATIENCE_SECONDS = 5


class BackupRefused(WaymarkError):
    """A backup that cannot be written or brought back."""


def backup_to(folder: Path) -> None:
    """Write a backup. Raises BackupRefused, ToolFailed, OwnerNotGiven, NotPermitted.

    The manifest is counted on the very snapshot that the dump is taken of, so that work may go on meanwhile.
    """
    from waymark.access.rules import Permission, require
    from waymark.access.viewing import acting
    from waymark.audit.events import Event
    from waymark.audit.ledger import record

    viewer = acting_viewer()
    require(viewer, Permission.MANAGE_INSTALLATION)
    owner_url()
    if folder.exists():
        raise BackupRefused(f"{folder} is there already: name a folder that does not exist yet")
    now = door.now()
    with acting(viewer):
        record(Event.BACKUP_MADE, "installation", actor=viewer.officer_id, at=now, desk=None)
    draft = folder.with_name(folder.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    held = _dump_to(draft / _DUMP)
    manifest = {"made_at": now.isoformat(), "sha256": _sha256(draft / _DUMP), "holdings": held}
    (draft / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    draft.rename(folder)
    _tell({"folder": str(folder), **manifest}, f"Backed up to {folder}: {_in_words(held)}")


def _dump_to(dump: Path) -> dict[str, object]:
    """Dump the database, and say what it held at that moment."""
    from django.db import connection, transaction

    from waymark.access import queries
    from waymark.stages.intake.queries import holdings

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        cursor.execute("select pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        desks = ",".join(str(desk.id) for desk in queries.desks())
        dump.touch(mode=0o600)
        # Row security holds for the owner too; it sees the desks that are named, and every desk is.
        run_tool(
            "pg_dump",
            ["--format=custom", "--enable-row-security", f"--snapshot={snapshot}", f"--file={dump}"],
            PGOPTIONS=f"-c waymark.officer=0 -c waymark.desks={desks}",
        )
        return holdings()


def restore_from(folder: Path, *, replace: bool, migrate: Callable[[], None]) -> None:
    """Bring a backup back and prove it. Raises BackupRefused, ToolFailed, OwnerNotGiven, NotPermitted.

    What the database held goes, and what the backup holds comes, in one transaction.
    migrate: brings the database to this version.
    """
    from django.db import connection

    from waymark.access.rules import Permission, require
    from waymark.stages.intake.queries import holdings

    viewer = acting_viewer()
    require(viewer, Permission.MANAGE_INSTALLATION)
    manifest = _checked_manifest(folder)
    if holdings()["deliveries"] and not replace:
        raise BackupRefused("The database holds deliveries: add --replace to put the backup in their place")
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    _put_in_place(folder / _DUMP)
    found = holdings()
    if found != manifest["holdings"]:
        raise BackupRefused(f"What came back differs from the manifest: {found} for {manifest['holdings']}")
    _account_for_restore(viewer.username, manifest)
    # The backup may be of an older version, whose tables are not yet as this one needs them.
    migrate()
    _tell(
        {"folder": str(folder), **manifest},
        f"Restored from {folder}; every delivery's digest and the whole ledger agree: {_in_words(found)}",
    )


def _checked_manifest(folder: Path) -> dict[str, Any]:
    """Read what a backup says of itself, and check its dump against it. Raises BackupRefused."""
    try:
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        datetime.fromisoformat(manifest["made_at"])
        same = _sha256(folder / _DUMP) == manifest["sha256"]
        same = same and isinstance(manifest["holdings"], dict)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BackupRefused(f"{folder} is not a backup: it needs {_DUMP} and {_MANIFEST}") from problem
    if not same:
        raise BackupRefused(f"{folder / _DUMP} was changed since it was written: use another backup")
    return manifest


# Whoever still reads would keep the tables from being dropped, for ever.
_BEGINNING = f"""begin;
set local lock_timeout = '{_PATIENCE_SECONDS}s';
drop schema public cascade;
create schema public;
"""


def _put_in_place(dump: Path) -> None:
    """Replace everything in the database by a dump: whole, or not at all. Raises ToolFailed, BackupRefused.

    psql is told to commit only once pg_restore has come to the dump's end; without that it rolls back.
    """
    environment = environment_of(owner_url())
    psql = [tool_path("psql"), "--quiet", "--no-psqlrc", "--output=/dev/null", "--set=ON_ERROR_STOP=1"]
    with tempfile.TemporaryFile("w+") as unpacked, tempfile.TemporaryFile("w+") as said:
        unpacking = subprocess.Popen(  # noqa: S603 - PostgreSQL's own tools
            [tool_path("pg_restore"), "--file=-", str(dump)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=unpacked,
        )
        writing = subprocess.Popen(  # noqa: S603 - as above
            psql, env=environment, stdin=subprocess.PIPE, stderr=said
        )
        _pass_on(unpacking, writing)
        said.seek(0)
        words = said.read()
        if "lock timeout" in words:
            raise BackupRefused(
                "Somebody is using the database: stop `waymark serve` and `waymark work`, then try again"
            )
        if writing.returncode:
            raise ToolFailed("psql", without_values(words))
        if unpacking.returncode:
            unpacked.seek(0)
            raise ToolFailed("pg_restore", without_values(unpacked.read()))


def _pass_on(unpacking: subprocess.Popen[bytes], writing: subprocess.Popen[bytes]) -> None:
    """Pass a dump from one process to the other, in one transaction; both have ended afterwards."""
    assert unpacking.stdout is not None
    assert writing.stdin is not None
    # psql ends before its input does where a statement fails.
    with contextlib.suppress(BrokenPipeError), writing.stdin as into:
        into.write(_BEGINNING.encode())
        shutil.copyfileobj(unpacking.stdout, into, 1 << 20)
        if unpacking.wait() == 0:
            into.write(b"\ncommit;\n")
    unpacking.stdout.close()
    unpacking.wait()
    writing.wait()


def _account_for_restore(username: str, manifest: Mapping[str, Any]) -> None:
    """Walk the ledger that came back, and add to it that it did. Raises BackupRefused."""
    from waymark.access import queries
    from waymark.access.operations import SYSTEM
    from waymark.access.viewing import acting
    from waymark.audit.events import Event
    from waymark.audit.ledger import record
    from waymark.audit.queries import verify

    every_desk = tuple(desk.id for desk in queries.desks())
    with acting(dataclasses.replace(SYSTEM, desks=every_desk)):
        finding = verify()
    if not finding.intact:
        raise BackupRefused(
            f"The ledger that came back is not whole from entry {finding.first_bad}: {finding.what}"
        )
    try:
        officer = queries.viewer_called(username).officer_id
    except queries.NoSuchOfficer:
        # Whoever brought it back need not have been an officer when it was made.
        officer = SYSTEM.officer_id
    detail = {"made_at": manifest["made_at"], "sha256": manifest["sha256"], "by": username}
    with acting(SYSTEM):
        record(Event.BACKUP_RESTORED, "installation", actor=officer, at=door.now(), desk=None, detail=detail)


def _tell(value: Mapping[str, object], words: str) -> None:
    if door.OPTIONS.as_json:
        door.answer(value)
    else:
        door.say(words)


def _in_words(held: Mapping[str, object]) -> str:
    seq, _ = cast("tuple[int, str]", held["audit_head"])
    return f"{held['deliveries']} deliveries of {held['bytes']} bytes, {seq} entries in the ledger"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
