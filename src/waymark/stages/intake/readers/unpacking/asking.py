"""Asking a child process to take a container apart, and receiving what it finds."""

from __future__ import annotations

import atexit
import contextlib
import io
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.confining import death
from waymark.stages.intake.readers.unpacking.frames import LONGEST_REQUEST, STATUS, Ended, told
from waymark.stages.intake.readers.unpacking.members import LIMITS, Limits, Member
from waymark.stages.intake.readers.unpacking.problems import WHOLE, CannotUnpackHere
from waymark.stages.intake.rules import Kind

_MOST_IN_MEMORY = 1 << 30  # of a stream without a descriptor; a door for larger ones hands over a file
_BLOCK = 1 << 20
_SERVING = "waymark.stages.intake.readers.unpacking.serving"  # by name: it loads every reader
_ATTEMPTS = 2
_PATIENCE = 10.0  # seconds for a process that is ending to be told of


def unpack(
    stream: BinaryIO,
    *,
    kind: Kind,
    name: str,
    passwords: Sequence[str] = (),
    limits: Limits = LIMITS,
) -> Iterator[Member]:
    """Find what is in a container, one member at a time.

    stream: read from its beginning, wherever it stands; best a file with a descriptor, which the child then
    reads itself. kind: ZIP, PDF, DOCX, MAIL or FILLED. name: as delivered. passwords: tried after the empty one, in
    order.
    Yields the container's own text first (PDF, DOCX, mail: path ''), then its members as they lie in it;
    what is inside an inner container comes before that container, whose trouble is known by then.
    Raises CannotRead: a password is asked for, it is a bomb, it hangs, it eats memory, it is broken; what
    was yielded before is then for the caller to drop or keep.
    """
    request = json.dumps(
        {"kind": kind.value, "name": name, "passwords": list(passwords), "limits": list(limits)}
    ).encode()
    if len(request) > LONGEST_REQUEST:
        raise CannotRead(where=WHOLE, what="Its name or the passwords given are too long to be used")
    source = _source(stream)
    try:
        for attempt in range(_ATTEMPTS):
            begun = False
            try:
                for member in _asked(request, source, limits):
                    begun = True
                    yield member
            except CannotUnpackHere:
                # The server may have been ended between two requests: a new one is asked once.
                with _lock:
                    _end()
                if begun or attempt + 1 == _ATTEMPTS:
                    raise
            else:
                return
    finally:
        os.close(source)


def _asked(request: bytes, source: int, limits: Limits) -> Iterator[Member]:
    try:
        channel, status = _server().ask(request, source)
    except OSError:
        raise _not_served() from None
    with channel, status:
        try:
            yield from told(channel, seconds=limits.seconds)
        except Ended:
            raise _why_ended(status) from None


def _why_ended(status: socket.socket) -> CannotRead:
    status.settimeout(_PATIENCE)
    try:
        word = status.recv(STATUS.size)
    except OSError:
        word = b""
    if len(word) != STATUS.size:
        return _not_served()
    return death(*STATUS.unpack(word))


def _not_served() -> CannotUnpackHere:
    return CannotUnpackHere(
        where=WHOLE, what="The process that takes files apart could not be started, or was ended"
    )


def _source(stream: BinaryIO) -> int:
    """A descriptor of the stream's bytes that can only be read; in memory, without a name, if it has none."""
    raw = getattr(stream, "raw", stream)
    if isinstance(raw, io.FileIO) and raw.seekable():
        with contextlib.suppress(OSError):
            return os.open(f"/proc/self/fd/{raw.fileno()}", os.O_RDONLY | os.O_CLOEXEC)
    stream.seek(0)
    memory = os.memfd_create("delivery", os.MFD_CLOEXEC)
    try:
        size = 0
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > _MOST_IN_MEMORY:
                raise CannotUnpackHere(
                    where=WHOLE, what=f"It is larger than {_MOST_IN_MEMORY >> 30} GiB and came without a file"
                )
            os.write(memory, block)
        return os.open(f"/proc/self/fd/{memory}", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.close(memory)


class _Server:
    """The process that starts limited ones, and our line to it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # No environment, nothing of the user's, no site of theirs, and no descriptor but one end of the line.
        command = [sys.executable, "-I", "-X", "utf8", "-m", _SERVING, str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
                command,
                env={},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )

    @property
    def is_ours_and_well(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, request: bytes, source: int) -> tuple[socket.socket, socket.socket]:
        """Have a container taken apart. Returns the channel of what is found, and that of how it ended."""
        channel, its_channel = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        status, its_status = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its_channel, its_status:
            try:
                socket.send_fds(self._line, [request], [source, its_channel.fileno(), its_status.fileno()])
            except OSError:
                channel.close()
                status.close()
                raise
        return channel, status

    def end(self) -> None:
        self._line.close()  # it ends by itself, and so does all that it started
        if self.owner == os.getpid():
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


_lock = threading.Lock()
_servers: list[_Server] = []


def _server() -> _Server:
    """The server of this process, started when first needed and anew when it is gone."""
    with _lock:
        if not (_servers and _servers[0].is_ours_and_well):
            _end()
            _servers.append(_Server())
        return _servers[0]


def _end() -> None:
    while _servers:
        _servers.pop().end()


atexit.register(_end)
