"""One PostgreSQL server of the embedded kind: started, and stopped.

It listens on a Unix socket only, asks every role for its password, and dies with the process that started it.
"""

import ctypes
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from waymark.config.binaries import tool_environment
from waymark.config.running import is_private
from waymark.config.state import DatabaseDidNotStart, DatabaseUser, Secrets, StateFolder

# Recovery after a crash replays at most max_wal_size.
_START_SECONDS = 300.0
_POLL_SECONDS = 0.02
_CONDITION_LINE = 7  # of postmaster.pid, from 0; line 0 is the process number
# Signals, each with the seconds it is given: fast shutdown writes one checkpoint; after an immediate one, the
# next start replays the log, and nothing that was committed is lost.
_FAST, _IMMEDIATE, _NONE = (signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)
_LOG_KEPT_BYTES = 10 * 1024 * 1024
# Below this, PostgreSQL's parallel queries outgrow /dev/shm; containers are often given 64 MiB.
_SHARED_MEMORY_BYTES = 512 * 1024 * 1024
_PR_SET_PDEATHSIG = 1  # linux/prctl.h

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "password_encryption": "scram-sha-256",
    # Logs carry no name, address or value: neither the statement, nor its parameters, nor the DETAIL line
    # in which PostgreSQL quotes the row.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
# For tests, whose state may lie in memory: what is not flushed need not be kept long either.
_NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "256MB",
}


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def as_user(user: DatabaseUser) -> _Identity:
    """Say the arguments with which `subprocess` runs a program as `user`; none if that is who we are."""
    if os.geteuid() != 0:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def leash(stop_with: signal.Signals) -> Callable[[], None]:
    """Make what a child does before it becomes another program: ask to be sent `stop_with` when we die.

    The kernel forgets the request when a process changes its user, so this comes after that.
    """
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(stop_with))
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        if os.getppid() != parent:  # we died before it asked
            os._exit(1)

    return ask


