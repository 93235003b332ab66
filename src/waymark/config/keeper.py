"""The process that holds the embedded database while any command needs it, and stops it after the last.

It tries for the whole of a lock that every command holds a share of. The kernel frees a share however a
command dies, so nothing has to be counted or tidied. It keeps the whole lock while it stops the server: a
command that arrives meanwhile waits, and then starts another keeper.
"""

import argparse
import fcntl
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from waymark.config import binaries, creation
from waymark.config.running import ServerRecord, running_server, write_record
from waymark.config.server import Server
from waymark.config.state import (
    DatabaseDidNotStart,
    StateFolder,
    database_user,
    ensure_secrets,
    open_lock,
    try_lock,
)
from waymark.errors import WaymarkError

# Seconds: how often the lock is tried, and how long another keeper of the same state may take to stop.
_TICK_SECONDS, _OTHER_KEEPER_SECONDS = 1.0, 90.0
# A server that falls over sooner than this after its start is not started again.
_STEADY_SECONDS = 10.0
_WATCHED = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)


def main(arguments: Sequence[str] | None = None) -> int:
    """Start a keeper, wait until its server answers, and leave it running; says in JSON how that went."""
    parser = argparse.ArgumentParser(prog="waymark-keeper")
    parser.add_argument("state", type=Path)
    parser.add_argument("--linger", type=float, required=True)
    parser.add_argument("--not-durable", action="store_true")
    asked = parser.parse_args(arguments)
    state = StateFolder(asked.state)
    read_end, write_end = os.pipe()
    if os.fork():
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            report = pipe.read()
        sys.stdout.write(report.decode() or json.dumps({"error": f"the keeper died: see {state.keeper_log}"}))
        return 0
    os.close(read_end)
    _detach(state)
    _become_keeper(state, durable=not asked.not_durable, linger=asked.linger, report_to=write_end)
    return 0


def _detach(state: StateFolder) -> None:
    log = os.open(state.keeper_log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    os.close(log)
    os.close(nothing)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # Fetched one by one in `_watch`, so that none can interrupt a start or a stop half way.
    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)


def _become_keeper(state: StateFolder, *, durable: bool, linger: float, report_to: int) -> None:
    def report(**said: object) -> None:
        os.write(report_to, json.dumps(said).encode())
        os.close(report_to)

    try:
        guard = _only_keeper(state)
        if guard is None:
            report(created=False)
            return
        server, created = _raise_server(state, durable=durable)
    except WaymarkError as error:
        report(error=str(error))
        return
    except Exception as error:
        traceback.print_exc()
        report(error=f"the embedded database did not start ({type(error).__name__}): see {state.keeper_log}")
        raise
    in_use = open_lock(state.in_use_lock)
    _record(server)
    report(created=created)
    try:
        _watch(server, in_use, linger=linger)
    finally:
        # No command may take a server for running that is about to stop.
        state.record.unlink(missing_ok=True)
        server.stop()


def _only_keeper(state: StateFolder) -> int | None:
    """Become the one keeper of this state: returns the lock, held for life; None if another is ready."""
    guard = open_lock(state.keeper_lock)
    deadline = time.monotonic() + _OTHER_KEEPER_SECONDS
    while not try_lock(guard):
        if running_server(state) is not None:
            return None
        if time.monotonic() > deadline:
            raise DatabaseDidNotStart(
                f"another keeper holds {state.path} and its database does not answer (is it in another "
                "container?): end it, or choose another WAYMARK_STATE"
            )
        time.sleep(0.05)
    state.record.unlink(missing_ok=True)
    return guard


def _raise_server(state: StateFolder, *, durable: bool) -> tuple[Server, bool]:
    user = database_user()
    server = Server(state, user, binaries.unpacked(user), ensure_secrets(state), durable)
    created = creation.make_data(server)
    server.start()
    try:
        creation.secure(server)
    except BaseException:
        server.stop()
        raise
    return server, created


def _record(server: Server) -> None:
    write_record(
        server.state, ServerRecord(os.getpid(), str(server.socket_dir), str(server.bin_dir), server.durable)
    )


def _watch(server: Server, in_use: int, *, linger: float) -> None:
    """Return when the server is to be stopped; if that is because nobody needs it, with the lock held."""
    tick = min(_TICK_SECONDS, max(linger / 4, 0.05))
    started_at = time.monotonic()
    free_since: float | None = None
    while True:
        received = signal.sigtimedwait(_WATCHED, tick)
        if received is not None and received.si_signo != signal.SIGCHLD:
            return
        now = time.monotonic()
        if server.process is not None and server.process.poll() is not None:
            if now - started_at < _STEADY_SECONDS:
                return
            server.state.record.unlink(missing_ok=True)
            server.start()
            _record(server)
            started_at = now
        if _removed(server.state, in_use) or server.was_told_to_stop():
            return
        if not try_lock(in_use):
            free_since = None
            continue
        free_since = now if free_since is None else free_since
        if now - free_since >= linger:
            return
        fcntl.flock(in_use, fcntl.LOCK_UN)


def _removed(state: StateFolder, in_use: int) -> bool:
    """Say whether the state was deleted or moved under us: its commands' locks are then not this one."""
    try:
        return not os.path.samestat(state.in_use_lock.stat(), os.fstat(in_use))
    except OSError:
        return True


if __name__ == "__main__":
    sys.exit(main())
