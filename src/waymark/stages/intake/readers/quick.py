"""The short way through the elements that a report holds by the thousand: events and files.

Each has its table, like every other element, and that is the authority. The short way is for the plain shape
that nearly all have. It answers None or False, having read nothing, when anything is out of the ordinary: an
attribute or child without a place, a repeat, loose text, a value that cannot be read. A property holds both
ways to the same facts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from waymark.referrals.types import FileHash, IPCaptureEvent, Of, ReportedFile
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.times import stated
from waymark.stages.intake.readers.values import UNREAD, XML_SPACE, port, yes_or_no

if TYPE_CHECKING:
    from lxml.etree import _Element

    from waymark.stages.intake.readers.containers import Container, Owner, Reading

_new = tuple.__new__
_Reader = Callable[[str], Any]


# Of an event and of a file: where each child's text goes in the tuple, by what it is read, and its bit among
# the places that are taken.
_EVENT: dict[Any, tuple[int, _Reader, int]] = {
    "ipAddress": (3, str, 1),
    "eventName": (4, str.strip, 2),
    "dateTime": (5, stated, 4),
    "possibleProxy": (6, yes_or_no, 8),
    "port": (7, port, 16),
}
_EMPTY_EVENT = [0, Of.PARTY, 0, "", "", None, None, None]
_FILE: dict[Any, tuple[int, _Reader, int]] = {
    "fileId": (1, str.strip, 1 << 1),
    "reportId": (2, str.strip, 1 << 2),
    "fileName": (3, str, 1 << 3),
    "originalFileName": (4, str, 1 << 4),
    "locationOfFile": (5, str, 1 << 5),
    "fileRelevance": (6, str.strip, 1 << 6),
    "industryClassification": (7, str.strip, 1 << 7),
    "uploadedToEspTimestamp": (8, stated, 1 << 8),
    "uploadedToEspDateTime": (8, stated, 1 << 8),
    "fileViewedByEsp": (9, yes_or_no, 1 << 9),
    "viewedByEsp": (9, yes_or_no, 1 << 9),
    "exifViewedByEsp": (10, yes_or_no, 1 << 10),
    "publiclyAvailable": (11, yes_or_no, 1 << 11),
}
_EMPTY_FILE = [0, "", "", "", "", "", "", "", None, None, None, None, (), (), (), (), ()]
_HASHES = 13
_HASH_LABEL = ["hashType"]


def quick_event(owner: Owner, element: _Element) -> bool:
    """Read a plain event of a party, a file or an incident detail."""
    event = _plain_event(element)
    if event is None:
        return False
    _add_event(owner.reading, event, owner.of, owner.ordinal)
    return True


def _add_event(reading: Reading, event: list[Any], of: Of, of_ordinal: int) -> None:
    reading.events += 1
    event[0], event[1], event[2] = reading.events, of, of_ordinal
    reading.out.append(_new(IPCaptureEvent, event))


def _plain_event(element: _Element) -> list[Any] | None:
    """An event's fields in their order, the first three still to be given; None if it is not plain."""
    head = element.text
    if element.keys() or (head is not None and head.strip(XML_SPACE)):
        return None
    fields = _EMPTY_EVENT.copy()
    taken = 0
    for child in element[:]:  # type: ignore[index]
        place = _EVENT.get(child.tag)
        tail = child.tail
        if place is None or child.keys() or len(child) or (tail is not None and tail.strip(XML_SPACE)):
            return None
        slot, of, bit = place
        value = of(child.text or "")
        if value is UNREAD or taken & bit:
            return None
        taken |= bit
        fields[slot] = value
    return fields


def quick_file(inside: Container, element: _Element) -> bool:
    """Read a plain file with its hashes and its upload. Devices, annotations and details go the long way."""
    head = element.text
    if element.keys() or (head is not None and head.strip(XML_SPACE)):
        return False
    fields = _EMPTY_FILE.copy()
    hashes: list[FileHash] = []
    upload: list[Any] | None = None
    taken = 0
    for child in element[:]:  # type: ignore[index]
        tail = child.tail
        if tail is not None and tail.strip(XML_SPACE):
            return False
        tag = child.tag
        place = _FILE.get(tag)
        if place is not None:
            slot, of, bit = place
            value = of(child.text or "")
            if value is UNREAD or taken & bit or child.keys() or len(child):
                return False
            taken |= bit
            fields[slot] = value
        elif tag == "originalFileHash":
            if child.keys() != _HASH_LABEL or len(child):
                return False
            label, words = child.get("hashType", ""), child.text or ""
            hashes.append(_new(FileHash, (label, words, hash_kind(label, words))))
        elif tag != "ipCaptureEvent" or upload is not None or (upload := _plain_event(child)) is None:
            return False
    reading = inside.reading
    reading.files += 1
    fields[0] = reading.files
    fields[_HASHES] = tuple(hashes)
    if upload is not None:
        _add_event(reading, upload, Of.FILE, reading.files)
    reading.out.append(_new(ReportedFile, fields))
    return True


QUICK_EVENTS = {"ipCaptureEvent": quick_event}
QUICK_FILES = {"fileDetails": quick_file}
