"""What shared identifiers are worth as evidence that two referrals are one subject.

Each kind has the odds that two referrals sharing such an identifier are one subject when nobody else
shares it; the more share it, the less it says. The odds are Waymark's own starting values, decided on
22 November 2026 with no published measurement to go by; they order proposals for a person to judge and
decide nothing. They give way to weights measured on a force's own judgements.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from waymark.referrals.identifiers import FOUND_IN_TEXT, IdentifierKind
from waymark.referrals.types import Role

# Chance of one subject, with one identifier of the kind shared by these two referrals alone.
CHANCE_ALONE = {
    IdentifierKind.ACCOUNT: 0.60,  # one id, with providers that are not stated alike: two may give the same
    IdentifierKind.DEVICE: 0.90,
    IdentifierKind.EMAIL: 0.90,
    IdentifierKind.EMAIL_LOOSE: 0.80,  # the same but for what its provider ignores
    IdentifierKind.PAYMENT: 0.85,
    IdentifierKind.PROFILE_URL: 0.90,
    IdentifierKind.PHONE: 0.85,
    IdentifierKind.PERSON: 0.80,  # full name and birth date
    IdentifierKind.HANDLE: 0.40,  # anybody may choose it, on any platform
    IdentifierKind.HANDLE_AT: 0.75,  # on one service, which most often gives a name to one user at a time
    IdentifierKind.NAME: 0.05,  # a full name alone
    IdentifierKind.PLACE: 0.20,  # one door: a household
    IdentifierKind.IP: 0.20,  # a household, an office or thousands
    IdentifierKind.IP_LINE: 0.20,  # the same, where the address itself changes by the day
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
    IdentifierKind.EMAIL_LOOSE: 20,
    IdentifierKind.PAYMENT: 20,
    IdentifierKind.PROFILE_URL: 20,
    IdentifierKind.PHONE: 20,
    IdentifierKind.PERSON: 20,
    IdentifierKind.HANDLE: 20,
    IdentifierKind.HANDLE_AT: 20,
    IdentifierKind.NAME: 5,
    IdentifierKind.PLACE: 5,
    IdentifierKind.REPORT_NUMBER: 20,
    IdentifierKind.IP: 5,
    IdentifierKind.IP_LINE: 5,
    IdentifierKind.GROUP: 5,
    IdentifierKind.FILE_HASH: 5,
}


# Kinds that say one thing twice: an address, and the same one without what its provider ignores.
_SAYS_THE_SAME_AS = {
    IdentifierKind.EMAIL_LOOSE: IdentifierKind.EMAIL,
    IdentifierKind.HANDLE_AT: IdentifierKind.HANDLE,
    IdentifierKind.IP_LINE: IdentifierKind.IP,
    IdentifierKind.PLACE: IdentifierKind.IP,  # a door and the line behind it: one household
    IdentifierKind.NAME: IdentifierKind.PERSON,
    IdentifierKind.PERSON_ALIKE: IdentifierKind.PERSON,
}
# Where people were compared by their postcode too, one household has been counted already; and one device is on one
# line whoever holds it.
_HOUSEHOLD_COUNTED = "the same postcode ("

# Addresses that operators give to one line today and another next month. Two uses weigh a bit less for the
# first week between them, and a bit less again each time that one week more than the gap has doubled; with no
# time stated as if a month lay between. Ours, of that date: leases differ by operator and few are published.
_GIVEN_AGAIN = frozenset((IdentifierKind.IP, IdentifierKind.IP_LINE))
_GAP_HALVES = 7.0  # days
_GAP_UNSTATED = 30.0  # days

# What was mined from free text may be anybody's; it weighs two bits less, a quarter of the odds. Ours, as above.
_MINED = -2.0


class Relation(StrEnum):
    """What a link proposes: that two referrals are one subject, or only that they have to do with each other."""

    ONE_SUBJECT = "one_subject"
    RELATED = "related"


# What is stated of these says nothing of who is reported. A suspect of one report who is the victim of
# another is the most telling thing that two reports can share, and never makes them one person.
_OF_SOMEBODY_ELSE = frozenset(
    (
        Role.VICTIM,
        Role.INTENDED_RECIPIENT,
        Role.REPORTER,
        Role.CHILD_AT_ADDRESS,
        Role.PARENT_OR_CARER,
        Role.WITNESS,
    )
)


class Shared(NamedTuple):
    """One identifier that two referrals share.

    shared_by: referrals that mention it, these two included. identifier: its number. gap: days between the
    nearest uses of it in the two, 0 where they overlap; None where a time is not stated or says nothing.
    measured: the weight in bits, where a model gave it; people who are alike have minus their pair's number.
    """

    kind: IdentifierKind
    value: str
    shared_by: int
    roles: tuple[str, str]
    identifier: int
    gap: float | None = None
    measured: float | None = None

    @classmethod
    def from_evidence(cls, value: Mapping[str, Any]) -> Shared:
        """Read back what an evidence was found from."""
        return cls(
            IdentifierKind(value["kind"]),
            value["value"],
            value["shared_by"],
            (value["roles"][0], value["roles"][1]),
            value["identifier"],
            value.get("gap"),
            value.get("measured"),
        )


class Evidence(NamedTuple):
    """A shared identifier with its weight, in bits: how far it moves the odds; 0 where it is of somebody else.

    gap, measured: as in Shared.
    """

    kind: str
    value: str
    shared_by: int
    weight: float
    roles: tuple[str, str]
    identifier: int
    gap: float | None = None
    measured: float | None = None


class Proposal(NamedTuple):
    """What two referrals are to each other. probability: 0 to 1, that they are one subject."""

    relation: Relation
    probability: float
    evidence: tuple[Evidence, ...]


def compare(shared: Sequence[Shared]) -> Proposal:
    """Weigh what two referrals share; several values of one kind count once, at their rarest.

    A report of several files says one thing by sharing them, not as many as it has files. What is stated of
    anybody but the subject relates the two and weighs nothing.
    """
    strongest: dict[IdentifierKind, float] = {}
    evidence = []
    for each in sorted(shared, key=lambda each: each.kind is IdentifierKind.PERSON_DIFFERS):
        if each.kind is IdentifierKind.PERSON_DIFFERS and not strongest:
            continue  # says nothing where nothing speaks of the two subjects
        weight = 0.0
        if _speaks_of_subjects(each):
            weight = _weight(each)
            says = _SAYS_THE_SAME_AS.get(each.kind, each.kind)
            strongest[says] = max(weight, strongest.get(says, -math.inf))
        evidence.append(
            Evidence(
                each.kind.value,
                each.value,
                each.shared_by,
                round(weight, 2),
                each.roles,
                each.identifier,
                each.gap,
                each.measured,
            )
        )
    if IdentifierKind.DEVICE in strongest or any(
        e.kind is IdentifierKind.PERSON_ALIKE and _HOUSEHOLD_COUNTED in e.value for e in shared
    ):
        strongest.pop(IdentifierKind.IP, None)
    # fsum: the same to the last bit in whichever order the evidence came.
    bits = math.fsum([math.log2(PRIOR), *strongest.values()])
    odds = 2.0 ** min(bits, 60.0)
    ordered = tuple(sorted(evidence, key=lambda e: (-e.weight, e.kind, e.value, e.identifier)))
    relation = Relation.ONE_SUBJECT if strongest else Relation.RELATED
    return Proposal(relation, round(odds / (1 + odds), 4), ordered)


# One subject less likely than this is kept, because later evidence may add to it, and not put before an officer:
# nobody has the minutes to look. Ours, as above.
LEAST_SHOWN = 0.01


def speaks_of_subjects(roles: tuple[str, str]) -> bool:
    """Whether both referrals state it of whom they are about, or of the report as a whole."""
    return _OF_SOMEBODY_ELSE.isdisjoint(roles)


def _speaks_of_subjects(shared: Shared) -> bool:
    """As `speaks_of_subjects`; of people who are alike only where both are suspects: two subscribers who may be
    one person relate two referrals, and are the subject of neither until an officer judges so.
    """
    if shared.kind is IdentifierKind.PERSON_ALIKE:
        return shared.roles == (Role.SUSPECT, Role.SUSPECT)
    return speaks_of_subjects(shared.roles)


def telling_role(roles: Iterable[str]) -> str:
    """Of all roles in which one referral states an identifier, the one that says most of its subject."""
    return min(roles, key=lambda role: (role in _OF_SOMEBODY_ELSE, role != Role.SUSPECT, role))


def _weight(shared: Shared) -> float:
    if shared.measured is not None:
        return shared.measured
    chance = CHANCE_ALONE[shared.kind]
    odds_alone = chance / (1 - chance)
    odds = odds_alone / max(1, shared.shared_by - 1)
    mined = _MINED if FOUND_IN_TEXT in shared.roles else 0.0
    return math.log2(odds / PRIOR) + mined - _lost_to_time(shared)


def _lost_to_time(shared: Shared) -> float:
    """Bits that an address says less by because its two uses lie apart."""
    if shared.kind not in _GIVEN_AGAIN:
        return 0.0
    gap = _GAP_UNSTATED if shared.gap is None else shared.gap
    return math.log2(1 + gap / _GAP_HALVES)


Span = tuple[datetime | None, datetime | None]


def gap_between(one: Sequence[Span], other: Sequence[Span]) -> float | None:
    """Days between the nearest two uses, each a first and a last time; 0 where two overlap, None where no
    times are stated. Rounded to a tenth of a day.
    """
    apart = [
        max((later - until).total_seconds(), (at - end).total_seconds(), 0.0)
        for at, until in one
        for later, end in other
        if at and until and later and end
    ]
    return round(min(apart) / 86_400, 1) if apart else None
