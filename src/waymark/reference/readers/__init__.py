"""Readers of reference files: one for each kind, pure, refusing what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from waymark.reference.kinds import Kind
from waymark.reference.readers.calendars import read_bank_holidays, read_retention, read_term_dates
from waymark.reference.readers.districts import read_districts
from waymark.reference.readers.force_areas import read_force_areas
from waymark.reference.readers.networks import read_address_list, read_hosting_asns
from waymark.reference.readers.operators import read_operators
from waymark.reference.readers.outward_codes import read_outward_codes
from waymark.reference.readers.postcodes import read_postcodes
from waymark.reference.rows import Row

Reader = Callable[[BinaryIO], Iterator[Row]]

# Databases (geoip, asn) are not rows: `readers.databases` looks at them and keeps their bytes.
READERS: dict[Kind, Reader] = {
    Kind.FORCE_AREAS: read_force_areas,
    Kind.DISTRICTS: read_districts,
    Kind.POSTCODES: read_postcodes,
    Kind.OUTWARD_CODES: read_outward_codes,
    Kind.OPERATORS: read_operators,
    Kind.HOSTING_ASNS: read_hosting_asns,
    Kind.TOR_EXITS: partial(read_address_list, kind="tor-exits"),
    Kind.PRIVATE_RELAY: partial(read_address_list, kind="private-relay"),
    Kind.GB_RANGES: partial(read_address_list, kind="gb-ranges"),
    Kind.TERM_DATES: read_term_dates,
    Kind.BANK_HOLIDAYS: read_bank_holidays,
    Kind.RETENTION: read_retention,
}
