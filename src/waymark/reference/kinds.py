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
    BANK_HOLIDAYS = "bank-holidays"
    RETENTION = "retention"


# Days from its first day until a version should be replaced. How often the publishers put out a new one:
# Tor's consensus hourly (a day's list misses few exits), Apple's egress list and MaxMind's databases
# weekly or oftener, provider and hosting lists monthly, ONS postcodes quarterly, ONS areas yearly;
# the government adds a year of bank holidays yearly, and an operator's periods should be asked for again by then.
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
    Kind.BANK_HOLIDAYS: 400,
    Kind.RETENTION: 400,
}


# What a file of each kind is, in words for whoever loads it: the refusal of a wrong file names its columns.
EXPECTED: dict[Kind, str] = {
    Kind.FORCE_AREAS: "police force areas as GeoJSON of any vintage, in degrees or on the National Grid "
    "(ONS Open Geography Portal)",
    Kind.DISTRICTS: "a CSV of district codes with the force area of each (ONS lookup of any year)",
    Kind.POSTCODES: "the ONS Postcode Directory or Code-Point Open, the ZIP as published or its CSV",
    Kind.OUTWARD_CODES: "a CSV of outward codes with each force's share",
    Kind.OPERATORS: "a CSV of prefixes with operator, AS number and what is provided over each (access); or who "
    "holds them, without that: GeoLite2-ASN-Blocks, iptoasn.com's table, ipverse's files of one AS",
    Kind.HOSTING_ASNS: "a CSV or list of AS numbers of hosting and VPN companies",
    Kind.TOR_EXITS: "a list of Tor exit addresses, one a line, Tor's own exit-addresses file, or Onionoo's details",
    Kind.PRIVATE_RELAY: "a list of relay ranges, one a line, or Apple's egress-ip-ranges.csv",
    Kind.GB_RANGES: "a list of ranges registered in Great Britain, one a line, or a registry's delegated file",
    Kind.GEOIP: "an .mmdb of places or kinds of connection (GeoLite2, GeoIP2, DB-IP, IPinfo)",
    Kind.ASN: "an .mmdb of AS numbers (GeoLite2-ASN, GeoIP2-ISP, IPinfo)",
    Kind.TERM_DATES: "a CSV of term and holiday dates by education authority",
    Kind.BANK_HOLIDAYS: "a CSV of division, date and title, or the JSON that GOV.UK publishes",
    Kind.RETENTION: "a CSV of operator or AS number, and the days for which it keeps records",
}
