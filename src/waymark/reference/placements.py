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


class Route(StrEnum):
    """Where a place sends a referral when it is not simply a force's.

    force: one force, or near its boundary. choose: several forces, and a person must say which. service: a
    service address, whose own police are asked. not_uk: abroad, by way of the NCA. cannot_be_placed: it was
    stated, and lies in no force's area or could not be read. no_place: nothing was stated.
    """

    FORCE = "force"
    CHOOSE = "choose"
    SERVICE = "service"
    NOT_UK = "not_uk"
    CANNOT_BE_PLACED = "cannot_be_placed"
    NO_PLACE = "no_place"


class Placement(NamedTuple):
    """force: the one force, None when nowhere or ambiguous. metres: from the nearest boundary, for points.
    forces: every force that could be right. reasons: how it was found, in words. reference: the labels of
    the versions used. stated_route: service or not_uk where the place itself says so; else see `route`.
    """

    force: Force | None
    certainty: Certainty
    metres: float | None
    forces: tuple[Force, ...]
    reasons: tuple[str, ...]
    reference: tuple[str, ...] = ()
    stated_route: Route | None = None

    @property
    def route(self) -> Route:
        if self.stated_route is not None:
            return self.stated_route
        if self.force is not None:
            return Route.FORCE
        return Route.CHOOSE if self.forces else Route.CANNOT_BE_PLACED
