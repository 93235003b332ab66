"""What a geolocation database says of where an address is, and why that is never a place.

A database gives the middle of a town, a county or a country, with the radius in which its maker expects the
address. Its point is never placed: forces within the radius are a lead, for a person to weigh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from waymark.reference.forces import Force, force_by_code
from waymark.reference.placements import Certainty, Placement, Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waymark.reference.polygons import AreaMap

_UK = "GB"
# Crown dependencies have a force each and are no part of the United Kingdom (ISO 3166-1 alpha-2).
_ISLANDS = {"IM": "IOM", "JE": "JSY", "GG": "GSY"}
# Wider than this a circle holds most of a nation and narrows nothing down.
_WIDEST_KM = 200.0


class Geolocation(NamedTuple):
    """What one database says.

    country: ISO 3166-1 alpha-2 in capitals, or empty. subdivision, city: by name, empty where not stated;
    without either the point is the middle of the country. lat, lon: WGS84 degrees. radius_km: the radius
    in which its maker expects the address; None when not stated.
    """

    country: str = ""
    subdivision: str = ""
    city: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


def read_geolocation(record: Mapping[str, object]) -> Geolocation | None:
    """The place in a record of any of the known makers (MaxMind, DB-IP, IPinfo, IP2Location); None without."""
    country, name = record.get("country"), record.get("country_code")
    if isinstance(country, dict):
        code = str(country.get("iso_code", ""))
    else:
        code = str(name or country or "")
    location = record.get("location")
    point = location if isinstance(location, dict) else record
    found = Geolocation(
        code.strip().upper() if len(code.strip()) == 2 else "",  # noqa: PLR2004 - letters
        _named(_first(record.get("subdivisions")) or record.get("region") or record.get("stateprov")),
        _named(record.get("city")),
        _number(point.get("latitude", point.get("lat"))),
        _number(point.get("longitude", point.get("lng", point.get("lon")))),
        _number(point.get("accuracy_radius", point.get("radius"))),
    )
    return found if any(part not in {"", None} for part in found) else None


def _first(values: object) -> object:
    return values[0] if isinstance(values, list) and values else None


def _named(value: object) -> str:
    if isinstance(value, dict):
        names = value.get("names")
        return str(names.get("en", "")) if isinstance(names, dict) else str(value.get("iso_code", ""))
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, int | float | str) and value != "" else None
    except ValueError:
        return None


def lead_from(found: Geolocation, areas: AreaMap) -> Placement:
    """Which forces the circle touches. `force` is always None: a person must choose, on other evidence.

    nowhere: not the United Kingdom, or nothing narrower than a country; ambiguous: one force or several.
    """
    if found.country in _ISLANDS:
        force = force_by_code(_ISLANDS[found.country])
        return _lead((force,), f"a geolocation database says {force.name}'s island")
    if found.country and found.country != _UK:
        words = f"a geolocation database says {found.country}: not the United Kingdom"
        return _nowhere(words)._replace(stated_route=Route.NOT_UK)
    if not (found.city or found.subdivision):
        return _nowhere("a geolocation database names a country alone: its point is the middle of it")
    if found.lat is None or found.lon is None or found.radius_km is None:
        return _nowhere(
            "a geolocation database states no radius: its point is the middle of a town or county"
        )
    if found.radius_km > _WIDEST_KM:
        return _nowhere(f"within {found.radius_km:.0f} km of a point: too wide to narrow anything down")
    codes = areas.within(found.lat, found.lon, found.radius_km * 1000)
    forces = tuple(force_by_code(code) for code in codes)
    where = found.city or found.subdivision
    if not forces:
        return _nowhere(f"within {found.radius_km:.0f} km of the middle of {where}: in no loaded force area")
    return _lead(forces, f"within {found.radius_km:.0f} km of the middle of {where}")


def _lead(forces: tuple[Force, ...], words: str) -> Placement:
    reasons = (words, "the middle of an area is not where anyone is: it was not taken for a place")
    return Placement(None, Certainty.AMBIGUOUS, None, forces, reasons)


def _nowhere(words: str) -> Placement:
    return Placement(None, Certainty.NOWHERE, None, (), (words,))
