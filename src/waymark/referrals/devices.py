"""Devices in one comparable form, and what programs give out in place of a device's identifier."""

from __future__ import annotations

import re

from waymark.referrals.comparable import folded, stated

# What every device of a kind gives: an Android ID that one maker's error put into thousands of telephones
# (Android issue 10603), emulators' and testers' IMEIs, and the address that Android and iOS give programs instead of
# the network card's own (Android 6.0 and iOS 7 release notes).
_GIVEN_BY_MANY = frozenset(
    (
        "9774d56d682e549c", "dead00beef", "012345678912345", "123456789012345", "004999010640000", "358240051111110",
        "020000000000", "0123456789abcdef",
    )
)  # fmt: skip
_LONG = 14  # signs of an identifier that is long enough to be one device's, whatever it is called


def device_key(id_type: str, text: str) -> str:
    """A device's identifier: an IMEI without its check digit or software version, an address of a network card
    without its separators, a long identifier without its separators; else kind and text as stated.

    Empty for a placeholder. The kind of a long one says nothing: reporters name one identifier in many ways.
    Sources: 3GPP TS 23.003 (IMEI: 14 digits and a check digit; IMEISV: two of a version), IEEE 802.
    """
    bare = folded(stated(text))
    signs = re.sub(r"[\s\-:/._{}]", "", bare)
    kind = folded(id_type)
    if signs in _GIVEN_BY_MANY or len(set(signs)) < 2:  # noqa: PLR2004 - one sign repeated
        return ""
    if signs.isdigit() and (
        (len(signs) == 15 and _is_luhn(signs)) or ("imei" in kind and len(signs) in (14, 15, 16))  # noqa: PLR2004
    ):
        return f"imei\x1f{signs[:14]}"
    if _CARD.match(bare):
        return f"mac\x1f{signs}"
    if len(signs) >= _LONG and signs.isascii() and signs.isalnum() and not signs.isalpha():
        return f"long\x1f{signs}"
    return f"{kind}\x1f{bare}"


_CARD = re.compile(r"[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}$|([0-9a-f]{4}\.){2}[0-9a-f]{4}$")


def _is_luhn(digits: str) -> bool:
    doubled = [int(each) * (2 if place % 2 else 1) for place, each in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0 and len(set(digits)) > 1  # noqa: PLR2004
