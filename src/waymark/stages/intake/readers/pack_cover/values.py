"""Printed values in their comparable form, where one is safe; and what is doubtful about them."""

from __future__ import annotations

import ipaddress
import re
from datetime import datetime
from typing import NamedTuple

from waymark.stages.intake.readers.pack_cover.dates import Reading, far_from, read_day, read_moment
from waymark.stages.intake.readers.pack_cover.fields import Field, Shape

# The 3x5x2 scheme (College of Policing, APP on intelligence management: the intelligence report): the source
# is reliable, untested or not reliable (1 to 3); the information known directly, known indirectly but
# corroborated, known indirectly, not known, or suspected to be false (A to E); handling P or C.
_3X5X2 = re.compile(r"([123])[\s/,.\-]*([A-E])(?:[\s/,.\-]*([PC]))?", re.IGNORECASE)
# Before 2016 it was 5x5x5: source A to E, information 1 to 5, handling 1 to 5.
_5X5X5 = re.compile(r"([A-EX])[\s/,.\-]*([1-5])(?:[\s/,.\-]*([1-5]))?", re.IGNORECASE)
_WORDED = re.compile(
    r"source[^0-9a-z]*(?:evaluation|reliability|grade)?[^0-9a-z]*([123])\b.*?"
    r"(?:information|intelligence)[^0-9a-z]*(?:assessment|evaluation|grade)?[^0-9a-z]*([A-E])\b"
    r"(?:.*?handling[^0-9a-z]*(?:code)?[^0-9a-z]*([PC])\b)?",
    re.IGNORECASE | re.DOTALL,
)
OLDER_GRADE = "This is the older 5x5x5 scheme: kept as stated, not turned into 3x5x2"
ODD_GRADE = "This is no grade of the 3x5x2 scheme: kept as stated"
CONDITIONS_WANTED = "Code C always has conditions: look for them in the text"
ODD_HANDLING = "The 3x5x2 codes are P and C: kept as stated"
OLDER_MARKING = "A marking of the scheme before April 2014: kept as stated"
ODD_MARKING = "No marking of the Government Security Classifications: kept as stated"

# Government Security Classifications Policy (Cabinet Office): OFFICIAL, SECRET and TOP SECRET; -SENSITIVE is a
# marking of OFFICIAL; before 2 April 2014 also PROTECT, RESTRICTED and CONFIDENTIAL.
_DASH = r"\s*[-\u2010-\u2015:/ ]\s*"
MARKING = (
    rf"(?:(?:UK\s+)?(?:TOP{_DASH}SECRET|SECRET|OFFICIAL(?:{_DASH}SENSITIVE)?|RESTRICTED|CONFIDENTIAL|PROTECT)"
    rf"(?![A-Za-z]))"
)
_MARKING = re.compile(MARKING, re.IGNORECASE)
_RANK = ("PROTECT", "OFFICIAL", "RESTRICTED", "OFFICIAL-SENSITIVE", "CONFIDENTIAL", "SECRET", "TOP SECRET")
_OLDER = frozenset({"PROTECT", "RESTRICTED", "CONFIDENTIAL"})
_DESCRIPTOR = re.compile(r"[\s\[\]()\-\u2010-\u2015:,/]+")


class Setting(NamedTuple):
    """What a value is read in the light of.

    received_at: when the pack came (UTC). zone: what the value's label says of its zone.
    """

    received_at: datetime
    month_first_near: bool = False
    zone: str = ""


def normal_of(field: Field, value: str, setting: Setting) -> Reading:
    """The comparable form of a printed value, and what is doubtful about it."""
    plain = one_line(value)
    match field.shape:
        case Shape.DAY:
            return _dated(read_day(plain, month_first_near=setting.month_first_near), field, setting)
        case Shape.MOMENT:
            moment = read_moment(plain, zone=setting.zone, month_first_near=setting.month_first_near)
            return _dated(moment, field, setting)
        case Shape.GRADE:
            return grade_of(plain)
        case Shape.HANDLING:
            return handling_of(plain)
        case Shape.MARKING:
            return marking_of(plain)
        case Shape.ADDRESS:
            return ip_of(plain)
        case Shape.PORT:
            return port_of(plain)
        case Shape.NUMBER:
            return _number_of(field, plain)
        case _:
            return Reading(plain)


