"""What stands before a document's root element, looked at before any parser sees it."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.errors import BrokenDocument, DoctypeRefused, EmptyDocument, TooLarge

_WORDS = re.compile(rb"[^ \t\r\n]")
_NAME = re.compile(rb"<([^\s<>/!?&'\"=]+)")
_DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)


def root_of(head: bytes, *, complete: bool) -> str:
    """The name of a document's root element, without its prefix.

    head: the first part of the document in UTF-8; complete: whether that is all of it. Comments and
    processing instructions are passed over, however many.
    Raises EmptyDocument, DoctypeRefused, BrokenDocument when no element comes first, and TooLarge when a head
    that is not complete ends before the root.
    """
    position = 0
    while True:
        position = _after_space(head, position)
        if head.startswith(b"<?", position):
            end = head.find(b"?>", position)
            length = len(b"?>")
        elif head.startswith(b"<!--", position):
            end = head.find(b"-->", position + len(b"<!--"))
            length = len(b"-->")
        else:
            return _first_name(head, position, complete=complete)
        position = len(head) if end < 0 else end + length


def _after_space(head: bytes, position: int) -> int:
    found = _WORDS.search(head, position)
    return len(head) if found is None else found.start()


def _first_name(head: bytes, position: int, *, complete: bool) -> str:
    where = f"byte {position}"
    if _DOCTYPE.match(head, position):
        raise DoctypeRefused(where=where, what="The document has a document type declaration")
    name = _NAME.match(head, position)
    if name is not None:
        return name[1].decode("utf-8", "replace").rpartition(":")[2]
    if position == len(head) and not complete:
        raise TooLarge(
            where=where, what="The root element does not come within the first part of the document"
        )
    if position == len(head) and not head.strip():
        raise EmptyDocument(where=where, what="The document is empty")
    raise BrokenDocument(where=where, what="There is no root element where one must stand")
