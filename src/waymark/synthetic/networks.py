"""Invented operators, laid over address ranges that are nobody's.

Only documentation, benchmarking and reserved ranges are used (RFC 5737, 2544, 1112, 3849, 9637), and
numbers of autonomous systems kept for documentation (RFC 5398), so no invented event can name a line.
"""

from __future__ import annotations

from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.synthetic.places import PLACES, Place

if TYPE_CHECKING:
    from waymark.synthetic.draws import Draws


IPV6: Final = 6
LARGE_RANGE: Final = 2**12


class Kind(StrEnum):
    """What an operator's addresses are; mobile addresses stand behind carrier-grade NAT."""

    FIXED = "fixed"
    MOBILE = "mobile"
    SHARED_SITE = "shared site"
    HOSTING = "hosting"
    VPN = "vpn"
    PRIVATE_RELAY = "private relay"
    TOR = "tor"
    ABROAD = "abroad"


class Operator(NamedTuple):
    """access: the word that the operators' table uses. country: ISO 3166-1 alpha-2."""

    brand: str
    holder: str
    asn: int
    kind: Kind
    access: str
    country: str = "GB"


class Network(NamedTuple):
    """A range of one operator, and the place that a geolocation table would give for it."""

    prefix: str
    operator: Operator
    place: Place

    @property
    def is_ipv6(self) -> bool:
        return ":" in self.prefix


FERNLINE: Final = Operator("Fernline", "Fernline Invented Broadband Ltd", 64496, Kind.FIXED, "fixed")
COPPERBECK: Final = Operator("Copperbeck", "Copperbeck Invented Cable Ltd", 64497, Kind.FIXED, "fixed")
MARLOW: Final = Operator("Marlow Fibre", "Marlow Invented Fibre Ltd", 64498, Kind.FIXED, "fixed and business")
LARKMOBILE: Final = Operator("Larkmobile", "Larkmobile Invented Ltd", 64499, Kind.MOBILE, "mobile")
QUILLPHONE: Final = Operator("Quillphone", "Quillphone Invented Ltd", 64500, Kind.MOBILE, "mobile")
TEASEL: Final = Operator(
    "Teasel Schools", "Teasel Invented Learning Network", 64501, Kind.SHARED_SITE, "fixed and business"
)
UNDERLOFT: Final = Operator("Underloft", "Underloft Invented Hosting Ltd", 64502, Kind.HOSTING, "hosting")
SHEAFCLOUD: Final = Operator("Sheafcloud", "Sheafcloud Invented Hosting Ltd", 64503, Kind.HOSTING, "hosting")
VEILPORT: Final = Operator("Veilport", "Veilport Invented VPN Ltd", 64504, Kind.VPN, "vpn")
HALFMASK: Final = Operator(
    "Halfmask Relay", "Halfmask Invented Relay Ltd", 64505, Kind.PRIVATE_RELAY, "hosting"
)
ONIONFIELD: Final = Operator("Onionfield", "Onionfield Invented Hosting Ltd", 64506, Kind.TOR, "hosting")
MAPLE: Final = Operator("Maple Placeholder", "Maple Placeholder Telecom", 64507, Kind.ABROAD, "fixed", "CA")
TULIP: Final = Operator("Tulip Placeholder", "Tulip Placeholder Telecom", 64508, Kind.ABROAD, "fixed", "NL")

_GATEWAY: Final = next(place for place in PLACES if place.pfa_code == "E23000001")


def _networks() -> tuple[Network, ...]:
    """Each fixed operator has a range in each place; the others have one place for all they hold."""
    local = [
        Network(prefix, operator, place)
        for number, place in enumerate(PLACES)
        for prefix, operator in (
            (f"198.18.{number * 8}.0/21", FERNLINE),
            (f"198.18.{128 + number * 8}.0/21", COPPERBECK),
            (f"240.{16 + number}.0.0/16", MARLOW),
            (f"198.19.{192 + number}.0/28", TEASEL),
            (f"2001:db8:{0x1000 + number * 16:x}::/44", FERNLINE),
            (f"2001:db8:{0x2000 + number * 16:x}::/44", COPPERBECK),
            (f"3fff:{number:x}00::/24" if number else "3fff::/24", MARLOW),
        )
    ]
    central = [
        Network(prefix, operator, _GATEWAY)
        for prefix, operator in (
            # What is left of the benchmarking range, so that uniform reports fall on somebody's network.
            ("198.18.80.0/20", FERNLINE),
            ("198.18.96.0/19", FERNLINE),
            ("198.18.208.0/20", COPPERBECK),
            ("198.18.224.0/19", COPPERBECK),
            ("198.19.192.0/18", TEASEL),
            ("198.19.0.0/17", LARKMOBILE),
            ("198.19.128.0/18", QUILLPHONE),
            # A mobile range inside a fixed operator's: only the longest prefix gives the right kind.
            ("240.16.255.0/24", LARKMOBILE),
            ("2001:db8:4000::/36", LARKMOBILE),
            ("2001:db8:5000::/36", QUILLPHONE),
            ("203.0.113.0/25", UNDERLOFT),
            ("203.0.113.128/25", SHEAFCLOUD),
            ("198.51.100.0/25", VEILPORT),
            ("198.51.100.128/25", HALFMASK),
            ("2001:db8:f000::/36", HALFMASK),
            ("192.0.2.0/24", ONIONFIELD),
            ("240.128.0.0/12", MAPLE),
            ("2001:db8:e000::/36", MAPLE),
            ("240.144.0.0/12", TULIP),
        )
    ]
    return (*local, *central)


NETWORKS: Final = _networks()


class Pool(NamedTuple):
    """A range as numbers, for fast draws: hosts first to first + size - 1."""

    first: int
    size: int
    is_ipv6: bool

    def draw(self, draws: Draws) -> str:
        return self.address(draws.randrange(self.size))

    def address(self, host: int) -> str:
        """The address of a host by its place in the range, from 0."""
        number = self.first + host
        return str(IPv6Address(number)) if self.is_ipv6 else str(IPv4Address(number))


def pool_of(prefix: str) -> Pool:
    """The hosts of a range, without its first address and its last.

    The last 256 of a large range are left out too: they may be given to another operator, as above.
    """
    network = ip_network(prefix)
    unused = 2 if network.num_addresses <= LARGE_RANGE else 258
    return Pool(int(network.network_address) + 1, network.num_addresses - unused, network.version == IPV6)


def pools(kind: Kind, *, is_ipv6: bool, place: Place | None = None) -> tuple[Pool, ...]:
    """The ranges of a kind and family, in one place when a place is given."""
    return tuple(
        pool_of(network.prefix)
        for network in NETWORKS
        if network.operator.kind == kind
        and network.is_ipv6 == is_ipv6
        and (place is None or network.place == place)
    )
