"""Reading reference data: what is loaded, and the searchable forms of it, kept between calls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max, Min, Sum

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.reference import models
from waymark.reference.databases import Lookup, open_lookup
from waymark.reference.kinds import Kind
from waymark.reference.loaded_networks import Loaded, LoadedNetworks, lay_out
from waymark.reference.networks import NetworkIndex
from waymark.reference.places import NotAPlace, PlaceIndex, by_outward_code
from waymark.reference.polygons import AreaMap
from waymark.reference.retention import Retention, retention_of
from waymark.reference.rows import ForceAreaRow, HostingRow, NetworkRow, OutwardRow, PostcodeRow, RetentionRow
from waymark.reference.stated_locations import StatedLocation, place_locations
from waymark.reference.versions import Held, Standing, Version, held_on, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from waymark.reference.placements import Placement

_PREFIX_KINDS = frozenset({Kind.OPERATORS, Kind.TOR_EXITS, Kind.PRIVATE_RELAY, Kind.GB_RANGES})
_DATABASE_KINDS = frozenset({Kind.ASN, Kind.GEOIP})
_PLACE_KINDS = (Kind.FORCE_AREAS, Kind.DISTRICTS, Kind.POSTCODES, Kind.OUTWARD_CODES)


class NoSuchVersion(WaymarkError):
    """No version has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no version has the number {number}: `waymark reference list` shows them")


def versions(viewer: Viewer) -> tuple[Version, ...]:
    """Every loaded version, the oldest load first. Raises NotPermitted."""
    require(viewer, Permission.READ_REFERENCE)
    return _versions()


def _versions() -> tuple[Version, ...]:
    return tuple(
        Version(
            row.pk, Kind(row.kind), row.name, row.source, row.sha256, row.rows,
            row.valid_from, row.valid_to, row.loaded_at, row.loaded_by, tuple(row.covers), row.succeeded_by_id,
        )
        for row in models.ReferenceVersion.objects.order_by("pk")
    )  # fmt: skip


# Searchable forms by the versions they were made from, which never change once loaded, so a form stays right
# until the set does. One process holds one set of each, and the places of a few days.
_networks: dict[tuple[Version, ...], NetworkIndex] = {}
_prefixes: dict[Version, LoadedNetworks] = {}
_areas: dict[Version, AreaMap] = {}
_merged_areas: dict[tuple[Version, ...], AreaMap] = {}
_places: dict[tuple[Version, ...], PlaceIndex] = {}


def network_index(viewer: Viewer) -> NetworkIndex:
    """Everything loaded of networks, for any day. Raises NotPermitted.

    One small query sees whether the set of versions is still the same; only what is new is read.
    """
    require(viewer, Permission.READ_REFERENCE)
    kinds = _PREFIX_KINDS | _DATABASE_KINDS | {Kind.HOSTING_ASNS, Kind.RETENTION}
    known = tuple(
        version for version in _versions() if version.kind in kinds and version.succeeded_by is None
    )
    index = _networks.get(known)
    if index is None:
        _networks.clear()
        for gone in _prefixes.keys() - set(known):
            del _prefixes[gone]
        index = _networks[known] = NetworkIndex(_load_networks(known))
    return index


def _load_networks(known: tuple[Version, ...]) -> Loaded:
    networks: dict[int, LoadedNetworks] = {}
    hosting: dict[int, Mapping[int, HostingRow]] = {}
    databases: dict[int, Lookup] = {}
    retention: dict[int, Retention] = {}
    for version in known:
        if version.kind in _PREFIX_KINDS:
            networks[version.id] = _prefixes_of(version)
        elif version.kind is Kind.HOSTING_ASNS:
            rows = models.HostingAsn.objects.filter(version=version.id).values_list("asn", "name", "is_vpn")
            hosting[version.id] = {asn: HostingRow(asn, name, is_vpn) for asn, name, is_vpn in rows}
        elif version.kind is Kind.RETENTION:
            periods = models.RetentionPeriod.objects.filter(version=version.id)
            retention[version.id] = retention_of(
                RetentionRow(*row) for row in periods.values_list("operator", "asn", "days", "source")
            )
        else:
            databases[version.id] = _database_of(version)
    return Loaded(networks, hosting, databases, known, retention)


