"""The smallest things that a report states: a time in its own words, a pair of name and value, a device."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Zone(StrEnum):
    """How the time zone of a stated time is known."""

    STATED = "stated"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class StatedTime(NamedTuple):
    """A time as the document gave it.

    text: the words of the document, unchanged.
    instant: the moment in UTC, or None where the text is not a time that can be placed.
    zone: stated with an offset; assumed (then `assumed_by` says who took it for UTC); or unknown.
    """

    text: str
    instant: datetime | None
    zone: Zone
    assumed_by: str = ""


class Named(NamedTuple):
    """One stated value with the name that the document gives it."""

    name: str
    value: str


class NamedValue(NamedTuple):
    """One pair of a document's free name-and-value lists, such as EXIF."""

    group: str
    name: str
    value: str


class Device(NamedTuple):
    """A device identifier, with its kind in the document's own words (IMEI, ICCID, SSID ...)."""

    id_type: str
    value: str
    event: str = ""
    captured_at: StatedTime | None = None
