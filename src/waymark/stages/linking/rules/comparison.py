"""What shared identifiers are worth as evidence that two referrals are one subject.

Each kind has the odds that two referrals sharing such an identifier are one subject when nobody else
shares it; the more share it, the less it says. The odds are Waymark's own starting values, decided on
22 November 2026 with no published measurement to go by; they order proposals for a person to judge and
decide nothing. They give way to weights measured on a force's own judgements.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from waymark.referrals.identifiers import IdentifierKind

# Chance of one subject, with one identifier of the kind shared by these two referrals alone.
CHANCE_ALONE = {
    IdentifierKind.ACCOUNT: 0.60,  # one id, with providers that are not stated alike: two may give the same
    IdentifierKind.DEVICE: 0.90,
    IdentifierKind.EMAIL: 0.90,
    IdentifierKind.PROFILE_URL: 0.90,
    IdentifierKind.PHONE: 0.85,
    IdentifierKind.PERSON: 0.80,  # full name and birth date
    IdentifierKind.HANDLE: 0.40,  # anybody may choose it, on any platform
    IdentifierKind.IP: 0.20,  # a household, an office or thousands
    IdentifierKind.REPORT_NUMBER: 0.50,  # one report names another's number, of one of the people in it
    IdentifierKind.GROUP: 0.05,
    IdentifierKind.FILE_HASH: 0.05,  # many hold one file
}

# Odds before any evidence that two referrals of one desk are one subject. As above: ours, of that date.
PRIOR = 1 / 1_000

# An identifier that more referrals share proposes nothing by itself. An address of a household is shared by
# a few; a known file or a group's name by many who never met. Waymark's own decision, of that date.
SHARED_BY_TOO_MANY = {
    IdentifierKind.ACCOUNT: 20,
    IdentifierKind.DEVICE: 20,
    IdentifierKind.EMAIL: 20,
    IdentifierKind.PROFILE_URL: 20,
    IdentifierKind.PHONE: 20,
    IdentifierKind.PERSON: 20,
    IdentifierKind.HANDLE: 20,
    IdentifierKind.REPORT_NUMBER: 20,
    IdentifierKind.IP: 5,
    IdentifierKind.GROUP: 5,
    IdentifierKind.FILE_HASH: 5,
}


class Shared(NamedTuple):
    """One identifier that two referrals share.

    shared_by: referrals that mention it, these two included. identifier: its number.
    """

    kind: IdentifierKind
    value: str
    shared_by: int
    roles: tuple[str, str]
    identifier: int

    @classmethod
    def from_evidence(cls, value: Mapping[str, Any]) -> Shared:
        """Read back what an evidence was found from."""
        return cls(
            IdentifierKind(value["kind"]),
            value["value"],
            value["shared_by"],
            (value["roles"][0], value["roles"][1]),
            value["identifier"],
        )


class Evidence(NamedTuple):
    """A shared identifier with its weight, in bits: how far it moves the odds."""

    kind: str
    value: str
    shared_by: int
    weight: float
    roles: tuple[str, str]
    identifier: int


class Proposal(NamedTuple):
    probability: float
    evidence: tuple[Evidence, ...]


def compare(shared: Sequence[Shared]) -> Proposal:
    """Weigh what two referrals share; several values of one kind count once, at their rarest.

    A report of several files says one thing by sharing them, not as many as it has files.
    """
    strongest: dict[IdentifierKind, float] = {}
    evidence = []
    for each in shared:
        weight = _weight(each)
        strongest[each.kind] = max(weight, strongest.get(each.kind, -math.inf))
        evidence.append(
            Evidence(
                each.kind.value, each.value, each.shared_by, round(weight, 2), each.roles, each.identifier
            )
        )
    bits = math.log2(PRIOR) + sum(strongest.values())
    odds = 2.0 ** min(bits, 60.0)
    ordered = tuple(sorted(evidence, key=lambda e: (-e.weight, e.kind, e.value)))
    return Proposal(round(odds / (1 + odds), 4), ordered)


def _weight(shared: Shared) -> float:
    chance = CHANCE_ALONE[shared.kind]
    odds_alone = chance / (1 - chance)
    odds = odds_alone / max(1, shared.shared_by - 1)
    return math.log2(odds / PRIOR)