@dataclass
class Server:
    """A server for one state, run as `user` from the programs in `bin_dir`."""

    state: StateFolder
    user: DatabaseUser
    bin_dir: Path
    secrets: Secrets
    durable: bool
    socket_dir: Path = field(init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start, and wait until it takes connections. Raises DatabaseDidNotStart with the end of its log."""
        self._clear_away_the_last()
        self.socket_dir = self._own_socket_dir()
        if self.state.server_log.exists() and self.state.server_log.stat().st_size > _LOG_KEPT_BYTES:
            self.state.server_log.replace(self.state.server_log.with_suffix(".log.1"))
        descriptor = os.open(
            self.state.server_log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600
        )
        with os.fdopen(descriptor, "ab") as log:
            log_begins = log.seek(0, os.SEEK_END)
            self.process = subprocess.Popen(  # noqa: S603
                [self.bin_dir / "postgres", "-D", self.state.data, *self._settings()],
                env=tool_environment(self.bin_dir) | {"LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                # Not SIGINT: 18.1 was seen to hang for ever when a fast shutdown came during recovery, and
                # with the keeper dead nobody is there to insist.
                preexec_fn=leash(signal.SIGQUIT),  # noqa: PLW1509 - the keeper has one thread
                umask=0o077,
                **as_user(self.user),
            )
        self._wait_until_ready(self.process, log_begins)

    def _settings(self) -> list[str]:
        settings = _SETTINGS | {"unix_socket_directories": str(self.socket_dir)}
        if not self.durable:
            settings |= _NOT_DURABLE
        if _shared_memory_bytes() < _SHARED_MEMORY_BYTES:
            settings["dynamic_shared_memory_type"] = "mmap"
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _wait_until_ready(self, process: subprocess.Popen[bytes], log_begins: int) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                with self.state.server_log.open("rb") as log:
                    log.seek(log_begins)
                    said = log.read().decode(errors="replace")
                raise DatabaseDidNotStart(explain(said, self.state))
            if self._condition() == "ready":
                return
            if self.was_told_to_stop():
                break
            time.sleep(_POLL_SECONDS)
        self.stop()
        raise DatabaseDidNotStart(
            f"PostgreSQL did not become ready, or was told to stop: see {self.state.server_log}"
        )

    def _condition(self) -> str:
        """Say what the server says of itself, as pg_ctl reads it: starting, ready, stopping, or nothing."""
        lines = _postmaster_file(self.state.data)
        ours = self.process is not None and lines[:1] == [str(self.process.pid)]
        return lines[_CONDITION_LINE].strip() if ours and len(lines) > _CONDITION_LINE else ""

    def was_told_to_stop(self) -> bool:
        """Say whether somebody else told the server to stop; it may then wait for its clients for ever."""
        return self._condition() == "stopping"

    def _clear_away_the_last(self) -> None:
        """See the last server of this state gone, and its process file too if it is stale.

        Its keeper may have been killed a moment ago, and it be shutting down. After a restart of the machine
        or container its process number may be somebody else's, which PostgreSQL itself cannot tell.
        """
        lines = _postmaster_file(self.state.data)
        if not lines or not lines[0].isdigit():
            return
        pid = int(lines[0])
        for sent, seconds in (_IMMEDIATE, _NONE):
            if _is_server_of(pid, self.state.data):
                with suppress(ProcessLookupError):
                    os.kill(pid, sent)
            deadline = time.monotonic() + seconds
            while _is_server_of(pid, self.state.data) and time.monotonic() < deadline:
                time.sleep(_POLL_SECONDS)
        if _is_server_of(pid, self.state.data):
            raise DatabaseDidNotStart(f"the last server of {self.state.path} (process {pid}) does not stop")
        (self.state.data / "postmaster.pid").unlink(missing_ok=True)

    def _own_socket_dir(self) -> Path:
        """Make the socket's folder: short, ours alone, and the same each time unless somebody took the name.

        A socket's path may have 107 bytes (sys/un.h), and a state's may be longer. The name comes from the
        state's path and identity, so neither a copy of a state nor a new one in the old place meets the old.
        """
        told = f"{self.state.path}\0{self.secrets.identity}".encode(errors="surrogateescape")
        base = Path("/tmp")  # noqa: S108  TMPDIR may be long, and differ between commands
        folder = base / f"waymark-{self.user.uid}-{hashlib.sha256(told).hexdigest()[:12]}"
        try:
            try:
                folder.mkdir(mode=0o700)
                os.chown(folder, self.user.uid, self.user.gid)
            except FileExistsError:
                if not is_private(folder, self.user):
                    folder = Path(tempfile.mkdtemp(prefix="waymark-", dir=base))
                    os.chown(folder, self.user.uid, self.user.gid)
            for left in folder.iterdir():  # by a server that was killed; it is gone, and the folder is ours
                left.unlink()
        except OSError as error:
            raise DatabaseDidNotStart(f"no folder for the socket in {base} ({error.strerror})") from error
        return folder

    def stop(self) -> None:
        """Stop, and return when it has. Does nothing if it never ran."""
        if self.process is None:
            return
        for sent, seconds in (_FAST, _IMMEDIATE, _NONE):
            self.process.send_signal(sent)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                break
        shutil.rmtree(self.socket_dir, ignore_errors=True)


def _postmaster_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(errors="replace").splitlines()
    except OSError:
        return []


def _is_server_of(pid: int, data: Path) -> bool:
    """Say whether a process is the server of this data folder: the server's working folder is that folder."""
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:
        return False


def _shared_memory_bytes() -> int:
    try:
        found = os.statvfs("/dev/shm")  # noqa: S108  PostgreSQL's own choice of place
    except OSError:
        return 0
    return found.f_frsize * found.f_blocks


def explain(said: str, state: StateFolder) -> str:
    """Say in one line what to do about what initdb or the server said before it gave up."""
    if "No space left on device" in said:
        return f"the disk is full: the embedded database needs about 200 MB in {state.path} to start"
    if "Permission denied" in said:
        return (
            f"the embedded database may not write in {state.path}: choose another folder with WAYMARK_STATE"
        )
    lines = [line.strip() for line in said.strip().splitlines()]
    telling = [line for line in lines if re.search("FATAL|PANIC|error", line, re.IGNORECASE)] or lines
    return f"the embedded database did not start: {' | '.join(telling[-3:])} (its log: {state.server_log})"
