"""Where a run's PostgreSQL lies: in memory where there is room, and gone when the run is over."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

# Hundreds of databases are made and dropped: in memory that costs a third of what it does on a disk.
SHARED_MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 * 2**30
PREFIX = "wmt-"
STOP_SECONDS = 30
# No run takes as long; what is older and held by nobody was left by one that was killed.
LEFT_SECONDS = 2 * 60 * 60


def a_state_folder() -> Path:
    """A folder for this run's state, removed with its server when this process ends."""
    _clear_away_what_killed_runs_left()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=roomy()))
    atexit.register(_remove, folder)
    return folder


def roomy() -> Path:
    """A folder that states can be made in, which any user may enter."""
    has_room = os.access(SHARED_MEMORY, os.W_OK) and shutil.disk_usage(SHARED_MEMORY).free >= ROOM_BYTES
    return SHARED_MEMORY if has_room else Path("/tmp")


def _clear_away_what_killed_runs_left() -> None:
    for left in SHARED_MEMORY.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # another run may be clearing it away too
            found = left.stat()
            is_ours_and_old = found.st_uid == os.geteuid() and time.time() - found.st_mtime > LEFT_SECONDS
            if is_ours_and_old and not any(_is_held(left / lock) for lock in ("in-use.lock", "keeper.lock")):
                shutil.rmtree(left, ignore_errors=True)


def _is_held(lock: Path) -> bool:
    """Say whether a process has the lock, or a share of it."""
    with lock.open("a") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _remove(folder: Path) -> None:
    with contextlib.suppress(OSError, ValueError):
        record = json.loads((folder / "server.json").read_text())
        os.kill(int(record["keeper_pid"]), signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while _is_held(folder / "keeper.lock") and time.monotonic() < until:
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)
