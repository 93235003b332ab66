"""The state folder of the embedded database: where it lies, who owns it, its secrets and its locks."""

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from waymark.database import roles
from waymark.errors import WaymarkError

SUPERUSER = "postgres"

# Where a state goes when root asks for one in a folder that the unprivileged user cannot enter.
ROOTS_STATES = Path("/var/lib/waymark")

# Only the unprivileged user whom PostgreSQL runs as needs to pass through, and only if we are root.
_ROOTS_MODE, _USERS_MODE = 0o711, 0o700


class StateNotUsable(WaymarkError):
    """The state folder cannot be used as it stands."""


class DatabaseDidNotStart(WaymarkError):
    """The embedded PostgreSQL could not be made or started."""


@dataclass(frozen=True, slots=True)
class DatabaseUser:
    """The operating system user whom PostgreSQL runs as; it refuses to run as root."""

    name: str
    uid: int
    gid: int

    def can_enter(self, folder: Path) -> bool:
        """Say whether the permission bits of `folder` and all above it let this user pass."""
        for step in (folder, *folder.parents):
            found = step.stat()
            if found.st_uid == self.uid:
                needed = stat.S_IXUSR
            elif found.st_gid == self.gid:
                needed = stat.S_IXGRP
            else:
                needed = stat.S_IXOTH
            if not found.st_mode & needed:
                return False
        return True


def database_user() -> DatabaseUser:
    """Choose whom PostgreSQL runs as: `nobody` if we are root, else ourselves. Raises StateNotUsable."""
    uid = os.geteuid()
    if uid != 0:
        return DatabaseUser(_login_name(uid), uid, os.getegid())
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise StateNotUsable(
            "PostgreSQL will not run as root, and this system has no user `nobody` to run it as: "
            "run as another user, or set DATABASE_URL"
        ) from None
    return DatabaseUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _login_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


@dataclass(frozen=True, slots=True)
class StateFolder:
    """A state folder that exists and is ours, with the names of what lies in it."""

    path: Path
    moved_from: Path | None = None

    @property
    def data(self) -> Path:
        return self.path / "postgres"

    @property
    def in_use_lock(self) -> Path:
        """Held shared by every command, for its life; the keeper stops the server once it is free."""
        return self.path / "in-use.lock"

    @property
    def start_lock(self) -> Path:
        """Held by the one command that is starting a keeper."""
        return self.path / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the keeper for its life, so that there is one."""
        return self.path / "keeper.lock"

    @property
    def record(self) -> Path:
        return self.path / "server.json"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets.json"

    @property
    def server_log(self) -> Path:
        return self.path / "postgres.log"

    @property
    def keeper_log(self) -> Path:
        return self.path / "keeper.log"


def settle(asked: Path) -> StateFolder:
    """Find or make the state folder. Raises StateNotUsable.

    As root, a folder that the database's user cannot enter is exchanged for one below ROOTS_STATES, always
    the same for the same path: other people's folders are never opened up. A database that already lies
    there is not left behind silently: that is refused.
    """
    path = Path(os.path.realpath(asked))
    user = database_user()
    if os.geteuid() == 0 and not user.can_enter(_nearest_existing(path.parent)):
        if (path / "postgres" / "PG_VERSION").exists():
            raise StateNotUsable(
                f"{path} holds a database, but {user.name}, whom it runs as, can no longer enter the folders "
                "above it: make them enterable, or move it and say where with WAYMARK_STATE"
            )
        elsewhere = ROOTS_STATES / hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
        return StateFolder(_own(elsewhere), moved_from=path)
    return StateFolder(_own(path))


def _nearest_existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _own(path: Path) -> Path:
    """Make `path` if need be, and be sure that it is a folder of ours that only we can write to."""
    mode = _ROOTS_MODE if os.geteuid() == 0 else _USERS_MODE
    try:
        missing = [step for step in (path, *path.parents) if not step.exists()]
        for step in reversed(missing):
            with contextlib.suppress(FileExistsError):
                step.mkdir()
                # A strict umask would keep the database's user out of folders that are ours alone.
                step.chmod(mode if step == path else 0o755)
        found = path.stat()
    except OSError as error:
        raise StateNotUsable(
            f"the state folder {path} cannot be made or read ({error.strerror}): "
            "choose another with WAYMARK_STATE, or set DATABASE_URL"
        ) from error
    if not stat.S_ISDIR(found.st_mode):
        raise StateNotUsable(f"{path} is not a folder: choose another with WAYMARK_STATE")
    if found.st_uid != os.geteuid():
        raise StateNotUsable(
            f"the state folder {path} belongs to {_login_name(found.st_uid)}: run as them, "
            "or choose another with WAYMARK_STATE"
        )
    if stat.S_IMODE(found.st_mode) != mode:
        path.chmod(mode)
    return path


def open_lock(path: Path) -> int:
    """Open a lock file, made if need be; children do not inherit the descriptor. Raises StateNotUsable."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StateNotUsable(f"{path} cannot be written ({error.strerror})") from error


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Take a lock if nobody holds one that stands against it; never waits."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_private(path: Path, text: str) -> None:
    """Put `text` into a file that only we can read, whole or not at all, and durably."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@dataclass(frozen=True, slots=True)
class Secrets:
    """A password for each role, by role name, and a name for this state that no other state has."""

    identity: str
    passwords: Mapping[str, str]


def read_secrets(state: StateFolder) -> Secrets:
    """Read the secrets of a state. Raises StateNotUsable if they are missing or spoilt."""
    try:
        raw = json.loads(state.secrets.read_bytes())
        return Secrets(identity=raw["identity"], passwords=raw["passwords"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StateNotUsable(
            f"{state.secrets} cannot be read, and the database's passwords are in it: put it back from a "
            "backup, or begin anew with another WAYMARK_STATE"
        ) from error


def ensure_secrets(state: StateFolder) -> Secrets:
    """Read the secrets, making those that are missing; roles added by a later version get theirs here."""
    if not state.secrets.exists() and not state.data.exists():
        known = Secrets(identity=secrets.token_hex(16), passwords={})
    else:
        known = read_secrets(state)
    names: Iterable[str] = (SUPERUSER, *(role.name for role in roles.ROLES))
    passwords = {name: known.passwords.get(name) or secrets.token_urlsafe(24) for name in names}
    if passwords != known.passwords:
        known = Secrets(identity=known.identity, passwords=passwords)
        write_private(state.secrets, json.dumps(asdict(known)))
    return known
