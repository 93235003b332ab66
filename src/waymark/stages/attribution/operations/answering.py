"""Entering what came back, compared with its question at once, and acknowledging what differs by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.models import Referral
from waymark.referrals.references import Kind, new_references
from waymark.stages.attribution.models import (
    AnswerAcknowledgement,
    AnswerOutcome,
    Enquiry,
    EnquiryAnswer,
    EnquiryStep,
)
from waymark.stages.attribution.operations.enquiring import NoSuchReferral
from waymark.stages.attribution.operations.premises import know_door
from waymark.stages.attribution.operations.turns import take_turn
from waymark.stages.attribution.queries.answers import NoSuchAnswer, questions_of
from waymark.stages.attribution.queries.enquiries import NoSuchEnquiry
from waymark.stages.attribution.rules.agreements import Field
from waymark.stages.attribution.rules.answers import (
    AnswerRow,
    Came,
    Question,
    answered_to_json,
    best_question,
    comparison_from_json,
    comparison_to_json,
    must_be_acknowledged,
    question_to_json,
)
from waymark.stages.attribution.rules.comparing import Stated, compare
from waymark.stages.attribution.rules.states import EnquiryKind, MoveName, ReasonMissing, State, find_move


class NothingAnswered(WaymarkError):
    """An answer states nothing that could be compared or that names anybody or any place."""

    def __init__(self) -> None:
        super().__init__("The answer states nothing: enter what the operator or platform sent")


class AnswersAnotherEnquiry(WaymarkError):
    """An answer carries the reference of another enquiry than the one it was entered for."""

    def __init__(self, repeated: str, reference: str) -> None:
        own = repeated.split("/", maxsplit=1)[0].strip()
        super().__init__(f"This answer repeats {own}, and was entered for {reference}: enter it there")


class NothingDiffers(WaymarkError):
    """There is nothing in that field to acknowledge."""

    def __init__(self, field: str) -> None:
        super().__init__(f"Nothing differs in {field.replace('_', ' ')}: look at the comparison again")


def enter_answers(
    *,
    viewer: Viewer,
    reference: str,
    rows: Sequence[AnswerRow],
    came: Came,
    source: str,
    typed: Sequence[str] = (),
    now: datetime,
) -> list[str]:
    """Enter answers to an enquiry, each compared with its question. Returns their references, in order.

    typed: the fields that a person typed. All are entered, or none. Raises NotPermitted, NoSuchEnquiry,
    NotThatMove (a withdrawn enquiry takes no answer), NothingAnswered, AnswersAnotherEnquiry.
    """
    require(viewer, Permission.RECORD_ANSWER)
    found = Enquiry.objects.select_for_update().select_related("referral").filter(reference=reference).first()
    if found is None:
        raise NoSuchEnquiry(reference)
    move = find_move(EnquiryKind(found.kind), State(found.state), MoveName.ANSWER)
    _check(rows, reference)
    questions = questions_of(found.pk)
    made = []
    for row in rows:
        question = best_question(questions, row)
        made.append(
            _keep(
                found.referral, found, question, row, viewer, came=came, source=source, typed=typed, now=now
            )
        )
    EnquiryStep.objects.create(
        enquiry=found,
        n=EnquiryStep.objects.filter(enquiry=found).count() + 1,
        desk_id=found.desk_id,
        at=now,
        move=move.name.value,
        before=found.state,
        after=move.end.value,
        officer_id=viewer.officer_id,
        officer=viewer.username,
        reason=f"{len(made)} answer{'' if len(made) == 1 else 's'}: {source}",
    )
    found.state = move.end.value
    found.save(update_fields=["state"])
    return made


def enter_resolution(
    *,
    viewer: Viewer,
    referral: str,
    question: Question,
    row: AnswerRow,
    source: str,
    typed: Sequence[str] = (),
    now: datetime,
) -> str:
    """Enter a resolution that arrived in somebody else's pack, compared with the event it is said to be of.

    source: whose pack, and where in it. Returns its reference. Raises NotPermitted, NoSuchReferral, NothingAnswered.
    """
    require(viewer, Permission.RECORD_ANSWER)
    about = Referral.objects.filter(reference=referral).first()
    if about is None:
        raise NoSuchReferral(referral)
    _check([row], "")
    return _keep(about, None, question, row, viewer, came=Came.PACK, source=source, typed=typed, now=now)


def acknowledge(*, viewer: Viewer, reference: str, field: Field, reason: str, now: datetime) -> None:
    """Acknowledge by name that a field of an answer differs, and why. Once said it stands.

    It explains the difference and puts nothing right: see `rules.answers.DANGEROUS`.
    Raises NotPermitted, NoSuchAnswer, ReasonMissing, NothingDiffers.
    """
    require(viewer, Permission.RECORD_ANSWER)
    if not reason.strip():
        raise ReasonMissing("let the difference stand")
    found = _answer(reference)
    fields = {each.field for each in must_be_acknowledged(comparison_from_json(found.comparison))}
    if field not in fields or AnswerAcknowledgement.objects.filter(answer=found, field=field).exists():
        raise NothingDiffers(field)
    AnswerAcknowledgement.objects.create(
        answer=found,
        field=field.value,
        desk_id=found.desk_id,
        reason=reason.strip(),
        at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    record(
        Event.ANSWER_ACKNOWLEDGED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={"field": field.value, "reason": reason.strip()},
    )


def judge_answer(*, viewer: Viewer, reference: str, is_wrong: bool, reason: str, now: datetime) -> str:
    """Say that an answer proved wrong, or that it stands after all; what was said before is kept.

    Returns the reference of its referral. Raises NotPermitted, NoSuchAnswer, ReasonMissing.
    """
    require(viewer, Permission.JUDGE_DOOR)
    if not reason.strip():
        raise ReasonMissing("judge the answer")
    found = _answer(reference)
    AnswerOutcome.objects.create(
        answer=found,
        n=AnswerOutcome.objects.filter(answer=found).count() + 1,
        desk_id=found.desk_id,
        is_wrong=is_wrong,
        reason=reason.strip(),
        at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    record(
        Event.ANSWER_JUDGED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={"is_wrong": is_wrong, "reason": reason.strip()},
    )
    return found.referral.reference


def _answer(reference: str) -> EnquiryAnswer:
    take_turn(reference)
    found = EnquiryAnswer.objects.select_related("referral").filter(reference=reference).first()
    if found is None:
        raise NoSuchAnswer(reference)
    return found


def _check(rows: Sequence[AnswerRow], reference: str) -> None:
    """Refuse all before any is kept: an answer that says nothing, or that repeats another enquiry's reference."""
    for row in rows:
        said = row.answered
        if said.about == Stated() and not (said.subscriber or said.installation or said.billing or said.uprn):
            raise NothingAnswered
        if reference and row.tied_to and reference.upper() not in row.tied_to.upper():
            raise AnswersAnotherEnquiry(row.tied_to, reference)
    if not rows:
        raise NothingAnswered


