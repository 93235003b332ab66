"""What can be decided of a door, by whom, and which decisions somebody else must look at afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from waymark.errors import WaymarkError
from waymark.stages.attribution.rules.gate import Finding


class Decision(StrEnum):
    """corroborated: every way of being wrong is guarded against. overridden: a supervisor's recorded reason.
    danger_to_life: at once, on one sentence and a name; reviewed the next day. closed: no longer ready.
    """

    CORROBORATED = "corroborated"
    OVERRIDDEN = "overridden"
    DANGER_TO_LIFE = "danger_to_life"
    CLOSED = "closed"
    REVIEWED = "reviewed"


OPENING = frozenset({Decision.CORROBORATED, Decision.OVERRIDDEN, Decision.DANGER_TO_LIFE})

DECISION_WORDS: dict[Decision, str] = {
    Decision.CORROBORATED: "Ready for a door: corroborated",
    Decision.OVERRIDDEN: "Ready for a door: a supervisor's reason",
    Decision.DANGER_TO_LIFE: "Ready for a door: danger to life",
    Decision.CLOSED: "Not ready any more",
    Decision.REVIEWED: "Reviewed",
}

REVIEW_WITHIN = timedelta(days=1)
"""Danger to life is reviewed the next day: the design's own promise, not a statute's."""


class NotReady(WaymarkError):
    """A door was to be declared ready without what it needs."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"Not ready for a door. Missing: {'; '.join(missing)}")


class DecisionIncomplete(WaymarkError):
    """A decision lacks the reason or the name that it stands on."""


class OwnReview(WaymarkError):
    """Who decided cannot be the one who reviews it."""

    def __init__(self) -> None:
        super().__init__("Whoever passed the gate cannot review it: ask another supervisor")


def check_decision(decision: Decision, *, reason: str, named: str, finding: Finding) -> None:
    """Pass when a decision has what it stands on. Raises NotReady, DecisionIncomplete.

    named: whose decision it is, for danger to life: one field and a name are all that it asks.
    """
    if decision is Decision.CORROBORATED and not finding.is_open:
        raise NotReady(finding.missing)
    if decision is not Decision.CORROBORATED and not reason.strip():
        raise DecisionIncomplete("Say why: whoever reviews this will read it first")
    if decision is Decision.DANGER_TO_LIFE and not named.strip():
        raise DecisionIncomplete("Name who decided that there is danger to life")


def review_due_at(at: datetime) -> datetime:
    return at + REVIEW_WITHIN


def due_for_review(decision: str, review: str, at: datetime, *, now: datetime) -> bool:
    """Whether somebody else must still look at a decision. It is listed from the moment it is taken."""
    return decision in {Decision.DANGER_TO_LIFE, Decision.OVERRIDDEN} and not review and at <= now
