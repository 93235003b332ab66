"""What is answered when a place is asked for its force."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from waymark.reference.forces import Force


class Certainty(StrEnum):
    """inside: one force, clear of any boundary. near_boundary: one force is likeliest, another could be
    right. nowhere: in no force's area; never moved to the nearest. ambiguous: several, none likelier.
    """

    INSIDE = "inside"
    NEAR_BOUNDARY = "near_boundary"
    NOWHERE = "nowhere"
    AMBIGUOUS = "ambiguous"


class Placement(NamedTuple):
    """force: the one force, None when nowhere or ambiguous. metres: from the nearest boundary, for points.
    forces: every force that could be right. reasons: how it was found, in words. reference: the labels of
    the versions used.
    """

    force: Force | None
    certainty: Certainty
    metres: float | None
    forces: tuple[Force, ...]
    reasons: tuple[str, ...]
    reference: tuple[str, ...] = ()
