"""What a child tells the process that waits for it: one message a frame, over a socket that keeps them apart.

A frame is a letter and what it is about. A child that dies leaves whole frames or none.
"""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Callable, Iterator
from socket import socket

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.members import Member
from waymark.stages.intake.readers.unpacking.problems import problem_named, too_long, too_much_memory
from waymark.stages.intake.rules import Kind

LONGEST_REQUEST = 1 << 16
STATUS = struct.Struct("=i")  # how a process ended, as waitpid says it
_PIECE = 1 << 16  # bytes of content in one frame; Linux takes 200 KiB in one message unless told otherwise
_LONGEST = 1 << 18
_MEMBER, _CONTENT, _BEAT, _PROBLEM, _END = b"M", b"C", b"B", b"P", b"E"

# Made beforehand: when memory is out there is none left to write this with.
_NO_MEMORY = (
    _PROBLEM
    + json.dumps([type(too_much_memory()).__name__, too_much_memory().where, too_much_memory().what]).encode()
)


class Ended(Exception):
    """A child ended without saying so."""


class Telling:
    """A child's end of the socket."""

    def __init__(self, channel: socket) -> None:
        self._channel = channel

    def tell(self, member: Member) -> None:
        content = member.content
        head = member._replace(content=None, kind=member.kind.value)  # type: ignore[arg-type]
        about = json.dumps([None if content is None else len(content), *head], ensure_ascii=False)
        self._channel.send(_MEMBER + about.encode("utf-8", "replace"))
        for start in range(0, len(content or b""), _PIECE):
            self._channel.send(_CONTENT + (content or b"")[start : start + _PIECE])

    def beat(self) -> None:
        """Say that there is progress, so that nobody takes work for a hang."""
        self._channel.send(_BEAT)

    def give_up(self, problem: CannotRead) -> None:
        about = [type(problem).__name__, problem.where, problem.what]
        self._channel.send(_PROBLEM + json.dumps(about).encode())

    def run_out_of_memory(self) -> None:
        self._channel.send(_NO_MEMORY)

    def end(self) -> None:
        self._channel.send(_END)


def _nothing() -> None:
    pass


def told(channel: socket, *, seconds: float, waiting: Callable[[], None] = _nothing) -> Iterator[Member]:
    """Receive a child's members until it says that this was all.

    seconds: the longest silence. waiting: called at least every second meanwhile.
    Raises the CannotRead that the child gave up with, TookTooLong after too long a silence, and Ended when
    it died.
    """
    channel.settimeout(min(seconds, 1.0))
    while frame := _received(channel, seconds, waiting):
        letter, about = frame[:1], frame[1:]
        if letter == _END:
            return
        if letter == _PROBLEM:
            name, where, what = json.loads(about)
            raise problem_named(name, where=where, what=what)
        if letter == _MEMBER:
            yield _member(channel, about, seconds)
        else:
            waiting()
    raise Ended


def _received(channel: socket, seconds: float, waiting: Callable[[], None]) -> bytes:
    silent_until = time.monotonic() + seconds
    while True:
        try:
            return channel.recv(_LONGEST)
        except TimeoutError:
            if time.monotonic() >= silent_until:
                raise too_long() from None
            waiting()
        except ConnectionError:
            return b""


def _member(channel: socket, about: bytes, seconds: float) -> Member:
    length, *parts = json.loads(about)
    member = Member(*parts)
    content = None
    if length is not None:
        pieces = bytearray()
        while len(pieces) < length:
            frame = _received(channel, seconds, _nothing)
            if frame[:1] != _CONTENT:
                raise Ended
            pieces += frame[1:]
        content = bytes(pieces)
    return member._replace(kind=Kind(member.kind), content=content)
