"""The kinds of reference data, and how soon each goes stale."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of reference data, in the words of the command line."""

    FORCE_AREAS = "force-areas"
    DISTRICTS = "districts"
    POSTCODES = "postcodes"
    OUTWARD_CODES = "outward-codes"
    OPERATORS = "operators"
    HOSTING_ASNS = "hosting-asns"
    TOR_EXITS = "tor-exits"
    PRIVATE_RELAY = "private-relay"
    GB_RANGES = "gb-ranges"
    GEOIP = "geoip"
    ASN = "asn"
    TERM_DATES = "term-dates"


# Days from its first day until a version should be replaced. How often the publishers put out a new one:
# Tor's consensus hourly (a day's list misses few exits), Apple's egress list and MaxMind's databases
# weekly or oftener, provider and hosting lists monthly, ONS postcodes quarterly, ONS areas yearly.
STALE_AFTER_DAYS: dict[Kind, int] = {
    Kind.FORCE_AREAS: 400,
    Kind.DISTRICTS: 400,
    Kind.POSTCODES: 120,
    Kind.OUTWARD_CODES: 400,
    Kind.OPERATORS: 92,
    Kind.HOSTING_ASNS: 92,
    Kind.TOR_EXITS: 2,
    Kind.PRIVATE_RELAY: 31,
    Kind.GB_RANGES: 92,
    Kind.GEOIP: 31,
    Kind.ASN: 31,
    Kind.TERM_DATES: 400,
}
