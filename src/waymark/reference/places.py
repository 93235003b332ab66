"""From a postcode, a district or a point to a force, without ever moving a point to fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waymark.errors import WaymarkError
from waymark.reference.forces import Force, force_by_code, nation_force, territorial
from waymark.reference.placements import Certainty, Placement, Route
from waymark.reference.postcode_text import Postcode, read_postcode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from waymark.reference.polygons import AreaMap, PointFinding
    from waymark.reference.rows import OutwardRow, PostcodeRow

# Postcode areas that are a force's own by themselves. BT is all of Northern Ireland and nothing else; the
# islands have one force each (Royal Mail's areas; ONS has one pseudo code for Jersey and Guernsey together).
_AREAS = {"BT": "N99999999", "JE": "JSY", "GY": "GSY", "IM": "IOM"}
_WITHOUT_PLACE = {
    "BF": "a British Forces Post Office address: by way of the Defence Serious Crime Command (the Service "
    "Police), it lies in no force's area",
    "BX": "a bank's postal address that lies nowhere",
    "XX": "a returns address of online sellers that lies nowhere",
    "GX": "Gibraltar, which is neither the United Kingdom nor a Crown dependency: by way of the NCA",
    "QC": "a code of Royal Mail's own that lies nowhere",
}
_ROUTES = {"BF": Route.SERVICE, "GX": Route.NOT_UK}
# In ONS codes the first letter is the nation; Scotland and Northern Ireland have one force each.
_DISTRICT = re.compile(r"^(?:[EWSN][0-9]{8}|95[A-Z0-9]{1,2})$")
# Rectangles round the islands in degrees: west, south, east, north. No part of the United Kingdom or
# France lies in them. Typed from the islands' extents in ISO 6709 degrees, rounded outwards.
_ISLANDS = (
    ("IOM", (-4.87, 54.03, -4.28, 54.43)),
    ("JSY", (-2.28, 49.14, -1.99, 49.28)),
    ("GSY", (-2.71, 49.39, -2.32, 49.53)),
    ("GSY", (-2.27, 49.69, -2.14, 49.75)),
)


class NotAPlace(WaymarkError):
    """What was given as a place cannot be one."""


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """All that is loaded of places, for one day.

    districts: force code by district code. outward: rows by outward code or postcode area, largest first.
    labels: what the versions of each kind are called, by kind (`districts`, `postcodes` ...).
    notes: what to say of a kind whose data did not hold on the day asked about.
    """

    areas: AreaMap
    districts: Mapping[str, str] = field(default_factory=dict)
    outward: Mapping[str, Sequence[OutwardRow]] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def by_postcode(self, text: str, found: PostcodeRow | None) -> Placement:
        """The force of a postcode or outward code. found: its row, when the postcodes loaded have it.

        By the row's force, else its district, else its point; without a row by the outward code, then the
        postcode area. Raises NotAPlace for what cannot be a postcode.
        """
        read = read_postcode(text)
        if read is None:
            raise NotAPlace(
                "this is not a postcode: expected one such as AB10 1BT, or the part before its space"
            )
        if read.area in _AREAS:
            force = force_by_code(_AREAS[read.area])
            return Placement(force, Certainty.INSIDE, None, (force,), (f"by the postcode area {read.area}",))
        if read.area in _WITHOUT_PLACE:
            where = _nowhere((f"{read.area}: {_WITHOUT_PLACE[read.area]}",))
            return where._replace(stated_route=_ROUTES.get(read.area))
        if found is not None:
            return self._by_row(found)
        return self._by_outward(read)

    def _by_row(self, row: PostcodeRow) -> Placement:
        ended = (f"the postcode went out of use in {row.ended_on:%B %Y}",) if row.ended_on else ()
        # City and Met: the district decides, because the line between them is finer than any map.
        code = row.force_code or self.districts.get(row.district_code, "")
        force = territorial(code) or nation_force(row.district_code)
        if force is not None:
            how = "by the postcode" if row.force_code else f"by the postcode's district {row.district_code}"
            return self._sure(force, (how, *ended), "postcodes", "" if row.force_code else "districts")
        if row.lat is not None and row.lon is not None:
            point = self.by_point(row.lat, row.lon)
            reasons = ("by the postcode's point", *ended, *point.reasons)
            return point._replace(reasons=reasons, reference=self._labels("postcodes") + point.reference)
        return _nowhere(
            ("the postcode is known, but no force, district or point of it", *ended),
            self._labels("postcodes"),
        )

    def _by_outward(self, read: Postcode) -> Placement:
        for part, what in ((read.outward, "outward code"), (read.area, "postcode area")):
            rows = self.outward.get(part)
            if rows:
                return self._by_shares(rows, read, f"by the {what} {part}")
        return _nowhere(
            ("neither the postcode nor its outward code is in the data loaded",), self._labels("postcodes")
        )

    def _by_shares(self, rows: Sequence[OutwardRow], read: Postcode, how: str) -> Placement:
        unknown = ("the full postcode is not in the data loaded",) if read.unit else ()
        forces = tuple(force_by_code(row.force_code) for row in rows)
        if len(forces) == 1:
            return self._sure(forces[0], (how, *unknown), "outward-codes")
        shares = ", ".join(f"{force.name} {row.share:.1%}" for force, row in zip(forces, rows, strict=True))
        reasons = (how, *unknown, f"it lies in several forces: {shares}", *self._noted("outward-codes"))
        return Placement(None, Certainty.AMBIGUOUS, None, forces, reasons, self._labels("outward-codes"))

    def by_district(self, text: str) -> Placement:
        """The force of a district code of any vintage. Raises NotAPlace for what cannot be one, and for
        one that no loaded vintage knows.
        """
        code = text.strip().upper()
        if not _DISTRICT.match(code):
            raise NotAPlace(
                "this is not a district code: expected one such as E09000001 (not the district's name)"
            )
        force = territorial(self.districts.get(code, ""))
        if force is not None:
            return self._sure(force, (f"by the district {code}",), "districts")
        force = nation_force(code)
        if force is not None:
            return self._sure(force, (f"by the district {code}: {force.nation} has one force",))
        raise NotAPlace(
            f"no loaded vintage knows the district {code}: check the code, or load the lookup table of its "
            "year with `waymark reference load districts FILE`"
        )

    def by_point(self, lat: float, lon: float) -> Placement:
        """The force in whose area a WGS84 point lies. Raises NotAPlace for what is no point on Earth."""
        return self.by_points([(lat, lon)])[0]

    def by_points(self, points: Sequence[tuple[float, float]]) -> list[Placement]:
        """As by_point, for many at once."""
        for lat, lon in points:
            check_point(lat, lon)
        return [
            self._from_finding(lat, lon, finding)
            for (lat, lon), finding in zip(points, self.areas.find(points), strict=True)
        ]

    def _from_finding(self, lat: float, lon: float, finding: PointFinding) -> Placement:
        labels, noted = self._labels("force-areas"), self._noted("force-areas")
        inside = tuple(force_by_code(code) for code in finding.inside)
        near = tuple(force_by_code(code) for code in finding.near)
        if not inside:
            return self._outside(lat, lon, finding, near)
        metres = finding.metres
        if len(inside) > 1:
            reasons: tuple[str, ...] = ("the point lies in areas that overlap", *noted)
            return Placement(None, Certainty.AMBIGUOUS, metres, (*inside, *near), reasons, labels)
        if near:
            names = ", ".join(force.name for force in near)
            reasons = (f"within {self.areas.near_metres} m of {names}", *noted)
        elif finding.is_at_edge:
            reasons = (
                f"within {self.areas.accuracy_metres} m of the edge of the area, as on a shore",
                *noted,
            )
        else:
            return Placement(inside[0], Certainty.INSIDE, metres, inside, ("by the point", *noted), labels)
        return Placement(inside[0], Certainty.NEAR_BOUNDARY, metres, (*inside, *near), reasons, labels)

    def _outside(self, lat: float, lon: float, finding: PointFinding, near: tuple[Force, ...]) -> Placement:
        labels, noted = self._labels("force-areas"), self._noted("force-areas")
        for code, (west, south, east, north) in _ISLANDS:
            if west <= lon <= east and south <= lat <= north:
                force = force_by_code(code)
                shore = ("within a rectangle round the island, whose shore is not held",)
                return Placement(force, Certainty.NEAR_BOUNDARY, None, (force,), shore)
        if not self.areas:
            return _nowhere(("no force areas are loaded: `waymark reference load force-areas FILE`",))
        reasons: tuple[str, ...] = ("the point is in no force's area", *noted)
        if finding.metres is not None and near:
            reasons += (f"the nearest area is {finding.metres:.0f} m away; the point was not moved to it",)
        return Placement(None, Certainty.NOWHERE, finding.metres, near, reasons, labels)

    def _sure(self, force: Force, reasons: tuple[str, ...], *kinds: str) -> Placement:
        labels = tuple(label for kind in kinds for label in self._labels(kind))
        noted = tuple(note for kind in kinds for note in self._noted(kind))
        return Placement(force, Certainty.INSIDE, None, (force,), reasons + noted, labels)

    def _labels(self, kind: str) -> tuple[str, ...]:
        return self.labels.get(kind, ())

    def _noted(self, kind: str) -> tuple[str, ...]:
        note = self.notes.get(kind, "")
        return (note,) if note else ()


def check_point(lat: float, lon: float) -> None:
    """Pass for a point on Earth. Raises NotAPlace, which says what looks wrong."""
    if abs(lat) <= 90 and abs(lon) <= 180:  # noqa: PLR2004 - degrees, or metres of the grid
        return
    if lat > 1000 or lon > 1000:  # noqa: PLR2004 - degrees, or metres of the grid
        raise NotAPlace(
            "these look like metres of the National Grid: expected degrees, such as 51.51 and -0.09"
        )
    raise NotAPlace(
        "this is no point on Earth: expected a latitude from -90 to 90 and a longitude from -180 to 180"
    )


def _nowhere(reasons: tuple[str, ...], reference: tuple[str, ...] = ()) -> Placement:
    return Placement(None, Certainty.NOWHERE, None, (), reasons, reference)


def by_outward_code(rows: Iterable[OutwardRow]) -> dict[str, tuple[OutwardRow, ...]]:
    """Rows by outward code, the force with the largest share first."""
    gathered: dict[str, list[OutwardRow]] = {}
    for row in rows:
        gathered.setdefault(row.outward, []).append(row)
    return {code: tuple(sorted(found, key=lambda row: -row.share)) for code, found in gathered.items()}
