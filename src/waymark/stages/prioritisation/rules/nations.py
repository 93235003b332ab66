"""In which nation a referral is: by the force that it is placed in, else by the desk's own force."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.clocks.nations import Nation
from waymark.reference import forces

_OF_FORCE: Mapping[forces.Nation, Nation] = {
    forces.Nation.ENGLAND: Nation.ENGLAND_AND_WALES,
    forces.Nation.WALES: Nation.ENGLAND_AND_WALES,
    forces.Nation.SCOTLAND: Nation.SCOTLAND,
    forces.Nation.NORTHERN_IRELAND: Nation.NORTHERN_IRELAND,
}


def nation_of(*force_codes: str) -> Nation:
    """The nation of the first of these forces that lies in one.

    England and Wales where none does: most forces do, and its lengths are set. A force that works across nations
    (Transport Police, NCA) says nothing of where a child lives.
    """
    for code in force_codes:
        try:
            nation = _OF_FORCE.get(forces.force_by_code(code).nation) if code else None
        except forces.UnknownForce:
            nation = None
        if nation is not None:
            return nation
    return Nation.ENGLAND_AND_WALES
