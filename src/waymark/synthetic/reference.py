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
from waymark.synthetic.places import PLACES, Place
from waymark.synthetic.world import World, world_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Half the height and width of a place's square, in degrees: the squares of Crakebottom and Millersquill
# share an edge, so that a point near the boundary of two forces can be shown.
HALF_HEIGHT: Final = 0.08
HALF_WIDTH: Final = 0.12
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
    """One feature a force, holding a square around each of its places."""
    forces: dict[tuple[str, str], list[Place]] = {}
    for place in PLACES:
        forces.setdefault((place.pfa_code, place.pfa_name), []).append(place)
    features = [
        {
            "type": "Feature",
            "properties": {"pfa_code": code, "pfa_name": name},
            "geometry": {"type": "MultiPolygon", "coordinates": [[_square(place)] for place in places]},
        }
        for (code, name), places in forces.items()
    ]
    collection = {"type": "FeatureCollection", "name": "force_areas_invented", "features": features}
    return (json.dumps(collection, indent=1) + "\n").encode()


def _square(place: Place) -> list[list[float]]:
    """Its corners as longitude and latitude, anticlockwise from the south-west and closed (RFC 7946)."""
    west, east = round(place.longitude - HALF_WIDTH, 5), round(place.longitude + HALF_WIDTH, 5)
    south, north = round(place.latitude - HALF_HEIGHT, 5), round(place.latitude + HALF_HEIGHT, 5)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
