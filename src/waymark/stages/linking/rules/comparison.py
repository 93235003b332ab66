"""What shared identifiers are worth together as evidence that two referrals are one subject."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from waymark.referrals.identifiers import FOUND_IN_TEXT, IdentifierKind
from waymark.referrals.screen_names import alias_key
from waymark.referrals.types import Role
from waymark.stages.linking.rules.weights import PRIOR, SHARED_BY_TOO_MANY, chance_alone, discount

__all__ = ["PRIOR", "SHARED_BY_TOO_MANY"]

# Kinds that say one thing twice: an address, and the same one without what its provider ignores.
_SAYS_THE_SAME_AS = {
    IdentifierKind.EMAIL_LOOSE: IdentifierKind.EMAIL,
    # One account at one provider: whoever has it has its number, its name and its page.
    IdentifierKind.HANDLE: IdentifierKind.ACCOUNT,
    IdentifierKind.HANDLE_AT: IdentifierKind.ACCOUNT,
    IdentifierKind.ALIAS: IdentifierKind.ACCOUNT,
    IdentifierKind.PROFILE_URL: IdentifierKind.ACCOUNT,
    IdentifierKind.IP_LINE: IdentifierKind.IP,
    IdentifierKind.PLACE: IdentifierKind.IP,  # a door and the line behind it: one household
    IdentifierKind.NAME: IdentifierKind.PERSON,
    IdentifierKind.PERSON_ALIKE: IdentifierKind.PERSON,
}
# Where people were compared by their postcode too, one household has been counted already; and one device is on one
# line whoever holds it.
_HOUSEHOLD_COUNTED = "the same postcode ("

# Addresses that operators give to one line today and another next month. Two uses weigh a bit less for the
# first fortnight between them, and a bit less again each time that one fortnight more than the gap has doubled; with no
# time stated as if a month lay between. Ours, of that date: leases differ by operator and few are published.
_GIVEN_AGAIN = frozenset((IdentifierKind.IP, IdentifierKind.IP_LINE))
_GAP_HALVES = 14.0  # days
_GAP_UNSTATED = 30.0  # days

# What was mined from free text may be anybody's; it weighs two bits less, a quarter of the odds. Ours, as above.
_MINED = -2.0


# What a household, or a crowd that never met, has in common.
OF_MANY = (
    IdentifierKind.IP,
    IdentifierKind.IP_LINE,
    IdentifierKind.PLACE,
    IdentifierKind.NAME,
    IdentifierKind.FILE_HASH,
    IdentifierKind.GROUP,
)


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


# In one household a son may bear his father's full name, and no birth date tells them apart: as `described` has it.
_NAMESAKE = -4.5


def _is_named_alone(shared: Sequence[Shared]) -> bool:
    """Whether a full name and a household's line or door are shared, and no birth date."""
    kinds = {each.kind for each in shared}
    dated = kinds & {IdentifierKind.PERSON, IdentifierKind.PERSON_ALIKE}
    return IdentifierKind.NAME in kinds and not dated and not kinds.isdisjoint(_HOUSEHOLDS)


_HOUSEHOLDS = (IdentifierKind.IP, IdentifierKind.IP_LINE, IdentifierKind.PLACE)
# What these say depends on what else there is.
_WEIGHED_LAST = {IdentifierKind.ALIAS: 1, IdentifierKind.PERSON_DIFFERS: 2}


def compare(shared: Sequence[Shared]) -> Proposal:
    """Weigh what two referrals share; several values of one kind count once, at their rarest.

    A report of several files says one thing by sharing them, not as many as it has files. What is stated of
    anybody but the subject relates the two and weighs nothing; where it is the suspect of one who is somebody else
    in the other, what a household has in common does not make them one.
    """
    strongest, evidence = _weighed(shared)
    if IdentifierKind.DEVICE in strongest or any(
        e.kind is IdentifierKind.PERSON_ALIKE and _HOUSEHOLD_COUNTED in e.value for e in shared
    ):
        strongest.pop(IdentifierKind.IP, None)
    own = {each.kind for each in shared if _speaks_of_subjects(each)}
    is_household = own <= {*OF_MANY, IdentifierKind.PERSON_DIFFERS}
    namesake = _NAMESAKE if is_household and _is_named_alone(shared) else 0.0
    # fsum: the same to the last bit in whichever order the evidence came.
    bits = math.fsum([math.log2(PRIOR), *strongest.values(), namesake])
    odds = 2.0 ** min(bits, 60.0)
    ordered = tuple(sorted(evidence, key=lambda e: (-e.weight, e.kind, e.value, e.identifier)))
    one_subject = strongest and not (is_household and any(map(_crosses, shared)))
    relation = Relation.ONE_SUBJECT if one_subject else Relation.RELATED
    return Proposal(relation, round(odds / (1 + odds), 4), ordered)


_NAMES = (IdentifierKind.NAME, IdentifierKind.PERSON)
_CHOSEN = (IdentifierKind.ALIAS, IdentifierKind.HANDLE, IdentifierKind.HANDLE_AT)
_TELLING_LETTERS = 4  # of a name's part within a screen name: fewer are there by chance


def _weighed(shared: Sequence[Shared]) -> tuple[dict[IdentifierKind, float], list[Evidence]]:
    """What each thing that is said weighs at its strongest, by the kind that says it best; and every piece."""
    strongest: dict[IdentifierKind, float] = {}
    evidence = []
    names = {word for each in shared if each.kind in _NAMES for word in each.value.casefold().split()}
    names = {word for word in names if word.isalpha() and len(word) >= _TELLING_LETTERS}
    for each in sorted(shared, key=lambda each: _WEIGHED_LAST.get(each.kind, 0)):
        if each.kind is IdentifierKind.PERSON_DIFFERS and not strongest:
            continue  # says nothing where nothing speaks of the two subjects
        weight = 0.0
        if _speaks_of_subjects(each):
            weight = _weight(each)
            says = _SAYS_THE_SAME_AS.get(each.kind, each.kind)
            if each.kind is IdentifierKind.ALIAS and IdentifierKind.EMAIL in strongest:
                says = IdentifierKind.EMAIL  # it is the name in that address
            elif each.kind in _CHOSEN and any(word in alias_key(each.value) for word in names):
                says = IdentifierKind.PERSON  # it is made of the person's name
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
    return strongest, evidence


# One subject less likely than this is kept, because later evidence may add to it, and not put before an officer:
# nobody has the minutes to look. Ours, as above.
LEAST_SHOWN = 0.01


def speaks_of_subjects(roles: tuple[str, str]) -> bool:
    """Whether both referrals state it of whom they are about, or of the report as a whole."""
    return _OF_SOMEBODY_ELSE.isdisjoint(roles)


def _crosses(shared: Shared) -> bool:
    """Whether what is one person's own is the suspect's in one referral and somebody else's in the other."""
    sides = [role in _OF_SOMEBODY_ELSE for role in shared.roles]
    return shared.kind not in OF_MANY and Role.SUSPECT in shared.roles and any(sides)


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
    chance = chance_alone(shared.kind, shared.value)
    odds = chance / (1 - chance) / discount(shared.shared_by)
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
