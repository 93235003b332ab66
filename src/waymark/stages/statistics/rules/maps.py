"""Forces shaded by how many: as a map from the loaded boundaries, or as classes for tiles where none is loaded.

Source of the shades: one hue from light to dark, after ColorBrewer's Blues, told apart by lightness alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from math import cos, radians
from typing import NamedTuple

from waymark.reference.outlines import Outline

SHADES = ("#d5e5f2", "#a3c8e4", "#5f9fd0", "#2c72ac", "#0b3c68")
_NONE, _EDGE, _INK = "#ffffff", "#505a5f", "#0b0c0c"
_WIDTH, _MARGIN, _KEY = 400, 8, 150
_STEPS = (1, 2, 5, 10)
LONDON = ("E23000001", "E23000034")
"""The Metropolitan Police and the City of London: too small on a map of the country, so drawn again beside it."""

_FRAME = 110


class Class(NamedTuple):
    """A class of the map. low, high: counts from and to, both within; high None for the last."""

    low: int
    high: int | None

    @property
    def words(self) -> str:
        if self.high is None:
            return f"{self.low:,} or more"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


def classes_of(counts: Sequence[int]) -> list[Class]:
    """At most five classes with round ends, each some times the one before: counts by force differ by hundreds."""
    most = max(counts, default=0)
    if most <= 0:
        return []
    lows = [1]
    for at in range(1, len(SHADES)):
        following = _rounded(most ** (at / len(SHADES)))
        if lows[-1] < following <= most:
            lows.append(following)
    return [Class(low, high - 1) for low, high in pairwise(lows)] + [Class(lows[-1], None)]


def class_at(classes: Sequence[Class], count: int) -> int | None:
    """The place of the class that holds a count; None for 0."""
    return next((at for at in range(len(classes) - 1, -1, -1) if count >= classes[at].low), None)


def _rounded(value: float) -> int:
    """The nearest of 1, 2 or 5 with noughts."""
    size = 1
    while size * 10 <= value:
        size *= 10
    return min((size * step for step in _STEPS), key=lambda each: (abs(each - value), each))


class _Frame(NamedTuple):
    """Degrees to units of the drawing. across: of a degree of longitude; up: of latitude."""

    west: float
    north: float
    across: float
    up: float
    left: float = _MARGIN
    top: float = _MARGIN

    def path(self, outline: Outline) -> str:
        """As SVG has it, without islands and corners that are too small to be seen; the largest part always."""
        parts = []
        for at, ring in enumerate(outline.rings):
            corners = [
                (self.left + (lon - self.west) * self.across, self.top + (self.north - lat) * self.up)
                for lon, lat in ring
            ]
            if at and max(max(axis) - min(axis) for axis in zip(*corners, strict=True)) < _SEEN:
                continue
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _thinned(corners)) + "Z")
        return "".join(parts)


_SEEN = 1.5
_APART = 0.8


def _thinned(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Corners that can be told apart in the drawing, the first and the last always."""
    kept = [corners[0]]
    for x, y in corners[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _APART:
            kept.append((x, y))
    return [*kept, corners[-1]]


def force_map(
    outlines: Mapping[str, Outline], counts: Mapping[str, int], *, names: Mapping[str, str], title: str
) -> str:
    """The areas as SVG, each shaded by its force's count. Empty without outlines. Its numbers stand in a table.

    outlines, counts, names: by force code; a force without a count has 0.
    """
    if not outlines:
        return ""
    classes = classes_of([count for code, count in counts.items() if code in outlines])
    frame, height = _framed(list(outlines.values()), _MARGIN, _MARGIN, _WIDTH - _KEY - 2 * _MARGIN, 720)
    areas = "".join(
        _area(frame.path(outline), names.get(code, code), counts.get(code, 0), classes)
        for code, outline in outlines.items()
    )
    inset = _inset(outlines, counts, names, classes, height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height + 2 * _MARGIN:.0f}" role="img" '
        f'aria-label="{escape(title)}: a map; the numbers stand in the table" font-size="14" '
        f'font-family="Arial, Helvetica, sans-serif">{areas}{_key(classes)}{inset}</svg>'
    )


def _framed(
    shown: Sequence[Outline], left: float, top: float, width: float, most_height: float
) -> tuple[_Frame, float]:
    """A frame that holds these outlines within a width and a height, and the height that it takes."""
    west, east = min(o.west for o in shown), max(o.east for o in shown)
    south, north = min(o.south for o in shown), max(o.north for o in shown)
    narrow = cos(radians((south + north) / 2))
    unit = min(width / max((east - west) * narrow, 1e-6), most_height / max(north - south, 1e-6))
    return _Frame(west, north, unit * narrow, unit, left, top), max((north - south) * unit, _FRAME * 2)


def _area(path: str, name: str, count: int, classes: Sequence[Class]) -> str:
    at = class_at(classes, count)
    fill = _NONE if at is None else SHADES[at]
    return (
        f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{_EDGE}" stroke-width="0.7">'
        f"<title>{escape(name)}: {count:,}</title></path>"
    )


def _key(classes: Sequence[Class]) -> str:
    """What each shade means, at the right edge, where the country leaves room."""
    x = _WIDTH - _KEY + 8
    lines = [("none", _NONE), *((each.words, SHADES[at]) for at, each in enumerate(classes))]
    return "".join(
        f'<rect x="{x}" y="{10 + 24 * at}" width="18" height="18" fill="{fill}" stroke="{_EDGE}"/>'
        f'<text x="{x + 26}" y="{24 + 24 * at}" fill="{_INK}">{escape(words)}</text>'
        for at, (words, fill) in enumerate(lines)
    )


def _inset(
    outlines: Mapping[str, Outline],
    counts: Mapping[str, int],
    names: Mapping[str, str],
    classes: Sequence[Class],
    height: float,
) -> str:
    """London drawn large, where it is loaded with areas far larger than it."""
    london = [code for code in LONDON if code in outlines]
    if not london or len(outlines) <= len(LONDON) + 1:
        return ""
    left, top = _WIDTH - _FRAME - _MARGIN, height - _FRAME
    frame, _ = _framed([outlines[code] for code in london], left, top + 20, _FRAME, _FRAME - 24)
    areas = "".join(
        _area(frame.path(outlines[code]), names.get(code, code), counts.get(code, 0), classes)
        for code in london
    )
    return f'<text x="{left}" y="{top + 12}" fill="{_INK}">London, larger</text>{areas}'
