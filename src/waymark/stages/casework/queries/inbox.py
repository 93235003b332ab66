"""Packages that came from other forces, and whose keys are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Value, When

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.casework.models import KnownSender, ReceivedPackage, ReceivedStep, SentPackage
from waymark.stages.casework.rules.envelopes import Letter, fingerprint
from waymark.stages.casework.rules.states import Move, State, What, moves_from


class NoSuchPackage(WaymarkError):
    """Nothing at the viewer's desks came under the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No package at your desks has the reference {reference}: check it")


@dataclass(frozen=True, slots=True)
class SenderLine:
    """A key with the force it was found to be of. checked: how that was found."""

    id: int
    key: str
    force_code: str
    name: str
    checked: str
    added_at: datetime
    officer: str
    ended_at: datetime | None

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package that came. signer: whose key signed it, empty where nobody here knows the key."""

    id: int
    reference: str
    desk_id: int
    letter: str
    sender_reference: str
    concerns: str
    about: str
    by_code: str
    by_name: str
    to_code: str
    key: str
    signer: str
    signer_code: str
    digest: str
    received_at: datetime
    received_by: str
    due_at: datetime | None
    state: str
    delivery: str
    referrals: tuple[str, ...]
    outcome: str
    words: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)

    @property
    def is_from_whom_it_says(self) -> bool:
        """Whether a known key signed it, and that of the force that it says it is from."""
        return bool(self.signer_code) and self.signer_code == self.by_code

    @property
    def what(self) -> What:
        return What.RECEIVED_CORRECTION if self.letter == Letter.CORRECTION else What.RECEIVED

    @property
    def moves(self) -> tuple[Move, ...]:
        return () if self.letter == Letter.ANSWER else moves_from(self.what, State(self.state))


@dataclass(frozen=True, slots=True)
class ReceivedStepLine:
    at: datetime
    move: str
    after: str
    officer: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """answer: the name of the file that answers it, to be sent back; empty while there is none."""

    line: PackageLine
    steps: tuple[ReceivedStepLine, ...]
    corrections: tuple[PackageLine, ...]
    answer: str


def inbox(
    viewer: Viewer,
    *,
    states: Sequence[str] = (State.WAITING,),
    letters: Iterable[Letter] = tuple(Letter),
    after: int = 0,
    limit: int = 200,
    now: datetime,
) -> list[PackageLine]:
    """Packages of the viewer's desks in these states: corrections first, then what is due first.

    A correction comes first, because somebody may be acting on what was wrong. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    is_correction = Case(When(letter=Letter.CORRECTION.value, then=Value(0)), default=Value(1))
    rows = ReceivedPackage.objects.filter(
        state__in=[str(state) for state in states], letter__in=[letter.value for letter in letters]
    ).order_by(is_correction, "due_at", "id")
    record(Event.PACKAGES_READ, "inbox", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return _with_signers(list(rows[after : after + limit]))


def package(viewer: Viewer, reference: str, *, now: datetime) -> PackageRecord:
    """A package with its steps, and what corrects it; the reading is logged. Raises NotPermitted, NoSuchPackage."""
    require(viewer, Permission.READ_RECORD)
    row = ReceivedPackage.objects.filter(reference=reference).first()
    if row is None:
        raise NoSuchPackage(reference)
    record(Event.PACKAGE_READ, reference, actor=viewer.officer_id, at=now, desk=row.desk_id)
    steps = ReceivedStep.objects.filter(package=row).order_by("n")
    corrected = ReceivedPackage.objects.filter(
        desk_id=row.desk_id, letter=Letter.CORRECTION, concerns=row.sender_reference, by_code=row.by_code
    )
    answer = SentPackage.objects.filter(reference=reference).order_by("-id").first()
    return PackageRecord(
        _with_signers([row])[0],
        tuple(ReceivedStepLine(s.at, s.move, s.after, s.officer, s.code, s.reason) for s in steps),
        tuple(_with_signers(list(corrected.order_by("id")))),
        answer.name if answer else "",
    )


def packages_of(viewer: Viewer, referral: str) -> list[PackageLine]:
    """What other forces sent that became part of a referral, with what they corrected since.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    came = list(ReceivedPackage.objects.filter(referrals__contains=[referral]).order_by("id"))
    corrected = ReceivedPackage.objects.filter(
        letter=Letter.CORRECTION, concerns__in=[row.sender_reference for row in came]
    )
    return _with_signers([*came, *corrected.order_by("id")])


def senders(viewer: Viewer) -> list[SenderLine]:
    """Every key that was found to be a force's at the viewer's desks, ended ones too. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    return [
        SenderLine(r.pk, r.key, r.force_code, r.name, r.checked, r.added_at, r.officer, r.ended_at)
        for r in KnownSender.objects.order_by("name", "id")
    ]


def _with_signers(rows: Sequence[ReceivedPackage]) -> list[PackageLine]:
    known = {
        (sender.desk_id, sender.key): sender
        for sender in KnownSender.objects.filter(key__in={row.key for row in rows}, ended_at=None)
    }
    return [_line(row, known.get((row.desk_id, row.key))) for row in rows]


def _line(row: ReceivedPackage, signer: KnownSender | None) -> PackageLine:
    return PackageLine(
        row.pk,
        row.reference,
        row.desk_id,
        row.letter,
        row.sender_reference,
        row.concerns,
        row.about,
        row.by_code,
        row.by_name,
        row.to_code,
        row.key,
        signer.name if signer else "",
        signer.force_code if signer else "",
        row.digest,
        row.received_at,
        row.received_by,
        row.due_at,
        row.state,
        row.delivery,
        tuple(row.referrals),
        row.outcome,
        row.words,
    )
