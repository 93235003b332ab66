"""What shared identifiers are worth together as evidence that two referrals are one subject."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from waymark.referrals.comparable import folded, loose_email_key
from waymark.referrals.identifiers import FOUND_IN_TEXT, LINKED_ACCOUNT, IdentifierKind
from waymark.referrals.screen_names import alias_key
from waymark.referrals.types import Role
from waymark.stages.linking.rules.gaps import lost_to_time
from waymark.stages.linking.rules.weights import (
    OF_A_LINKED_ACCOUNT,
    OF_ONE_ACCOUNT,
    PRIOR,
    SHARED_BY_TOO_MANY,
    bits_of_chance,
    chance_alone,
    chance_named,
    discount,
)

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
    IdentifierKind.GROUP: IdentifierKind.FILE_HASH,  # what goes round in a group
}
# Where people were compared by their postcode too, one household has been counted already; and one device, or one
# mailbox, that a household shares is on one line whoever holds it.
_HOUSEHOLD_COUNTED = "the same postcode ("
_IN_A_HOUSEHOLD = frozenset((IdentifierKind.DEVICE, IdentifierKind.EMAIL))

# What was mined from free text may be anybody's, though in what was planted it seldom was: it weighs a fifth of a bit
# less. A file's hash is what it is wherever it stands.
_MINED = -0.2


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
_NAMESAKE = -7.5


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
    if _IN_A_HOUSEHOLD & strongest.keys() or any(
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
_PERSONS = (IdentifierKind.PERSON, IdentifierKind.PERSON_ALIKE)
_CHOSEN = (IdentifierKind.ALIAS, IdentifierKind.HANDLE, IdentifierKind.HANDLE_AT)
# What an account is registered with. Two referrals that name one account share all of it, whoever was at the keys.
OF_AN_ACCOUNT = frozenset(
    (
        *_CHOSEN,
        IdentifierKind.EMAIL,
        IdentifierKind.EMAIL_LOOSE,
        IdentifierKind.PHONE,
        IdentifierKind.PAYMENT,
        IdentifierKind.PROFILE_URL,
    )
)
# So many bits a person's name and birth date add to that: they were given when it was opened, and it may have been
# lent, sold or taken over since.
_NAMED_OF_ONE_ACCOUNT = 3.0
_TELLING_LETTERS = 4  # of a name's part within a screen name: fewer are there by chance


def _weighed(shared: Sequence[Shared]) -> tuple[dict[IdentifierKind, float], list[Evidence]]:
    """What each thing that is said weighs at its strongest, by the kind that says it best; and every piece."""
    strongest: dict[IdentifierKind, float] = {}
    evidence = []
    names = {word for each in shared if each.kind in _NAMES for word in each.value.casefold().split()}
    names = {word for word in names if word.isalpha() and len(word) >= _TELLING_LETTERS}
    own = {each.kind for each in shared if _speaks_of_subjects(each)}
    is_one_account = IdentifierKind.ACCOUNT in own
    most = _no_more_than(shared)
    for each in sorted(shared, key=lambda each: _WEIGHED_LAST.get(each.kind, 0)):
        if each.kind is IdentifierKind.PERSON_DIFFERS and not strongest:
            continue  # says nothing where nothing speaks of the two subjects
        weight = 0.0
        if _speaks_of_subjects(each):
            weight = min(_weight(each), most.get(_bounded_by(each), math.inf))
            says = _SAYS_THE_SAME_AS.get(each.kind, each.kind)
            if is_one_account and each.kind in OF_AN_ACCOUNT:
                says = IdentifierKind.ACCOUNT
            elif each.kind is IdentifierKind.ALIAS and IdentifierKind.EMAIL in strongest:
                says = IdentifierKind.EMAIL  # it is the name in that address
            elif (
                each.kind is IdentifierKind.ALIAS and IdentifierKind.HANDLE not in own and own & {*_NAMES}
            ) or (each.kind in _CHOSEN and any(word in alias_key(each.value) for word in names)):
                # It is made of the person's name, or goes with it: who passes for another takes their names, the
                # chosen one a sign changed. So it says no more than a name and a birth date do.
                says = IdentifierKind.PERSON
                weight = min([weight, *(_weight(one) for one in shared if one.kind in _PERSONS)])
            strongest[says] = max(weight, strongest.get(says, -math.inf))
        evidence.append(Evidence(each.kind.value, each.value, each.shared_by, round(weight, 2), *each[3:]))
    if is_one_account:
        linked = any(each.kind is IdentifierKind.ACCOUNT and LINKED_ACCOUNT in each.roles for each in shared)
        at_most = bits_of_chance(OF_A_LINKED_ACCOUNT if linked else OF_ONE_ACCOUNT)
        strongest[IdentifierKind.ACCOUNT] = (
            at_most if linked else min(strongest[IdentifierKind.ACCOUNT], at_most)
        )
        if not linked and IdentifierKind.PERSON in strongest:
            strongest[IdentifierKind.PERSON] = min(strongest[IdentifierKind.PERSON], _NAMED_OF_ONE_ACCOUNT)
    return strongest, evidence


def _bounded_by(shared: Shared) -> str:
    """What a piece says again in other words: a mailbox, or a screen name in one form; empty where it is neither."""
    if shared.kind in (IdentifierKind.EMAIL, IdentifierKind.EMAIL_LOOSE):
        return loose_email_key(shared.value)
    if shared.kind is IdentifierKind.PROFILE_URL:
        return alias_key(shared.value.rstrip("/").rpartition("/")[2])
    return (alias_key(shared.value) or folded(shared.value)) if shared.kind in _CHOSEN else ""


def _no_more_than(shared: Sequence[Shared]) -> dict[str, float]:
    """Bits that a mailbox or a screen name says at most: as much as the address as written, which a household may
    share and a tag behind it tells apart; as much as a name on one service, given again to another account.
    """
    kinds = {each.kind for each in shared if _speaks_of_subjects(each)}
    telling = {IdentifierKind.EMAIL}
    if IdentifierKind.ACCOUNT not in kinds:
        telling.add(IdentifierKind.HANDLE_AT)
    return {_bounded_by(each): _weight(each) for each in shared if each.kind in telling}


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
    is_named = shared.kind is IdentifierKind.HANDLE and shared.roles.count(FOUND_IN_TEXT) == 1
    chance = chance_named(shared.value) if is_named else chance_alone(shared.kind, shared.value)
    alone = bits_of_chance(chance)
    is_mined = FOUND_IN_TEXT in shared.roles and not is_named and shared.kind is not IdentifierKind.FILE_HASH
    crowd = math.log2(discount(shared.kind, shared.shared_by))
    return alone - crowd + (_MINED if is_mined else 0.0) - lost_to_time(shared.kind, shared.gap)
