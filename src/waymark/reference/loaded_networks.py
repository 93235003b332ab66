"""What is loaded of networks: the rows of every version laid out for searching, and what they say of an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from waymark.reference.ranges import Ranges, flatten, network_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from waymark.reference.databases import Lookup
    from waymark.reference.geolocations import Geolocation
    from waymark.reference.retention import Retention
    from waymark.reference.rows import HostingRow, NetworkRow
    from waymark.reference.versions import Version


class NetworkFacts(NamedTuple):
    """What the loaded data say of one address.

    operator: the row of the longest prefix; None when no operator's prefix holds it.
    asn, as_name: from that row, else from the AS database. asn_in_database: what the AS database says,
    None when it says nothing. database_marks: what geolocation databases say of the connection, in their
    own words (cellular, is_anonymous_vpn ...). country: ISO code by those databases, or empty.
    located: what they say of where it is, which is never a place (see `geolocations`).
    is_registered_here: whether the registries list it under Great Britain; None where no such list is loaded.
    """

    operator: NetworkRow | None
    asn: int | None
    as_name: str
    asn_in_database: int | None
    hosting: HostingRow | None
    is_tor_exit: bool
    is_private_relay: bool
    database_marks: tuple[str, ...] = ()
    country: str = ""
    located: Geolocation | None = None
    is_registered_here: bool | None = None


@dataclass(frozen=True, slots=True)
class LoadedNetworks:
    """The rows of one version, laid out for searching."""

    version: Version
    ipv4: Ranges[NetworkRow] = field(default_factory=Ranges)
    ipv6: Ranges[NetworkRow] = field(default_factory=Ranges)


def lay_out(version: Version, rows: Iterable[NetworkRow]) -> LoadedNetworks:
    """Make a version's prefixes searchable: in each family the longest prefix wins."""
    by_family: dict[int, list[tuple[int, int, NetworkRow]]] = {4: [], 6: []}
    for row in rows:
        family, low, high = network_bounds(row.network)
        by_family[family].append((low, high, row))
    return LoadedNetworks(version, flatten(by_family[4]), flatten(by_family[6]))


@dataclass(frozen=True, slots=True)
class Loaded:
    """Every version that is loaded, of every network kind, each by its id."""

    networks: Mapping[int, LoadedNetworks] = field(default_factory=dict)
    hosting: Mapping[int, Mapping[int, HostingRow]] = field(default_factory=dict)
    databases: Mapping[int, Lookup] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    retention: Mapping[int, Retention] = field(default_factory=dict)
