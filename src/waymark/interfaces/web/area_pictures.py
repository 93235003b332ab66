"""Force areas as a drawing made from the loaded boundaries: candidates filled and numbered, others outlined. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

from waymark.reference.outlines import Outline

SIZE = 640
_MARGIN = 16
# Part of the candidates' extent that is shown round them, so that their neighbours can be recognised.
_AROUND = 0.08


class _Frame(NamedTuple):
    """Degrees to units of the drawing. across: of a degree of longitude; up: of latitude."""

    west: float
    north: float
    across: float
    up: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (
            round(_MARGIN + (lon - self.west) * self.across, 1),
            round(_MARGIN + (self.north - lat) * self.up, 1),
        )


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """An area. number: of a candidate, in the order of the table; 0 for another. path: as SVG has it.
    x, y: where its number stands.
    """

    name: str
    number: int
    path: str
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """width, height: of the drawing. others come first, so that candidates lie over them."""

    areas: tuple[DrawnArea, ...]
    width: float
    height: float


def area_picture(
    candidates: Sequence[str], outlines: Mapping[str, Outline], *, names: Mapping[str, str]
) -> AreaPicture | None:
    """Draw the areas of candidates (force codes, in order) among those round them; None without a boundary."""
    drawn = [code for code in candidates if code in outlines]
    if not drawn:
        return None
    west = min(outlines[code].west for code in drawn)
    south = min(outlines[code].south for code in drawn)
    east = max(outlines[code].east for code in drawn)
    north = max(outlines[code].north for code in drawn)
    frame, width, height = _frame(west, south, east, north)
    others = tuple(
        DrawnArea(names[code], 0, _path(outline, frame))
        for code, outline in outlines.items()
        if code not in drawn
    )
    numbered = tuple(
        DrawnArea(
            names[code],
            candidates.index(code) + 1,
            _path(outlines[code], frame),
            *frame.at(*outlines[code].middle),
        )
        for code in drawn
    )
    return AreaPicture(others + numbered, width, height)


def _frame(west: float, south: float, east: float, north: float) -> tuple[_Frame, float, float]:
    narrow = cos(radians((south + north) / 2))
    side = max((east - west) * narrow, north - south)
    around = side * _AROUND
    west, east = west - around / narrow, east + around / narrow
    south, north = south - around, north + around
    unit = (SIZE - 2 * _MARGIN) / max((east - west) * narrow, north - south)
    frame = _Frame(west, north, unit * narrow, unit)
    width = round((east - west) * unit * narrow + 2 * _MARGIN)
    return frame, width, round((north - south) * unit + 2 * _MARGIN)


def _path(outline: Outline, frame: _Frame) -> str:
    parts = []
    for ring in outline.rings:
        corners = [frame.at(lon, lat) for lon, lat in ring]
        parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z")
    return "".join(parts)
