"""Which doors a referral leads to, what is missing before each, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.attribution.models import DoorEvidence, GateDecision, SuspectJudgement
from waymark.stages.attribution.queries.answers import AnswerRecord, answers_of
from waymark.stages.attribution.queries.joined import with_absorbed
from waymark.stages.attribution.queries.premises import DoorLine, held_on
from waymark.stages.attribution.rules.decisions import OPENING, Decision, due_for_review
from waymark.stages.attribution.rules.gate import (
    Evidence,
    EvidenceKind,
    Finding,
    Resolution,
    judge_gate,
)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """referral: for which it was recorded; the number is of that referral's pieces."""

    n: int
    kind: str
    source: str
    found: str
    at: datetime
    officer: str
    referral: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision on a door. review: who reviewed it and what they found; empty while nobody has."""

    n: int
    referral: str
    premises: str
    lines: str
    decision: str
    reason: str
    named: str
    missing: tuple[str, ...]
    at: datetime
    officer_id: int
    officer: str
    review: str = ""


@dataclass(frozen=True, slots=True)
class DoorGate:
    """One door that a referral leads to. stands: the decision that holds, None while there is none."""

    door: DoorLine
    answers: tuple[AnswerRecord, ...]
    evidence: tuple[EvidenceLine, ...]
    finding: Finding
    decisions: tuple[DecisionLine, ...]
    stands: DecisionLine | None


@dataclass(frozen=True, slots=True)
class SuspectLine:
    """Whether the person whom an answer names was judged a suspect; the newest judgement holds."""

    answer: str
    person: str
    is_suspect: bool
    reason: str
    at: datetime
    officer: str


def doors_of(viewer: Viewer, referral_id: int) -> list[DoorGate]:
    """Every door that a referral's answers name as where the line ends. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    answers = answers_of(viewer, referral_id=referral_id)
    ids = list(dict.fromkeys(each.premises_id for each in answers if each.premises_id is not None))
    evidence = _evidence(referral_id)
    ids += [premises_id for premises_id in evidence if premises_id not in ids]
    held = held_on(viewer, ids)
    decisions = _decisions(GateDecision.objects.filter(referral_id__in=with_absorbed(referral_id)))
    doors = []
    for id_ in ids:
        own = tuple(each for each in answers if each.premises_id == id_)
        pieces = tuple(evidence.get(id_, ()))
        taken = tuple(line for line in decisions if line.premises == held[id_].reference)
        standing = taken[-1] if taken and taken[-1].decision in OPENING else None
        doors.append(DoorGate(held[id_], own, pieces, finding_of(own, pieces), taken, standing))
    return doors


def finding_of(answers: Sequence[AnswerRecord], evidence: Sequence[EvidenceLine]) -> Finding:
    """The gate's finding over answers and other evidence of one door."""
    return judge_gate(
        [_resolution(each) for each in answers],
        [
            Evidence(f"evidence {each.n}", EvidenceKind(each.kind), each.source, each.officer)
            for each in evidence
        ],
    )


def judgements_of(viewer: Viewer, referral_id: int) -> list[SuspectLine]:
    """Judgements of whether a person whom an answer names is a suspect, oldest first. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    rows = (
        SuspectJudgement.objects.filter(referral_id__in=with_absorbed(referral_id))
        .select_related("answer")
        .order_by("at", "n")
    )
    return [
        SuspectLine(
            row.answer.reference,
            str(row.answer.said["subscriber"]),
            row.is_suspect,
            row.reason,
            row.at,
            row.officer,
        )
        for row in rows
    ]


def reviews_due(viewer: Viewer, *, now: datetime) -> list[DecisionLine]:
    """Doors declared ready without corroboration that nobody has reviewed, the oldest first.

    Danger to life is to be reviewed the next day; an override stays here with it until it is done.
    """
    require(viewer, Permission.READ_RECORD)
    rows = GateDecision.objects.filter(
        decision__in=[Decision.DANGER_TO_LIFE, Decision.OVERRIDDEN, Decision.REVIEWED]
    )
    return [line for line in _decisions(rows) if due_for_review(line.decision, line.review, line.at, now=now)]


def _resolution(each: AnswerRecord) -> Resolution:
    asked = each.question.stated
    return Resolution(
        each.reference,
        each.question.event,
        asked.at.instant if asked.at else None,
        asked.address,
        each.said.about.operator or asked.operator,
        is_installation=bool(each.said.installation.strip() or each.said.uprn),
        is_compared=bool(each.question.event) and not each.waiting,
        has_mistake=each.could_name_another_house,
        is_wrong=each.is_wrong,
    )


def _evidence(referral_id: int) -> dict[int, list[EvidenceLine]]:
    rows = list(
        DoorEvidence.objects.filter(referral_id__in=with_absorbed(referral_id))
        .select_related("referral")
        .order_by("at", "n")
    )
    taken = {(row.referral_id, row.withdraws) for row in rows}
    found: dict[int, list[EvidenceLine]] = {}
    for row in rows:
        if row.withdraws is None and (row.referral_id, row.n) not in taken:
            found.setdefault(row.premises_id, []).append(
                EvidenceLine(
                    row.n, row.kind, row.source, row.found, row.at, row.officer, row.referral.reference
                )
            )
    return found


def _decisions(rows: object) -> list[DecisionLine]:
    """Decisions in order, each with its review; reviews do not stand as lines of their own."""
    found = list(rows.select_related("referral", "premises").order_by("at", "referral_id", "n"))  # type: ignore[attr-defined]
    reviews = {
        (row.referral_id, row.of): f"{row.officer}: {row.reason}" for row in found if row.of is not None
    }
    return [
        DecisionLine(
            row.n,
            row.referral.reference,
            row.premises.reference,
            row.premises.lines,
            row.decision,
            row.reason,
            row.named,
            tuple(row.finding["missing"]),
            row.at,
            row.officer_id,
            row.officer,
            reviews.get((row.referral_id, row.n), ""),
        )
        for row in found
        if row.of is None
    ]
