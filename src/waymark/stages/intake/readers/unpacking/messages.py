"""Taking Outlook's own file (.msg) apart: its properties and words as text, its attachments as members.

Source: MS-OXMSG (how it is laid out), MS-OXPROPS (what each property is).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import olefile

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.kinds import why_not_opened
from waymark.stages.intake.readers.unpacking.pages import text_of_page
from waymark.stages.intake.readers.unpacking.problems import WHOLE, BrokenContainer
from waymark.stages.intake.readers.unpacking.rich_text import decompressed, text_of_rich_text
from waymark.stages.intake.readers.unpacking.texts import kind_of_text, plain
from waymark.stages.intake.readers.unpacking.unfolding import Unfolding

Place = tuple[str, ...]

_PROPERTIES = "__properties_version1.0"
_STREAM = "__substg1.0_"
_RECIPIENT, _ATTACHMENT = "__recip_version1.0_", "__attach_version1.0_"
_DATA, _EMBEDDED = "37010102", "3701000D"
_TEXT, _BYTES_TEXT, _BINARY = "001F", "001E", "0102"
_LONG, _TIME = 0x0003, 0x0040  # property types with a fixed length
_ROOT_HEADER, _EMBEDDED_HEADER, _OTHER_HEADER = 32, 24, 8  # MS-OXMSG 2.4.1: before the properties begin
_ENTRY = struct.Struct("<II8s")  # tag, flags, value
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # FILETIME
_CODE_PAGE, _MESSAGE_CODE_PAGE = 0x3FDE, 0x3FFD
_SENT, _DELIVERED, _RECIPIENT_TYPE = 0x0039, 0x0E06, 0x0C15
_DEEPEST = 8  # messages in one another
_RECIPIENTS = {1: "To", 2: "Cc", 3: "Bcc"}
_DAMAGE = (
    OSError,
    struct.error,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def unfold(stream: BinaryIO, into: Unfolding) -> None:
    """Take an Outlook message apart. Raises CannotRead for any other file of this kind."""
    head = stream.read(1 << 16)
    stream.seek(0)
    try:
        compound = olefile.OleFileIO(stream)
        names = [tuple(entry) for entry in compound.listdir(streams=True, storages=True)]
    except _DAMAGE as error:
        raise BrokenContainer(where=WHOLE, what="It is damaged: what it holds cannot be found") from error
    streams = frozenset(name[0] for name in names if name)
    if _PROPERTIES not in streams:
        raise CannotRead(where=WHOLE, what=why_not_opened(head, streams=streams))
    message = _Message(compound, names, (), depth=0)
    text = "\f".join(plain(each) for each in message.texts())
    into.own_text(stream, text, kind=kind_of_text(text))
    for named, path, content in message.attached(""):
        into.take(named, _blocks(content), path=path)


def _blocks(content: bytes | None) -> Iterator[bytes]:
    if content is None:
        raise BrokenContainer(where="this file", what="It is damaged and cannot be taken out")
    yield content


class _Message:
    """A message, or one embedded in it. place: the storage that it lies in."""

    def __init__(self, compound: olefile.OleFileIO, names: list[Place], place: Place, *, depth: int) -> None:
        self._compound = compound
        self._names = names
        self._place = place
        self._depth = depth
        self._fixed = self._fixed_of(place, _EMBEDDED_HEADER if place else _ROOT_HEADER)
        page = self._fixed.get(_CODE_PAGE) or self._fixed.get(_MESSAGE_CODE_PAGE) or 1252
        self._encoding = "utf-8" if page == 65001 else f"cp{page}"  # noqa: PLR2004 - Windows' name for UTF-8

    def texts(self) -> Iterator[str]:
        """The message's text, and then that of each message embedded in it."""
        yield "\n".join(self._headers()) + "\n\n" + self._body()
        for _, inner in self._inner():
            yield from inner.texts()

    def attached(self, path: str) -> Iterator[tuple[str, str, bytes | None]]:
        """Each attached file: its name, its path in the outermost message, its bytes if they can be had."""
        for storage in self._storages(_ATTACHMENT):
            named = self._text(storage, "3707") or self._text(storage, "3704") or self._text(storage, "3001")
            if (content := self._bytes(storage, _DATA)) is not None or not self._holds(storage, _EMBEDDED):
                yield named, f"{path}{named or 'unnamed'}", content
            elif not self._holds((*storage, _STREAM + _EMBEDDED), _PROPERTIES, prefix=""):
                yield from self._object(storage, f"{path}{named or 'object'}/")
        for n, (_, inner) in enumerate(self._inner(), 1):
            yield from inner.attached(f"{path}message {n}/")

    def _object(self, storage: Place, path: str) -> Iterator[tuple[str, str, bytes | None]]:
        """An object of another program: each of its streams."""
        inside = (*self._place, *storage, _STREAM + _EMBEDDED)
        for name in self._names:
            if name[: len(inside)] == inside and self._compound.get_type(list(name)) == olefile.STGTY_STREAM:
                named = "/".join(name[len(inside) :])
                yield named, path + named, self._read(name)

    def _inner(self) -> Iterator[tuple[Place, _Message]]:
        if self._depth >= _DEEPEST:
            return
        for storage in self._storages(_ATTACHMENT):
            inside = (*storage, _STREAM + _EMBEDDED)
            if self._holds(inside, _PROPERTIES, prefix=""):
                place = (*self._place, *inside)
                yield inside, _Message(self._compound, self._names, place, depth=self._depth + 1)

    def _headers(self) -> Iterator[str]:
        sender = self._text((), "5D01") or self._text((), "0C1F") or self._text((), "0065")
        yield f"From: {_named(self._text((), '0C1A') or self._text((), '0042'), sender)}"
        shown: dict[str, list[str]] = {}
        for storage in self._storages(_RECIPIENT):
            role = self._fixed_of(storage, _OTHER_HEADER).get(_RECIPIENT_TYPE, 1)
            address = self._text(storage, "39FE") or self._text(storage, "3003")
            shown.setdefault(_RECIPIENTS.get(role, "To"), []).append(
                _named(self._text(storage, "3001"), address)
            )
        for title, tag in (("To", "0E04"), ("Cc", "0E03"), ("Bcc", "0E02")):
            if people := "; ".join(shown.get(title, [])) or self._text((), tag):
                yield f"{title}: {people}"
        if at := self._fixed.get(_SENT) or self._fixed.get(_DELIVERED):
            yield f"Date: {_moment(at)}"
        yield f"Subject: {self._text((), '0037')}"
        if message_id := self._text((), "1035"):
            yield f"Message-ID: {message_id}"

    def _body(self) -> str:
        """The words: as plain text, else out of the page, else out of the rich text."""
        if text := self._text((), "1000").strip():
            return text
        page = self._bytes((), f"1013{_BINARY}")
        written = page.decode(self._encoding, "replace") if page else self._text((), "1013")
        if written.strip():
            return text_of_page(written)
        if packed := self._bytes((), f"1009{_BINARY}"):
            try:
                return text_of_rich_text(decompressed(packed), encoding=self._encoding)
            except CannotRead:
                return "[The words of this message are damaged and could not be read]"
        return ""

    def _storages(self, prefix: str) -> list[Place]:
        """The storages below this message whose name begins so, relative to it, in order."""
        length = len(self._place)
        found = {
            name[: length + 1]
            for name in self._names
            if name[:length] == self._place and len(name) > length and name[length].startswith(prefix)
        }
        return [name[length:] for name in sorted(found)]

    def _holds(self, place: Place, name: str, *, prefix: str = _STREAM) -> bool:
        whole = (*self._place, *place, prefix + name)
        return any(each[: len(whole)] == whole for each in self._names)

    def _text(self, place: Place, tag: str) -> str:
        wide = self._bytes(place, tag + _TEXT)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._bytes(place, tag + _BYTES_TEXT)
        if narrow is None:
            return ""
        try:
            return narrow.decode(self._encoding, "replace").rstrip("\0")
        except LookupError:
            return narrow.decode("cp1252", "replace").rstrip("\0")

    def _bytes(self, place: Place, property_: str) -> bytes | None:
        return self._read((*self._place, *place, _STREAM + property_))

    def _read(self, name: Place) -> bytes | None:
        try:
            return bytes(self._compound.openstream(list(name)).read())
        except _DAMAGE:
            return None

    def _fixed_of(self, place: Place, header: int) -> dict[int, int]:
        """The properties that have a fixed length: numbers and times, by their number."""
        whole = place if place[: len(self._place)] == self._place else (*self._place, *place)
        content = self._read((*whole, _PROPERTIES)) or b""
        found = {}
        for at in range(header, len(content) - _ENTRY.size + 1, _ENTRY.size):
            tag, _, value = _ENTRY.unpack_from(content, at)
            if tag & 0xFFFF == _LONG:
                found[tag >> 16] = int.from_bytes(value[:4], "little")
            elif tag & 0xFFFF == _TIME:
                found[tag >> 16] = int.from_bytes(value, "little")
        return found


def _named(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and address and name != address else name or address


def _moment(filetime: int) -> str:
    """A time in Windows' hundreds of nanoseconds, in UTC."""
    try:
        return f"{_EPOCH + timedelta(microseconds=filetime // 10):%Y-%m-%dT%H:%M:%SZ}"
    except OverflowError:
        return "beyond any calendar"
