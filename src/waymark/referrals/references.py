"""References: what a person reads out on the telephone and types on a form.

Twelve signs from 31 (digits, and letters without vowels, so that no word can be spelled), the last a
check: a wrong sign, or two neighbours exchanged, is always found, because 31 is prime and no two
neighbouring places weigh the same. Eleven free signs are 54 bits: not to be guessed.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from operator import mul

from waymark.errors import WaymarkError

ALPHABET = "0123456789BCDFGHJKLMNPQRSTVWXYZ"
_FREE = 11
_DRAWN = 8  # bytes; eleven signs take 55 bits of them
_VALUE = {sign: n for n, sign in enumerate(ALPHABET)}
_BASE = len(ALPHABET)
# Read as they are often written down: a vowel is never meant.
_MISREAD = str.maketrans({"O": "0", "I": "1"})


class Kind(StrEnum):
    """What a reference names, as its first three letters."""

    DELIVERY = "dlv"
    REPORT = "rep"
    REFERRAL = "ref"
    LINK = "lnk"
    FAULT = "flt"
    ENQUIRY = "enq"
    ANSWER = "ans"
    PREMISES = "prm"
    PACK = "pck"
    AUTHORITY = "ath"
    SEALED = "sld"
    BUNDLE = "bnd"
    BUNDLE_DECISION = "bdc"
    LIST_DECISION = "ldc"
    DISSEMINATION = "dsm"
    CORRECTION = "crn"
    RECEIVED = "rcv"
    WORK = "wrk"


class BadReference(WaymarkError):
    """What was typed is not a reference, or has a sign wrong."""

    def __init__(self, text: str, what: str) -> None:
        super().__init__(f"{text!r} {what}: check it against where you read it")


def new_references(kind: Kind, count: int) -> list[str]:
    """Make `count` references at random; a clash is a matter of 54 bits, and the database refuses it."""
    made = []
    drawn = secrets.token_bytes(_DRAWN * count)
    for first in range(0, _DRAWN * count, _DRAWN):
        number = int.from_bytes(drawn[first : first + _DRAWN])
        signs = []
        for _ in range(_FREE):
            number, remainder = divmod(number, _BASE)
            signs.append(remainder)
        made.append(_write(kind, signs))
    return made


def read_reference(text: str) -> tuple[Kind, str]:
    """Read a reference as typed: any case, with or without hyphens or spaces. Raises BadReference.

    Returns its kind and its one written form.
    """
    bare = "".join(text.split()).replace("-", "").upper().translate(_MISREAD)
    word, signs = bare[:3].lower(), bare[3:]
    if word not in Kind._value2member_map_:
        raise BadReference(text, f"does not begin with {', '.join(Kind)}")
    if len(signs) != _FREE + 1 or any(sign not in _VALUE for sign in signs):
        raise BadReference(text, f"should have {_FREE + 1} digits or consonants after {word}-")
    values = [_VALUE[sign] for sign in signs]
    if _check(values[:-1]) != values[-1]:
        raise BadReference(text, "has a sign wrong, or two exchanged")
    return Kind(word), _write(Kind(word), values[:-1])


_WEIGHTS = tuple(range(2, _FREE + 2))


def _check(values: list[int]) -> int:
    total: int = sum(map(mul, _WEIGHTS, values))
    return total % _BASE


def _write(kind: Kind, values: list[int]) -> str:
    signs = "".join([ALPHABET[value] for value in values]) + ALPHABET[_check(values)]
    return f"{kind.value}-{signs[:4]}-{signs[4:8]}-{signs[8:]}"
