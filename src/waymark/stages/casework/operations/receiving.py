"""Packages that come: kept whole first; then accepted, returned or acknowledged, with an answer to send back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waymark.access.models import Desk
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.operations.referring import standing_referral
from waymark.referrals.references import Kind, new_references
from waymark.stages.casework.models import KnownSender, ReceivedPackage, ReceivedStep
from waymark.stages.casework.operations.sending import keep_sent, moment, sender_of
from waymark.stages.casework.operations.turns import take_turn
from waymark.stages.casework.queries.inbox import NoSuchPackage
from waymark.stages.casework.readers.envelopes import NotAPackage, Opened
from waymark.stages.casework.rules.envelopes import WORDS, Heading, Letter, Sealed, SigningKey, seal
from waymark.stages.casework.rules.proposals import About, due
from waymark.stages.casework.rules.reasons import ReturnCode
from waymark.stages.casework.rules.schemas import ANSWER_SCHEMA
from waymark.stages.casework.rules.states import MoveName, ReasonMissing, State, What, find_move
from waymark.stages.casework.rules.words import can_be_kept, words_to_bytes
from waymark.stages.prioritisation.queries import queue_line


class NoDeskToKeepIt(WaymarkError):
    """An officer without a home desk has nowhere to keep what came."""

    def __init__(self) -> None:
        super().__init__("You have no desk of your own to keep a package at: ask an administrator for one")


class SignerUnknown(WaymarkError):
    """A package was to be accepted though nobody here knows whose key signed it, and nobody says how they checked."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody here knows whose key signed this, or it is not the key of the force it says it is from. Ask that "
            "force to read you its key, and record the sender; or say in the reason how you made sure"
        )


@dataclass(frozen=True, slots=True)
class KeptPackage:
    reference: str
    is_new: bool
    is_carried: bool


def keep_package(*, viewer: Viewer, opened: Opened, content: bytes, name: str, now: datetime) -> KeptPackage:
    """Keep a package that was opened and found whole. The same again changes nothing.

    Raises NotPermitted, NoDeskToKeepIt, NotAPackage.
    """
    require(viewer, Permission.ANSWER_PACKAGE)
    if viewer.home_desk is None:
        raise NoDeskToKeepIt
    take_turn(opened.digest)
    standing = ReceivedPackage.objects.filter(desk_id=viewer.home_desk, digest=opened.digest).first()
    if standing is not None:
        return KeptPackage(standing.reference, is_new=False, is_carried=bool(standing.delivery))
    heading = opened.heading
    words = opened.words if heading.letter is not Letter.DISSEMINATION else {}
    made = ReceivedPackage.objects.create(
        reference=new_references(Kind.RECEIVED, 1)[0],
        desk_id=viewer.home_desk,
        letter=heading.letter.value,
        sender_reference=heading.reference,
        concerns=heading.concerns,
        about=heading.about,
        by_code=heading.by,
        by_name=heading.by_name,
        to_code=heading.to,
        made_at=heading.made_at,
        key=opened.key,
        digest=opened.digest,
        name=name[-200:],
        content=content,
        words=_checked(words),
        received_at=now,
        received_by=viewer.username,
        due_at=_due(heading, now=now),
        state=State.WAITING.value,
    )
    record(
        Event.PACKAGE_RECEIVED,
        made.reference,
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"from": heading.by, "as": heading.reference, "letter": heading.letter, "key": opened.key},
    )
    return KeptPackage(made.reference, is_new=True, is_carried=False)


def _due(heading: Heading, *, now: datetime) -> datetime | None:
    """Our own clock from when it came, not the sender's: the shortest, until it is read and has a level here."""
    if heading.letter is Letter.ANSWER:
        return None
    return due(About.CHILD, "", started_at=now, now=now)


def _checked(words: dict[str, Any]) -> dict[str, str]:
    """The texts of an answer or correction. Raises NotAPackage where one cannot be kept."""
    kept = {name: value for name, value in words.items() if isinstance(value, str)}
    if len(kept) != len(words) or not all(map(can_be_kept, kept.values())):
        raise NotAPackage(f"Its {WORDS} says something that is no text")
    return kept


