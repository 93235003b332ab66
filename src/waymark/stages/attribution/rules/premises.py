"""A postal address in comparable form, and whether two are one door. Flat 1 is never Flat 11.

Nothing is looked up and nothing is mended: two addresses are the same only when everything that tells doors
apart says so. Where one says less than the other they may be the same, which is for a person to judge.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from waymark.reference.postcode_text import unit_key


class Sameness(StrEnum):
    """maybe: they do not contradict one another, but one of them says too little to be sure."""

    SAME = "same"
    MAYBE = "maybe"
    DIFFERENT = "different"


class Door(NamedTuple):
    """One address as it can be compared.

    postcode: `AB1 2CD` in capitals, empty when none could be read. unit: the flat, room or floor (`FLAT 1`,
    `TOP FLOOR`). number: of the house with its letter (`12A`, `12-14`). name: of the building or house.
    street: its ending spelled out. rest: the other parts in order. uprn: unique property reference
    number, 1 to 12 digits without leading zeros (GeoPlace), empty when not stated.
    """

    postcode: str = ""
    unit: str = ""
    number: str = ""
    name: str = ""
    street: str = ""
    rest: tuple[str, ...] = ()
    uprn: str = ""

    @property
    def key(self) -> str:
        """One text for one door: equal keys are the same door. Empty when too little is stated to be one."""
        if not self.postcode or not (self.number or self.name):
            return ""
        return f"{self.postcode}|{self.unit}|{self.number}|{self.name}|{self.street}"


class DoorComparison(NamedTuple):
    """words: why, as an officer would say it."""

    sameness: Sameness
    words: str


_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")
_UNIT = re.compile(
    r"\b(FLAT|FLT|APARTMENT|APT|UNIT|ROOM|RM|STUDIO|MAISONETTE|SUITE|BEDSIT|PLOT|CARAVAN|PITCH)S?\.?\s*"
    r"(?:NO\.?\s*|NUMBER\s*|#\s*)?([A-Z]?[0-9]+(?:[/.][0-9]+)?[A-Z]?|[A-Z])(?![0-9A-Z])"
)
_FLOOR = re.compile(
    r"\b(GROUND|FIRST|SECOND|THIRD|FOURTH|1ST|2ND|3RD|4TH|TOP|UPPER|LOWER|BASEMENT|GARDEN|ATTIC)"
    r"(?:\s+FLOOR)?(?:\s+(?:FRONT|REAR|LEFT|RIGHT|BACK))?\s+(?:FLAT|FLOOR|MAISONETTE|LEFT|RIGHT|FRONT|REAR)\b"
)
# A Scottish flat: storey and side or door, before the number of the stair (`2/1, 14 High Street`).
_STAIR = re.compile(r"^([0-9]{1,2}/[0-9]{1,2}|[0-9]F[0-9]|[PGB]F[0-9]),?\s+(?=[0-9])")
_NUMBER = re.compile(
    r"^(?:NO\.?\s*|NUMBER\s+)?([0-9]{1,5}\s?[A-Z]?(?:\s?[-/]\s?[0-9]{1,5}[A-Z]?)?)(?:\s+(.*))?$"
)
_NAMED_NUMBER = re.compile(r"^([A-Z][A-Z -]*?)\s+([0-9]{1,5}[A-Z]?(?:\s?-\s?[0-9]{1,5}[A-Z]?)?)\s+([A-Z].*)$")
_SAME_UNIT = {"FLT": "FLAT", "APARTMENT": "FLAT", "APT": "FLAT", "RM": "ROOM"}
_STOREYS = {"1ST": "FIRST", "2ND": "SECOND", "3RD": "THIRD", "4TH": "FOURTH"}
_ENDINGS = {
    "ST": "STREET", "STR": "STREET", "RD": "ROAD", "AVE": "AVENUE", "AV": "AVENUE", "LN": "LANE", "DR": "DRIVE",
    "CL": "CLOSE", "CT": "COURT", "CRES": "CRESCENT", "CR": "CRESCENT", "PL": "PLACE", "SQ": "SQUARE",
    "TER": "TERRACE", "TERR": "TERRACE", "GDNS": "GARDENS", "GRN": "GREEN", "GR": "GROVE", "GRV": "GROVE",
    "PK": "PARK", "WLK": "WALK", "HSE": "HOUSE", "CTG": "COTTAGE", "COTT": "COTTAGE",
}  # fmt: skip
_COUNTRIES = frozenset(
    {"UK", "U K", "GB", "UNITED KINGDOM", "GREAT BRITAIN", "ENGLAND", "SCOTLAND", "WALES", "NORTHERN IRELAND"}
)


def read_door(lines: str, *, postcode: str = "", uprn: str = "") -> Door:
    """Read an address: any number of lines, parted by commas or line ends; the postcode apart or among them.

    Nothing is refused: what cannot be read is left out of its field and stays in `rest`.
    """
    text = _plain(lines)
    stated = _postcode(_plain(postcode)) or _last_postcode(text)
    if stated:
        text = _POSTCODE.sub(lambda found: "," if _spaced(found) == stated else found[0], text)
    unit, text = _take_unit(text)
    parts = [part for part in (_tidy(each) for each in text.split(",")) if part and part not in _COUNTRIES]
    number, name, street, rest = _building(parts)
    return Door(stated, unit, number, name, street, rest, _uprn(uprn))


def compare_doors(one: Door, other: Door) -> DoorComparison:
    """Whether two addresses are one door. The order of the two changes nothing."""
    if one.uprn and other.uprn:
        if one.uprn == other.uprn:
            return DoorComparison(Sameness.SAME, "the same UPRN")
        return DoorComparison(Sameness.DIFFERENT, "different UPRNs")
    for what in ("postcode", "unit", "number"):
        a, b = getattr(one, what), getattr(other, what)
        if a and b and a != b:
            return DoorComparison(Sameness.DIFFERENT, f"the {_WHAT[what]} differs: {a} and {b}")
    if not (one.key and other.key):
        return DoorComparison(Sameness.MAYBE, "one address says too little to tell: compare them by eye")
    if one.key == other.key:
        return DoorComparison(Sameness.SAME, "postcode, flat, number or name, and street are the same")
    return _less_certain(one, other)


_WHAT = {"postcode": "postcode", "unit": "flat or unit", "number": "house number"}


def _less_certain(one: Door, other: Door) -> DoorComparison:
    """Two complete addresses of one postcode whose flats and numbers do not contradict one another."""
    if one.unit != other.unit:
        return DoorComparison(
            Sameness.MAYBE,
            f"only one names a flat or unit ({one.unit or other.unit}): which door is not certain",
        )
    if one.number != other.number:
        return DoorComparison(
            Sameness.MAYBE,
            f"only one has a house number ({one.number or other.number}): which door is not certain",
        )
    if one.street != other.street and one.street and other.street:
        return DoorComparison(Sameness.DIFFERENT, f"the street differs: {one.street} and {other.street}")
    if one.name != other.name and one.name and other.name:
        if not one.number:
            return DoorComparison(Sameness.DIFFERENT, f"the name differs: {one.name} and {other.name}")
        return DoorComparison(Sameness.MAYBE, f"the name differs: {one.name} and {other.name}")
    return DoorComparison(Sameness.MAYBE, "one leaves out the street or the name of the building")


def _plain(text: str) -> str:
    text = re.sub(r"[\r\n;]+", ",", text.upper().replace("\u2019", "'"))
    return re.sub(r"\s+", " ", re.sub(r"[.'`\"()]", "", text)).strip()


def _tidy(part: str) -> str:
    return part.strip(" -,")


def _spaced(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}"


def _postcode(text: str) -> str:
    """A postcode that can be one, in its written form; empty otherwise."""
    key = unit_key(text)
    return f"{key[:-3]} {key[-3:]}" if key else ""


def _last_postcode(text: str) -> str:
    found = list(_POSTCODE.finditer(text))
    return _postcode(found[-1][0]) if found else ""


def _uprn(text: str) -> str:
    bare = text.strip()
    return bare.lstrip("0") if bare.isascii() and bare.isdigit() and len(bare) <= 12 else ""  # noqa: PLR2004


def _take_unit(text: str) -> tuple[str, str]:
    """The flat, room or floor, and the text without it."""
    found = _UNIT.search(text)
    if found:
        unit = f"{_SAME_UNIT.get(found[1], found[1])} {found[2]}"
        return unit, f"{text[: found.start()]},{text[found.end() :]}"
    found = _FLOOR.search(text)
    if found:
        words = [_STOREYS.get(word, word) for word in found[0].split() if word not in {"FLAT", "FLOOR"}]
        return f"{' '.join(words)} FLOOR", f"{text[: found.start()]},{text[found.end() :]}"
    found = _STAIR.match(text)
    if found:
        return f"FLAT {found[1]}", text[found.end() :]
    return "", text


def _building(parts: list[str]) -> tuple[str, str, str, tuple[str, ...]]:
    """Number, name of the building, street, and the rest, from an address without unit and postcode."""
    parts = [piece for part in parts for piece in _apart(part)]
    for place, part in enumerate(parts):
        found = _NUMBER.match(part)
        if found is None:
            continue
        number = re.sub(r"\s+", "", found[1])
        name = _spelled(parts[place - 1]) if place else ""
        after = parts[place + 1 :]
        street = found[2] or (after.pop(0) if after else "")
        return number, name, _spelled(street), tuple(after)
    name, street = ([_spelled(part) for part in parts[:2]] + ["", ""])[:2]
    return "", name, street, tuple(parts[2:])


def _apart(part: str) -> list[str]:
    """A building's name written before the number without a comma, apart from it."""
    found = _NAMED_NUMBER.match(part)
    return [found[1], f"{found[2]} {found[3]}"] if found else [part]


def _spelled(text: str) -> str:
    """A street or building with its last word spelled out: `ST` is a street only at the end."""
    head, _, last = text.rpartition(" ")
    return f"{head} {_ENDINGS.get(last, last)}" if head else last
