"""Knowing a door again, and noting what is held on it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.references import Kind, new_references
from waymark.stages.attribution.models import Premises, PremisesNote
from waymark.stages.attribution.operations.turns import take_turn
from waymark.stages.attribution.queries.premises import NoSuchPremises
from waymark.stages.attribution.rules.door_notes import NoteKind, NoteMissing, check_note
from waymark.stages.attribution.rules.premises import read_door


class NoSuchNote(WaymarkError):
    """A note that is to be withdrawn is not there, or is withdrawn already."""

    def __init__(self, n: int) -> None:
        super().__init__(f"Note {n} is not there, or is withdrawn already: look at the page again")


def know_door(
    *, viewer: Viewer, desk: int, lines: str, postcode: str = "", uprn: str = "", now: datetime
) -> int | None:
    """The id of the premises of an address at a desk, made when it is new; None when nothing names a door.

    An address without a UPRN is never joined to premises by anything less than its whole key.
    """
    require(viewer, Permission.READ_RECORD)
    door = read_door(lines, postcode=postcode, uprn=uprn)
    if not door.uprn and not door.key:
        return None
    standing = Premises.objects.filter(desk_id=desk)
    found = standing.filter(uprn=door.uprn) if door.uprn else standing.filter(uprn="", key=door.key)
    held = found.first()
    if held is not None:
        return held.pk
    (reference,) = new_references(Kind.PREMISES, 1)
    try:
        with transaction.atomic():
            made = Premises.objects.create(
                reference=reference,
                desk_id=desk,
                uprn=door.uprn,
                key=door.key,
                postcode=door.postcode,
                lines=", ".join(filter(None, (lines.strip(), postcode.strip()))),
                first_known_at=now,
            )
    except IntegrityError:  # another officer entered the same door in the same moment
        return found.values_list("id", flat=True).first()
    record(
        Event.PREMISES_NOTED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"made": True},
    )
    return made.pk


def note_premises(
    *,
    viewer: Viewer,
    reference: str,
    kind: NoteKind,
    text: str,
    source: str = "",
    since: date | None = None,
    until: date | None = None,
    now: datetime,
) -> None:
    """Note something on a door. since, until: the days it holds for. Raises NotPermitted, NoSuchPremises,
    NoteMissing.
    """
    require(viewer, Permission.NOTE_PREMISES)
    check_note(kind, text, since=since, until=until)
    _write(
        viewer,
        reference,
        now=now,
        kind=kind.value,
        text=text.strip(),
        source=source.strip(),
        days=(since, until),
    )


def withdraw_note(*, viewer: Viewer, reference: str, n: int, reason: str, now: datetime) -> None:
    """Take a note back, with why; both stay. Raises NotPermitted, NoSuchPremises, NoSuchNote, NoteMissing."""
    require(viewer, Permission.NOTE_PREMISES)
    if not reason.strip():
        raise NoteMissing("Say why the note is taken back")
    notes = PremisesNote.objects.filter(premises__reference=reference)
    take_turn(reference)
    if not notes.filter(n=n, withdraws=None).exists() or notes.filter(withdraws=n).exists():
        raise NoSuchNote(n)
    _write(viewer, reference, now=now, kind=NoteKind.WITHDRAWN.value, text=reason.strip(), withdraws=n)


def _write(
    viewer: Viewer,
    reference: str,
    *,
    now: datetime,
    kind: str,
    text: str,
    source: str = "",
    days: tuple[date | None, date | None] = (None, None),
    withdraws: int | None = None,
) -> None:
    take_turn(reference)
    found = Premises.objects.filter(reference=reference).first()
    if found is None:
        raise NoSuchPremises(reference)
    PremisesNote.objects.create(
        premises=found,
        n=PremisesNote.objects.filter(premises=found).count() + 1,
        desk_id=found.desk_id,
        kind=kind,
        text=text,
        source=source,
        since=days[0],
        until=days[1],
        withdraws=withdraws,
        at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    record(
        Event.PREMISES_NOTED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=found.desk_id,
        detail={"kind": kind, "withdraws": withdraws},
    )
