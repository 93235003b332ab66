"""Files that are written into a text as base64: found, and told apart from the text they stand in. Pure."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from waymark.stages.intake.readers.recognise import HEAD, recognise
from waymark.stages.intake.readers.signatures import embeds_media, holds_media
from waymark.stages.intake.rules import Kind

# How a file in base64 begins: the signatures of `signatures._FILE`, with what a data address puts before them.
_BEGIN = re.compile(
    rb"(?:data:[\w.+-]{1,60}\\?/[\w.+-]{1,80}(?:;[\w=.+-]{1,80}){0,4};base64,[ \t\r\n]*)?"
    rb"(?:\\?/9j\\?/|iVBORw0KGgo|R0lGOD[dl]h|UklGR|AAAA[0-9A-Za-z+/]{4}Z0eX|GkXfo|SUkqA|TU0AK|UEsDB|JVBERi0)"
)
_DATA_ADDRESS = re.compile(rb"data:[^,]{1,400};base64,[ \t\r\n]*")
# What stands between two lines of base64: as itself, as JSON writes it, and the sign of a quoted mail.
_BREAK = re.compile(rb"(?:[ \t]|\r\n|\r|\n|\\r|\\n){1,8}")
_LINE = re.compile(rb"(?:[0-9A-Za-z+/]|\\/)+={0,2}")
_FEWEST = 64  # characters: a shorter run is a word, or a file that holds nothing
# Below these nothing is written down that anybody reads: a report is still told for what it is.
_UNREAD = frozenset({Kind.TEXT_UNKNOWN, Kind.UNKNOWN_ROOT, Kind.EMPTY, Kind.HASH_LIST})


class WrittenIn(NamedTuple):
    """One file that stands in a text. start, end: of all that is taken out. content: its own bytes."""

    start: int
    end: int
    content: bytes


def files_written_in(text: bytes) -> Iterator[WrittenIn]:
    """Every file that stands in a text as base64, from the first to the last; none overlaps another."""
    at = 0
    while (found := _BEGIN.search(text, at)) is not None:
        address = _DATA_ADDRESS.match(text, found.start())
        begin = address.end() if address else found.start()
        digits, end = _digits(text, begin)
        at = end
        if len(digits) < _FEWEST:
            continue
        content = _decoded(digits)
        if content is not None:
            yield WrittenIn(found.start(), end, content)


def without_files(text: bytes) -> bytes:
    """The text with a note in place of each file, which no form of a text takes for anything but words."""
    kept, at = [], 0
    for n, each in enumerate(files_written_in(text), start=1):
        kept += [text[at : each.start], f"[file {n}, {len(each.content)} bytes, was written here]".encode()]
        at = each.end
    return b"".join((*kept, text[at:]))


def kind_without_files(text: bytes, *, name: str) -> Kind | None:
    """What a text is once its files are out of it; None where no reader knows it, or more may hide in it."""
    if b"\0" in text:
        return None
    rest = without_files(text)
    if len(rest) == len(text) or holds_media(rest) or embeds_media(rest.decode("latin-1")):
        return None
    kind = recognise(rest[:HEAD], name=name, size=len(rest))
    return kind if kind.keepable and kind not in _UNREAD else None


def _digits(text: bytes, begin: int) -> tuple[bytes, int]:
    """The signs of base64 from a place on, and where they end.

    Lines of one file are of one length, but for the last: what follows a break and is not, is the next word.
    """
    first = _LINE.match(text, begin)
    if first is None:
        return b"", begin + 1
    lines, end = [first[0]], first.end()
    while not lines[-1].endswith(b"="):
        gap = _BREAK.match(text, end)
        line = _LINE.match(text, gap.end()) if gap else None
        if line is None or len(line[0]) > len(first[0]) or not _can_follow(lines, line[0]):
            break
        lines.append(line[0])
        end = line.end()
        if len(line[0]) < len(first[0]):
            break
    return b"".join(lines).replace(b"\\/", b"/"), end


def _can_follow(lines: list[bytes], line: bytes) -> bool:
    """Whether a line goes on with the file: as long as the others, or its last, which makes whole groups of four."""
    if len(line) == len(lines[0]):
        return True
    total = sum(len(each.replace(b"\\/", b"/")) for each in (*lines, line))
    return len(lines[0]) >= _SHORTEST_LINE and total % 4 == 0


_SHORTEST_LINE = 60  # RFC 2045 6.8 has 76 signs a line, PEM (RFC 7468) 64


def _decoded(digits: bytes) -> bytes | None:
    whole = digits + b"=" * (-len(digits) % 4)
    try:
        return base64.b64decode(whole, validate=True)
    except binascii.Error:
        return None
