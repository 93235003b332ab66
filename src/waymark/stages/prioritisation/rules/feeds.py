"""An officer's dates as a calendar (RFC 5545): references alone, never a person. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

_LONGEST = 75
"""Octets in a line before it is folded. RFC 5545, 3.1."""


class Dated(NamedTuple):
    """One date. key: the same for the same matter each time it is read. what: in words, with its reference."""

    key: str
    what: str
    at: datetime | date


def digest_of(secret: str) -> str:
    """The digest by which a feed's secret is known; the secret itself is kept nowhere."""
    return hashlib.sha256(secret.encode()).hexdigest()


def calendar(entries: Iterable[Dated], *, now: datetime) -> bytes:
    """The calendar's file. A day is an event of that day; a moment one of fifteen minutes, in UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Waymark//Waymark//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Waymark",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for each in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(each.key.encode()).hexdigest()[:32]}@waymark.invalid",
            f"DTSTAMP:{_moment(now)}",
            *_when(each.at),
            f"SUMMARY:{_escaped(each.what)}",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _when(at: datetime | date) -> list[str]:
    if isinstance(at, datetime):
        return [f"DTSTART:{_moment(at)}", "DURATION:PT15M"]
    return [f"DTSTART;VALUE=DATE:{at:%Y%m%d}", f"DTEND;VALUE=DATE:{at + timedelta(days=1):%Y%m%d}"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, none of them cut inside a sign."""
    parts, part = [], b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > _LONGEST:
            parts.append(part)
            part = b" "
        part += octets
    return [each.decode() for each in (*parts, part)]