def one_line(value: str) -> str:
    """The value on one line: what stood on several is parted by commas."""
    lines = [re.sub(r"[\s|\u00a0]+", " ", line).strip(" ,") for line in value.replace("\f", "\n").split("\n")]
    return ", ".join(line for line in lines if line)


def _dated(reading: Reading, field: Field, setting: Setting) -> Reading:
    # A birth is always far from the day that the pack came, and a day to answer by always after it.
    if not reading.normal or field.name in {"date_of_birth", "subscriber_birth", "asked_by"}:
        return reading
    far = far_from(reading.normal, received_at=setting.received_at)
    return Reading(reading.normal, (*reading.doubts, far) if far else reading.doubts)


def grade_of(text: str) -> Reading:
    """`1A P` of `1/A/P`, `1AP` or `Source 1, Intelligence A, Handling P`; an older or odd grade as stated."""
    if match := _3X5X2.fullmatch(text.strip(" .")) or _WORDED.search(text):
        source, information, handling = match.groups()
        return Reading(f"{source}{information} {handling or ''}".strip().upper())
    if _5X5X5.fullmatch(text.strip(" .")):
        return Reading("", (OLDER_GRADE,))
    return Reading("", (ODD_GRADE,))


def handling_of(text: str) -> Reading:
    bare = re.sub(r"^(?:code|handling(?: code)?)\s*:?\s*", "", text.strip(), flags=re.IGNORECASE)
    match = re.match(r"([PC])\b(?!\s*/)", bare, re.IGNORECASE)
    if match is None:
        return Reading("", (ODD_HANDLING,))
    code = match[1].upper()
    return Reading(code, (CONDITIONS_WANTED,) if code == "C" else ())


def marking_of(text: str) -> Reading:
    """The marking in its one written form, with whatever descriptors follow it: `OFFICIAL-SENSITIVE PERSONAL`."""
    match = _MARKING.search(text)
    if match is None:
        return Reading("", (ODD_MARKING,))
    rest = " ".join(filter(None, _DESCRIPTOR.split(text[match.end() :].upper())))
    name = level_of(match[0])
    return Reading(f"{name} {rest}".strip(), (OLDER_MARKING,) if name in _OLDER else ())


def level_of(text: str) -> str:
    """The classification alone: `OFFICIAL-SENSITIVE` of `Official – Sensitive`."""
    words = [word for word in _DESCRIPTOR.split(text.upper()) if word and word != "UK"]
    return "-".join(words) if words[0] == "OFFICIAL" else " ".join(words)


def rank_of(normal: str) -> int:
    """How high a marking stands; -1 for none."""
    return max((n for n, name in enumerate(_RANK) if normal.startswith(name)), default=-1)


def ip_of(text: str) -> Reading:
    """The address in its one written form; empty, and why, for what is not exactly one."""
    bare = text.strip(" .,;[]()").replace("[.]", ".").replace("[:]", ":")
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return Reading("", ("Not one IP address: nothing can be resolved by it",))
    doubts = (
        ()
        if address.is_global or is_for_documents(address)
        else ("An address of a reserved or private range: it is nobody's line",)
    )
    mapped = getattr(address, "ipv4_mapped", None)
    return Reading(str(mapped or address), doubts)


_FOR_DOCUMENTS = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "2001:db8::/32")
)


def is_for_documents(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is of the ranges that RFC 5737, 2544 and 3849 set aside: invented reports use them."""
    return any(address.version == net.version and address in net for net in _FOR_DOCUMENTS)


def port_of(text: str) -> Reading:
    bare = text.strip(" .,;")
    if bare.isascii() and bare.isdigit() and len(bare) <= 5 and 1 <= int(bare) <= 65535:  # noqa: PLR2004 - 16 bits
        return Reading(str(int(bare)))
    return Reading("", ("Not a port: a number from 1 to 65535",))


def _number_of(field: Field, text: str) -> Reading:
    digits = re.sub(r"[\s,]", "", text)
    if field.name == "age":
        match = re.match(r"[0-9]{1,3}", digits)
        return Reading(match[0]) if match and int(match[0]) <= 120 else Reading("", ("Not an age in years",))  # noqa: PLR2004
    bare = digits.lstrip("#")
    if bare.isascii() and bare.isdigit():
        return Reading(bare)
    return Reading("", ("Not a number: a CyberTipline number has digits alone",))
