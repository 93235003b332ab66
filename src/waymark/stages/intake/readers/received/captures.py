"""`sourceCaptures`: uses of an address, and addresses of pages, told apart by type *and* by value."""

from __future__ import annotations

import re
from typing import NamedTuple

from waymark.referrals.identifiers import ip_key
from waymark.referrals.types import IncidentDetail, IPCaptureEvent, Named, Of, StatedTime
from waymark.stages.intake.readers.received.json_nodes import Node, Reading

_IP = re.compile(r"\bIP(?:v?[46])?\b", re.IGNORECASE)
_URL = re.compile(r"\bUR[LI]\b", re.IGNORECASE)


class Captures(NamedTuple):
    """What a person's, file's or page's captures came to.

    profiles: addresses of profiles. pages: other addresses of pages, each with its event and time in words.
    uploads: the stated times of captures whose event is an upload.
    """

    profiles: list[str]
    pages: list[tuple[Named, ...]]
    uploads: list[StatedTime]


def read_captures(owner: Node, of: Of, ordinal: int) -> Captures:
    """Read the captures of a person, file or page; events go out at once, under the owner's ordinal.

    An address is an event when its type says IP, or when no type is stated and the value is an address. A
    capture of another type stays whole, and raw. `tor`, nothing, and whatever else stands where an address
    should is kept as its words.
    """
    found = Captures([], [], [])
    source = owner.node("sourceInformation")
    if source is not None:
        with source:
            for capture in source.nodes("sourceCaptures"):
                _read_capture(capture, of, ordinal, found)
    return found


def _read_capture(capture: Node, of: Of, ordinal: int, found: Captures) -> None:
    kind, value = capture.peek("captureType"), capture.peek("value")
    if _URL.search(kind):
        _read_page(capture, found, profile="profile" in kind.casefold())
    elif _IP.search(kind) or (not kind and ip_key(value)):
        if not any(capture.peek(key) for key in ("value", "port", "dateTime", "eventName")):
            for key in ("captureType", "value", "port", "dateTime", "eventName"):
                capture.token(key)  # an event of which nothing is stated is none
            return
        event = read_event(capture, of, ordinal)
        if event.event.casefold() == "upload" and event.captured_at is not None:
            found.uploads.append(event.captured_at)


def read_event(capture: Node, of: Of, ordinal: int) -> IPCaptureEvent:
    capture.token("captureType")
    reading = capture.reading
    reading.events += 1
    event = IPCaptureEvent(
        reading.events,
        of,
        ordinal,
        address=capture.text("value"),
        event=capture.token("eventName"),
        captured_at=capture.time("dateTime"),
        port=capture.port("port"),
    )
    reading.out.append(event)
    return event


def _read_page(capture: Node, found: Captures, *, profile: bool) -> None:
    """A profile's address belongs to an account, which has no room for an event and a time: they stay raw."""
    capture.token("captureType")
    url = capture.text("value")
    if profile:
        found.profiles.extend([url] if url else [])
        return
    event, at = capture.token("eventName"), capture.time("dateTime")
    if at is not None and event.casefold() == "upload":
        found.uploads.append(at)
    named = (Named("url", url), Named("event", event), Named("captured_at", at.text if at else ""))
    found.pages.append(tuple(each for each in named if each.value))


def web_pages(reading: Reading, pages: list[tuple[Named, ...]]) -> list[IncidentDetail]:
    """Pages that are named without an account: each is an incident detail of its own."""
    details = []
    for values in pages:
        if values:
            reading.details += 1
            details.append(IncidentDetail(reading.details, "web_page", values=values))
    return details
