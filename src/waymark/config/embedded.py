"""The embedded PostgreSQL, as commands see it: hold it, and it is there until they end.

For demonstrations, development and tests. Real data belongs on a maintained server, by DATABASE_URL.
"""

import contextlib
import fcntl
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from waymark.config.running import ServerRecord, running_server
from waymark.config.state import (
    DatabaseDidNotStart,
    StateFolder,
    StateNotUsable,
    open_lock,
    read_secrets,
    settle,
    try_lock,
)
from waymark.database import roles

if TYPE_CHECKING:
    import subprocess

# Locks held by this process, by state folder: a second `hold` takes no second lock.
_held: dict[Path, int] = {}
# Where each state was asked for, to where it was settled; they differ for root, see `settle`.
_settled: dict[Path, Path] = {}


@dataclass(frozen=True)
class Database:
    """An embedded database that answers, and is held.

    urls: the short name of a role (`owner`, `application`, ...) to its libpq URL, with its password.
    state: where it lies; `moved_from`: where it was asked for, if that place would not do.
    created: whether this call made it.
    """

    urls: Mapping[str, str]
    state: Path
    socket_dir: Path
    bin_dir: Path
    created: bool = False
    moved_from: Path | None = None

    def run_tool(
        self, tool: str, arguments: Sequence[str], *, role: str = "owner", check: bool = True
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run pg_dump, pg_restore or psql on this database as a role; see `binaries.run_tool`."""
        from waymark.config import binaries

        name = f"waymark_{role}"
        connection = {
            "PGHOST": str(self.socket_dir),
            "PGDATABASE": roles.DATABASE,
            "PGUSER": name,
            "PGPASSWORD": read_secrets(StateFolder(self.state)).passwords[name],
        }
        return binaries.run_tool(self.bin_dir, tool, arguments, connection=connection, check=check)


def hold(state: Path, *, durable: bool = True, linger: float = 5.0) -> Database:
    """Hold the database of a state for the life of this process, starting or making it if need be.

    durable: False for tests only: a power cut may lose or spoil everything, and the owner may make databases.
    linger: seconds the server stays up after its last holder, if this call starts it.
    May be called again, and then starts a server that has died since. Children do not inherit the hold.
    Raises StateNotUsable, BinariesNotUsable, DatabaseDidNotStart; nothing is held then.
    """
    folder = settle(state)
    _settled[Path(os.path.realpath(state))] = folder.path
    if folder.path not in _held:
        # Waits while a keeper that has just found nobody here stops its server.
        _held[folder.path] = _share(folder)
    try:
        return _attach(folder, durable=durable, linger=linger)
    except BaseException:
        release(folder.path)
        raise


def release(state: Path | None = None) -> None:
    """Let go of one state's database, or of all that this process holds."""
    paths = list(_held) if state is None else [Path(os.path.realpath(state))]
    for path in paths:
        descriptor = _held.pop(_settled.get(path, path), None)
        if descriptor is not None:
            os.close(descriptor)


def discard(state: Path, *, patience: float = 30.0) -> None:
    """Let go of a state that was for a while only, wait until its server has stopped, and remove it.

    patience: seconds to wait. Raises StateNotUsable, and removes nothing, if somebody still holds it then.
    """
    asked = Path(os.path.realpath(state))
    folder = StateFolder(_settled.get(asked, asked))
    release(state)
    if not folder.path.exists():
        return
    keeper = open_lock(folder.keeper_lock)
    try:
        until = time.monotonic() + patience
        while not try_lock(keeper):
            if time.monotonic() > until:
                raise StateNotUsable(f"{folder.path} is still in use: stop what uses it, then remove it")
            time.sleep(0.05)
        shutil.rmtree(folder.path)
        # Where it was asked for, if it was settled elsewhere.
        shutil.rmtree(asked, ignore_errors=True)
    finally:
        os.close(keeper)


@contextlib.contextmanager
def temporary(*, durable: bool = False) -> Iterator[Database]:
    """A database in a new folder of its own, both gone afterwards: for tools and measurements."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-"))
    # The user that PostgreSQL runs as must be able to enter.
    folder.chmod(0o711)
    try:
        yield hold(folder / "state", durable=durable, linger=0.2)
    finally:
        discard(folder / "state")
        shutil.rmtree(folder)


def _attach(folder: StateFolder, *, durable: bool, linger: float) -> Database:
    created = False
    server = running_server(folder)
    if server is None:
        server, created = _start(folder, durable=durable, linger=linger)
    if durable and not server.durable:
        raise StateNotUsable(
            f"the database in {folder.path} is running without durability, for tests: "
            "let it stop first, or choose another WAYMARK_STATE"
        )
    return _database(folder, server, created=created)


def _share(folder: StateFolder) -> int:
    descriptor = open_lock(folder.in_use_lock)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _start(folder: StateFolder, *, durable: bool, linger: float) -> tuple[ServerRecord, bool]:
    lock = open_lock(folder.start_lock)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = running_server(folder)
        if server is not None:
            return server, False
        created = _spawn_keeper(folder, durable=durable, linger=linger)
        server = running_server(folder)
        if server is None:
            raise DatabaseDidNotStart(
                f"the embedded database stopped as soon as it ran: see {folder.server_log}"
            )
        return server, created
    finally:
        os.close(lock)


def _spawn_keeper(folder: StateFolder, *, durable: bool, linger: float) -> bool:
    """Start a keeper and wait until it says how it went; returns whether it made the database."""
    import subprocess  # only the command that starts the server pays for it

    sources = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (sources, os.environ.get("PYTHONPATH"))))
    done = subprocess.run(  # noqa: S603
        [
            sys.executable,
            # The state is nobody's place to import from.
            "-P",
            "-m",
            "waymark.config.keeper",
            str(folder.path),
            f"--linger={linger}",
            *(() if durable else ("--not-durable",)),
        ],
        env=os.environ | {"PYTHONPATH": path},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    report: dict[str, object] = {}
    with contextlib.suppress(ValueError):
        report = json.loads(done.stdout)
    if "created" not in report:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"code {done.returncode}"]
        otherwise = f"the embedded database's keeper did not start ({last[0]}): try again"
        raise DatabaseDidNotStart(str(report.get("error") or otherwise))
    return bool(report["created"])


def _database(folder: StateFolder, server: ServerRecord, *, created: bool) -> Database:
    passwords = read_secrets(folder).passwords
    place = f"@/{roles.DATABASE}?host={quote(server.socket_dir, safe='/')}"
    return Database(
        urls={
            role.key: f"postgresql://{role.name}:{quote(passwords[role.name], safe='')}{place}"
            for role in roles.ROLES
        },
        state=folder.path,
        socket_dir=Path(server.socket_dir),
        bin_dir=Path(server.bin_dir),
        created=created,
        moved_from=folder.moved_from,
    )
