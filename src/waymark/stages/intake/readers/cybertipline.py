"""The CyberTipline reporting XML: reports, file details and the service's answers, read into facts.

A small document is parsed as a tree, which is faster; a larger one is read as it streams, and holds no more
in memory than one child of an element that is still open. Both ways go through the same tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from waymark.stages.intake.readers.encodings import IntoUTF8, encoding_of
from waymark.stages.intake.readers.parsing import parse
from waymark.stages.intake.readers.prologs import root_of
from waymark.stages.intake.readers.reports import ROOTS, keep_around, open_root, unknown_root
from waymark.stages.intake.readers.streams import CHUNK, read_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark.referrals.types import Fact

TREE_LIMIT = 1 << 18  # bytes; a tree takes about eight times its document, and a stream is as fast
_PROLOG = 1 << 16  # bytes within which the root element has to come, at least


def read(stream: BinaryIO, *, trace: bool = False, tree_limit: int = TREE_LIMIT) -> Iterator[Fact]:
    """Read a document into facts, as they complete; the one `Report` comes last.

    An event comes before the party or file it belongs to, which it names by ordinal: ordinals are given when
    an element starts. trace: name every element and attribute that was read as well; with what was kept
    raw, each is named exactly once. tree_limit: bytes up to which a document is parsed as a tree.
    Raises CannotRead, and nothing else, whatever the bytes are. Of a document larger than the limit facts may
    have been given by then, and are to be dropped: a document is read whole or not at all.
    """
    wanted = max(tree_limit, _PROLOG) + 1
    head = _filled(stream, wanted)
    complete = len(head) < wanted
    encoding, mark = encoding_of(head)
    utf8 = IntoUTF8(encoding, skip=mark)
    document = utf8.turn(head, final=complete)
    name = root_of(document, complete=complete)
    if name not in ROOTS:
        raise unknown_root(name)
    if len(head) <= tree_limit:
        yield from _read_tree(document, trace=trace)
    else:
        yield from read_stream(_chunks(document, stream, utf8, complete=complete), trace=trace)


def _read_tree(document: bytes, *, trace: bool) -> list[Fact]:
    root = parse(document)
    container = open_root(root, traced=trace)
    container.begin()
    for child in root:
        container.take(child)
    keep_around(container, before=False)
    container.finish()
    return container.reading.out


def _chunks(document: bytes, stream: BinaryIO, utf8: IntoUTF8, *, complete: bool) -> Iterator[bytes]:
    yield document
    if complete:
        return
    while chunk := stream.read(CHUNK):
        yield utf8.turn(chunk)
    yield utf8.turn(b"", final=True)


def _filled(stream: BinaryIO, size: int) -> bytes:
    """Read until there are `size` bytes or no more: a stream may give less than it is asked for."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
