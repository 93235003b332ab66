"""The process that stands between Waymark and whatever looks inside a file: `python -I -m` this module.

It starts with no environment and one socket, loads what the readers need, and then forks a limited process
for every container it is asked about. It never looks inside one itself, so nothing that a file does can
reach the next. It ends, and ends what it started, when whoever started it is gone.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from typing import Any, NamedTuple, NoReturn

from waymark.stages.intake.readers.unpacking.confining import become
from waymark.stages.intake.readers.unpacking.formats import FORMATS
from waymark.stages.intake.readers.unpacking.frames import LONGEST_REQUEST, STATUS, Telling
from waymark.stages.intake.readers.unpacking.members import Limits
from waymark.stages.intake.readers.unpacking.unfolding import Unfolding, cpu_seconds
from waymark.stages.intake.rules import Kind


class _Running(NamedTuple):
    """A limited process: its number, the descriptor that tells of its end, and the line to its asker."""

    pid: int
    end: int
    asker: socket.socket


def main() -> None:
    """Serve until the other end of the socket, whose descriptor is the argument, is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    _load()
    gc.freeze()  # what is loaded is shared with every fork, and not copied for being counted
    running: dict[int, _Running] = {}
    with selectors.DefaultSelector() as waiting:
        waiting.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj is not control:
                    if key.data in running:  # its end and its asker's may both be told of at once
                        _look_after(running[key.data], key.fd, waiting, running)
                elif not _take_request(control, waiting, running):
                    _end_all(running)


def _load() -> None:
    import email.policy  # noqa: F401

    import lxml.etree  # noqa: F401
    import olefile  # noqa: F401
    import pypdf  # noqa: F401

    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that forks has one thread
    with contextlib.suppress(ImportError):
        importlib.import_module("pdqhash")


def _take_request(
    control: socket.socket, waiting: selectors.BaseSelector, running: dict[int, _Running]
) -> bool:
    """Start a limited process for one request. Answers whether anyone is still asking."""
    try:
        request, descriptors, _, _ = socket.recv_fds(control, LONGEST_REQUEST, 3)
    except ConnectionError:
        return False
    if not request:
        return False
    source, channel_fd, asker_fd = descriptors
    channel, asker = socket.socket(fileno=channel_fd), socket.socket(fileno=asker_fd)
    pid = os.fork()
    if pid == 0:
        _unfold(json.loads(request), source, channel)
    os.close(source)
    channel.close()
    started = _Running(pid, os.pidfd_open(pid), asker)
    running[pid] = started
    waiting.register(started.end, selectors.EVENT_READ, pid)
    waiting.register(asker, selectors.EVENT_READ, pid)
    return True


def _unfold(request: dict[str, Any], source: int, channel: socket.socket) -> NoReturn:
    limits = Limits(*request["limits"])
    kind = Kind(request["kind"])
    unfolding = Unfolding(FORMATS, limits=limits, passwords=tuple(request["passwords"]))

    def work(telling: Telling) -> None:
        with os.fdopen(source, "rb") as stream:
            unfolding.unfold(stream, kind=kind, telling=telling)

    become(work, channel, limits=limits, cpu_seconds=cpu_seconds(kind, limits), keep=(source,))


def _look_after(
    one: _Running, ready: int, waiting: selectors.BaseSelector, running: dict[int, _Running]
) -> None:
    """End a process whose asker has gone, or tell the asker how it ended."""
    if ready != one.end:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)
    _, status = os.waitpid(one.pid, 0)
    with contextlib.suppress(OSError):
        one.asker.send(STATUS.pack(status))
    waiting.unregister(one.end)
    waiting.unregister(one.asker)
    os.close(one.end)
    one.asker.close()
    del running[one.pid]


def _end_all(running: dict[int, _Running]) -> NoReturn:
    for one in running.values():
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main()
