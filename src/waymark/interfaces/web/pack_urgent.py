"""What is most urgent about a pack, asked and shown before the rest: danger, where people live, and whose force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waymark.access.rules import Viewer
from waymark.interfaces.web.pack_form import Group, Row
from waymark.reference.placements import Placement
from waymark.reference.queries import place
from waymark.reference.stated_locations import StatedLocation
from waymark.stages.intake.readers.pack_cover import Subject
from waymark.stages.intake.readers.pack_cover.glancing import danger_in
from waymark.stages.intake.readers.pack_cover.met import POSTCODE
from waymark.stages.intake.readers.pack_cover.values import one_line

_PLACES = frozenset({"address", "installation_address", "subscriber_address", "billing_address"})
_DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """An address of the form. whose: its fact's label and subject. force: by its postcode; else why there is none."""

    key: str
    whose: str
    address: str
    force: str
    why: str


@dataclass(frozen=True, slots=True)
class Urgent:
    """danger: the words of the text that speak of it, empty where none were met, which is not that there is none."""

    danger: str
    places: tuple[Whereabouts, ...]


def urgent(viewer: Viewer, groups: Sequence[Group], texts: Sequence[str], *, on: date) -> Urgent:
    """What to look at first. on: the day whose postcodes and forces count. Raises NotPermitted."""
    rows = [
        (group, row)
        for group in groups
        for row in group.rows
        if row.field.name in _PLACES and row.value.strip() and row.state != _DROPPED
    ]
    postcodes = [POSTCODE.findall(row.value.upper()) for _, row in rows]
    asked = [StatedLocation(postcode=found[-1]) for found in postcodes if found]
    placed = iter(list(place(viewer, asked, on=on)) if asked else [])
    return Urgent(
        danger_in(texts),
        tuple(
            _whereabouts(group, row, next(placed) if found else None)
            for (group, row), found in zip(rows, postcodes, strict=True)
        ),
    )


def _whereabouts(group: Group, row: Row, found: object) -> Whereabouts:
    force, why = "", "it has no postcode"
    if isinstance(found, Placement):
        force = found.force.name if found.force else ""
        why = "; ".join(found.reasons)
    elif found is not None:
        why = str(found)
    whose = row.field.label if group.subject is Subject.COVER else f"{row.field.label}, {group.heading}"
    return Whereabouts(row.key, whose, one_line(row.value), force, why)
