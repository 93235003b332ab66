"""Disseminations and corrections as their sender has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.reference.forces import force_by_code
from waymark.stages.attribution.queries.joined import with_absorbed
from waymark.stages.casework.models import Correction, Dissemination, DisseminationStep, SentPackage
from waymark.stages.casework.rules.states import Move, State, What, moves_from

OPEN = (State.PROPOSED, State.SENT)
"""What still waits for somebody: for us to send, or for an answer."""


class NoSuchDissemination(WaymarkError):
    """Nothing at the viewer's desks has the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"Nothing at your desks was sent or proposed as {reference}: check it")


@dataclass(frozen=True, slots=True)
class StepLine:
    at: datetime
    move: str
    before: str
    after: str
    officer: str
    code: str
    named: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    reference: str
    dissemination: str
    force: str
    kind: str
    words: str
    state: str
    sent_at: datetime
    sent_by: str
    due_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str


@dataclass(frozen=True, slots=True)
class DisseminationLine:
    """force, force_code: to whom. about: suspect or child; report, party, role: who. due_at: to be sent, or
    answered, by. after: the one it follows. answer: the one whose door it rests on.
    """

    id: int
    reference: str
    desk_id: int
    referral_id: int
    referral: str
    about: str
    report: str
    party: int
    role: str
    force_code: str
    force: str
    certainty: str
    reasons: tuple[str, ...]
    state: str
    started_at: datetime
    due_at: datetime
    proposed_at: datetime
    after: str
    asked: str
    source_grade: str
    handling_code: str
    handling_conditions: str
    marking: str
    sent_at: datetime | None
    sent_by: str
    digest: str
    answer: str

    @property
    def moves(self) -> tuple[Move, ...]:
        return moves_from(What.DISSEMINATION, State(self.state))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class DisseminationRecord:
    line: DisseminationLine
    steps: tuple[StepLine, ...]
    corrections: tuple[CorrectionLine, ...]


def outbox(
    viewer: Viewer, *, states: Iterable[str] = OPEN, after: int = 0, limit: int = 200, now: datetime
) -> list[DisseminationLine]:
    """Disseminations of the viewer's desks in these states, what is due first; `after`: leave out so many.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    rows = _lines().filter(state__in=[str(state) for state in states]).order_by("due_at", "id")
    record(Event.PACKAGES_READ, "outbox", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return [_line(row) for row in rows[after : after + limit]]


def disseminations_of(viewer: Viewer, referral_id: int) -> list[DisseminationLine]:
    """Those of a referral that was read, oldest first. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    return [_line(row) for row in _lines().filter(referral_id__in=with_absorbed(referral_id)).order_by("id")]


def dissemination(viewer: Viewer, reference: str, *, now: datetime) -> DisseminationRecord:
    """One with its steps and corrections; the reading is logged. Raises NotPermitted, NoSuchDissemination."""
    require(viewer, Permission.READ_RECORD)
    row = _lines().filter(reference=reference).first()
    if row is None:
        raise NoSuchDissemination(reference)
    record(Event.PACKAGE_READ, reference, actor=viewer.officer_id, at=now, desk=row.desk_id)
    steps = DisseminationStep.objects.filter(dissemination=row).order_by("n")
    return DisseminationRecord(
        _line(row),
        tuple(StepLine(s.at, s.move, s.before, s.after, s.officer, s.code, s.named, s.reason) for s in steps),
        tuple(corrections(viewer, dissemination_id=row.pk)),
    )


def corrections(
    viewer: Viewer, *, dissemination_id: int | None = None, is_open: bool = False
) -> list[CorrectionLine]:
    """Corrections of one dissemination, or all; only those not acknowledged yet where `is_open`.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    rows = Correction.objects.select_related("dissemination").order_by("due_at", "id")
    if dissemination_id is not None:
        rows = rows.filter(dissemination_id=dissemination_id)
    if is_open:
        rows = rows.filter(state=State.SENT)
    return [
        CorrectionLine(
            row.reference,
            row.dissemination.reference,
            force_by_code(row.dissemination.force_code).name,
            row.kind,
            row.words,
            row.state,
            row.sent_at,
            row.sent_by,
            row.due_at,
            row.acknowledged_at,
            row.acknowledged_by,
        )
        for row in rows
    ]


def take_package(viewer: Viewer, reference: str, *, now: datetime) -> tuple[str, bytes]:
    """The file that was sent under a reference, the newest, as name and bytes; the taking is logged.

    Raises NotPermitted, NoSuchDissemination.
    """
    require(viewer, Permission.READ_RECORD)
    row = SentPackage.objects.filter(reference=reference).order_by("-id").first()
    if row is None:
        raise NoSuchDissemination(reference)
    record(
        Event.PACKAGE_TAKEN,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=row.desk_id,
        detail={"recipient": row.to_force, "digest": row.digest},
    )
    return row.name, bytes(row.content)


def _lines() -> QuerySet[Dissemination]:
    return Dissemination.objects.select_related("referral", "after")


def _line(row: Dissemination) -> DisseminationLine:
    return DisseminationLine(
        row.pk,
        row.reference,
        row.desk_id,
        row.referral_id,
        row.referral.reference,
        row.about,
        row.report,
        row.party,
        row.role,
        row.force_code,
        force_by_code(row.force_code).name,
        row.certainty,
        tuple(row.reasons),
        row.state,
        row.started_at,
        row.due_at,
        row.proposed_at,
        row.after.reference if row.after else "",
        row.asked,
        row.source_grade,
        row.handling_code,
        row.handling_conditions,
        row.marking,
        row.sent_at,
        row.sent_by,
        row.digest,
        row.answer,
    )
