"""The evidence of a link in sentences, and what was judged of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from waymark.audit.queries import ToldLine
from waymark.interfaces.web.words import ROLES, plainly
from waymark.stages.linking.queries import LinkLine
from waymark.stages.linking.rules.comparison import Evidence

_SHARED: Mapping[str, str] = {
    "account": "Both name the same account:",
    "email": "Both name the same e-mail address:",
    "report_number": "One names the other's report, or both name the same earlier one, by its number:",
    "phone": "Both name the same telephone number:",
    "handle": "Both name the same screen name, which anybody may choose:",
    "profile_url": "Both name the same profile address:",
    "device": "Both name the same device:",
    "ip": "Both were seen at the same IP address, which a household or thousands may share:",
    "file_hash": "Both name the same file, by its hash, which many may hold:",
    "person": "Both name a person of the same full name and date of birth:",
    "group": "Both name the same group:",
}
# Pieces shown of one link; the rest are counted. A pair of viral referrals shares hundreds of files.
PIECES = 6


class Shared(NamedTuple):
    """One thing that two referrals share. then: who it was stated of, and how many others name it."""

    value: str
    then: str


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
    return LinkShown(
        line,
        line.other_than(referral),
        _percent(line.probability),
        _pieces(line.evidence[:PIECES]),
        max(0, len(line.evidence) - PIECES),
        last,
        officers.get(last.actor_id, "") if last else "",
        str(last.detail.get("reason", "")) if last else "",
    )


def _percent(probability: float) -> str:
    """A chance in words: never certain, never impossible."""
    if probability > 0.99:  # noqa: PLR2004
        return "more than 99 in 100"
    if probability < 0.01:  # noqa: PLR2004
        return "less than 1 in 100"
    return f"about {probability * 100:.0f} in 100"


def _pieces(evidence: Sequence[Evidence]) -> tuple[Piece, ...]:
    """Evidence by kind, the kind of the weightiest first."""
    by_kind: dict[str, list[Shared]] = {}
    for each in evidence:
        by_kind.setdefault(each.kind, []).append(_shared(each))
    return tuple(
        Piece(_SHARED.get(kind, f"Both name the same {plainly(kind).lower()}:"), tuple(shared))
        for kind, shared in by_kind.items()
    )


def _shared(each: Evidence) -> Shared:
    roles = dict.fromkeys(ROLES.get(role, plainly(role)).lower() for role in each.roles if role)
    of = f"stated of the {' and of the '.join(roles)}; " if roles else ""
    others = each.shared_by - 2
    how_many = (
        f"{others} other referral{'s' * (others > 1)} too" if others > 0 else "no other referral has it"
    )
    return Shared(each.value, f"{of}{how_many}")
