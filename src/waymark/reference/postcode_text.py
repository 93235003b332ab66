"""The text of a postcode: told apart from what is no postcode, and brought to one form."""

from __future__ import annotations

import re
from typing import NamedTuple

# Royal Mail's shapes (British Standard BS 7666): A9, A99, AA9, AA99, A9A, AA9A, then a digit and two letters.
_UNIT = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")
_OUTWARD = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")
_AREA = re.compile(r"^[A-Z]{1,2}$")
_ODD_UNITS = {"GIR0AA": "GIR"}


class Postcode(NamedTuple):
    """unit: the whole postcode without its space, empty when only the outward part was given.
    outward: the part before the space. area: its letters.
    """

    unit: str
    outward: str
    area: str


def read_postcode(text: str) -> Postcode | None:
    """A postcode or outward code in any case and spacing; None for what cannot be one."""
    plain = re.sub(r"[\s-]+", "", text).upper()
    if plain in _ODD_UNITS:
        return Postcode(plain, _ODD_UNITS[plain], "GIR")
    unit = _UNIT.match(plain)
    if unit:
        return Postcode(plain, unit[1], _letters(unit[1]))
    if _OUTWARD.match(plain):
        return Postcode("", plain, _letters(plain))
    return None


def unit_key(text: str) -> str:
    """A whole postcode in upper case without its space; empty for anything else."""
    plain = text.replace(" ", "").upper()
    if _UNIT.match(plain):
        return plain
    read = read_postcode(text)
    return read.unit if read is not None else ""


def _letters(outward: str) -> str:
    return outward[:2] if outward[1:2].isalpha() else outward[:1]


def is_postcode_area(text: str) -> bool:
    return bool(_AREA.match(text))
