"""The reference files that go with the invented reports, in the shapes of the real public ones.

A shape is a header line and its meaning, so that what loads the real files loads these: operators'
prefixes, hosting companies, Tor exits, relay ranges, ranges registered under GB, postcodes, outward codes,
districts and force areas.
"""

from __future__ import annotations

import csv
import json
from io import StringIO
from ipaddress import IPv4Network, IPv6Network, collapse_addresses
from typing import TYPE_CHECKING, Final

from waymark.synthetic.networks import NETWORKS, Kind
from waymark.synthetic.places import PLACES
from waymark.synthetic.world import World, world_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Where each force's invented area lies: about where the force is, by so few corners that none is taken for a
# boundary. Longitude and latitude, anticlockwise. Those of Crakebottom and Millersquill share an edge, so that
# a point near the boundary of two forces can be shown; between the others lies country that is nobody's.
_AREAS: Final = {
    "E23000001": ((-0.5, 51.35), (-0.1, 51.28), (0.25, 51.4), (0.25, 51.6), (-0.1, 51.7), (-0.45, 51.62)),
    "E23000005": ((-2.7, 53.5), (-2.5, 53.36), (-2.1, 53.33), (-1.8, 53.45), (-1.8, 53.62), (-2.55, 53.62)),
    "E23000007": ((-2.7, 55.0), (-2.3, 54.85), (-1.45, 54.85), (-1.5, 55.3), (-2.0, 55.75), (-2.4, 55.45)),
    "E23000010": ((-2.2, 53.62), (-1.2, 53.62), (-1.2, 53.8), (-1.5, 54.0), (-1.95, 54.02), (-2.2, 53.85)),
    "E23000032": ((0.35, 51.1), (0.95, 50.9), (1.35, 51.1), (1.4, 51.35), (0.75, 51.45), (0.45, 51.4)),
    "E23000035": ((-5.7, 50.1), (-5.1, 50.0), (-3.7, 50.25), (-3.0, 50.7), (-3.7, 51.2), (-4.5, 50.9)),
    "W15000003": ((-4.25, 51.6), (-3.7, 51.45), (-3.15, 51.4), (-3.1, 51.6), (-3.3, 51.8), (-4.1, 51.75)),
    "S23000009": (
        (-5.1, 54.75), (-3.2, 55.0), (-2.1, 55.9), (-2.7, 56.2), (-1.9, 57.5), (-4.0, 57.6), (-3.2, 58.6),
        (-5.0, 58.5), (-5.8, 57.3), (-5.5, 56.2),
    ),
    "N99999999": ((-8.0, 54.4), (-7.3, 54.15), (-6.2, 54.05), (-5.5, 54.4), (-6.1, 55.2), (-7.3, 55.1)),
}  # fmt: skip
# In this outward code the last postcodes belong to the next force, as some real outward codes do.
SHARED_OUTWARD: Final = "XC1"
SHARED_WITH: Final = "E23000010"
SHARED_POSTCODES: Final = 2
# What the files say of where their rows come from, in place of a repository, a path and a commit.
_SOURCE: Final = ("invented", "synthetic", "none")
_HOSTING_KINDS: Final = (Kind.HOSTING, Kind.VPN, Kind.PRIVATE_RELAY, Kind.TOR)


def reference_files(seed: int) -> Mapping[str, tuple[str, bytes]]:
    """Each kind of reference data, with the name of its file and what is in it.

    Keys are the kinds that `waymark reference load KIND FILE` takes. The same seed gives the same bytes.
    """
    world = world_of(seed)
    return {
        "force-areas": ("force-areas.geojson", _force_areas()),
        "districts": ("districts.csv", _districts()),
        "postcodes": ("postcodes.csv", _postcodes(world)),
        "outward-codes": ("outward-codes.csv", _outward_codes(world)),
        "operators": ("operators.csv", _operators()),
        "hosting-asns": ("hosting-asns.csv", _hosting_asns()),
        "tor-exits": ("tor-exits.txt", _lines(f"{address}/32" for address in world.tor_exits)),
        "private-relay": ("private-relay.txt", _lines(_prefixes(Kind.PRIVATE_RELAY))),
        "gb-ranges": ("gb-ranges.cidr", _lines(_gb_ranges())),
    }


