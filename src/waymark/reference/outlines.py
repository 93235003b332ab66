"""Force areas for drawing: fewer corners, never for placing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    import shapely

    from waymark.reference.polygons import AreaMap

# Corners nearer to a line than this part of the drawing's extent are left out: a point and a half of 640.
_TOLERANCE = 1 / 420


class Outline(NamedTuple):
    """rings: of (longitude, latitude) corners in degrees, the largest part first. middle: a point inside."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    middle: tuple[float, float]
    west: float
    south: float
    east: float
    north: float


def outlines_of(areas: AreaMap, codes: Collection[str]) -> dict[str, Outline]:
    """Outlines of these forces' areas, and of those beside them, by code; nothing where none is loaded."""
    import shapely

    rows = [row for row in areas.rows if row.force_code in codes]
    if not rows:
        return {}
    west, south = min(row.west for row in rows), min(row.south for row in rows)
    east, north = max(row.east for row in rows), max(row.north for row in rows)
    across, up = (east - west) * 0.1, (north - south) * 0.1
    tolerance = max(east - west, north - south) * _TOLERANCE
    frame = shapely.box(west - across, south - up, east + across, north + up)
    found: dict[str, Outline] = {}
    for row in areas.rows:
        is_beside = row.west < east + across and row.east > west - across
        if row.force_code not in codes and not (
            is_beside and row.south < north + up and row.north > south - up
        ):
            continue
        shape = shapely.simplify(shapely.from_wkb(row.shape), tolerance)
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        if row.force_code not in codes:
            shape = shapely.intersection(shape, frame)
        outline = _outline(shape)
        if outline is not None:
            found.setdefault(row.force_code, outline)
    return found


def _outline(shape: shapely.Geometry) -> Outline | None:
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    if not parts:
        return None
    parts.sort(key=lambda part: -float(part.area))
    rings = shapely.get_rings(parts)
    middle = parts[0].representative_point()
    bounds = shapely.total_bounds(parts)
    return Outline(
        tuple(tuple((float(x), float(y)) for x, y in shapely.get_coordinates(ring)) for ring in rings),
        (middle.x, middle.y),
        *(float(bound) for bound in bounds),
    )
