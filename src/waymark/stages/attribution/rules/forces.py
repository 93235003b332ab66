"""Which force a report should go to, from every place it states."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from waymark.reference.placements import Certainty, Placement, Route
from waymark.stages.attribution.rules.access_kinds import NetworkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waymark.reference.forces import Force


class PlaceSource(StrEnum):
    """Where a report's place comes from, the surest first: the line of somebody whom an officer judged a suspect
    ends there; someone lives or is at a stated address; a provider's own estimate is coarser; where an IP address
    is registered is coarsest of all.
    """

    JUDGED_DOOR = "door of a judged suspect"
    STATED_ADDRESS = "stated address"
    STATED_POINT = "stated point"
    PROVIDER_ESTIMATE = "provider's estimate"
    IP_LOCATION = "IP location"


class StatedPlace(NamedTuple):
    """One place of a report. network: the kind of network it was found from, for an IP location."""

    source: PlaceSource
    placement: Placement
    network: NetworkKind | None = None


class ForceProposal(NamedTuple):
    """force: the one force proposed; None when none or several could be. forces: all candidates.
    reasons: sentences. route: which queue it waits in. A person decides.
    """

    force: Force | None
    forces: tuple[Force, ...]
    reasons: tuple[str, ...]
    route: Route = Route.FORCE


NEVER_PLACED = frozenset(
    {NetworkKind.TOR, NetworkKind.PRIVATE_RELAY, NetworkKind.VPN, NetworkKind.HOSTING, NetworkKind.RESERVED}
)


def force_for(places: Iterable[StatedPlace]) -> ForceProposal:
    """Propose a force from the surest places that name one; places of a lower rank only confirm or warn.

    Ways out of Tor, relays, VPNs and hosting are never placed.
    """
    reasons: list[str] = []
    usable: list[StatedPlace] = []
    for place in places:
        if place.network in NEVER_PLACED:
            reasons.append(
                f"an {place.source} on {place.network} says nothing of where anyone is: not placed"
            )
        else:
            usable.append(place)
    for source in PlaceSource:
        ranked = [place.placement for place in usable if place.source is source and place.placement.forces]
        if ranked:
            lower = [
                place
                for place in usable
                if list(PlaceSource).index(place.source) > list(PlaceSource).index(source)
            ]
            return _from_ranked(source, ranked, lower, reasons)
    return _without_force(usable, reasons)


_NO_FORCE = {
    Route.SERVICE: "a service address: its own police are asked, and the force of where the person lives",
    Route.NOT_UK: "every place that was stated is abroad: by way of the NCA",
    Route.CANNOT_BE_PLACED: "no place that was stated lies in a force's area",
    Route.NO_PLACE: "no place was stated",
}


def _without_force(places: list[StatedPlace], reasons: list[str]) -> ForceProposal:
    """Which queue a referral waits in that no place gives a force. One place that cannot be read, among
    others abroad, may be anywhere: then it cannot be placed.
    """
    routes = {place.placement.route for place in places}
    if not routes:
        route = Route.NO_PLACE
    elif Route.SERVICE in routes:
        route = Route.SERVICE
    else:
        route = Route.NOT_UK if routes == {Route.NOT_UK} else Route.CANNOT_BE_PLACED
    return ForceProposal(None, (), (*reasons, _NO_FORCE[route]), route)


def _from_ranked(
    source: PlaceSource, ranked: list[Placement], lower: list[StatedPlace], reasons: list[str]
) -> ForceProposal:
    sure = {
        placement.force.code: placement.force
        for placement in ranked
        if _is_sure(placement) and placement.force
    }
    candidates = tuple({force.code: force for placement in ranked for force in placement.forces}.values())
    if len(sure) != 1:
        named = " or ".join(force.name for force in candidates)
        reasons.append(f"by {source} it could be {named}: a person must choose")
        return ForceProposal(None, candidates, tuple(reasons), Route.CHOOSE)
    (force,) = sure.values()
    reasons.append(f"{force.name} by {source}")
    others = {f.name for place in lower for f in place.placement.forces if f.code != force.code}
    if others:
        reasons.append(f"less sure places point to {', '.join(sorted(others))}")
    if len(candidates) > 1:
        near = ", ".join(other.name for other in candidates if other.code != force.code)
        reasons.append(f"close to the boundary with {near}")
    return ForceProposal(force, candidates, tuple(reasons))


def _is_sure(placement: Placement) -> bool:
    return placement.force is not None and placement.certainty in {Certainty.INSIDE, Certainty.NEAR_BOUNDARY}
