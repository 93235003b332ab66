"""Values as a received PDF prints them: contacts with their verification, uses of an address, answers."""

from __future__ import annotations

import re
from typing import NamedTuple

from waymark.referrals.identifiers import ip_key
from waymark.referrals.types import Contact, EstimatedLocation, StatedTime
from waymark.stages.intake.readers.received.moments import MONTH_FIRST, month_first
from waymark.stages.intake.readers.values import port

_VERIFIED = re.compile(r"\(\s*(?P<no>un|not\s+)?verified\b\s*(?P<at>[^()]*)\)", re.IGNORECASE)
_TIME = re.compile(MONTH_FIRST.replace("(?P<", "(?P<t_"), re.IGNORECASE)
_EVENT = re.compile(r"\(([^()]{1,60})\)")
_PORT = re.compile(r"\bPort\s*:\s*(\d{1,7})\b", re.IGNORECASE)
_HEX_PART = re.compile(r"[0-9A-Fa-f:.]+")
_LONGEST_ADDRESS = 45  # characters: IPv6 in full with IPv4 at its end (RFC 4291)
_NOT_STATED = re.compile(r"(?:N/A|not\s+(?:provided|stated|available)|none\s+provided)\.?", re.IGNORECASE)


def without_verification(text: str) -> tuple[str, bool | None, StatedTime | None]:
    """A value, whether it was verified (None: not said), and when; that date is no use of anything."""
    match = _VERIFIED.search(text)
    if match is None:
        return text.strip(), None, None
    bare = f"{text[: match.start()]} {text[match.end() :]}".strip()
    at = match["at"].strip()
    return bare, match["no"] is None, month_first(at) if at else None


def contact(text: str) -> Contact:
    value, verified, at = without_verification(text)
    return Contact(value.replace(" ", "") if "@" in value else value, verified=verified, verified_at=at)


def location(text: str) -> EstimatedLocation | None:
    """A town, region and country in that order; None where it is not those three."""
    value, verified, at = without_verification(text)
    places = [place.strip() for place in value.split(",")]
    if len(places) != 3 or not all(places):  # noqa: PLR2004 - town, region, country
        return None
    return EstimatedLocation(places[0], places[1], places[2], verified=verified, at=at)


class Use(NamedTuple):
    """A use of an address as a group of printed lines. rest: what in the group is none of it."""

    address: str
    event: str
    port: int | None
    at: StatedTime | None
    rest: str


def use_of(text: str) -> Use:
    """Read `192.0.2.10 (Login) Port: 443 01-04-2026 22:00:00 UTC`, each part but the address optional.

    The address keeps its words; the pieces of one that was broken over lines are put together.
    """
    at, text = _cut(_TIME, text)
    port_words, text = _cut(_PORT, text)
    event, text = _cut(_EVENT, text)
    number = port(_PORT.fullmatch(port_words)[1]) if port_words else None  # type: ignore[index]
    address, _, rest = text.strip().partition(" ")
    while (
        ":" in address and len(address) < _LONGEST_ADDRESS and (not ip_key(address) or address.endswith(":"))
    ):
        more, _, behind = rest.partition(" ")
        if not _HEX_PART.fullmatch(more):
            break
        address, rest = address + more, behind
    bad_port = f" {port_words}" if port_words and not isinstance(number, int) else ""
    return Use(
        address,
        event.strip("() "),
        number if isinstance(number, int) else None,
        month_first(at) if at else None,
        (rest + bad_port).strip(),
    )


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The first find, and the text without it."""
    match = pattern.search(text)
    if match is None:
        return "", text
    return match[0], f"{text[: match.start()]} {text[match.end() :]}"


def use_goes_on(so_far: str, piece: str) -> bool:
    """Whether a line belongs to the use of an address that has begun: the rest of the address, its event, its
    port or its time, and nothing else. The group ends with its time: what comes behind is another's.
    """
    before = use_of(so_far)
    if before.at is not None and before.at.instant is not None:
        return False
    return use_of(f"{so_far} {piece}").rest == before.rest


def answer(text: str) -> bool | str | None:
    """Yes, no, or None for an answer that says it was not given; any other words come back."""
    words = text.strip().rstrip(".").strip().casefold()
    if words in ("yes", "no"):
        return words == "yes"
    return None if not words or _NOT_STATED.match(words) or "not provided" in words else text.strip()


def not_stated(text: str) -> bool:
    return not text.strip() or _NOT_STATED.fullmatch(text.strip()) is not None
