"""Recording what speaks for a door, deciding whether it is ready, and judging who is a suspect."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.models import Referral
from waymark.stages.attribution.models import (
    DoorEvidence,
    EnquiryAnswer,
    GateDecision,
    Premises,
    SuspectJudgement,
)
from waymark.stages.attribution.operations.turns import take_turn
from waymark.stages.attribution.queries.answers import NoSuchAnswer
from waymark.stages.attribution.queries.gate import DoorGate, doors_of
from waymark.stages.attribution.queries.premises import NoSuchPremises
from waymark.stages.attribution.rules.decisions import (
    Decision,
    DecisionIncomplete,
    OwnReview,
    check_decision,
)
from waymark.stages.attribution.rules.gate import EvidenceKind
from waymark.stages.attribution.rules.states import ReasonMissing


class NoSuchDecision(WaymarkError):
    """The decision or evidence named is not there."""

    def __init__(self, n: int) -> None:
        super().__init__(f"Number {n} is not there, or is done already: look at the page again")


class NothingStands(WaymarkError):
    """A door was to be closed that is not declared ready."""

    def __init__(self) -> None:
        super().__init__("This door is not declared ready: there is nothing to take back")


def record_evidence(
    *,
    viewer: Viewer,
    referral: str,
    premises: str,
    kind: EvidenceKind,
    source: str,
    found: str,
    now: datetime,
) -> None:
    """Record a piece that speaks for a door. source: where it was looked up; found: what it says.

    Raises NotPermitted, NoSuchPremises, ReasonMissing.
    """
    require(viewer, Permission.JUDGE_DOOR)
    if not source.strip() or not found.strip():
        raise ReasonMissing("count it as evidence, with where it was looked up")
    about, door = _pair(referral, premises)
    DoorEvidence.objects.create(
        referral=about,
        n=DoorEvidence.objects.filter(referral=about).count() + 1,
        premises=door,
        desk_id=about.desk_id,
        kind=kind.value,
        source=source.strip(),
        found=found.strip(),
        at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    _account(viewer, about, now, {"premises": premises, "kind": kind.value, "source": source.strip()})


def withdraw_evidence(*, viewer: Viewer, referral: str, n: int, reason: str, now: datetime) -> None:
    """Take a piece of evidence back, with why; both stay. Raises NotPermitted, NoSuchDecision, ReasonMissing."""
    require(viewer, Permission.JUDGE_DOOR)
    if not reason.strip():
        raise ReasonMissing("take it back")
    take_turn(referral)
    pieces = DoorEvidence.objects.filter(referral__reference=referral)
    piece = pieces.filter(n=n, withdraws=None).select_related("referral").first()
    if piece is None or pieces.filter(withdraws=n).exists():
        raise NoSuchDecision(n)
    DoorEvidence.objects.create(
        referral=piece.referral,
        n=pieces.count() + 1,
        premises_id=piece.premises_id,
        desk_id=piece.desk_id,
        kind=piece.kind,
        source=piece.source,
        found=reason.strip(),
        withdraws=n,
        at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    _account(viewer, piece.referral, now, {"withdraws": n, "reason": reason.strip()})


def decide_door(
    *,
    viewer: Viewer,
    referral: str,
    premises: str,
    decision: Decision,
    reason: str = "",
    named: str = "",
    now: datetime,
) -> None:
    """Declare a door ready, or no longer ready. What was missing at that moment is kept with it.

    Raises NotPermitted, NoSuchPremises, NotReady, DecisionIncomplete, NothingStands.
    """
    require(viewer, Permission.OVERRIDE_DOOR if decision is Decision.OVERRIDDEN else Permission.JUDGE_DOOR)
    if decision is Decision.REVIEWED:
        raise DecisionIncomplete("A review names the decision it is about")
    about, door = _pair(referral, premises)
    gate = _gate(viewer, about, door)
    if decision is Decision.CLOSED and (gate is None or gate.stands is None):
        raise NothingStands
    if gate is None:
        raise NoSuchPremises(premises)
    check_decision(decision, reason=reason, named=named, finding=gate.finding)
    _keep(viewer, about, door, decision, reason=reason, named=named, finding=gate.finding._asdict(), now=now)


def review_decision(*, viewer: Viewer, referral: str, n: int, finding: str, now: datetime) -> None:
    """Say, as another supervisor, what the review of an override or of danger to life found.

    Raises NotPermitted, NoSuchDecision, OwnReview, ReasonMissing.
    """
    require(viewer, Permission.OVERRIDE_DOOR)
    if not finding.strip():
        raise ReasonMissing("have it reviewed")
    take_turn(referral)
    decisions = GateDecision.objects.filter(referral__reference=referral)
    reviewed = decisions.filter(n=n, of=None).select_related("referral", "premises").first()
    if reviewed is None or decisions.filter(of=n).exists():
        raise NoSuchDecision(n)
    if viewer.officer_id == reviewed.officer_id or viewer.username.casefold() == reviewed.named.casefold():
        raise OwnReview
    _keep(
        viewer,
        reviewed.referral,
        reviewed.premises,
        Decision.REVIEWED,
        reason=finding,
        named="",
        finding={"missing": []},
        of=n,
        now=now,
    )


def judge_suspect(
    *, viewer: Viewer, referral: str, answer: str, is_suspect: bool, reason: str, now: datetime
) -> None:
    """Judge whether the person whom an answer names is a suspect, or take that back. Nothing else makes one.

    Raises NotPermitted, NoSuchAnswer, ReasonMissing.
    """
    require(viewer, Permission.JUDGE_DOOR)
    if not reason.strip():
        raise ReasonMissing("judge anybody a suspect, or not")
    take_turn(referral)
    about = Referral.objects.filter(reference=referral).first()
    found = EnquiryAnswer.objects.select_related("referral").filter(reference=answer).first()
    if about is None or found is None or about.pk not in {found.referral_id, found.referral.merged_into_id}:
        raise NoSuchAnswer(answer)
    SuspectJudgement.objects.create(
        referral=about,
        n=SuspectJudgement.objects.filter(referral=about).count() + 1,
        answer=found,
        desk_id=found.desk_id,
        is_suspect=is_suspect,
        reason=reason.strip(),
        at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    record(
        Event.SUSPECT_JUDGED,
        referral,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={"answer": answer, "is_suspect": is_suspect, "reason": reason.strip()},
    )


def _pair(referral: str, premises: str) -> tuple[Referral, Premises]:
    """The referral and the door, one decision on the referral at a time."""
    take_turn(referral)
    about = Referral.objects.filter(reference=referral).first()
    door = Premises.objects.filter(reference=premises).first()
    if about is None or door is None:
        raise NoSuchPremises(premises)
    return about, door


def _gate(viewer: Viewer, about: Referral, door: Premises) -> DoorGate | None:
    return next((gate for gate in doors_of(viewer, about.pk) if gate.door.id == door.pk), None)


def _keep(
    viewer: Viewer,
    about: Referral,
    door: Premises,
    decision: Decision,
    *,
    reason: str,
    named: str,
    finding: dict[str, object],
    of: int | None = None,
    now: datetime,
) -> None:
    GateDecision.objects.create(
        referral=about,
        n=GateDecision.objects.filter(referral=about).count() + 1,
        premises=door,
        desk_id=about.desk_id,
        decision=decision.value,
        reason=reason.strip(),
        named=named.strip(),
        finding=finding,
        of=of,
        at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    record(
        Event.DOOR_JUDGED,
        about.reference,
        actor=viewer.officer_id,
        at=now,
        desk=about.desk_id,
        detail={
            "premises": door.reference,
            "decision": decision.value,
            "reason": reason.strip(),
            "named": named.strip(),
            "of": of,
        },
    )


def _account(viewer: Viewer, about: Referral, now: datetime, detail: dict[str, object]) -> None:
    record(
        Event.DOOR_EVIDENCE_RECORDED,
        about.reference,
        actor=viewer.officer_id,
        at=now,
        desk=about.desk_id,
        detail=detail,
    )
