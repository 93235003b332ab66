"""The map of forces for a page: outlines of every loaded area, made once while the same boundaries hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from waymark.access.rules import Permission, Viewer
from waymark.reference.outlines import Outline, outlines_of
from waymark.reference.queries import area_map
from waymark.stages.statistics.rules.maps import force_map

if TYPE_CHECKING:
    from waymark.reference.polygons import AreaMap


def map_of(viewer: Viewer, counts: Mapping[str, int], *, names: Mapping[str, str], on: date) -> str:
    """The loaded areas shaded by these counts, as SVG; empty where no boundary is loaded."""
    if not viewer.may(Permission.READ_REFERENCE):
        return ""
    areas = area_map(viewer, on=on)
    return (
        force_map(_outlines(areas), counts, names=names, title="Referrals on the queue by force")
        if areas
        else ""
    )


@lru_cache(maxsize=2)
def _outlines(areas: AreaMap) -> dict[str, Outline]:
    return outlines_of(areas, {row.force_code for row in areas.rows})
