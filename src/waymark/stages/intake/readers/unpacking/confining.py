"""Doing a piece of work in a process of its own, which may do little and is ended when it does too much."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.frames import Ended, Telling, told
from waymark.stages.intake.readers.unpacking.members import Limits, Member
from waymark.stages.intake.readers.unpacking.problems import (
    WHOLE,
    BrokeItsReader,
    BrokenContainer,
    too_long,
    too_much_memory,
)

# From <linux/prctl.h>; ctypes because the standard library has no other way to ask.
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_LIBC = ctypes.CDLL(None)

Work = Callable[[Telling], None]


class Confined(NamedTuple):
    """A process at work: its number, and our end of its socket."""

    pid: int
    channel: socket.socket


def confined(work: Work, *, limits: Limits, cpu_seconds: int, keep: tuple[int, ...] = ()) -> Confined:
    """Start a piece of work in a forked process with limits. keep: the descriptors that it needs.

    Only to be called in a process with one thread.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid == 0:
        become(work, theirs, limits=limits, cpu_seconds=cpu_seconds, keep=keep)
    theirs.close()
    return Confined(pid, ours)


def become(
    work: Work, channel: socket.socket, *, limits: Limits, cpu_seconds: int, keep: tuple[int, ...]
) -> NoReturn:
    """Turn this freshly forked process into one that does a piece of work and ends."""
    telling = Telling(channel)
    try:
        _shut_descriptors({0, 1, 2, channel.fileno(), *keep})
        _limit(limits, cpu_seconds)
        _do(work, telling)
    finally:
        os._exit(0)


def _do(work: Work, telling: Telling) -> None:
    try:
        work(telling)
        telling.end()
    except CannotRead as problem:
        telling.give_up(problem)
    except MemoryError:
        telling.run_out_of_memory()
    except ConnectionError:
        pass  # nobody waits for it any more
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes, one clear line comes of it
        what = f"It is damaged, or not made as its kind is made ({type(error).__name__})"
        telling.give_up(BrokenContainer(where=WHOLE, what=what))


def _shut_descriptors(kept: set[int]) -> None:
    for entry in list(Path("/proc/self/fd").iterdir()):
        if int(entry.name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(entry.name))


def _limit(limits: Limits, cpu_seconds: int) -> None:
    """Limit this process for good. A limit of nothing on file sizes means that it can write no file at all."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _LIBC.prctl(_PR_SET_DUMPABLE, 0)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        resource.setrlimit(what, (most, most))
    # A container in one that may work less long may not work longer: no process may raise its own limit.
    _, highest = resource.getrlimit(resource.RLIMIT_CPU)
    most = cpu_seconds + 1 if highest == resource.RLIM_INFINITY else min(cpu_seconds + 1, highest)
    resource.setrlimit(resource.RLIMIT_CPU, (max(most - 1, 1), most))


def results(work: Confined, *, seconds: float, waiting: Callable[[], None]) -> Iterator[Member]:
    """Receive what a confined process finds, and end it. Raises CannotRead, whatever became of it."""
    ended = False
    try:
        yield from told(work.channel, seconds=seconds, waiting=waiting)
    except Ended:
        _, status = os.waitpid(work.pid, 0)
        ended = True
        raise death(status) from None
    finally:
        work.channel.close()
        if not ended:
            os.kill(work.pid, signal.SIGKILL)  # not waited for yet, so the number is still its own
            os.waitpid(work.pid, 0)


def death(status: int) -> CannotRead:
    """Say why a confined process died. status: as waitpid gives it."""
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended_by == signal.SIGXCPU:
        return too_long()
    if ended_by == signal.SIGKILL:
        return too_much_memory()  # the kernel's own remedy when the machine has none left
    how = signal.Signals(ended_by).name if ended_by else "without a word"
    return BrokeItsReader(where=WHOLE, what=f"The process that looked inside ended ({how})")
