"""JSON as it arrives: every member kept in its order and its own words, or refused with the place.

What the standard library would lose is kept: a key given twice, the digits of a number, and words such as
NaN that are not JSON at all. Objects are `Members`, arrays lists, strings str, and `Number`, True, False and
None are what they are.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import BinaryIO, NamedTuple

from waymark.stages.intake.readers.encodings import family_of
from waymark.stages.intake.readers.errors import BrokenDocument, EmptyDocument, TooLarge, WrongEncoding

# A report's words, not its media: the largest public description of a format asks for far less.
LARGEST = 64 << 20  # bytes
DEEPEST = 64  # brackets within brackets; no format here has more than ten

_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\n]*")
_OUTSIDE_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)


class Number(NamedTuple):
    """A number in its own digits; NaN and Infinity too, which JSON does not have."""

    text: str


class Members(NamedTuple):
    """An object's members in order; one key may come several times."""

    pairs: tuple[tuple[str, Value], ...]


Value = Members | list["Value"] | str | Number | bool | None


def storable(text: str) -> str:
    r"""The text with what no database stores (half a surrogate pair, the zero byte) as `\u0000`."""
    return _CANNOT_BE_STORED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def load(stream: BinaryIO) -> Value:
    """Read a JSON document whole.

    Raises EmptyDocument, WrongEncoding with the byte, BrokenDocument with line and column, TooLarge for one
    of more than 64 MiB or nested deeper than 64.
    """
    text = decoded(stream)
    _check_depth(text)
    try:
        value = _decoder().decode(text)
    except json.JSONDecodeError as fault:
        raise _broken(fault) from None
    return _storable(value)


def load_several(stream: BinaryIO) -> list[Value]:
    """Read one JSON value after another, as exports write a report a line. Raises as `load`."""
    text = decoded(stream)
    _check_depth(text)
    decoder = _decoder()
    found: list[Value] = []
    at = _SPACE.match(text).end()  # type: ignore[union-attr]  # it matches nothing too
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found.append(_storable(value))
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    except json.JSONDecodeError as fault:
        raise _broken(fault) from None
    return found


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=lambda pairs: Members(tuple((storable(key), value) for key, value in pairs)),
        parse_int=Number,
        parse_float=Number,
        parse_constant=Number,
    )


def _broken(fault: json.JSONDecodeError) -> BrokenDocument:
    return BrokenDocument(
        where=f"line {fault.lineno}, column {fault.colno}", what=f"This is not JSON: {fault.msg.lower()}"
    )


def _storable(value: Value) -> Value:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, Members):
        return Members(tuple((key, _storable(each)) for key, each in value.pairs))
    return value


def decoded(stream: BinaryIO) -> str:
    """A whole document as text: UTF-8, or UTF-16 or UTF-32 with a mark or by its first zero bytes (RFC 4627)."""
    content = read_up_to(stream, LARGEST)
    family, mark = family_of(content)
    if not mark and b"\0" in content[:4]:
        family = json.detect_encoding(content[:4])
    try:
        text = codecs.decode(content[mark:], family)
    except UnicodeDecodeError as fault:
        raise WrongEncoding(
            where=f"byte {mark + fault.start}", what=f"The bytes are not valid {family.upper()}"
        ) from None
    if not text.strip():
        raise EmptyDocument(where="byte 0", what="The document is empty")
    return text


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """Everything in a stream. Raises TooLarge when that is more than `limit` bytes."""
    parts, size = [], 0
    while part := stream.read(min(1 << 20, limit + 1 - size)):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise TooLarge(where=f"byte {limit}", what=f"The document is larger than {limit >> 20} MiB")
    return b"".join(parts)


def _check_depth(text: str) -> None:
    depth = 0
    for found in _OUTSIDE_TEXT.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise TooLarge(
                    where=f"character {found.start()}",
                    what=f"The document nests its brackets deeper than {DEEPEST}",
                )
        elif sign in "]}":
            depth -= 1


def plain(value: Value) -> object:
    """The document as the schema validator takes it: of a key given twice the first; numbers as numbers."""
    if isinstance(value, Members):
        found: dict[str, object] = {}
        for key, each in value.pairs:
            found.setdefault(key, plain(each))
        return found
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, Number):
        return _number(value.text)
    return value


_WHOLE = re.compile(r"-?[0-9]{1,18}")


def _number(text: str) -> int | float:
    return int(text) if _WHOLE.fullmatch(text) else float(text)
