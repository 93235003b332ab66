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


class Piece(NamedTuple):
    """One piece of evidence. sentence: ends before the value; value: as stated; then: what follows it."""

    sentence: str
    value: str
    then: str


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
        tuple(_piece(each) for each in line.evidence[:PIECES]),
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


def _piece(each: Evidence) -> Piece:
    sentence = _SHARED.get(each.kind, f"Both name the same {plainly(each.kind).lower()}:")
    roles = dict.fromkeys(ROLES.get(role, plainly(role)).lower() for role in each.roles if role)
    of = f"stated of the {' and of the '.join(roles)}" if roles else ""
    others = each.shared_by - 2
    how_many = (
        "No other referral names it." if others <= 0 else f"{others} other referral{'s' * (others > 1)} too."
    )
    return Piece(sentence, each.value, f"{of}. {how_many}" if of else f". {how_many}")
