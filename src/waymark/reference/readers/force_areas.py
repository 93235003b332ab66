"""Force areas as GeoJSON of any published vintage."""

from __future__ import annotations

import json
import re
from enum import Enum
from typing import TYPE_CHECKING, Any, BinaryIO

from waymark.reference.forces import Force, UnknownForce, force_by_name, territorial
from waymark.reference.national_grid import many_to_wgs84
from waymark.reference.readers.tables import WrongFile
from waymark.reference.rows import ForceAreaRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_KIND = "force-areas"
_CODE = re.compile(r"^pfa[_ ]?[0-9]{0,4}[_ ]?(?:cd|code)$|^(?:force_)?code$", re.IGNORECASE)
_NAME = re.compile(r"^pfa[_ ]?[0-9]{0,4}[_ ]?(?:nm|name)$|^(?:force_)?name$", re.IGNORECASE)
# WGS84 by any of its names: OGC's CRS84, EPSG 4326; and ETRS89 (4258), within a metre of it in Britain.
_DEGREES = re.compile(r"CRS84|(?<![0-9])(?:4326|4258|4979)(?![0-9])|WGS ?_?84", re.IGNORECASE)
_NATIONAL_GRID = re.compile(r"(?<![0-9])27700(?![0-9])|British National Grid|OSGB", re.IGNORECASE)
_WEB_MERCATOR = re.compile(r"(?<![0-9])(?:3857|102100|900913)(?![0-9])")
# The extent of the National Grid over Great Britain in metres (Ordnance Survey's guide, section 7).
_GRID_EAST, _GRID_NORTH = 700_000.0, 1_300_000.0
# Radius of the sphere of Web Mercator in metres (EPSG 3857).
_SPHERE = 6_378_137.0


def read_force_areas(stream: BinaryIO) -> Iterator[ForceAreaRow]:
    """One row a feature, its shape made valid where rings cross.

    Coordinates are degrees, or metres of the British National Grid or of Web Mercator, as ONS publishes
    them; metres become degrees within 5 m. Raises WrongFile: not GeoJSON areas, no force in the properties,
    or an area outside the United Kingdom.
    """
    document = _document(stream)
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        found = f"a {document.get('type', 'document without a type')}"
        raise WrongFile(_KIND, expected="a GeoJSON FeatureCollection with features", found=found)
    named = _system_named(document)
    for number, feature in enumerate(features, start=1):
        yield _row(number, feature, named)


def _document(stream: BinaryIO) -> dict[str, Any]:
    try:
        document = json.loads(stream.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise WrongFile(_KIND, expected="GeoJSON", found=f"text that is not JSON ({fault})") from fault
    if not isinstance(document, dict):
        raise WrongFile(_KIND, expected="GeoJSON", found="JSON of another shape")
    return document


class _System(Enum):
    """What the coordinates count."""

    DEGREES = "degrees (WGS84)"
    NATIONAL_GRID = "metres of the British National Grid"
    WEB_MERCATOR = "metres of Web Mercator"


def _system_named(document: Mapping[str, Any]) -> _System | None:
    """The system that the file names; None when it names none, as RFC 7946 has it. Raises WrongFile."""
    crs = document.get("crs")
    if crs is None:
        return None
    name = str((crs.get("properties") or {}).get("name", "")) if isinstance(crs, dict) else str(crs)
    for pattern, system in (
        (_NATIONAL_GRID, _System.NATIONAL_GRID),
        (_WEB_MERCATOR, _System.WEB_MERCATOR),
        (_DEGREES, _System.DEGREES),
    ):
        if pattern.search(name):
            return system
    if not name:
        return None
    expected = "coordinates in degrees (EPSG 4326) or on the British National Grid (EPSG 27700)"
    raise WrongFile(_KIND, expected=expected, found=f"coordinates in {name}")


def _in_degrees(area: BaseGeometry, named: _System | None) -> BaseGeometry:
    """The area in WGS84 degrees. Where the file names no system it is seen from the size of its numbers."""
    import shapely

    system = named or _system_seen(area)
    if system is _System.NATIONAL_GRID:
        return shapely.transform(area, many_to_wgs84)
    if system is _System.WEB_MERCATOR:
        return shapely.transform(area, _from_web_mercator)
    return area


def _system_seen(area: BaseGeometry) -> _System:
    west, south, east, north = area.bounds
    if max(abs(west), abs(south), abs(east), abs(north)) <= 360:  # noqa: PLR2004 - degrees
        return _System.DEGREES
    is_grid = 0 <= west <= east <= _GRID_EAST and 0 <= south <= north <= _GRID_NORTH
    return _System.NATIONAL_GRID if is_grid else _System.WEB_MERCATOR


def _from_web_mercator(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.degrees(
        np.column_stack((metres[:, 0] / _SPHERE, 2 * np.arctan(np.exp(metres[:, 1] / _SPHERE)) - np.pi / 2))
    )


def _row(number: int, feature: object, named: _System | None) -> ForceAreaRow:
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
    area = _in_degrees(area, named)
    west, south, east, north = area.bounds
    _check_in_britain(number, west, south, east, north)
    if not area.is_valid:
        # Generalised boundaries sometimes cross themselves; a point test on such a ring is undefined.
        area = shapely.make_valid(area, method="structure", keep_collapsed=False)
    name = str(_property(properties, _NAME) or force.area_name)
    return ForceAreaRow(force.code, name, shapely.to_wkb(area), west, south, east, north)


def _check_in_britain(number: int, west: float, south: float, east: float, north: float) -> None:
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
