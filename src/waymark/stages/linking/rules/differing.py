"""What speaks against two referrals being one subject: their reports describe people who differ.

People lie to platforms, and recorders mistype, so a difference lowers the chance and never ends it. The weights are
those of the model that compares people (`people.json`): bits for names, and for birth dates, that differ
altogether, fitted on records alone; a birth date that is typed wrong or turned about does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from waymark.referrals.identifiers import IdentifierKind
from waymark.referrals.types import Role
from waymark.stages.linking.rules.comparison import Shared
from waymark.stages.linking.rules.described import Described
from waymark.stages.linking.rules.likeness import jaro_winkler

OTHER_NAMES = -2.5
OTHER_BIRTH_DATES = -5.0
# Forenames less alike than this are two; Splink's own lowest threshold for names is 0.88 (0.80 leaves short forms).
_ALIKE = 0.80
_NEAR = 31  # days; a month typed wrong, as the model has it


def against(ones: Sequence[Described], others: Sequence[Described]) -> list[Shared]:
    """What two referrals' suspects, as they are described, say against their being one: one piece or none.

    Where one is described in several ways, the two that differ least decide.
    """
    found = [_between(one, other) for one in ones for other in others]
    weight, words = max(found, default=(0.0, ""))
    if not weight:
        return []
    roles = (Role.SUSPECT.value, Role.SUSPECT.value)
    return [Shared(IdentifierKind.PERSON_DIFFERS, words, 2, roles, 0, measured=weight)]


def _between(one: Described, other: Described) -> tuple[float, str]:
    weight, words = 0.0, []
    if _are_two_names(one, other):
        weight += OTHER_NAMES
        words.append("other names")
    if one.born and other.born and not _may_be_one_date(one.born, other.born):
        weight += OTHER_BIRTH_DATES
        words.append("other dates of birth")
    return weight, " and ".join(words)


def _are_two_names(one: Described, other: Described) -> bool:
    """Whether the forenames are two people's: not alike, neither the other's beginning, nor names turned about."""
    a, b = one.forename, other.forename
    if a.startswith(b) or b.startswith(a) or jaro_winkler(a, b) >= _ALIKE:
        return False
    return (a, one.surname) != (other.surname, b)


def _may_be_one_date(one: str, other: str) -> bool:
    """Whether two dates in ISO 8601 may be one: one sign apart, day and month turned, or within a month."""
    if sum(a != b for a, b in zip(one, other, strict=False)) <= 1:
        return True
    if one[:4] == other[:4] and one[5:7] == other[8:] and one[8:] == other[5:7]:
        return True
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _NEAR
    except ValueError:
        return True  # a date that is none tells nobody apart
