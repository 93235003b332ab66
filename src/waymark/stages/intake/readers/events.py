"""Uses of an address, and identifiers of a device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.referrals.types import Device, IPCaptureEvent
from waymark.stages.intake.readers.containers import Container, Owner, Part, Place, Places, record
from waymark.stages.intake.readers.values import port, text, time, word, yes_or_no

if TYPE_CHECKING:
    from lxml.etree import _Element

_EVENT: Places = {
    "ipAddress": Place("address", text),
    "eventName": Place("event", word),
    "dateTime": Place("captured_at", time),
    "possibleProxy": Place("possible_proxy", yes_or_no),
    "port": Place("port", port),
}
_DEVICE: Places = {
    "idType": Place("id_type", text),
    "idValue": Place("value", text),
    "eventName": Place("event", word),
    "dateTime": Place("captured_at", time),
}


def _device(inside: Container, element: _Element, path: str) -> Device:
    return Device(**{"id_type": "", "value": "", **record(inside, element, path, _DEVICE)})


def _capture_event(inside: Owner, element: _Element, path: str) -> None:
    fields = {"address": "", **record(inside, element, path, _EVENT)}
    reading = inside.reading
    reading.events += 1
    reading.out.append(IPCaptureEvent(reading.events, inside.of, inside.ordinal, **fields))


DEVICE = Part("devices", _device, many=True)
CAPTURE_EVENT = Part("", _capture_event, many=True)
