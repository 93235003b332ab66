"""Rows that state a place in one way or several: the surest way is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from waymark.reference.placements import Placement
from waymark.reference.places import NotAPlace, PlaceIndex, check_point
from waymark.reference.postcode_text import read_postcode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waymark.reference.rows import PostcodeRow

_WAITING = NotAPlace("this point was not looked up")


class StatedLocation(NamedTuple):
    """A place as a table states it; empty texts are not stated. lat, lon: degrees as text."""

    postcode: str = ""
    district: str = ""
    lat: str = ""
    lon: str = ""

    @property
    def key(self) -> str:
        """The postcode as the postcode table has it; empty when it is not a whole one."""
        read = read_postcode(self.postcode)
        return read.unit if read else ""


def place_locations(
    index: PlaceIndex, locations: Sequence[StatedLocation], found: Mapping[str, PostcodeRow]
) -> list[Placement | NotAPlace]:
    """Place each location, or say why it cannot be; in order.

    By a postcode that is known, else the district, else the point, else what is known of the postcode's
    first half: a street is surer than a map, and a map surer than half a postcode.
    """
    answers: list[Placement | NotAPlace] = []
    by_point: list[tuple[int, tuple[float, float]]] = []
    for at, location in enumerate(locations):
        answer = _without_map(index, location, found)
        if isinstance(answer, Placement | NotAPlace):
            answers.append(answer)
        else:
            by_point.append((at, answer))
            answers.append(_WAITING)
    placed = index.by_points([point for _, point in by_point])
    for (at, _), placement in zip(by_point, placed, strict=True):
        answers[at] = placement
    return answers


def _without_map(
    index: PlaceIndex, location: StatedLocation, found: Mapping[str, PostcodeRow]
) -> Placement | NotAPlace | tuple[float, float]:
    """The answer, or the point to be looked up on the map."""
    try:
        row = found.get(location.key) if location.key else None
        if row is not None:
            return index.by_postcode(location.postcode, row)
        if location.district:
            return index.by_district(location.district)
        if location.lat or location.lon:
            return _point(location)
        if location.postcode:
            return index.by_postcode(location.postcode, None)
    except NotAPlace as refusal:
        return refusal
    return NotAPlace("no place was stated: give lat and lon, a postcode, or a district code")


def _point(location: StatedLocation) -> tuple[float, float]:
    try:
        lat, lon = float(location.lat), float(location.lon)
    except ValueError:
        raise NotAPlace("lat and lon must both be numbers in degrees, such as 51.51 and -0.09") from None
    check_point(lat, lon)
    return lat, lon
