"""An address as stated, read strictly: what is not one plain address is said to be so, never mended."""

from __future__ import annotations

import ipaddress
import re
from socket import AF_INET, AF_INET6, inet_ntop, inet_pton
from typing import NamedTuple

_MAPPED = 0xFFFF
COMPATIBLE = "IPv4 written as IPv6 (compatible, deprecated, RFC 4291)"
TRANSLATED = "IPv4 translated to IPv6 (NAT64, RFC 6052)"
# Addresses that a translator makes of the far end of a connection: the IPv4 inside is as likely the server's.
FAR_ENDS = frozenset((COMPATIBLE, TRANSLATED))
_NAT64 = 0x64FF9B << 64  # 64:ff9b::/96 without its last 32 bits
_TEREDO = 0x20010000
_SIX_TO_FOUR = 0x2002
_LAST_32 = 0xFFFFFFFF


class StatedAddress(NamedTuple):
    """What was read of the text of an address.

    family: 4 or 6, or 0 when it is not one plain address; then `fault` says what was seen instead.
    number: the address as a whole number. normal: its one usual spelling.
    inside: for an IPv4 address carried in an IPv6 one, how it was carried; then family, number and
    normal are those of the IPv4 address.
    is_tor_word: the text says Tor instead of giving an address.
    """

    family: int
    number: int
    normal: str
    inside: str = ""
    fault: str = ""
    is_tor_word: bool = False


def read_address(text: str) -> StatedAddress:
    """Read the text of one address. Nothing is guessed: a doubtful spelling is a fault, not an address."""
    text = text.strip()
    try:
        packed = inet_pton(AF_INET, text)
    except (OSError, ValueError):
        return _read_ipv6(text)
    return StatedAddress(4, int.from_bytes(packed, "big"), text)


def _read_ipv6(text: str) -> StatedAddress:
    try:
        packed = inet_pton(AF_INET6, text)
    except (OSError, ValueError):
        return _not_an_address(text)
    number = int.from_bytes(packed, "big")
    inner, how = _inside(number)
    if how:
        return StatedAddress(4, inner, str(ipaddress.IPv4Address(inner)), how)
    return StatedAddress(6, number, inet_ntop(AF_INET6, packed))


def _inside(number: int) -> tuple[int, str]:
    """The IPv4 address that an IPv6 address carries, and how; an empty `how` when it carries none."""
    high = number >> 32
    if high == _MAPPED:
        return number & _LAST_32, "IPv4 written as IPv6 (mapped, RFC 4291)"
    if high == 0 and number > 1:
        return number & _LAST_32, COMPATIBLE
    if high == _NAT64:
        return number & _LAST_32, TRANSLATED
    if number >> 112 == _SIX_TO_FOUR:
        return number >> 80 & _LAST_32, "IPv6 carried over IPv4 (6to4, RFC 3056)"
    if number >> 96 == _TEREDO:
        # RFC 4380 s 4: the client's own IPv4 address stands last, every bit turned over.
        return ~number & _LAST_32, "IPv6 carried over IPv4 (Teredo, RFC 4380)"
    return 0, ""


_SPLIT = re.compile(r"[\s,;|]+")
_WITH_PORT = re.compile(r"^(?:\[[^\]]*\]|[0-9.]+):[0-9]+$")
_QUAD = re.compile(r"^[0-9]+(?:\.[0-9]+){3}$")
_TOR = re.compile(r"^(?:via |the )?tor(?: exit| network| node| browser)*$|\.onion$", re.IGNORECASE)


def _is_address(text: str) -> bool:
    for family in (AF_INET, AF_INET6):
        try:
            inet_pton(family, text)
        except (OSError, ValueError):
            continue
        return True
    return False


def _not_an_address(text: str) -> StatedAddress:
    return StatedAddress(0, 0, "", "", _what_is_wrong(text), bool(_TOR.search(text)))


def _what_is_wrong(text: str) -> str:
    if not text:
        return "no address was stated"
    if _TOR.search(text):
        return "the text says Tor and gives no address"
    parts = [part for part in _SPLIT.split(text) if part]
    if len(parts) > 1:
        addresses = sum(_is_address(part) for part in parts)
        return (
            f"{addresses} addresses were stated where one belongs: which one is not known"
            if addresses > 1
            else "words stand beside the address, or in place of it"
        )
    if not text.isascii():
        return "it holds characters that are not plain digits, letters and points"
    return _wrong_in_one_word(text)


def _wrong_in_one_word(text: str) -> str:
    if "%" in text:
        return "it names a network interface (after %), so it is an address inside one machine"
    if _WITH_PORT.match(text):
        return "a port is written into the address: the address and the port belong in fields of their own"
    if text.startswith("[") or text.endswith("]"):
        return "it is in brackets, as in a web address"
    if "[.]" in text or "(.)" in text:
        return "its points are in brackets, as when a link is made harmless"
    if "/" in text:
        return "it is a range of addresses or a web address, not one address"
    if _QUAD.match(text):
        octets = text.split(".")
        if any(len(octet) > 1 and octet.startswith("0") for octet in octets):
            return "a part begins with 0, which some programs read as octal: it could be two addresses"
        return "a part is greater than 255: a digit was mistyped"
    if re.fullmatch(r"0[xX][0-9a-fA-F]+|[0-9]+", text):
        return "it is one number, not an address with points or colons"
    if re.fullmatch(r"[0-9.]+", text):
        return "it does not have four parts"
    if re.fullmatch(r"[0-9a-fA-F:.]+", text):
        return "it is not a complete IPv6 address"
    return "it is a word, not an address"
