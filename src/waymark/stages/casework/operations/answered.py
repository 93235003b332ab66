"""What an answer that came back does to what we sent: only from the force it was sent to, by a key we know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.casework.models import Correction, Dissemination, KnownSender, ReceivedPackage
from waymark.stages.casework.operations.receiving import held_package
from waymark.stages.casework.operations.stepping import held, step
from waymark.stages.casework.operations.turns import take_turn
from waymark.stages.casework.rules.envelopes import Letter
from waymark.stages.casework.rules.reasons import REOPENS, ReturnCode
from waymark.stages.casework.rules.schemas import ANSWER_SCHEMA
from waymark.stages.casework.rules.states import MoveName, NotThatMove, State, What, find_move


class AnswerNotApplied(WaymarkError):
    """An answer came that cannot be relied on, or that answers nothing of ours. It is kept."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a return asks of attribution. code: a `ReturnCode`. by: the force's name."""

    referral: str
    dissemination: str
    code: str
    reason: str
    by: str

    @property
    def is_doubted(self) -> bool:
        """Whether who it was, or where, is to be looked at again."""
        return self.code in REOPENS


_MOVES = {
    State.ACCEPTED.value: MoveName.ACCEPT,
    State.RETURNED.value: MoveName.RETURN,
    State.ACKNOWLEDGED.value: MoveName.ACKNOWLEDGE,
}


def apply_answer(*, viewer: Viewer, reference: str, now: datetime) -> Returned | None:
    """Let an answer that came take effect. Returns what a return asks for; None for any other answer.

    Raises NotPermitted, NoSuchPackage, AnswerNotApplied (which says what to do; the answer stays).
    """
    require(viewer, Permission.ANSWER_PACKAGE)
    row = held_package(reference)
    if row.letter != Letter.ANSWER or row.state != State.WAITING:
        raise AnswerNotApplied(f"{reference} is no answer that still waits: nothing was changed")
    said = row.words
    move = _MOVES.get(said.get("answer", ""))
    if said.get("schema") != ANSWER_SCHEMA or move is None:
        raise AnswerNotApplied(f"{reference} gives no answer that is known here: ask its sender for it again")
    if move is MoveName.ACKNOWLEDGE:
        _acknowledge(viewer, row, now=now)
        found = None
    else:
        found = _answer(viewer, row, move, now=now)
    row.state, row.outcome = State.ACCEPTED.value, said["answer"]
    row.save(update_fields=["state", "outcome"])
    return found


def _answer(viewer: Viewer, row: ReceivedPackage, move: MoveName, *, now: datetime) -> Returned | None:
    ours = Dissemination.objects.filter(reference=row.concerns).first()
    if ours is None or ours.digest != row.words.get("digest"):
        raise AnswerNotApplied(
            f"{row.reference} answers nothing that was sent from here: ask its sender which"
        )
    _check_signer(row, ours.force_code)
    code, reason = row.words.get("code", ""), row.words.get("reason", "")
    if move is MoveName.RETURN and code not in ReturnCode.__members__.values():
        code = ReturnCode.TOO_LITTLE.value
    sent = held(ours.reference)
    named = f"{row.words.get('officer', '')}, {row.by_name}"
    try:
        step(viewer, Permission.ANSWER_PACKAGE, sent, move, code=code, reason=reason, named=named, now=now)
    except NotThatMove as problem:
        raise AnswerNotApplied(f"{row.reference} changes nothing. {problem}") from problem
    if move is not MoveName.RETURN:
        return None
    return Returned(sent.referral.reference, sent.reference, code, reason, row.by_name)


def _acknowledge(viewer: Viewer, row: ReceivedPackage, *, now: datetime) -> None:
    take_turn(row.concerns)
    correction = Correction.objects.select_related("dissemination").filter(reference=row.concerns).first()
    if correction is None or correction.digest != row.words.get("digest"):
        raise AnswerNotApplied(f"{row.reference} answers no correction from here: ask its sender which")
    _check_signer(row, correction.dissemination.force_code)
    try:
        move = find_move(What.CORRECTION, State(correction.state), MoveName.ACKNOWLEDGE)
    except NotThatMove as problem:
        raise AnswerNotApplied(f"{row.reference} changes nothing. {problem}") from problem
    correction.state = move.end.value
    correction.acknowledged_at = now
    correction.acknowledged_by = f"{row.words.get('officer', '')}, {row.by_name}"
    correction.save(update_fields=["state", "acknowledged_at", "acknowledged_by"])
    record(
        Event.CORRECTION_ACKNOWLEDGED,
        correction.reference,
        actor=viewer.officer_id,
        at=now,
        desk=correction.desk_id,
        detail={"by": row.by_code},
    )


def _check_signer(row: ReceivedPackage, force: str) -> None:
    """An answer stops a clock or takes a door away: it counts only by the key of the force that was asked."""
    is_theirs = KnownSender.objects.filter(
        desk_id=row.desk_id, key=row.key, force_code=force, ended_at=None
    ).exists()
    if not is_theirs:
        raise AnswerNotApplied(
            f"{row.reference} is not signed by a key known to be that of the force it was sent to: ask them to read "
            "you their key, record the sender, and apply the answer then"
        )
