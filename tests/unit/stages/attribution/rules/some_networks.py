"""A small invented internet for judging events: 11.0.0.0/8 stands for the world, nobody's real lines."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tests.unit.reference.a_file import a_version
from waymark.reference.kinds import Kind
from waymark.reference.loaded_networks import Loaded, lay_out
from waymark.reference.networks import NetworkIndex
from waymark.reference.rows import HostingRow, NetworkRow
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules import Verdict, verdict

if TYPE_CHECKING:
    from waymark.reference.databases import Lookup

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVENT = NOW - timedelta(days=10)

FIXED, MOBILE, MIXED, CGNAT = "198.18.1.1", "198.18.2.1", "198.18.3.1", "198.18.4.1"
SILENT, LOFT, VEIL, EXIT, RELAY = "198.18.5.1", "198.18.6.1", "198.18.7.1", "198.18.1.99", "198.18.8.1"
FIXED_V6, MOBILE_V6, MIXED_V6 = "2001:db8:1::1", "2001:db8:2::1", "2001:db8:3::1"
ELSEWHERE = "8.8.8.8"

OPERATORS = [
    NetworkRow("198.18.1.0/24", 4, 64496, "Fern", "", "fixed"),
    NetworkRow("198.18.2.0/24", 4, 64497, "Lark", "", "mobile"),
    NetworkRow("198.18.3.0/24", 4, 64498, "Both", "", "fixed and mobile"),
    NetworkRow("198.18.4.0/24", 4, 64499, "Many", "", "fixed cgnat"),
    NetworkRow("198.18.5.0/24", 4, 64500, "Mute", "", ""),
    NetworkRow("198.18.6.0/24", 4, 64501, "Loft", "", ""),
    NetworkRow("198.18.7.0/24", 4, 64502, "Veil", "", ""),
    NetworkRow("198.18.8.0/24", 4, 64501, "Loft", "", "hosting"),
    NetworkRow("2001:db8:1::/48", 6, 64496, "Fern", "", "fixed"),
    NetworkRow("2001:db8:2::/48", 6, 64497, "Lark", "", "mobile"),
    NetworkRow("2001:db8:3::/48", 6, 64498, "Both", "", "fixed and mobile"),
]


def some_networks(
    *,
    operators: list[NetworkRow] = OPERATORS,
    valid_from: date | None = None,
    valid_to: date | None = None,
    asns: dict[str, dict[str, object]] | None = None,
    geoip: dict[str, dict[str, object]] | None = None,
    registered: str = "",
) -> NetworkIndex:
    """The data above, each kind as one version; asns and geoip: databases as records by address. registered: the
    one range that the registries list under Great Britain.
    """
    both = ("ipv4", "ipv6")
    made = partial(a_version, valid_from=valid_from, valid_to=valid_to)
    versions = [
        made(Kind.OPERATORS, number=1, name="operators.csv", covers=both),
        made(Kind.TOR_EXITS, number=2, name="exits.txt", covers=both),
        made(Kind.PRIVATE_RELAY, number=3, name="relay.txt", covers=both),
        made(Kind.HOSTING_ASNS, number=4, name="hosting.csv"),
    ]
    databases: dict[int, Lookup] = {}
    for number, kind, records in ((5, Kind.ASN, asns), (6, Kind.GEOIP, geoip)):
        if records is not None:
            versions.append(made(kind, number=number, name=f"{kind}.mmdb", covers=("Made",)))
            databases[number] = records.get
    networks = {
        1: lay_out(versions[0], operators),
        2: lay_out(versions[1], [NetworkRow("198.18.1.99/32", 4)]),
        3: lay_out(versions[2], [NetworkRow("198.18.8.0/28", 4)]),
    }
    if registered:
        versions.append(made(Kind.GB_RANGES, number=7, name="gb.cidr", covers=("ipv4",)))
        networks[7] = lay_out(versions[-1], [NetworkRow(registered, 4)])
    hosting = {4: {64501: HostingRow(64501, "Loft", False), 64502: HostingRow(64502, "Veil", True)}}
    return NetworkIndex(Loaded(networks, hosting, databases, tuple(versions)))


def a_time(instant: datetime = EVENT, zone: Zone = Zone.STATED) -> StatedTime:
    return StatedTime(instant.isoformat(), instant, zone, "the reader" if zone is Zone.ASSUMED else "")


def judged(address, at=None, port=None, possible_proxy=None, *, networks=None, **options) -> Verdict:
    """The verdict on an event ten days old with its zone stated, unless the test says otherwise."""
    options.setdefault("now", NOW)
    return verdict(
        address, at or a_time(), port, possible_proxy, networks=networks or some_networks(), **options
    )