def _keep(
    referral: Referral,
    enquiry: Enquiry | None,
    question: Question | None,
    row: AnswerRow,
    viewer: Viewer,
    *,
    came: Came,
    source: str,
    typed: Sequence[str],
    now: datetime,
) -> str:
    said = row.answered
    asked = question or Question(Stated())
    compared = compare(asked.stated, said, is_shared=asked.is_shared)
    premises = know_door(
        viewer=viewer,
        desk=referral.desk_id,
        lines=said.installation,
        postcode=said.installation_postcode,
        uprn=said.uprn,
        now=now,
    )
    (reference,) = new_references(Kind.ANSWER, 1)
    EnquiryAnswer.objects.create(
        reference=reference,
        desk_id=referral.desk_id,
        referral=referral,
        enquiry=enquiry,
        line=asked.line,
        came=came.value,
        source=source,
        typed=list(typed),
        question=question_to_json(asked),
        said=answered_to_json(said),
        rest=[list(each) for each in row.rest],
        comparison=comparison_to_json(compared.fields),
        premises_id=premises,
        entered_at=now,
        entered_by=viewer.officer_id,
        entered_by_name=viewer.username,
    )
    record(
        Event.ANSWER_RECORDED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=referral.desk_id,
        detail={
            "enquiry": enquiry.reference if enquiry else "",
            "came": came.value,
            "differs": [each.field.value for each in must_be_acknowledged(compared.fields)],
        },
    )
    return reference
