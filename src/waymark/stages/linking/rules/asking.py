"""Is anyone else working this? How often an officer may ask, and what the answer may say.

The answer names a desk to ask and the kinds of things shared; never a value, a person or a referral. A
restricted desk is not named. The limits are Waymark's own, of 22 November 2026: a desk of six officers looks
at some 340 reports a week each, and asks about few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from waymark.errors import WaymarkError
from waymark.stages.linking.rules.comparison import Proposal, Relation
from waymark.stages.linking.rules.sentences import KINDS, chance

MOST_A_DAY = 30
BULK_AN_HOUR = 10
# Chance of one subject from which another desk is named; a thing shared by chance alone stays below it.
LEAST = 0.05


class NoticeKind(StrEnum):
    """Why a desk's supervisors are told."""

    ASKED = "asked"  # an officer of this desk asked the other desks
    WAS_ASKED = "was_asked"  # another desk asked about something that this desk holds
    BULK = "bulk"  # an officer asked so often that somebody should ask why


class CheckedSystem(StrEnum):
    """Where else an officer looks before acting. Source: domain research, C.1: the search nobody does is PND."""

    PND = "pnd"
    PNC = "pnc"
    NCA = "nca"
    LOCAL = "local"
    OTHER_FORCE = "other_force"
    OTHER = "other"


class CheckResult(StrEnum):
    NOTHING = "nothing"
    SOMETHING = "something"
    NOT_POSSIBLE = "not_possible"


# Those that are prompted for until they have been done.
EXPECTED = (CheckedSystem.PND,)


class AskedTooOften(WaymarkError):
    """An officer has asked as often as one may in a day."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(
            f"You have asked {MOST_A_DAY} times within a day, the most that one officer may: ask again after "
            f"{again_at:%Y-%m-%d %H:%M} UTC, or ask your supervisor to ask the national desk"
        )


class NoPurpose(WaymarkError):
    """A question to other desks was asked without its purpose."""

    def __init__(self) -> None:
        super().__init__("Say what you ask it for: it is written down, and both desks' supervisors are told")


def check_may_ask(earlier: Iterable[datetime], *, now: datetime) -> bool:
    """Whether this question makes it bulk asking. earlier: when the officer asked before.

    Raises AskedTooOften.
    """
    today = sorted(at for at in earlier if now - at < timedelta(days=1))
    if len(today) >= MOST_A_DAY:
        raise AskedTooOften(today[-MOST_A_DAY] + timedelta(days=1))
    return sum(now - at < timedelta(hours=1) for at in today) + 1 > BULK_AN_HOUR


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """What one other desk holds: how many referrals, how likely the likeliest is one subject, by which kinds."""

    desk: int
    referrals: int
    relation: Relation
    probability: float
    kinds: tuple[str, ...]


def answers_by_desk(found: Sequence[tuple[int, Proposal]]) -> list[DeskAnswer]:
    """What each desk holds, the likeliest first; nothing of what is shared by chance alone.

    found: a desk and a comparison, for each of its referrals that shares something.
    """
    by_desk: dict[int, list[Proposal]] = {}
    for desk, proposal in found:
        if proposal.relation is Relation.RELATED or proposal.probability >= LEAST:
            by_desk.setdefault(desk, []).append(proposal)
    answers = []
    for desk, proposals in by_desk.items():
        likeliest = max(proposals, key=lambda each: (each.relation is Relation.ONE_SUBJECT, each.probability))
        kinds = tuple(sorted({piece.kind for each in proposals for piece in each.evidence}))
        answers.append(DeskAnswer(desk, len(proposals), likeliest.relation, likeliest.probability, kinds))
    return sorted(answers, key=lambda each: (-each.probability, each.desk))


# All that is said of a restricted desk: what kinds of things it holds could tell what it works on.
HOLDS_SOMETHING = "it holds something that may be the same subject, or has to do with it"


def answer_in_words(answer: DeskAnswer) -> str:
    """An answer without a value or a name."""
    kinds = ", ".join(KINDS.get(kind, kind) for kind in answer.kinds)
    said = (
        f"{chance(answer.probability)} that it is the same subject"
        if answer.relation is Relation.ONE_SUBJECT
        else "it has to do with this, through different people"
    )
    return f"{answer.referrals} referral{'s' * (answer.referrals != 1)}; {said}; shared: {kinds}"
