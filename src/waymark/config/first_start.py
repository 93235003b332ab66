"""What an embedded database gets before its first command: this version's tables, and one officer."""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from waymark.errors import WaymarkError

# Frameworks whose own migrations are part of the shape.
_FRAMEWORKS = ("django", "django-allauth", "procrastinate")


class CouldNotMigrate(WaymarkError):
    """The database could not be brought to this version."""

    def __init__(self) -> None:
        super().__init__(
            "The database could not be brought to this version: the lines above say why. "
            "`waymark db backup` first if it holds anything you need, then `waymark db migrate`"
        )


def shape() -> str:
    """A digest of every migration's name and the frameworks' versions: what the database should be like."""
    package = Path(__file__).resolve().parents[1]
    names = sorted(str(path.relative_to(package)) for path in package.glob("**/migrations/0*.py"))
    words = [*names, *(f"{name} {version(name)}" for name in _FRAMEWORKS)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def prepare(state: Path) -> None:
    """Bring the embedded database to this version, if it is not there yet. Raises CouldNotMigrate.

    A file in the state remembers the shape, so that a command pays a few milliseconds for the question. Of
    two commands that start at once, one migrates and the other waits.
    """
    marker = state / "shape"
    wanted = shape()
    if _is(marker, wanted):
        return
    with (state / "migrate.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _is(marker, wanted):
            return
        done = subprocess.run(
            [sys.executable, "-m", "waymark.config.migrate"],
            check=False,
            env={name: value for name, value in os.environ.items() if name != "WAYMARK_DOOR"},
        )
        if done.returncode:
            raise CouldNotMigrate
        marker.write_text(wanted)


def _is(marker: Path, wanted: str) -> bool:
    return marker.exists() and marker.read_text() == wanted


def make_local_officer() -> str:
    """The officer whom the embedded database's first start makes, named after the system's user.

    Returns the username, empty where there were officers already. Django must be set up.
    """
    from datetime import UTC, datetime

    from waymark.access import operations, queries
    from waymark.access.rules import Role
    from waymark.access.viewing import acting

    if queries.has_officers():
        return ""
    user = getpass.getuser()
    with acting(operations.SYSTEM):
        operations.make_first_officer(
            username=user,
            roles=[Role.INTELLIGENCE_DESK, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR],
            desk_code="NCA",
            desk_name="National desk",
            desk_kind="national",
            now=datetime.now(UTC),
            why=f"first start of the embedded database by the system's user {user}",
        )
    return user
