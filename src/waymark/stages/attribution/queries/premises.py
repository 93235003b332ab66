"""What is held on a door: notes, the answers that named it and whether they proved wrong, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.references import read_reference
from waymark.stages.attribution.models import GateDecision, Premises, PremisesNote
from waymark.stages.attribution.queries.answers import AnswerRecord, answers_of
from waymark.stages.attribution.rules.door_notes import NoteKind
from waymark.stages.attribution.rules.premises import Sameness, compare_doors, read_door


class NoSuchPremises(WaymarkError):
    """No door at the viewer's desks has the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No door at your desks is called {reference}: search by its address or postcode")


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note on a door. withdrawn: why it was taken back, empty while it stands."""

    n: int
    kind: str
    text: str
    since: date | None
    until: date | None
    source: str
    at: datetime
    officer: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class DecisionOnDoor:
    referral: str
    decision: str
    reason: str
    named: str
    at: datetime
    officer: str


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A door in a list, with how much is held on it. sameness: with what was looked for; words: why."""

    id: int
    reference: str
    lines: str
    uprn: str
    notes: int
    answers: int
    wrong: int
    warnings: int
    sameness: str = Sameness.SAME.value
    words: str = ""


@dataclass(frozen=True, slots=True)
class DoorRecord:
    """Everything held on one door. near: doors of the same postcode that may be the same."""

    id: int
    reference: str
    lines: str
    uprn: str
    postcode: str
    first_known_at: datetime
    notes: tuple[NoteLine, ...]
    answers: tuple[AnswerRecord, ...]
    decisions: tuple[DecisionOnDoor, ...]
    near: tuple[DoorLine, ...]


def premises(viewer: Viewer, reference: str, *, now: datetime) -> DoorRecord:
    """What is held on a door, by its reference; the reading is logged.

    Raises NotPermitted, BadReference, NoSuchPremises.
    """
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    found = Premises.objects.filter(reference=written).first()
    if found is None:
        raise NoSuchPremises(written)
    record(Event.PREMISES_READ, written, actor=viewer.officer_id, at=now, desk=found.desk_id)
    decisions = GateDecision.objects.filter(premises=found).select_related("referral").order_by("at")
    near = [line for line in _alike(found.lines, found.postcode, found.uprn) if line.id != found.pk]
    return DoorRecord(
        found.pk,
        written,
        found.lines,
        found.uprn,
        found.postcode,
        found.first_known_at,
        tuple(_notes(found.pk)),
        tuple(answers_of(viewer, premises_ids=[found.pk])),
        tuple(
            DecisionOnDoor(
                each.referral.reference, each.decision, each.reason, each.named, each.at, each.officer
            )
            for each in decisions
        ),
        tuple(near),
    )


def doors_like(
    viewer: Viewer, lines: str, *, postcode: str = "", uprn: str = "", now: datetime
) -> list[DoorLine]:
    """Doors held that are, or may be, the one of an address; the surest first. The search is logged.

    A postcode alone gives every door held in it. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    found = _alike(lines, postcode, uprn)
    record(
        Event.PREMISES_READ,
        "premises",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"premises": [line.reference for line in found]},
    )
    return found


def held_on(viewer: Viewer, premises_ids: Sequence[int]) -> dict[int, DoorLine]:
    """How much is held on each of these doors, by id: for a mark wherever an address is shown."""
    require(viewer, Permission.READ_RECORD)
    rows = Premises.objects.filter(pk__in=list(premises_ids))
    return {line.id: line for line in _lines(list(rows))}


def _alike(lines: str, postcode: str, uprn: str) -> list[DoorLine]:
    door = read_door(lines, postcode=postcode, uprn=uprn)
    wanted = Q(pk__in=[])
    if door.uprn:
        wanted |= Q(uprn=door.uprn)
    if door.postcode:
        wanted |= Q(postcode=door.postcode)
    rows = list(Premises.objects.filter(wanted).order_by("id")[:500])
    is_place_alone = not (door.number or door.name or door.uprn)
    compared = {
        row.pk: compare_doors(door, read_door(row.lines, postcode=row.postcode, uprn=row.uprn))
        for row in rows
    }
    kept = [row for row in rows if is_place_alone or compared[row.pk].sameness is not Sameness.DIFFERENT]
    found = [
        DoorLine(
            *(line.id, line.reference, line.lines, line.uprn),
            *(line.notes, line.answers, line.wrong, line.warnings),
            compared[line.id].sameness.value,
            compared[line.id].words,
        )
        for line in _lines(kept)
    ]
    return sorted(found, key=lambda line: line.sameness != Sameness.SAME)


def _lines(rows: Sequence[Premises]) -> list[DoorLine]:
    """Doors with counts, by four questions whatever their number."""
    ids = [row.pk for row in rows]
    notes: dict[int, list[str]] = {}
    taken = set(
        PremisesNote.objects.filter(premises_id__in=ids)
        .exclude(withdraws=None)
        .values_list("premises_id", "withdraws")
    )
    for premises_id, n, kind in PremisesNote.objects.filter(premises_id__in=ids, withdraws=None).values_list(
        "premises_id", "n", "kind"
    ):
        if (premises_id, n) not in taken:
            notes.setdefault(premises_id, []).append(kind)
    answers = _counts(ids)
    return [
        DoorLine(
            row.pk,
            row.reference,
            row.lines,
            row.uprn,
            len(notes.get(row.pk, ())),
            answers.get(row.pk, (0, 0))[0],
            answers.get(row.pk, (0, 0))[1],
            sum(kind in {NoteKind.WARNING, NoteKind.WRONG_DOOR} for kind in notes.get(row.pk, ())),
        )
        for row in rows
    ]


def _counts(premises_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many answers named each door, and how many of them proved wrong."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select a.premises_id, count(*), count(*) filter (where (select o.is_wrong from answer_outcome o "
            "where o.answer_id = a.id order by o.n desc limit 1)) "
            "from enquiry_answer a where a.premises_id = any(%s) group by 1",
            [list(premises_ids)],
        )
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def _notes(premises_id: int) -> list[NoteLine]:
    rows = list(PremisesNote.objects.filter(premises_id=premises_id).order_by("n"))
    taken = {row.withdraws: f"{row.text} ({row.officer})" for row in rows if row.withdraws is not None}
    return [
        NoteLine(
            row.n,
            row.kind,
            row.text,
            row.since,
            row.until,
            row.source,
            row.at,
            row.officer,
            taken.get(row.n, ""),
        )
        for row in rows
        if row.withdraws is None
    ]
