"""Which referrals an identifier brings together, and what the two then share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.comparison import Shared
from waymark.stages.linking.rules.gaps import Span, gap_between

# Kinds whose uses have times that matter: an address is given to somebody else later.
TIMED = (IdentifierKind.IP, IdentifierKind.IP_LINE)


class Holder(NamedTuple):
    """A referral that mentions an identifier: in which words and role, in which reports, and used when."""

    referral: int
    value: str
    role: str
    reports: Sequence[int]
    uses: Sequence[Span]


def pairs_sharing(
    kind: IdentifierKind, identifier: int, holders: Sequence[Holder], *, limit: int
) -> Iterator[tuple[tuple[int, int], Shared]]:
    """Every two referrals that an identifier brings together, lower number first, and what they share by it.

    holders: all that mention it at one desk, each once, in any order. limit: how many may share it and it still
    says something; more, or one alone, bring nobody together.
    """
    if not 1 < len(holders) <= limit:
        return
    ordered = sorted(holders, key=lambda each: each.referral)
    for one, other in combinations(ordered, 2):
        if len(one.reports) == 1 and list(one.reports) == list(other.reports):
            continue  # one report that names both says nothing of their being one
        gap = gap_between(one.uses, other.uses)
        yield (
            (one.referral, other.referral),
            Shared(kind, one.value, len(holders), (one.role, other.role), identifier, gap),
        )


def alike_pair(
    number: int, weight: float, words: str, one: tuple[int, str], other: tuple[int, str]
) -> tuple[tuple[int, int], Shared]:
    """What two people who are alike say of their referrals. one, other: referral and role of each person."""
    (low, first), (high, second) = sorted([one, other])
    shared = Shared(IdentifierKind.PERSON_ALIKE, words, 2, (first, second), -number, measured=weight)
    return (low, high), shared
