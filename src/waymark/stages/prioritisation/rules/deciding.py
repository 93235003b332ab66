"""Which level is in force: what Waymark proposes, what the force's own tool says, what an officer decided.

A decision stands over the force's result, and that over the proposal, which stays as a challenge where it is
higher. Nothing but a decision that two people made lowers a level: until the second has confirmed it the level
holds. A force's result that is recorded after a decision, and is higher than it, raises the level.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks import Level
from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Basis(StrEnum):
    """What put the level in force where it is. A proposed one is provisional."""

    PROPOSED = "proposed"
    FORCE = "force"
    OFFICER = "officer"


class Cause(StrEnum):
    """Why a level was looked at again."""

    REPORT = "report"
    ANSWER = "answer"
    LINK = "link"
    TIME = "time"
    FORCE_RESULT = "force_result"
    DECISION = "decision"
    POLICY = "policy"
    ASKED = "asked"


class Reason(StrEnum):
    """Why an officer decided as they did: the code that is counted."""

    AGREED = "agreed"
    FORCE_TOOL = "force_tool"
    NOT_IN_THE_FACTS = "not_in_the_facts"
    FACT_DOUBTED = "fact_doubted"
    CHILD_SAFE = "child_safe"
    ALREADY_DEALT_WITH = "already_dealt_with"
    OTHER_AGENCY = "other_agency"
    OTHER = "other"


NEEDS_WORDS = frozenset(Reason) - {Reason.AGREED}


class Confirmation(StrEnum):
    """What the second person said; superseded where another decision came first."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


class Result(NamedTuple):
    """A result of the force's own tool. recorded_at: aware; the latest recorded is the one that counts."""

    level: Level
    recorded_at: datetime
    tool: str = ""


class Decision(NamedTuple):
    """One officer's decision. ours, fired: what was proposed then, and the line that gave it.

    confirmation: None while nobody has said, or nobody needs to. confirmed_at: when it was said.
    """

    level: Level
    decided_at: datetime
    ours: Level
    fired: str
    needs_second: bool
    confirmation: Confirmation | None = None
    confirmed_at: datetime | None = None

    @property
    def took_effect_at(self) -> datetime | None:
        """When it came into force; None for one that waits, or was refused."""
        if not self.needs_second:
            return self.decided_at
        return self.confirmed_at if self.confirmation is Confirmation.CONFIRMED else None


class InForce(NamedTuple):
    """level: drives the promise. challenge: ours, where it is higher and nobody has answered it yet.

    lowering_to: the level that waits for a second person.
    """

    level: Level
    basis: Basis
    challenge: Level | None = None
    lowering_to: Level | None = None

    @property
    def ranked(self) -> Level:
        """The level that places it on the queue: the higher, while a challenge stands."""
        return self.challenge or self.level


class ReasonMissing(WaymarkError):
    """A decision that departs from the proposal was given no words."""

    def __init__(self) -> None:
        super().__init__("Say in words why you decide otherwise: nothing was recorded")


class ReasonDiffers(WaymarkError):
    """An officer says that they agree, and decides otherwise."""

    def __init__(self) -> None:
        super().__init__("The level is not the one proposed: choose the reason for it, not agreement")


def in_force(
    ours: Level, fired: str, *, results: Iterable[Result] = (), decisions: Iterable[Decision] = ()
) -> InForce:
    """Say which level is in force, from everything recorded, in any order.

    ours, fired: what is proposed now, and the line that gives it.
    """
    said = sorted(results, key=lambda result: (result.recorded_at, result.level.danger))
    made = sorted(decisions, key=lambda decision: (decision.decided_at, decision.level.danger))
    effective = [each for each in made if each.took_effect_at is not None]
    decided = max(effective, key=_effect, default=None)
    level, basis = ours, Basis.PROPOSED
    if decided is not None:
        level, basis = decided.level, Basis.OFFICER
        later = [each.level for each in said if each.recorded_at > _effect(decided)[0]]
        highest = max(later, key=_danger, default=level)
        if highest.danger > level.danger:
            level, basis = highest, Basis.FORCE
    elif said:
        level, basis = said[-1].level, Basis.FORCE
    return InForce(level, basis, _challenge(ours, fired, level, decided), _lowering_to(made, decided))


def is_lowering(level: Level, *, ours: Level, held: Level) -> bool:
    """Say whether a decision lowers what is in force or what is proposed, so that two people must make it."""
    return level.danger < max(ours.danger, held.danger)


def check_reason(reason: Reason, words: str, *, departs: bool) -> None:
    """See that a decision has its reason. departs: from the proposal. Raises ReasonMissing, ReasonDiffers."""
    if departs and reason is Reason.AGREED:
        raise ReasonDiffers
    if (departs or reason in NEEDS_WORDS) and not words.strip():
        raise ReasonMissing


def _danger(level: Level) -> int:
    return level.danger


def _effect(decision: Decision) -> tuple[datetime, int]:
    took_effect = decision.took_effect_at
    assert took_effect is not None  # only effective decisions are compared
    return took_effect, decision.level.danger


def _challenge(ours: Level, fired: str, level: Level, decided: Decision | None) -> Level | None:
    """Ours, where it is higher; a decision has answered what was proposed by the same line when it was made."""
    if ours.danger <= level.danger:
        return None
    if decided is not None and decided.ours.danger >= ours.danger and decided.fired == fired:
        return None
    return ours


def _lowering_to(made: list[Decision], decided: Decision | None) -> Level | None:
    """The level of the latest decision that waits, unless a later one has taken effect."""
    waiting = [each for each in made if each.needs_second and each.confirmation is None]
    if not waiting or (decided is not None and decided.decided_at > waiting[-1].decided_at):
        return None
    return waiting[-1].level
