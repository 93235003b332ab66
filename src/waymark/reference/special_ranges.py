"""Addresses that are nobody's, or somebody else's inside: typed from the RFCs named in the rows.

The first matching row of the longest prefix holds, whatever a loaded table says, save that an operator
may be invented over the ranges set aside for documentation and benchmarks: demonstrations need one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from waymark.reference.ranges import Ranges, flatten, network_bounds


class Special(StrEnum):
    """What a special range means for attribution."""

    RESERVED = "reserved"
    INVENTED = "invented"
    SHARED = "shared"


class SpecialRange(NamedTuple):
    """A range with a meaning of its own.

    special: reserved (no subscriber can be found); invented (set aside for documents, tests and
    demonstrations); shared (an operator's own side of carrier-grade NAT).
    """

    prefix: str
    meaning: str
    rfc: str
    special: Special = Special.RESERVED


SPECIAL_RANGES: tuple[SpecialRange, ...] = (
    SpecialRange("0.0.0.0/8", "this network", "RFC 791, RFC 1122"),
    SpecialRange("10.0.0.0/8", "a private network", "RFC 1918"),
    SpecialRange("100.64.0.0/10", "an operator's own side of carrier-grade NAT", "RFC 6598", Special.SHARED),
    SpecialRange("127.0.0.0/8", "the machine itself (loopback)", "RFC 1122"),
    SpecialRange("169.254.0.0/16", "link local", "RFC 3927"),
    SpecialRange("172.16.0.0/12", "a private network", "RFC 1918"),
    SpecialRange("192.0.0.0/24", "IETF protocol assignments", "RFC 6890"),
    SpecialRange("192.0.2.0/24", "documentation (TEST-NET-1)", "RFC 5737", Special.INVENTED),
    SpecialRange("192.88.99.0/24", "6to4 relay anycast, deprecated", "RFC 7526"),
    SpecialRange("192.168.0.0/16", "a private network", "RFC 1918"),
    SpecialRange("198.18.0.0/15", "benchmarks", "RFC 2544", Special.INVENTED),
    SpecialRange("198.51.100.0/24", "documentation (TEST-NET-2)", "RFC 5737", Special.INVENTED),
    SpecialRange("203.0.113.0/24", "documentation (TEST-NET-3)", "RFC 5737", Special.INVENTED),
    SpecialRange("224.0.0.0/4", "multicast", "RFC 5771"),
    SpecialRange("240.0.0.0/4", "reserved for the future", "RFC 1112", Special.INVENTED),
    SpecialRange("255.255.255.255/32", "limited broadcast", "RFC 919"),
    # IPv6: only 2000::/3 is given out for use on the internet; all else is reserved unless named below.
    SpecialRange("::/3", "outside the space given out for the internet", "RFC 4291 s 2.4"),
    SpecialRange("4000::/2", "outside the space given out for the internet", "RFC 4291 s 2.4"),
    SpecialRange("8000::/1", "outside the space given out for the internet", "RFC 4291 s 2.4"),
    SpecialRange("::/128", "unspecified", "RFC 4291"),
    SpecialRange("::1/128", "the machine itself (loopback)", "RFC 4291"),
    SpecialRange("64:ff9b:1::/48", "an operator's own translation to IPv4", "RFC 8215"),
    SpecialRange("100::/64", "discard only", "RFC 6666"),
    SpecialRange("2001:2::/48", "benchmarks", "RFC 5180", Special.INVENTED),
    SpecialRange("2001:20::/28", "ORCHIDv2 identifiers, not addresses", "RFC 7343"),
    SpecialRange("2001:db8::/32", "documentation", "RFC 3849", Special.INVENTED),
    SpecialRange("3fff::/20", "documentation", "RFC 9637", Special.INVENTED),
    SpecialRange("5f00::/16", "segment routing identifiers", "RFC 9602"),
    SpecialRange("fc00::/7", "a private network (unique local)", "RFC 4193"),
    SpecialRange("fe80::/10", "link local", "RFC 4291"),
    SpecialRange("fec0::/10", "a private network (site local, deprecated)", "RFC 3879"),
    SpecialRange("ff00::/8", "multicast", "RFC 4291"),
)


def _of_family(family: int) -> Ranges[SpecialRange]:
    bounded = ((network_bounds(row.prefix), row) for row in SPECIAL_RANGES)
    return flatten((low, high, row) for (found, low, high), row in bounded if found == family)


_RANGES = {4: _of_family(4), 6: _of_family(6)}
find_special_ipv4 = _RANGES[4].find
find_special_ipv6 = _RANGES[6].find
