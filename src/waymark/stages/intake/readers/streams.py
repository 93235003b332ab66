"""Reading a document while it streams, in memory that its length does not change.

The parser builds its tree as usual. After every chunk the complete children of the innermost open container
are taken and cut off the tree; the last child stays, since its end and the text behind it are still to come.
Only the elements that are read child by child (the root, parties, internet details) need events of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from waymark.stages.intake.readers.errors import TooLarge
from waymark.stages.intake.readers.parsing import refuse_doctype, streaming_parser, streaming_refusal
from waymark.stages.intake.readers.reports import ROOTS, STREAMED, keep_around, open_root, unknown_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from waymark.referrals.types import Fact
    from waymark.stages.intake.readers.containers import Container

CHUNK = 1 << 16  # bytes fed to the parser between two takings
LARGEST_ELEMENT = 1 << 26  # bytes of one child; a child is held as a tree of about eight times that


def read_stream(chunks: Iterable[bytes], *, trace: bool) -> Iterator[Fact]:
    """Read a document from chunks of UTF-8. Raises CannotRead."""
    parser = streaming_parser((*ROOTS, *STREAMED))
    course = _Course(traced=trace)
    held = 0
    for chunk in chunks:
        for start in range(0, len(chunk), CHUNK):
            piece = chunk[start : start + CHUNK]
            _feed(parser, piece, held=held)
            held = 0 if course.follow(parser) else held + len(piece)
            if held > LARGEST_ELEMENT:
                raise TooLarge(where=course.path, what="One element there is larger than 64 MiB")
            yield from course.facts()
    try:
        root = parser.close()
    except etree.LxmlError as error:
        raise streaming_refusal(parser, error, held=held) from None
    course.follow(parser)
    yield from course.end(root)


def _feed(parser: etree.XMLPullParser, piece: bytes, *, held: int) -> None:
    try:
        parser.feed(piece)
    except etree.LxmlError as error:
        raise streaming_refusal(parser, error, held=held) from None


class _Course:
    """The containers that are open, outermost first."""

    def __init__(self, *, traced: bool) -> None:
        self._traced = traced
        self._open: list[Container] = []
        self._root: Container | None = None

    @property
    def path(self) -> str:
        return self._open[-1].path if self._open else "/"

    def facts(self) -> list[Fact]:
        if self._root is None:
            return []
        facts = self._root.reading.out
        self._root.reading.out = []
        return facts

    def follow(self, parser: etree.XMLPullParser) -> bool:
        """Take what the last chunk completed; answers whether that was anything."""
        moved = False
        events: Iterator[tuple[str, Any]] = parser.read_events()
        for event, element in events:
            moved = (self._start(element) if event == "start" else self._end(element)) or moved
        if self._open:
            innermost = self._open[-1]
            last = innermost.element[-1] if len(innermost.element) else None
            moved = _take(innermost, until=last) or moved
        return moved

    def end(self, root: _Element) -> list[Fact]:
        if self._root is None:
            raise unknown_root(str(root.tag).rpartition("}")[2])
        keep_around(self._root, before=False)
        self._root.finish()
        return self.facts()

    def _start(self, element: _Element) -> bool:
        if self._root is None:
            refuse_doctype(element)
            self._root = open_root(element, traced=self._traced)
            self._open.append(self._root)
            return True
        if not self._open or element.getparent() is not self._open[-1].element:
            return False
        outer = self._open[-1]
        outer.begin()
        _take(outer, until=element)
        inner = outer.open(element)
        if inner is None:
            return False
        self._open.append(inner)
        return True

    def _end(self, element: _Element) -> bool:
        if not self._open or element is not self._open[-1].element:
            return False
        ended = self._open.pop()
        _take(ended, until=None)
        ended.begin()
        if self._open:  # the root is finished after what follows it
            ended.finish()
        return True


def _take(container: Container, *, until: _Element | None) -> bool:
    """Take a container's complete children, and cut them off. until: the first that is not complete yet."""
    element = container.element
    taken = 0
    for child in element:
        if child is until:
            break
        container.begin()
        container.take(child)
        taken += 1
    if taken:
        del element[:taken]
    return taken > 0
