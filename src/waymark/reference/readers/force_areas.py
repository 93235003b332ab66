"""Force areas as GeoJSON of any published vintage."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from waymark.reference.forces import Force, UnknownForce, force_by_name, territorial
from waymark.reference.readers.tables import WrongFile
from waymark.reference.rows import ForceAreaRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KIND = "force-areas"
_CODE = re.compile(r"^pfa[_ ]?[0-9]{0,4}[_ ]?(?:cd|code)$|^(?:force_)?code$", re.IGNORECASE)
_NAME = re.compile(r"^pfa[_ ]?[0-9]{0,4}[_ ]?(?:nm|name)$|^(?:force_)?name$", re.IGNORECASE)
# WGS84 by any of its names: OGC's CRS84, EPSG 4326; and ETRS89 (4258), within a metre of it in Britain.
_DEGREES = re.compile(r"CRS84|(?<![0-9])(?:4326|4258|4979)(?![0-9])|WGS ?_?84", re.IGNORECASE)
_GRID_METRES = 1000.0


def read_force_areas(stream: BinaryIO) -> Iterator[ForceAreaRow]:
    """One row a feature, its shape made valid where rings cross.

    Raises WrongFile: not GeoJSON areas, no force in the properties, or coordinates that are not degrees.
    """
    document = _document(stream)
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        found = f"a {document.get('type', 'document without a type')}"
        raise WrongFile(_KIND, expected="a GeoJSON FeatureCollection with features", found=found)
    _check_degrees_are_named(document)
    for number, feature in enumerate(features, start=1):
        yield _row(number, feature)


def _document(stream: BinaryIO) -> dict[str, Any]:
    try:
        document = json.loads(stream.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise WrongFile(_KIND, expected="GeoJSON", found=f"text that is not JSON ({fault})") from fault
    if not isinstance(document, dict):
        raise WrongFile(_KIND, expected="GeoJSON", found="JSON of another shape")
    return document


def _check_degrees_are_named(document: Mapping[str, Any]) -> None:
    """RFC 7946 has no `crs` member; older files do, and it may name the National Grid."""
    crs = document.get("crs")
    if crs is None:
        return
    name = str((crs.get("properties") or {}).get("name", "")) if isinstance(crs, dict) else str(crs)
    if name and not _DEGREES.search(name):
        grid = " (British National Grid)" if "27700" in name else ""
        raise WrongFile(
            _KIND,
            expected="coordinates in degrees (WGS84): download the boundaries as GeoJSON in EPSG 4326",
            found=f"coordinates in {name}{grid}",
        )


def _row(number: int, feature: object) -> ForceAreaRow:
    import shapely
    from shapely.geometry import shape

    if not isinstance(feature, dict):
        raise WrongFile(_KIND, expected="a feature", found="something else", row=number)
    geometry = feature.get("geometry") or {}
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise WrongFile(_KIND, expected="a Polygon or MultiPolygon", found=str(geometry)[:60], row=number)
    properties = feature.get("properties") or {}
    force = _force(number, properties)
    try:
        area = shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, IndexError, KeyError, shapely.errors.ShapelyError) as fault:
        raise WrongFile(_KIND, expected="rings of coordinates", found=str(fault)[:80], row=number) from fault
    if area.is_empty:
        raise WrongFile(_KIND, expected="an area", found="an empty one", row=number)
    west, south, east, north = area.bounds
    _check_degrees(number, west, south, east, north)
    if not area.is_valid:
        # Generalised boundaries sometimes cross themselves; a point test on such a ring is undefined.
        area = shapely.make_valid(area, method="structure", keep_collapsed=False)
    name = str(_property(properties, _NAME) or force.area_name)
    return ForceAreaRow(force.code, name, shapely.to_wkb(area), west, south, east, north)


def _check_degrees(number: int, west: float, south: float, east: float, north: float) -> None:
    if max(abs(west), abs(east), abs(south), abs(north)) > _GRID_METRES:
        found = f"{west:.0f}, {south:.0f}, which are metres of the British National Grid"
        raise WrongFile(_KIND, expected="longitude and latitude in degrees (WGS84)", found=found, row=number)
    # Every force area lies between Scilly and Shetland; the other way round, latitude stands first.
    if not (-9 < west <= east < 3 and 49 < south <= north < 62):  # noqa: PLR2004 - degrees, as said
        swapped = 49 < west < 62 and -9 < south < 3  # noqa: PLR2004 - degrees, as said
        found = "latitude before longitude" if swapped else f"an area at {west:.2f}, {south:.2f}"
        raise WrongFile(
            _KIND, expected="an area in the United Kingdom, longitude first", found=found, row=number
        )


def _property(properties: Mapping[str, Any], wanted: re.Pattern[str]) -> object:
    return next((value for key, value in properties.items() if wanted.match(key)), None)


def _force(number: int, properties: Mapping[str, Any]) -> Force:
    """The force by its code; by its name only where the file carries no codes at all."""
    code = _property(properties, _CODE)
    if code is not None:
        force = territorial(str(code).strip().upper())
        if force is not None:
            return force
        raise WrongFile(_KIND, expected="a force area code such as E23000001", found=repr(code), row=number)
    name = _property(properties, _NAME)
    try:
        return force_by_name(str(name))
    except UnknownForce as fault:
        found = f"properties {', '.join(list(properties)[:8]) or 'none'}"
        raise WrongFile(_KIND, expected="a property such as PFA23CD", found=found, row=number) from fault