def _operators() -> bytes:
    """Relay ranges and Tor's stand under the companies that host them, as the real ones do."""
    return _csv(
        ("prefix", "asn", "brand", "holder", "access", "source_repo", "source_path", "source_commit"),
        (
            (
                each.prefix,
                each.operator.asn,
                each.operator.brand,
                each.operator.holder,
                each.operator.access,
                *_SOURCE,
            )
            for each in NETWORKS
        ),
    )


def _hosting_asns() -> bytes:
    operators = sorted({each.operator for each in NETWORKS if each.operator.kind in _HOSTING_KINDS})
    return _csv(
        ("asn", "name", "in_bad_asn_list", "in_x4b_datacenter", "in_x4b_vpn"),
        (
            (each.asn, each.holder, 1, int(each.kind is not Kind.VPN), int(each.kind is Kind.VPN))
            for each in operators
        ),
    )


def _prefixes(kind: Kind) -> Iterable[str]:
    return (each.prefix for each in NETWORKS if each.operator.kind is kind)


def _gb_ranges() -> list[str]:
    """The ranges of British operators, joined where they touch or overlap, IPv4 first."""
    british = [each.prefix for each in NETWORKS if each.operator.country == "GB"]
    return [
        *(
            str(joined)
            for joined in collapse_addresses(IPv4Network(each) for each in british if ":" not in each)
        ),
        *(str(joined) for joined in collapse_addresses(IPv6Network(each) for each in british if ":" in each)),
    ]


def _postcodes(world: World) -> bytes:
    """Quality 10 is the best: within the building of the matched address."""
    return _csv(
        ("postcode", "lat", "lon", "lad22_code", "pfa_code", "positional_quality", "pfa_name"),
        (
            (
                each.text,
                each.latitude,
                each.longitude,
                each.place.district,
                each.place.pfa_code,
                10,
                each.place.pfa_name,
            )
            for each in world.postcodes
        ),
    )


def _outward_codes(world: World) -> bytes:
    counts: dict[tuple[str, str, str], int] = {}
    for each in world.postcodes:
        key = each.text.split()[0], each.place.pfa_code, each.place.pfa_name
        counts[key] = counts.get(key, 0) + 1
    neighbour = next(place for place in PLACES if place.pfa_code == SHARED_WITH)
    counts[SHARED_OUTWARD, neighbour.pfa_code, neighbour.pfa_name] = SHARED_POSTCODES
    totals: dict[str, int] = {}
    for (outward, _, _), count in counts.items():
        totals[outward] = totals.get(outward, 0) + count
    return _csv(
        ("outward_code", "pfa_code", "pfa_name", "postcodes", "share"),
        ((*key, count, round(count / totals[key[0]], 4)) for key, count in sorted(counts.items())),
    )


def _districts() -> bytes:
    return _csv(
        ("lad_code", "lad_name", "pfa_code", "pfa_name", "seen_in_vintages", "basis"),
        (
            (each.district, each.district_name, each.pfa_code, each.pfa_name, "2022 2023 2024", "invented")
            for each in PLACES
        ),
    )


def _force_areas() -> bytes:
    """One feature a force that has a place."""
    names = {place.pfa_code: place.pfa_name for place in PLACES}
    features = [
        {
            "type": "Feature",
            "properties": {"pfa_code": code, "pfa_name": name},
            "geometry": {"type": "MultiPolygon", "coordinates": [[_closed(_AREAS[code])]]},
        }
        for code, name in names.items()
    ]
    collection = {"type": "FeatureCollection", "name": "force_areas_invented", "features": features}
    return (json.dumps(collection, indent=1) + "\n").encode()


def _closed(corners: Sequence[tuple[float, float]]) -> list[list[float]]:
    """A ring that ends where it begins (RFC 7946)."""
    return [list(corner) for corner in (*corners, corners[0])]


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
