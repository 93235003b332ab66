"""A referral, the things it names and the referrals that name them too, as a drawing in three columns. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.stages.linking.queries.neighbourhood import Neighbourhood
from waymark.stages.linking.rules.sentences import KINDS

WIDTH = 960
_ROW = 44
_MARGIN = 24
_CENTRE, _THINGS, _OTHERS = 20, 300, 700
_LONGEST = 34


@dataclass(frozen=True, slots=True)
class Box:
    """x, y: of its upper left corner. is_grey: shared by too many to say anything. address: of its page."""

    x: int
    y: int
    width: int
    words: str
    small: str = ""
    reference: str = ""
    is_grey: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int
    is_grey: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """width, height: of the drawing. Lines lie under boxes."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def picture_of(reference: str, around: Neighbourhood) -> Picture:
    """Draw what lies around a referral; every box stands in the table beside it too."""
    others = list(dict.fromkeys(other for thing in around.things for other in thing.referrals))
    rows = max(len(around.things), len(others), 1)
    height = 2 * _MARGIN + rows * _ROW
    middle = height // 2
    boxes = [Box(_CENTRE, middle - 18, 220, reference, "this referral", reference)]
    lines = []
    place = {
        other: _MARGIN + (n * (height - 2 * _MARGIN)) // max(len(others), 1) for n, other in enumerate(others)
    }
    for n, thing in enumerate(around.things):
        y = _MARGIN + n * _ROW
        shared = f"{KINDS[thing.kind]}, {thing.shared_by} referral{'s' * (thing.shared_by > 1)}"
        boxes.append(Box(_THINGS, y, 320, _shortened(thing.value), shared, is_grey=thing.is_shared))
        lines.append(Line(_CENTRE + 220, middle, _THINGS, y + 18, thing.is_shared))
        lines += [Line(_THINGS + 320, y + 18, _OTHERS, place[other] + 18) for other in thing.referrals]
    judged = {
        "accepted": "one piece of work",
        "rejected": "judged another",
        "noted": "related",
        "open": "link",
    }
    for other, y in place.items():
        boxes.append(Box(_OTHERS, y, 240, other, judged.get(around.links.get(other, ""), ""), other))
    return Picture(WIDTH, height, tuple(boxes), tuple(lines))


def _shortened(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1]}…"
