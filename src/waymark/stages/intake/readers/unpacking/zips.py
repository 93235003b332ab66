"""Taking a ZIP apart: every entry streamed and counted as it is read, nothing taken at its word.

Source: PKWARE's .ZIP File Format Specification (APPNOTE) 6.3.10.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.names import as_utf8
from waymark.stages.intake.readers.unpacking.problems import (
    WHOLE,
    BrokenContainer,
    PasswordNeeded,
    UnpacksTooLarge,
)
from waymark.stages.intake.readers.unpacking.unfolding import BLOCK, Unfolding
from waymark.stages.intake.rules import Kind

_ENCRYPTED = 0x1
_SAYS_UTF8 = 0x800
_LOCAL = struct.Struct("<4s22xHH")  # the signature; the lengths of the name and of the extra field
_LOCAL_MARK = b"PK\x03\x04"
_LONGEST_DESCRIPTOR = 24  # a data descriptor in zip64, with its signature
_UNIX = 3
_OFFICE_PARTS = ("xl/workbook.", "ppt/presentation.", "visio/document.")
_OTHER_OFFICE = (
    "It is a workbook or a presentation, which can hold pictures: save it as CSV or PDF and deliver that, or take it "
    "in as a register with `waymark receive --map NAME`"
)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)


def unfold(stream: BinaryIO, into: Unfolding) -> None:
    """Take a ZIP apart. Raises PasswordNeeded, UnpacksTooLarge, BrokenContainer."""
    archive = opened(stream)
    entries = archive.infolist()
    if _is_other_office(entries):
        raise CannotRead(where=WHOLE, what=_OTHER_OFFICE)
    if _is_word(entries):
        stream.seek(0)
        into.formats[Kind.DOCX](stream, into)
        return
    Archive(archive, stream, into).unfold(entries)


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """Read the directory of a ZIP. Raises BrokenContainer, CannotRead."""
    try:
        return zipfile.ZipFile(stream)
    except NotImplementedError:
        raise CannotRead(where=WHOLE, what="It says that it needs a newer program than there is") from None
    except (zipfile.BadZipFile, ValueError, struct.error, OSError) as error:
        raise BrokenContainer(where=WHOLE, what="Its directory cannot be found or read") from error


def _is_word(entries: Sequence[zipfile.ZipInfo]) -> bool:
    names = {entry.filename for entry in entries[:10_000]}
    return "[Content_Types].xml" in names and any(name.startswith("word/document") for name in names)


def _is_other_office(entries: Sequence[zipfile.ZipInfo]) -> bool:
    names = {entry.filename for entry in entries[:10_000]}
    return "[Content_Types].xml" in names and any(name.startswith(_OFFICE_PARTS) for name in names)


class Archive:
    """The entries of a ZIP, read with suspicion. size: of the whole, in bytes."""

    def __init__(self, archive: zipfile.ZipFile, stream: BinaryIO, into: Unfolding) -> None:
        self._archive = archive
        self._stream = stream
        self._into = into
        self._size = stream.seek(0, 2)
        self._unpacked = 0
        self._password: bytes | None = None

    def unfold(self, entries: Sequence[zipfile.ZipInfo]) -> None:
        limits = self._into.limits
        if len(entries) > limits.members:
            raise UnpacksTooLarge(
                where=WHOLE, what=f"It names {len(entries):,} files, and {limits.members:,} are the most"
            )
        if self._size > 0 and not entries and self._starts_with_an_entry():
            raise BrokenContainer(where=WHOLE, what="Its directory names nothing, and yet something is in it")
        gaps = self.gaps(entries)
        self._find_password(entries)
        for entry in entries:
            if not (entry.filename.endswith("/") and entry.file_size == 0):
                self.take(entry)
        for start, end in gaps:
            self._into.take(
                f"bytes {start} to {end}",
                self._between(start, end),
                trouble="It lies in the archive where no entry of its directory is: ask its sender what it is",
            )

    def _starts_with_an_entry(self) -> bool:
        self._stream.seek(0)
        return self._stream.read(4) == _LOCAL_MARK

    def gaps(self, entries: Sequence[zipfile.ZipInfo]) -> list[tuple[int, int]]:
        """Find the stretches that no entry claims. Raises UnpacksTooLarge where two claim the same bytes."""
        gaps, end = [], 0
        for entry in sorted(entries, key=lambda each: each.header_offset):
            start, after = self._extent(entry)
            if start < end:
                raise UnpacksTooLarge(where=WHOLE, what="Two of its entries are made of the same bytes")
            if start - end > _LONGEST_DESCRIPTOR or self._holds_an_entry(end, start):
                gaps.append((end, start))
            end = after
        start = min(self._archive.start_dir, self._size)
        if start - end > _LONGEST_DESCRIPTOR or self._holds_an_entry(end, start):
            gaps.append((end, start))
        return gaps

    def _extent(self, entry: zipfile.ZipInfo) -> tuple[int, int]:
        if entry.header_offset < 0:
            return 0, 0  # before the beginning: its reading will say that it is damaged
        self._stream.seek(entry.header_offset)
        header = self._stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            return entry.header_offset, entry.header_offset
        mark, name, extra = _LOCAL.unpack(header)
        if mark != _LOCAL_MARK:
            return entry.header_offset, entry.header_offset
        return entry.header_offset, entry.header_offset + _LOCAL.size + name + extra + entry.compress_size

    def _holds_an_entry(self, start: int, end: int) -> bool:
        if end <= start:
            return False
        self._stream.seek(start)
        return _LOCAL_MARK in self._stream.read(min(end - start, _LONGEST_DESCRIPTOR))

    def _between(self, start: int, end: int) -> Iterator[bytes]:
        self._stream.seek(start)
        while start < end and (block := self._stream.read(min(BLOCK, end - start))):
            start += len(block)
            yield block

    def _find_password(self, entries: Sequence[zipfile.ZipInfo]) -> None:
        """Find the password that opens the smallest encrypted entry. Raises PasswordNeeded if all are shut."""
        locked = sorted(
            (entry for entry in entries if entry.flag_bits & _ENCRYPTED and not entry.filename.endswith("/")),
            key=lambda each: each.compress_size,
        )
        if not locked:
            return
        candidates = [each for given in self._into.passwords for each in _as_bytes(given)]
        self._password = next((each for each in (b"", *candidates) if self._opens(locked[0], each)), None)
        if self._password is None and len(locked) == sum(
            not entry.filename.endswith("/") for entry in entries
        ):
            raise PasswordNeeded(where=WHOLE, what=_locked_words(locked[0]))

    def _opens(self, entry: zipfile.ZipInfo, password: bytes) -> bool:
        try:
            with self._archive.open(entry, pwd=password) as opened:
                while opened.read(BLOCK):
                    self._into.beat()
        except (RuntimeError, NotImplementedError, *_DAMAGE):
            return False
        return True

    def take(self, entry: zipfile.ZipInfo) -> None:
        named = entry.orig_filename
        if not entry.flag_bits & _SAYS_UTF8:
            named = as_utf8(named, written_as="cp437")
        trouble = ""
        if len(named) > self._into.limits.name:
            trouble = (
                "Its name is longer than any file's: it was shortened here, and its content was not read"
            )
        if entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16):
            trouble = "It is a link to another place, which is never followed"
        self._into.take(named, self.read(entry), trouble=trouble)

    def read(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """Read an entry block by block. Raises CannotRead, UnpacksTooLarge."""
        locked = bool(entry.flag_bits & _ENCRYPTED)
        where = "this file"
        if locked and self._password is None:
            raise PasswordNeeded(where=where, what=_locked_words(entry))
        try:
            with self._archive.open(entry, pwd=self._password if locked else None) as opened:
                size = 0
                while block := opened.read(BLOCK):
                    size += len(block)
                    self._refuse_bomb(entry, size, len(block))
                    yield block
        except NotImplementedError:
            raise CannotRead(where=where, what="It is packed by a method that is not read here") from None
        except RuntimeError:
            raise PasswordNeeded(where=where, what="It is encrypted with another password") from None
        except _DAMAGE:
            raise BrokenContainer(
                where=where, what="It is damaged, and only its beginning could be read"
            ) from None

    def _refuse_bomb(self, entry: zipfile.ZipInfo, size: int, more: int) -> None:
        limits = self._into.limits
        self._unpacked += more
        by_itself = size > limits.ratio_from and size > entry.compress_size * limits.ratio
        together = self._unpacked > limits.ratio_from * 4 and self._unpacked > self._size * limits.ratio
        if by_itself or together:
            raise UnpacksTooLarge(
                where=WHOLE, what=f"It unpacks to more than {limits.ratio} times its size, as bombs do"
            )


def _as_bytes(password: str) -> tuple[bytes, ...]:
    """A password as the programs that make ZIPs write it."""
    ways = dict.fromkeys(password.encode(way, "replace") for way in ("utf-8", "cp437", "cp1252"))
    return tuple(ways)


def _locked_words(entry: zipfile.ZipInfo) -> str:
    if entry.compress_type == 99:  # noqa: PLR2004 - APPNOTE 7.2.3: AES
        return "It is encrypted with AES, which only its sender's tools open: unpack it there"
    return "It is encrypted"