def _prefixes_of(version: Version) -> LoadedNetworks:
    kept = _prefixes.get(version)
    if kept is not None:
        return kept
    with connection.cursor() as cursor:
        # As text: PostgreSQL's cidr would come as an object a row, and ten times as slowly.
        cursor.execute(
            "select network::text, family, asn, operator, holder, access from network_prefix "
            "where version_id = %s order by id",
            [version.id],
        )
        laid = lay_out(version, (NetworkRow(*row) for row in cursor.fetchall()))
    _prefixes[version] = laid
    return laid


def _database_of(version: Version) -> Lookup:
    rows = models.ReferenceFile.objects.filter(version=version.id).order_by("part")
    return open_lookup(bytes(content) for content in rows.values_list("content", flat=True).iterator(1))


def place_index(viewer: Viewer, *, on: date) -> PlaceIndex:
    """Places as they held on a day (UTC), or the nearest with notes. Postcodes stay in the database: see
    `postcode_rows`. Raises NotPermitted.
    """
    require(viewer, Permission.READ_REFERENCE)
    held = {kind: held_on(on, _place_versions(), kind) for kind in _PLACE_KINDS}
    key = tuple(version for kind in _PLACE_KINDS for version in held[kind].versions)
    index = _places.get(key)
    notes = {kind.value: found.note for kind, found in held.items() if found.groups}
    if index is not None and index.notes != notes:
        # The same rows for another day: they say only otherwise how far from it they are.
        return replace(index, notes=notes)
    if index is None:
        index = _places[key] = PlaceIndex(
            areas=_areas_of(held[Kind.FORCE_AREAS]),
            districts=_districts(held[Kind.DISTRICTS]),
            outward=_outward(held[Kind.OUTWARD_CODES]),
            labels={kind.value: tuple(v.label for v in found.versions) for kind, found in held.items()},
            notes=notes,
        )
        while len(_places) > 8:  # noqa: PLR2004 - days that a process goes back and forth between
            del _places[next(iter(_places))]
    return index


def area_map(viewer: Viewer, *, on: date) -> AreaMap:
    """The force areas that held on a day, to search by. Raises NotPermitted."""
    require(viewer, Permission.READ_REFERENCE)
    return _areas_of(held_on(on, _place_versions(), Kind.FORCE_AREAS))


def _place_versions() -> tuple[Version, ...]:
    return tuple(version for version in _versions() if version.kind in _PLACE_KINDS)


def _areas_of(held: Held) -> AreaMap:
    """The areas of the latest version that is drawn finely enough to place by; of two vintages laid over
    each other the lines would contradict. A force that it leaves out is taken from the next: ONS's own
    layers hold England and Wales alone.
    """
    versions_held = tuple(_latest_first(held))
    if versions_held not in _merged_areas:
        _merged_areas.clear()
        _merged_areas[versions_held] = _merged([_layer(version) for version in versions_held])
    return _merged_areas[versions_held]


def _merged(layers: Sequence[AreaMap]) -> AreaMap:
    """One map of several, the finest and latest first."""
    if len(layers) <= 1:
        return layers[0] if layers else AreaMap()
    ordered = sorted(layers, key=lambda layer: layer.is_coarse)
    rows: dict[str, list[ForceAreaRow]] = {}
    for layer in ordered:
        fresh: dict[str, list[ForceAreaRow]] = {}
        for row in layer.rows:
            if row.force_code not in rows:
                fresh.setdefault(row.force_code, []).append(row)
        rows.update(fresh)
    merged = tuple(row for found in rows.values() for row in found)
    return ordered[0] if merged == ordered[0].rows else AreaMap(merged)


