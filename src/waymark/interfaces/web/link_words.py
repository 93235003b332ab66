"""The evidence of a link in sentences, and what was judged of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from waymark.audit.queries import ToldLine
from waymark.interfaces.web.words import ROLES, plainly
from waymark.stages.linking.queries import LinkLine
from waymark.stages.linking.rules.comparison import Evidence
from waymark.stages.linking.rules.sentences import (
    BETWEEN_TWO,
    SHARED,
    apart,
    chance,
    strength,
    who_else,
    without_repeats,
)

# Pieces shown of one link; the rest are counted. A pair of viral referrals shares hundreds of files.
PIECES = 6


class Shared(NamedTuple):
    """One thing that two referrals share. then: who it was stated of, and how many others name it."""

    value: str
    then: str
    identifier: int


class Piece(NamedTuple):
    """What two referrals share of one kind. sentence: ends before the values."""

    sentence: str
    shared: tuple[Shared, ...]


class LinkShown(NamedTuple):
    """A link as the page shows it. last: the latest judgement; by: whose."""

    line: LinkLine
    other: str
    percent: str
    pieces: tuple[Piece, ...]
    more: int
    last: ToldLine | None
    by: str
    reason: str


def shown(
    line: LinkLine, *, referral: str, judgements: Sequence[ToldLine], officers: Mapping[int, str]
) -> LinkShown:
    last = next((each for each in judgements if each.subject == line.reference), None)
    evidence = without_repeats(line.evidence)
    return LinkShown(
        line,
        line.other_than(referral),
        chance(line.probability),
        _pieces(evidence[:PIECES]),
        max(0, len(evidence) - PIECES),
        last,
        officers.get(last.actor_id, "") if last else "",
        str(last.detail.get("reason", "")) if last else "",
    )


def _pieces(evidence: Sequence[Evidence]) -> tuple[Piece, ...]:
    """Evidence by kind, the kind of the weightiest first."""
    by_kind: dict[str, list[Shared]] = {}
    for each in evidence:
        by_kind.setdefault(each.kind, []).append(_shared(each))
    return tuple(
        Piece(SHARED.get(kind, f"Both name the same {plainly(kind).lower()}:"), tuple(shared))
        for kind, shared in by_kind.items()
    )


def _shared(each: Evidence) -> Shared:
    roles = dict.fromkeys(ROLES.get(role, plainly(role)).lower() for role in each.roles if role)
    of = f"stated of the {' and of the '.join(roles)}; " if roles else ""
    others = "" if each.kind in BETWEEN_TWO else who_else(each.shared_by)
    said = f"{of}{apart(each)}{others}".removesuffix("; ")
    weighs = f"{strength(each.weight)} evidence" if each.weight else "says nothing of their being one"
    return Shared(each.value, "; ".join(filter(None, (said, weighs))), each.identifier)
