"""A state of the embedded database for one test, and commands that hold it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from tests.state_folders import roomy
from waymark.config import embedded

SOURCES = Path(embedded.__file__).parents[2]
LINGER_SECONDS = 0.4
# What a loaded machine with two cores may take to start or stop a server.
PATIENCE_SECONDS = 30.0

_HOLDING = """
import json, sys, time
from pathlib import Path
from waymark.config import embedded
database = embedded.hold(Path(sys.argv[1]), durable=False, linger=float(sys.argv[2]))
print(json.dumps({"created": database.created, "urls": dict(database.urls)}), flush=True)
time.sleep(600)
"""


@contextlib.contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that any user may enter (pytest's own may not), and nothing of it left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-test-", dir=roomy()))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        end_all(folder)
        shutil.rmtree(folder)


def end_all(folder: Path) -> None:
    """Let go of what lies in a folder, and wait until nothing runs there."""
    let_go(folder)
    eventually(lambda: not processes_of(folder), f"what runs in {folder} ended")


_asked: set[Path] = set()


def hold(state: Path, *, durable: bool = False) -> embedded.Database:
    _asked.add(state)
    return embedded.hold(state, durable=durable, linger=LINGER_SECONDS)


def let_go(folder: Path) -> None:
    """Release what `hold` holds in a folder, and not what the test run holds for others."""
    for state in [asked for asked in _asked if asked.is_relative_to(folder)]:
        embedded.release(state)
        _asked.discard(state)


def ask(url: str, statement: str) -> list[Any]:
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(statement.encode())
        return answer.fetchall() if answer.description else []


class Command:
    """A process that holds a state until it is killed."""

    def __init__(self, state: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _HOLDING, str(state), str(LINGER_SECONDS)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCES), *sys.path])},
        )

    def wait_until_held(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        return dict(json.loads(self.process.stdout.readline()))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextlib.contextmanager
def commands(state: Path, *, count: int) -> Iterator[list[Command]]:
    running = [Command(state) for _ in range(count)]
    try:
        yield running
    finally:
        for command in running:
            command.kill()


def processes_of(folder: Path) -> dict[int, str]:
    """Every process that names the folder or works in it, but this one: number to command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(folder) in line or str(folder) in str((entry / "cwd").readlink()):
                found[int(entry.name)] = line
    return found


def keeper_of(state: Path) -> int:
    return int(json.loads((state / "server.json").read_text())["keeper_pid"])


def postmaster_of(state: Path) -> int:
    return int((state / "postgres" / "postmaster.pid").read_text().split()[0])


def end(pid: int, how: signal.Signals) -> None:
    """Send a signal, and wait until the process has ended; its children may still be ending."""
    os.kill(pid, how)
    eventually(lambda: not _runs(pid), f"process {pid} ended")


def _runs(pid: int) -> bool:
    try:
        # The third field is the state, after a name in brackets; see proc_pid_stat(5).
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def eventually(happened: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, f"not in {PATIENCE_SECONDS:.0f} s: {what}"
        time.sleep(0.05)