def _layer(version: Version) -> AreaMap:
    kept = _areas.get(version)
    if kept is not None:
        return kept
    rows = models.ForceArea.objects.filter(version=version.id).values_list(
        "force_code", "name", "shape", "west", "south", "east", "north"
    )
    layer = AreaMap(ForceAreaRow(code, name, bytes(shape), *box) for code, name, shape, *box in rows)
    _areas[version] = layer
    return layer


def _latest_first(held: Held) -> list[Version]:
    """The latest start first, and of versions with the same start the one loaded last."""
    return [version for group in held.groups for version in sorted(group, key=lambda v: -v.id)]


def _districts(held: Held) -> dict[str, str]:
    """Districts of every vintage held; a newer version's word holds over an older one's."""
    found: dict[str, str] = {}
    for version in _latest_first(held):
        for code, force in models.District.objects.filter(version=version.id).values_list(
            "code", "force_code"
        ):
            found.setdefault(code, force)
    return found


def _outward(held: Held) -> dict[str, tuple[OutwardRow, ...]]:
    found: dict[str, tuple[OutwardRow, ...]] = {}
    for version in _latest_first(held):
        rows = models.OutwardCode.objects.filter(version=version.id).values_list(
            "outward", "force_code", "postcodes", "share"
        )
        for code, parts in by_outward_code(OutwardRow(*row) for row in rows).items():
            found.setdefault(code, parts)
    return found


def postcode_rows(viewer: Viewer, keys: Iterable[str], *, on: date) -> dict[str, PostcodeRow]:
    """The rows of postcodes (upper case, no space) that the versions held on a day know.

    The newest version that has a postcode holds, so one that has ended is still found. Raises NotPermitted.
    """
    require(viewer, Permission.READ_REFERENCE)
    held = held_on(on, _place_versions(), Kind.POSTCODES)
    wanted = list(set(keys))
    found: dict[str, PostcodeRow] = {}
    for version in _latest_first(held):
        if not wanted:
            break
        rows = models.Postcode.objects.filter(version=version.id, key__in=wanted).values_list(
            "key", "lat", "lon", "district_code", "force_code", "quality", "ended_on"
        )
        for row in rows:
            found.setdefault(row[0], PostcodeRow(*row))
        wanted = [key for key in wanted if key not in found]
    return found


def place(viewer: Viewer, locations: Sequence[StatedLocation], *, on: date) -> list[Placement | NotAPlace]:
    """Place each stated location by the data held on a day, in order. Raises NotPermitted."""
    found = postcode_rows(viewer, (location.key for location in locations if location.key), on=on)
    return place_locations(place_index(viewer, on=on), locations, found)


@dataclass(frozen=True, slots=True)
class Use:
    """How a version has been used: how many verdicts were made from it, on events of which days (UTC)."""

    verdicts: int = 0
    first_day: date | None = None
    last_day: date | None = None


def use_of(numbers: Sequence[int]) -> dict[int, Use]:
    """How each version has been used."""
    found = (
        models.ReferenceUse.objects.filter(version__in=numbers)
        .values("version_id")
        .annotate(total=Sum("verdicts"), first=Min("first_day"), last=Max("last_day"))
    )
    uses = {row["version_id"]: Use(row["total"], row["first"], row["last"]) for row in found}
    return {number: uses.get(number, Use()) for number in numbers}


@dataclass(frozen=True, slots=True)
class LoadedVersion:
    """A version as the page and the command list it. use: what was made from it."""

    version: Version
    standing: Standing
    use: Use


def loaded(viewer: Viewer, *, on: date) -> tuple[LoadedVersion, ...]:
    """What is loaded, what was made from it, and how it stands on a day. Raises NotPermitted."""
    known = versions(viewer)
    uses = use_of([version.id for version in known])
    return tuple(LoadedVersion(each, standing_of(each, known, day=on), uses[each.id]) for each in known)


def loaded_version(viewer: Viewer, number: int, *, on: date) -> LoadedVersion:
    """One version. Raises NotPermitted, NoSuchVersion."""
    for each in loaded(viewer, on=on):
        if each.version.id == number:
            return each
    raise NoSuchVersion(number)
