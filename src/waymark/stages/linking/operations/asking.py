"""Is anyone else working this? Asked by a desk's officer, answered by the national desk, both sides told.

Two transactions, because no officer sees another desk: the question is written as the officer who asks, and
answered as the installation at the national desk, which sees all and says only whom to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.models import Desk, DeskKind
from waymark.access.rules import Permission, Role, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.linking.models import DeskAnswer, DeskNotice, DeskQuestion
from waymark.stages.linking.queries.elsewhere import shared_elsewhere
from waymark.stages.linking.rules import asking
from waymark.stages.linking.rules.asking import (
    HOLDS_SOMETHING,
    NoPurpose,
    NoticeKind,
    answers_by_desk,
    check_may_ask,
)


def ask(viewer: Viewer, reference: str, *, purpose: str, now: datetime) -> int:
    """Write down that an officer asks, and tell their supervisors. Returns the question's number.

    Raises NotPermitted, NoPurpose, AskedTooOften, NothingByThatReference.
    """
    require(viewer, Permission.ASK_OTHER_DESKS)
    if not purpose.strip():
        raise NoPurpose
    referral = standing_referral(viewer, reference)
    with connection.cursor() as cursor:
        # One officer's questions take turns, so that two at once cannot pass the limit together.
        cursor.execute("select pg_advisory_xact_lock(7206, %s)", [viewer.officer_id % 2**31])
    earlier = DeskQuestion.objects.filter(officer_id=viewer.officer_id).order_by("-asked_at")
    times = list(earlier.values_list("asked_at", flat=True)[: asking.MOST_A_DAY])
    is_bulk = check_may_ask(times, now=now)
    question = DeskQuestion.objects.create(
        desk_id=referral.desk,
        referral_id=referral.id,
        officer_id=viewer.officer_id,
        asked_at=now,
        purpose=purpose.strip(),
    )
    kinds = [NoticeKind.ASKED, NoticeKind.BULK] if is_bulk else [NoticeKind.ASKED]
    DeskNotice.objects.bulk_create(
        DeskNotice(
            desk_id=referral.desk,
            kind=kind,
            referral_id=referral.id,
            from_desk_id=referral.desk,
            officer_id=viewer.officer_id,
            at=now,
            words=purpose.strip(),
        )
        for kind in kinds
    )
    record(
        Event.OTHER_DESKS_ASKED,
        referral.reference,
        actor=viewer.officer_id,
        at=now,
        desk=referral.desk,
        detail={"question": question.pk, "purpose": purpose.strip(), "is_bulk": is_bulk},
    )
    return question.pk


def national_desk() -> Viewer:
    """The installation as the national desk: it sees every desk, and nobody sees what it sees."""
    desks = tuple(Desk.objects.order_by("id").values_list("id", flat=True))
    return Viewer(0, "waymark", frozenset({Role.INTELLIGENCE_DESK}), desks, None, is_national=True)


def answer(viewer: Viewer, question_id: int, *, now: datetime) -> int:
    """Answer a question for every other desk, and tell each that is named. Returns how many desks are.

    viewer: `national_desk()`. An alarm of bulk asking goes to the national desks too. Raises NotPermitted.
    """
    require(viewer, Permission.ASK_OTHER_DESKS)
    question = DeskQuestion.objects.select_related("referral").get(pk=question_id)
    found = shared_elsewhere(question.referral_id, desk=question.desk_id, viewer=viewer)
    answers = answers_by_desk([(desk, proposal) for desk, _, proposal in found])
    kind_of = dict(Desk.objects.values_list("id", "kind"))
    DeskAnswer.objects.bulk_create(
        DeskAnswer(
            desk_id=question.desk_id,
            question=question,
            other_desk_id=None if kind_of[each.desk] == DeskKind.RESTRICTED else each.desk,
            words=HOLDS_SOMETHING
            if kind_of[each.desk] == DeskKind.RESTRICTED
            else asking.answer_in_words(each),
        )
        for each in answers
    )
    named = {each.desk for each in answers}
    told = [
        (desk, referral)
        for desk, referral, proposal in found
        if desk in named and answers_by_desk([(desk, proposal)])
    ]
    _tell(
        question,
        told,
        national=[desk for desk, kind in kind_of.items() if kind == DeskKind.NATIONAL],
        now=now,
    )
    record(
        Event.OTHER_DESKS_ANSWERED,
        question.referral.reference,
        actor=question.officer_id,
        at=now,
        desk=question.desk_id,
        detail={"question": question_id, "desks": len(answers)},
    )
    return len(answers)


def _tell(
    question: DeskQuestion, told: Sequence[tuple[int, int]], *, national: Sequence[int], now: datetime
) -> None:
    """Tell the supervisors of each desk that holds something; of bulk asking, those of the national desks too.

    told: desk and its referral.
    """
    notices: list[tuple[int, NoticeKind, int | None]] = [
        (desk, NoticeKind.WAS_ASKED, referral) for desk, referral in told
    ]
    asked = {"desk_id": question.desk_id, "officer_id": question.officer_id, "at": question.asked_at}
    if DeskNotice.objects.filter(kind=NoticeKind.BULK, **asked).exists():
        notices += [(desk, NoticeKind.BULK, None) for desk in national if desk != question.desk_id]
    DeskNotice.objects.bulk_create(
        DeskNotice(
            desk_id=desk,
            kind=kind,
            referral_id=referral,
            from_desk_id=question.desk_id,
            officer_id=question.officer_id,
            at=now,
            words=question.purpose,
        )
        for desk, kind, referral in notices
    )
