"""The short way through the elements that a report holds by the thousand: events and files.

Each has its table, like every other element, and that is the authority. The short way is for the plain shape
that nearly all have. It answers None or False, having read nothing, when anything is out of the ordinary: an
attribute or child without a place, a repeat, loose text, a value that cannot be read. A property holds both
ways to the same facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.referrals.types import FileHash, IPCaptureEvent, Of, ReportedFile, StatedTime
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.times import stated
from waymark.stages.intake.readers.values import UNREAD, XML_SPACE, Unread, port, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from waymark.stages.intake.readers.containers import Container, Owner

_new = tuple.__new__


def plain_texts(element: _Element) -> dict[str, str | None] | None:
    """The texts of an element that holds nothing but single, plain children, by their names; else None."""
    head = element.text
    if element.keys() or (head is not None and head.strip(XML_SPACE)):
        return None
    children = element[:]  # type: ignore[index]
    for child in children:
        if child.keys() or len(child):
            return None
        tail = child.tail
        if tail is not None and tail.strip(XML_SPACE):
            return None
    texts = {child.tag: child.text for child in children}
    return texts if len(texts) == len(children) else None


def plain_event(element: _Element) -> tuple[object, ...] | None:
    """What an event says after its ordinals, if it is plain and every value in it can be read."""
    texts = plain_texts(element)
    if texts is None:
        return None
    take = texts.pop
    address = take("ipAddress", "") or ""
    event = take("eventName", "") or ""
    captured_at = stated(take("dateTime") or "") if "dateTime" in texts else None
    proxy = yes_or_no(take("possibleProxy") or "") if "possibleProxy" in texts else None
    from_port = port(take("port") or "") if "port" in texts else None
    if texts or proxy is UNREAD or from_port is UNREAD:
        return None
    return (address, event.strip(), captured_at, proxy, from_port)


def quick_event(owner: Owner, element: _Element) -> bool:
    fields = plain_event(element)
    if fields is None:
        return False
    reading = owner.reading
    reading.events += 1
    reading.out.append(_new(IPCaptureEvent, (reading.events, owner.of, owner.ordinal, *fields)))
    return True


def quick_file(inside: Container, element: _Element) -> bool:
    """Read a plain file with its hashes and its upload. Devices, annotations and details go the long way."""
    head = element.text
    if element.keys() or (head is not None and head.strip(XML_SPACE)):
        return False
    texts: dict[str, str | None] = {}
    hashes: list[FileHash] = []
    upload: tuple[object, ...] | None = None
    plain = 0
    for child in element[:]:  # type: ignore[index]
        tail = child.tail
        if tail is not None and tail.strip(XML_SPACE):
            return False
        tag = child.tag
        if tag == "originalFileHash":
            labels: Sequence[tuple[Any, Any]] = child.items()
            if len(labels) != 1 or labels[0][0] != "hashType" or len(child):
                return False
            label, value = labels[0][1], child.text or ""
            hashes.append(_new(FileHash, (label, value, hash_kind(label, value))))
        elif tag == "ipCaptureEvent":
            if upload is not None:
                return False
            upload = plain_event(child)
            if upload is None:
                return False
        elif child.keys() or len(child):
            return False
        else:
            texts[tag] = child.text
            plain += 1
    if len(texts) != plain:
        return False
    return _make_file(inside, texts, hashes, upload)


def _make_file(
    inside: Container,
    texts: dict[str, str | None],
    hashes: list[FileHash],
    upload: tuple[object, ...] | None,
) -> bool:
    take = texts.pop
    uploaded: StatedTime | None = None
    for name in ("uploadedToEspTimestamp", "uploadedToEspDateTime"):
        if name in texts:
            if uploaded is not None:
                return False
            uploaded = stated(take(name) or "")
    viewed = _answer(texts, "viewedByEsp" if "viewedByEsp" in texts else "fileViewedByEsp")
    exif_viewed = _answer(texts, "exifViewedByEsp")
    available = _answer(texts, "publiclyAvailable")
    if viewed is UNREAD or exif_viewed is UNREAD or available is UNREAD:
        return False
    file_id, number = take("fileId", "") or "", take("reportId", "") or ""
    relevance, classification = take("fileRelevance", "") or "", take("industryClassification", "") or ""
    name, original = take("fileName", "") or "", take("originalFileName", "") or ""
    location = take("locationOfFile", "") or ""
    info = (take("additionalInfo") or "",) if "additionalInfo" in texts else ()
    if texts:
        return False
    reading = inside.reading
    reading.files += 1
    ordinal = reading.files
    if upload is not None:
        reading.events += 1
        reading.out.append(_new(IPCaptureEvent, (reading.events, Of.FILE, ordinal, *upload)))
    stated_once = (file_id.strip(), number.strip(), name, original, location)
    reading.out.append(
        _new(
            ReportedFile,
            (
                ordinal,
                *stated_once,
                relevance.strip(),
                classification.strip(),
                uploaded,
                viewed,
                exif_viewed,
                available,
                (),
                tuple(hashes),
                (),
                (),
                info,
            ),
        )
    )
    return True


def _answer(texts: dict[str, str | None], name: str) -> bool | Unread | None:
    return yes_or_no(texts.pop(name) or "") if name in texts else None


QUICK_EVENTS = {"ipCaptureEvent": quick_event}
QUICK_FILES = {"fileDetails": quick_file}
