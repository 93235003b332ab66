"""One row of each kind of reference data, as readers give it and tables hold it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class NetworkRow(NamedTuple):
    """A prefix, of an operator or on a list.

    network: in its usual spelling, such as 192.0.2.0/24. family: 4 or 6. asn: None when not stated.
    access: what the operator provides over it, in the file's words (fixed, mobile, fixed and mobile ...);
    empty on lists that name no operator.
    """

    network: str
    family: int
    asn: int | None = None
    operator: str = ""
    holder: str = ""
    access: str = ""


class HostingRow(NamedTuple):
    """An AS whose addresses are machines in data centres, or ways out of a VPN, and not people's lines."""

    asn: int
    name: str
    is_vpn: bool


class ForceAreaRow(NamedTuple):
    """A force's area. shape: a WGS84 polygon or multipolygon as WKB. The box is in degrees."""

    force_code: str
    name: str
    shape: bytes
    west: float
    south: float
    east: float
    north: float


class DistrictRow(NamedTuple):
    """A local authority district of some vintage, and its force."""

    code: str
    name: str
    force_code: str


class PostcodeRow(NamedTuple):
    """A unit postcode.

    key: upper case without the space. lat, lon: WGS84 of its point, None where it has none.
    force_code: empty where the file does not say. quality: the file's positional quality, 10 or 1 best
    by its publisher's scale; None when not stated. ended_on: the month it went out of use, as its first day.
    """

    key: str
    lat: float | None
    lon: float | None
    district_code: str
    force_code: str
    quality: int | None
    ended_on: date | None


class OutwardRow(NamedTuple):
    """Part of an outward code (or of a postcode area, the letters alone) in one force; share is 0 to 1."""

    outward: str
    force_code: str
    postcodes: int
    share: float


class TermRow(NamedTuple):
    """A term, or a holiday, of an education authority.

    code: the authority's ONS code, empty where not stated. first_day, last_day: both inside it.
    """

    authority: str
    code: str
    academic_year: str
    is_holiday: bool
    name: str
    first_day: date
    last_day: date


class BankHolidayRow(NamedTuple):
    """A bank holiday of a division: england-and-wales, scotland or northern-ireland."""

    division: str
    day: date
    title: str


class RetentionRow(NamedTuple):
    """How many days an operator keeps its records, the day of the event included; by AS where `asn` is given."""

    operator: str
    asn: int | None
    days: int
    source: str


class DatabasePart(NamedTuple):
    """A piece of an .mmdb file, in order, so that no one value is ever a hundred megabytes."""

    part: int
    content: bytes


Row = (
    NetworkRow
    | HostingRow
    | ForceAreaRow
    | DistrictRow
    | PostcodeRow
    | OutwardRow
    | TermRow
    | BankHolidayRow
    | RetentionRow
    | DatabasePart
)
