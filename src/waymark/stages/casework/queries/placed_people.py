"""Where the people of a referral's reports are said to live, each with the force of that place."""

from __future__ import annotations

import re

from waymark.access.rules import Permission, Viewer, require
from waymark.reference.placements import Placement
from waymark.reference.places import NotAPlace
from waymark.reference.queries import place_index, postcode_rows
from waymark.referrals.identifiers import IdentifierKind, identifiers_of_party
from waymark.referrals.records import PartyLine, ReferralRecord
from waymark.referrals.types import Address, Party
from waymark.stages.casework.rules.proposals import PlacedPerson, about_whom

_TELLING = frozenset(
    {
        IdentifierKind.ACCOUNT,
        IdentifierKind.HANDLE,
        IdentifierKind.EMAIL,
        IdentifierKind.PHONE,
        IdentifierKind.PERSON,
    }
)
_CODES_HERE = frozenset({"GB", "UK", "GBR", "JE", "JEY", "GG", "GGY", "IM", "IMN"})
_LONGEST_CODE = 3


def placed_people(viewer: Viewer, found: ReferralRecord) -> list[PlacedPerson]:
    """Suspects and children whose stated postcode lies in a force, or could lie in several.

    A person with addresses in two forces is there twice; one with no place, or abroad, is not there. Each is
    placed by what held on the day that its report came.
    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    again = {line.reference for line in found.reports if line.relation in ("original", "resend")}
    stated = [
        (line, address)
        for line in found.parties
        if line.report not in again
        for address in line.party.addresses
        if address.postcode.strip() and not _is_abroad(address)
    ]
    if not stated:
        return []
    came = {line.reference: line.received_at.date() for line in found.reports}
    people: dict[tuple[str, int, str], PlacedPerson] = {}
    for day in sorted({came[line.report] for line, _ in stated}):
        that_day = [(line, address) for line, address in stated if came[line.report] == day]
        index = place_index(viewer, on=day)
        rows = postcode_rows(viewer, [_key(address.postcode) for _, address in that_day], on=day)
        for line, address in that_day:
            try:
                placed = index.by_postcode(address.postcode, rows.get(_key(address.postcode)))
            except NotAPlace:
                continue
            person = _person(line, placed)
            if person.force or person.forces:
                people.setdefault((person.report, person.party, person.force), person)
    return [each for each in people.values() if about_whom(each)]


def _person(line: PartyLine, placed: Placement) -> PlacedPerson:
    party = line.party
    return PlacedPerson(
        report=line.report,
        party=party.ordinal,
        role=party.role,
        age=party.age,
        force=placed.force.code if placed.force else "",
        certainty=placed.certainty.value,
        reasons=placed.reasons,
        forces=tuple(force.code for force in placed.forces),
        known_by=_known_by(party),
    )


def _known_by(party: Party) -> frozenset[str]:
    return frozenset(f"{kind}\x1f{key}" for kind, key, *_ in identifiers_of_party(party) if kind in _TELLING)


def _is_abroad(address: Address) -> bool:
    """Whether a country's code says so. A country misspelt in words sends no British postcode abroad."""
    country = address.country.strip().upper().replace(".", "")
    return 0 < len(country) <= _LONGEST_CODE and country not in _CODES_HERE


def _key(postcode: str) -> str:
    return re.sub(r"\s+", "", postcode).upper()
