"""Points in force areas, and how far from a boundary they are."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from waymark.reference.rows import ForceAreaRow

# Every point within this of another force's boundary is called near it. The layer made from districts of
# 2013 puts some points up to 59 m into the wrong force (measured over 1,727,472 postcodes), and a
# postcode's point or a street number has an error of its own of tens of metres: twice the layer's and more.
NEAR_METRES = 150
# Where no other force is near (a shore, the edge of the map), only the layer's own error counts.
ACCURACY_METRES = 60
# A layer made for drawing puts points farther wrong the coarser it is. Half the corners of the layer above
# lie 189 m apart, and it errs by up to 59 m; of ONS's ultra generalised layer (500 m) 1,722 m apart, and it
# errs by up to 308 m (26 of 2,527 sample postcodes). A layer errs by less than this part of that distance.
_ERROR_OF_SPACING = 0.3
# From this error upwards a layer is for drawing only: it is not used while a finer one holds.
COARSE_METRES = 150
# How far from a point in no area the nearest areas are named: of 1,112 such postcodes the farthest was
# 631 m away.
_NAMED_METRES = 1000.0

# Mean radius of the Earth (IUGG); the ellipsoid differs from the sphere by 0.3%, half a metre in 150.
_RADIUS = 6_371_008.8
_BOUNDARY_POINTS = 32
_CORNERS_THAT_TELL = 1_000


class PointFinding(NamedTuple):
    """inside: codes of the areas that hold the point. near: codes of other forces close by, nearest first.
    metres: to the nearest boundary of any area; None when no areas are loaded. is_at_edge: closer to the
    edge of its own area than the layer is accurate.
    """

    inside: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    metres: float | None = None
    is_at_edge: bool = False


class AreaMap:
    """Force areas, searchable. Distances are taken on a Mercator map, which keeps shapes at any one place:
    metres are map units by the cosine of the latitude; good to 1% within some tens of kilometres, which is
    as far as a boundary matters.
    """

    near_metres = NEAR_METRES
    accuracy_metres = ACCURACY_METRES

    def __init__(self, rows: Iterable[ForceAreaRow] = ()) -> None:
        self.rows = tuple(rows)
        kept = self.rows
        self._codes = [row.force_code for row in kept]
        if not kept:
            return
        import numpy as np
        import shapely

        shapes = shapely.from_wkb([row.shape for row in kept])
        shapely.prepare(shapes)
        self._shapes = shapes
        parts, owners = shapely.get_parts(shapes, return_index=True)
        self._part_owners = owners
        self._areas = shapely.STRtree(parts)
        rings, ring_parts = shapely.get_rings(parts, return_index=True)
        runs: list[NDArray[np.float64]] = []
        line_owners: list[int] = []
        spacings: list[NDArray[np.float64]] = []
        for ring, part in zip(rings, ring_parts, strict=True):
            degrees = shapely.get_coordinates(ring)
            corners = _mercator(degrees)
            scale = np.cos(np.radians(degrees[:-1, 1]))
            spacings.append(np.hypot(*np.diff(corners, axis=0).T) * scale)
            for start in range(0, len(corners) - 1, _BOUNDARY_POINTS):
                runs.append(corners[start : start + _BOUNDARY_POINTS + 1])
                line_owners.append(int(owners[part]))
        lines = [shapely.LineString(run) for run in runs]
        self._lines = shapely.STRtree(lines)
        self._line_shapes = lines
        self._line_owners = line_owners
        error = round(float(np.median(np.concatenate(spacings))) * _ERROR_OF_SPACING)
        # A shape of a few corners, such as a square made for a test, says nothing of how it was drawn.
        if sum(map(len, spacings)) >= _CORNERS_THAT_TELL:
            self.accuracy_metres = max(ACCURACY_METRES, error)
            self.near_metres = max(NEAR_METRES, self.accuracy_metres)

    @property
    def is_coarse(self) -> bool:
        """Whether the layer is for drawing only."""
        return self.accuracy_metres >= COARSE_METRES

    def __len__(self) -> int:
        return len(self._codes)

    def find(self, points: Sequence[tuple[float, float]]) -> list[PointFinding]:
        """points: (latitude, longitude) in degrees. One finding for each, in order."""
        if not self._codes or not points:
            return [PointFinding() for _ in points]
        import numpy as np
        import shapely

        degrees = np.array([(lon, lat) for lat, lon in points], dtype=float)
        inside: list[set[int]] = [set() for _ in points]
        for point, part in self._areas.query(shapely.points(degrees), predicate="intersects").T:
            inside[point].add(int(self._part_owners[part]))
        flat = [shapely.Point(corner) for corner in _mercator(degrees)]
        return [self._finding(flat[at], cos(radians(points[at][0])), inside[at]) for at in range(len(points))]

    def within(self, lat: float, lon: float, metres: float) -> tuple[str, ...]:
        """Codes of every area that a circle touches, those that hold its middle first. metres: its radius."""
        if not self._codes:
            return ()
        import numpy as np
        import shapely

        scale = cos(radians(lat))
        if scale < 0.1:  # noqa: PLR2004 - within six degrees of a pole the map has no end
            return ()
        middle = np.array([(lon, lat)], dtype=float)
        inside = self._areas.query(shapely.Point(lon, lat), predicate="intersects")
        owners = [int(self._part_owners[part]) for part in inside]
        point = shapely.Point(_mercator(middle)[0])
        crossed = self._lines.query(point, predicate="dwithin", distance=metres / scale)
        owners += sorted({self._line_owners[line] for line in crossed})
        return tuple(dict.fromkeys(self._codes[owner] for owner in owners))

    def _finding(self, point: shapely.Geometry, scale: float, inside: set[int]) -> PointFinding:
        """scale: metres on the ground for each unit of the map there; 0 at a pole, where nothing is near."""
        import shapely

        if scale < 0.1:  # noqa: PLR2004 - within six degrees of a pole the map has no end
            return PointFinding(tuple(self._codes[owner] for owner in inside))
        reach = (self.near_metres if inside else _NAMED_METRES) / scale
        close = self._lines.query(point, predicate="dwithin", distance=reach)
        metres_to: dict[int, float] = {}
        for line in close:
            metres = float(shapely.distance(point, self._line_shapes[line])) * scale
            owner = self._line_owners[line]
            metres_to[owner] = min(metres, metres_to.get(owner, metres))
        others = sorted((metres, owner) for owner, metres in metres_to.items() if owner not in inside)
        own = min((metres for owner, metres in metres_to.items() if owner in inside), default=None)
        nearest = min(metres_to.values(), default=None)
        if nearest is None:
            line = self._lines.nearest(point)
            nearest = float(shapely.distance(point, self._line_shapes[line])) * scale
        return PointFinding(
            tuple(dict.fromkeys(self._codes[owner] for owner in sorted(inside))),
            tuple(dict.fromkeys(self._codes[owner] for _, owner in others)),
            round(nearest, 1),
            own is not None and own <= self.accuracy_metres,
        )


def _mercator(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitude and latitude in degrees as a spherical Mercator map in metres at the equator."""
    import numpy as np

    turned = np.radians(degrees)
    lat = np.clip(turned[:, 1], -1.5, 1.5)  # the poles lie at infinity
    return np.column_stack((turned[:, 0], np.arcsinh(np.tan(lat)))) * _RADIUS