def place_package(
    *, viewer: Viewer, reference: str, delivery: str, referrals: Sequence[str], now: datetime
) -> None:
    """Note what a dissemination became in the record, whose level its clock follows from then.

    Raises NotPermitted, NoSuchPackage.
    """
    require(viewer, Permission.ANSWER_PACKAGE)
    row = held_package(reference)
    row.delivery, row.referrals = delivery, list(referrals)
    if row.about == About.SUSPECT and referrals:
        row.due_at = _due_by_level(viewer, row, now=now)
    row.save(update_fields=["delivery", "referrals", "due_at"])


def _due_by_level(viewer: Viewer, row: ReceivedPackage, *, now: datetime) -> datetime:
    """The promise of the most pressing referral that it became; a child's never waits for one (`rules.due`)."""
    lines = [
        queue_line(viewer, standing_referral(viewer, each).id, as_it_stands=True, now=now)
        for each in row.referrals
    ]
    return min(
        due(About.SUSPECT, line.level if line else "", started_at=row.received_at, now=now) for line in lines
    )


def held_package(reference: str) -> ReceivedPackage:
    """A package that came, held until the transaction ends. Raises NoSuchPackage."""
    take_turn(reference)
    row = ReceivedPackage.objects.select_related("desk").filter(reference=reference).first()
    if row is None:
        raise NoSuchPackage(reference)
    return row


def answer_package(
    *,
    viewer: Viewer,
    reference: str,
    move: MoveName,
    code: ReturnCode | None = None,
    reason: str = "",
    private: SigningKey,
    now: datetime,
) -> Sealed:
    """Accept a dissemination, return it with a reason, or acknowledge a correction. Returns the signed answer.

    code: why it is returned. reason: in words; for an acceptance only where the signer is unknown.
    Raises NotPermitted, NoSuchPackage, NotThatMove, ReasonMissing, SignerUnknown.
    """
    require(viewer, Permission.ANSWER_PACKAGE)
    row = held_package(reference)
    what = What.RECEIVED_CORRECTION if row.letter == Letter.CORRECTION else What.RECEIVED
    before = State(row.state)
    taken = find_move(what, before, move, reason=reason)
    if move is MoveName.RETURN and code is None:
        raise ReasonMissing("return it, by one of the reasons listed")
    if move is MoveName.ACCEPT and not reason.strip() and not _is_known(row):
        raise SignerUnknown
    row.state = taken.end.value
    row.save(update_fields=["state"])
    ReceivedStep.objects.create(
        package=row,
        n=ReceivedStep.objects.filter(package=row).count() + 1,
        desk_id=row.desk_id,
        at=now,
        move=move.value,
        before=before.value,
        after=row.state,
        officer_id=viewer.officer_id,
        officer=viewer.username,
        code=code.value if code else "",
        reason=reason.strip(),
    )
    return _answer(viewer, row, code.value if code else "", reason.strip(), private, now=now)


def _is_known(row: ReceivedPackage) -> bool:
    return KnownSender.objects.filter(
        desk_id=row.desk_id, key=row.key, force_code=row.by_code, ended_at=None
    ).exists()


def _answer(
    viewer: Viewer, row: ReceivedPackage, code: str, reason: str, private: SigningKey, *, now: datetime
) -> Sealed:
    by, by_name = sender_of(Desk.objects.get(pk=row.desk_id))
    words = {
        "schema": ANSWER_SCHEMA,
        "concerns": row.sender_reference,
        "digest": row.digest,
        "answer": row.state,
        "code": code,
        # What made us sure of an unknown signer is our own affair.
        "reason": reason if row.state == State.RETURNED else "",
        "officer": viewer.username,
        "at": moment(now),
    }
    heading = Heading(
        Letter.ANSWER, row.reference, by, by_name, row.by_code, moment(now), concerns=row.sender_reference
    )
    sealed = seal(heading, {WORDS: words_to_bytes(words)}, private)
    keep_sent(sealed, Letter.ANSWER, row.reference, desk=row.desk_id, to=row.by_code, now=now)
    done = Event.CORRECTION_ACKNOWLEDGED if row.letter == Letter.CORRECTION else Event.PACKAGE_ANSWERED
    for event in (done, Event.ANSWER_SENT):
        record(
            event,
            row.reference,
            actor=viewer.officer_id,
            at=now,
            desk=row.desk_id,
            detail={"recipient": row.by_code, "answer": row.state, "code": code, "digest": sealed.digest},
        )
    return sealed
