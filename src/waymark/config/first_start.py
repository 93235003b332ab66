"""What an embedded database gets before its first command: this version's tables, and one officer."""

from __future__ import annotations

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
    """A digest of every migration's name and of the frameworks' versions: what the database should be like."""
    package = Path(__file__).resolve().parents[1]
    names = sorted(str(path.relative_to(package)) for path in package.glob("**/migrations/0*.py"))
    words = [*names, *(f"{name} {version(name)}" for name in _FRAMEWORKS)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def prepare(state: Path) -> None:
    """Bring the embedded database to this version, if it is not there yet. Raises CouldNotMigrate.

    A file in the state remembers the shape, so that a command pays a few milliseconds for the question.
    """
    marker = state / "shape"
    wanted = shape()
    if marker.exists() and marker.read_text() == wanted:
        return
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "waymark.config.migrate"], check=False, env={k: v for k, v in os.environ.items() if k != "WAYMARK_DOOR"}
    )
    if done.returncode:
        raise CouldNotMigrate
    marker.write_text(wanted)


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
    user, now, system = getpass.getuser(), datetime.now(UTC), operations.SYSTEM
    with acting(system):
        operations.make_desk(
            code="NCA", name="National desk", kind="national", force_code="NCA", actor=system, now=now
        )
        operations.make_officer(
            username=user,
            name="Local officer",
            roles=[Role.INTELLIGENCE_DESK, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR],
            desk_codes=["NCA"],
            password=None,
            actor=system,
            now=now,
            why=f"first start of the embedded database by the system's user {user}",
        )
    return user
