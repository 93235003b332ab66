"""Whether a state's server runs: what its keeper wrote down of it, and whether it answers."""

import json
import os
import socket
import stat
import struct
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from waymark.config.state import (
    DatabaseUser,
    StateFolder,
    database_user,
    open_lock,
    try_lock,
    write_private,
)
from waymark.database import roles

# A server that recovers from a crash in this time is waited for.
_RECOVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class ServerRecord:
    """What the keeper writes down of a server that answers."""

    keeper_pid: int
    socket_dir: str
    bin_dir: str
    durable: bool


def write_record(state: StateFolder, record: ServerRecord) -> None:
    write_private(state.record, json.dumps(asdict(record)))


def running_server(state: StateFolder) -> ServerRecord | None:
    """Say which server answers for this state, if one does and its keeper is alive. Takes milliseconds."""
    guard = open_lock(state.keeper_lock)
    try:
        if try_lock(guard, shared=True):
            return None
        record = ServerRecord(**json.loads(state.record.read_bytes()))
        # A record outlives a keeper that was killed; another may hold the lock before it clears it away.
        os.kill(record.keeper_pid, 0)
        socket_dir = Path(record.socket_dir)
        if is_private(socket_dir, database_user()) and _answers(socket_dir):
            return record
    except (OSError, ValueError, TypeError):
        return None
    finally:
        os.close(guard)
    return None


def is_private(folder: Path, user: DatabaseUser) -> bool:
    """Say whether `folder` is a real folder of `user`'s that nobody else may enter."""
    found = folder.lstat()
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == user.uid
        and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    )


def _answers(socket_dir: Path) -> bool:
    """Say whether a server takes connections, as pg_isready does; waits while it recovers from a crash."""
    told = f"user\0{roles.OWNER.name}\0database\0{roles.DATABASE}\0\0".encode()
    # StartupMessage: its length, protocol 3.0 (3 << 16), and pairs of words. PostgreSQL 18 manual, 54.7.
    greeting = struct.pack("!ii", 8 + len(told), 3 << 16) + told
    deadline = time.monotonic() + _RECOVERY_SECONDS
    while time.monotonic() < deadline:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(_RECOVERY_SECONDS)
            probe.connect(str(socket_dir / ".s.PGSQL.5432"))
            probe.sendall(greeting)
            reply = probe.recv(1024)
        # Asked for a password: it is up. Refused as not ready (57P03) for any reason but that it is
        # stopping: it is starting or recovering.
        if reply[:1] == b"R":
            return True
        if b"C57P03\0" not in reply or b"shutting down" in reply:
            return False
        time.sleep(0.05)
    return False
