"""Answers with their comparison, what was acknowledged, and whether they proved wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.references import read_reference
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.models import (
    AnswerAcknowledgement,
    AnswerOutcome,
    Enquiry,
    EnquiryAnswer,
    EnquiryLine,
)
from waymark.stages.attribution.queries.joined import with_absorbed
from waymark.stages.attribution.rules.access_kinds import NetworkKind
from waymark.stages.attribution.rules.agreements import FieldComparison
from waymark.stages.attribution.rules.answers import (
    Question,
    answered_from_json,
    comparison_from_json,
    could_name_another_house,
    must_be_acknowledged,
    question_from_json,
)
from waymark.stages.attribution.rules.comparing import Answered, Stated
from waymark.stages.attribution.rules.states import EnquiryKind


class NoSuchAnswer(WaymarkError):
    """No answer at the viewer's desks has the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No answer at your desks is called {reference}: its enquiry lists those that came")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    reason: str
    at: datetime
    officer: str


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    is_wrong: bool
    reason: str
    at: datetime
    officer: str


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """An answer whole. acknowledged: by field. outcomes: whether it proved wrong, the newest last."""

    id: int
    reference: str
    referral_id: int
    referral: str
    enquiry: str
    came: str
    source: str
    typed: tuple[str, ...]
    question: Question
    said: Answered
    rest: tuple[tuple[str, str], ...]
    comparison: tuple[FieldComparison, ...]
    premises: str
    premises_id: int | None
    entered_at: datetime
    entered_by: str
    acknowledged: dict[str, Acknowledged]
    outcomes: tuple[OutcomeLine, ...]

    @property
    def waiting(self) -> tuple[FieldComparison, ...]:
        """Differences that nobody has acknowledged yet."""
        return tuple(
            each for each in must_be_acknowledged(self.comparison) if each.field not in self.acknowledged
        )

    @property
    def could_name_another_house(self) -> bool:
        return could_name_another_house(self.comparison)

    @property
    def is_wrong(self) -> bool:
        return bool(self.outcomes) and self.outcomes[-1].is_wrong


def answers_of(
    viewer: Viewer,
    *,
    referral_id: int | None = None,
    enquiry_id: int | None = None,
    premises_ids: Sequence[int] | None = None,
) -> list[AnswerRecord]:
    """Answers of a referral, of an enquiry, or to doors, in the order they were entered. Raises NotPermitted.

    What is held on people was read with the referral, enquiry or door, whose reading is logged.
    """
    require(viewer, Permission.READ_RECORD)
    found = EnquiryAnswer.objects.select_related("referral", "enquiry", "premises").order_by("id")
    if referral_id is not None:
        found = found.filter(referral_id__in=with_absorbed(referral_id))
    if enquiry_id is not None:
        found = found.filter(enquiry_id=enquiry_id)
    if premises_ids is not None:
        found = found.filter(premises_id__in=list(premises_ids))
    return _records(list(found[:500]))


def answer(viewer: Viewer, reference: str, *, now: datetime) -> AnswerRecord:
    """An answer by its reference; the reading is logged. Raises NotPermitted, BadReference, NoSuchAnswer."""
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    found = (
        EnquiryAnswer.objects.select_related("referral", "enquiry", "premises")
        .filter(reference=written)
        .first()
    )
    if found is None:
        raise NoSuchAnswer(written)
    record(Event.ANSWER_READ, written, actor=viewer.officer_id, at=now, desk=found.desk_id)
    return _records([found])[0]


def unacknowledged(enquiry_id: int) -> list[str] | None:
    """References of an enquiry's answers in which a difference waits; None when no answer has come."""
    found = _records(list(EnquiryAnswer.objects.filter(enquiry_id=enquiry_id).select_related("referral")))
    return [each.reference for each in found if each.waiting] if found else None


def questions_of(enquiry_id: int) -> list[Question]:
    """What an enquiry asks, line by line; of a platform, its account."""
    asked = Enquiry.objects.get(pk=enquiry_id)
    if asked.kind != EnquiryKind.COMMUNICATIONS_DATA:
        return [Question(Stated(account=asked.account, operator=asked.addressed_to))]
    return [
        Question(
            Stated(
                row.address,
                row.port,
                StatedTime(
                    row.captured_text, row.captured_at, Zone(row.zone or Zone.UNKNOWN), row.zone_assumed_by
                ),
                operator=row.operator,
            ),
            f"{row.report}/{row.ordinal}",
            row.n,
            row.kind in {NetworkKind.MOBILE, NetworkKind.CGNAT} and ":" not in row.address,
        )
        for row in EnquiryLine.objects.filter(enquiry_id=enquiry_id).order_by("n")
    ]


def _records(rows: Sequence[EnquiryAnswer]) -> list[AnswerRecord]:
    ids = [row.pk for row in rows]
    seen: dict[int, dict[str, Acknowledged]] = {}
    for each in AnswerAcknowledgement.objects.filter(answer_id__in=ids):
        seen.setdefault(each.answer_id, {})[each.field] = Acknowledged(each.reason, each.at, each.officer)
    outcomes: dict[int, list[OutcomeLine]] = {}
    for each_outcome in AnswerOutcome.objects.filter(answer_id__in=ids).order_by("answer_id", "n"):
        outcomes.setdefault(each_outcome.answer_id, []).append(
            OutcomeLine(each_outcome.is_wrong, each_outcome.reason, each_outcome.at, each_outcome.officer)
        )
    return [
        AnswerRecord(
            id=row.pk,
            reference=row.reference,
            referral_id=row.referral_id,
            referral=row.referral.reference,
            enquiry=row.enquiry.reference if row.enquiry else "",
            came=row.came,
            source=row.source,
            typed=tuple(row.typed),
            question=question_from_json(row.question),
            said=answered_from_json(row.said),
            rest=tuple((heading, value) for heading, value in row.rest),
            comparison=comparison_from_json(row.comparison),
            premises=row.premises.reference if row.premises else "",
            premises_id=row.premises_id,
            entered_at=row.entered_at,
            entered_by=row.entered_by_name,
            acknowledged=seen.get(row.pk, {}),
            outcomes=tuple(outcomes.get(row.pk, ())),
        )
        for row in rows
    ]
