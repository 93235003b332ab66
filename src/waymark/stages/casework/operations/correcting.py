"""Telling every force that was told, that something it was told was wrong; open until each acknowledges."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.references import Kind, new_references
from waymark.stages.casework.models import Correction, Dissemination
from waymark.stages.casework.operations.sending import keep_sent, moment, sender_of
from waymark.stages.casework.operations.turns import take_turn
from waymark.stages.casework.rules.envelopes import WORDS, Heading, Letter, Sealed, SigningKey, seal
from waymark.stages.casework.rules.proposals import About, due
from waymark.stages.casework.rules.reasons import CORRECTION_WORDS, CorrectionKind
from waymark.stages.casework.rules.schemas import CORRECTION_SCHEMA
from waymark.stages.casework.rules.states import TOLD, ReasonMissing, State
from waymark.stages.casework.rules.words import words_to_bytes


class NobodyWasTold(WaymarkError):
    """A correction of what no force was ever sent."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No force was sent anything of {reference}: there is nobody to tell")


def correct(
    *,
    viewer: Viewer,
    referral: str,
    kind: CorrectionKind,
    words: str,
    report: str = "",
    party: int = 0,
    private: SigningKey,
    now: datetime,
) -> list[Sealed]:
    """Send a correction to everyone who was told of a referral, those who returned it too.

    words: what was wrong, and what is right. report, party: whom it is about, where it is about one person.
    Returns a package for each dissemination that was ever sent. Raises NotPermitted, ReasonMissing,
    NobodyWasTold.
    """
    require(viewer, Permission.DISSEMINATE)
    if not words.strip():
        raise ReasonMissing("correct it: what was wrong, and what is right")
    take_turn(referral)
    told = list(
        Dissemination.objects.select_related("desk", "referral")
        .filter(
            Q(referral__reference=referral) | Q(referral__merged_into__reference=referral),
            state__in=[state.value for state in TOLD],
        )
        .order_by("id")
    )
    if not told:
        raise NobodyWasTold(referral)
    said = {
        "schema": CORRECTION_SCHEMA,
        "kind": kind.value,
        "means": CORRECTION_WORDS[kind],
        "words": words.strip(),
        "report": report,
        "party": str(party) if party else "",
        "at": moment(now),
    }
    return [_send(viewer, row, kind, said, private, now=now) for row in told]


def _send(
    viewer: Viewer,
    row: Dissemination,
    kind: CorrectionKind,
    said: dict[str, str],
    private: SigningKey,
    *,
    now: datetime,
) -> Sealed:
    reference = new_references(Kind.CORRECTION, 1)[0]
    due_at = due(About.CHILD, "", started_at=now, now=now)
    by, by_name = sender_of(row.desk)
    heading = Heading(
        Letter.CORRECTION,
        reference,
        by,
        by_name,
        row.force_code,
        moment(now),
        about=row.about,
        concerns=row.reference,
        answer_by=moment(due_at),
        handling_code=row.handling_code,
        marking=row.marking,
    )
    sealed = seal(heading, {WORDS: words_to_bytes({**said, "concerns": row.reference})}, private)
    Correction.objects.create(
        reference=reference,
        desk_id=row.desk_id,
        dissemination=row,
        kind=kind.value,
        words=said["words"],
        state=State.SENT.value,
        sent_at=now,
        sent_by=viewer.username,
        due_at=due_at,
        digest=sealed.digest,
    )
    keep_sent(sealed, Letter.CORRECTION, reference, desk=row.desk_id, to=row.force_code, now=now)
    record(
        Event.CORRECTION_SENT,
        row.reference,
        actor=viewer.officer_id,
        at=now,
        desk=row.desk_id,
        detail={
            "recipient": row.force_code,
            "correction": reference,
            "kind": kind.value,
            "digest": sealed.digest,
        },
    )
    return sealed
