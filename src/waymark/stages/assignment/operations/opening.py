"""Opening a part of the work: what the queue asks for once somebody has it, and what is planned by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.models import Referral
from waymark.referrals.references import Kind, new_references
from waymark.stages.assignment.models import WorkPart
from waymark.stages.assignment.queries.staff import NoSuchReferral
from waymark.stages.assignment.queries.work import WorkLine
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.states import SKILLS, STANDARDS, PartKind

_LONGEST = timedelta(hours=24)
_MOST_SEATS = 30


class WorkRefused(WaymarkError):
    """A part of the work that cannot be planned so."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: nothing was planned")


def open_work(
    *,
    viewer: Viewer,
    referral: str,
    kind: PartKind,
    minutes: int = 0,
    seats: Sequence[str] = (),
    span: Span | None = None,
    due_at: datetime | None = None,
    now: datetime,
) -> str:
    """Plan a part of the work on a referral: for one officer, or with a span for a team on a fixed date.

    minutes, seats: 0 and none for the standard of its kind. Returns its reference.
    Raises NotPermitted, NoHomeDesk, NoSuchReferral, WorkRefused.
    """
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    about = Referral.objects.filter(desk_id=desk, reference=referral, merged_into=None).first()
    if about is None:
        raise NoSuchReferral(referral)
    standard = STANDARDS[kind]
    wanted = tuple(seats) or standard.seats
    _check(kind, wanted, span, minutes, now=now)
    if (
        span is None
        and WorkPart.objects.filter(referral=about, kind=kind, finished_at=None, starts_at=None).exists()
    ):
        raise WorkRefused(f"An open part of that kind is there already for {referral}; finish it first")
    reference = new_references(Kind.WORK, 1)[0]
    WorkPart.objects.create(
        reference=reference,
        referral=about,
        desk_id=desk,
        kind=kind.value,
        minutes=minutes or (int((span.end - span.start).total_seconds()) // 60 if span else standard.minutes),
        exposure_minutes=standard.exposure,
        seats=list(wanted),
        starts_at=span.start if span else None,
        ends_at=span.end if span else None,
        due_at=due_at,
        opened_at=now,
        opened_by_id=viewer.officer_id,
    )
    record(
        Event.WORK_OPENED,
        referral,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"work": reference, "kind": kind.value, "seats": len(wanted)},
    )
    return reference


def _check(kind: PartKind, seats: Sequence[str], span: Span | None, minutes: int, *, now: datetime) -> None:
    strange = sorted(set(seats) - {*SKILLS, ""})
    if strange:
        raise WorkRefused(f"{', '.join(strange)} is no skill; there are {', '.join(SKILLS)}")
    if span is None and len(seats) > 1:
        raise WorkRefused(
            f"{kind.replace('_', ' ').capitalize()} takes {len(seats)} officers: say when it starts"
        )
    if len(seats) > _MOST_SEATS or minutes < 0:
        raise WorkRefused(f"A team has at most {_MOST_SEATS} officers, and work takes minutes from 1")
    if span is not None and (span.end <= span.start or span.end - span.start > _LONGEST):
        raise WorkRefused("Work on a fixed date ends after it starts, within 24 hours")
    if span is not None and span.start <= now:
        raise WorkRefused("Work on a fixed date lies ahead")


def open_asked(desk: int, lines: Sequence[WorkLine], *, by: int, now: datetime) -> dict[str, int]:
    """Open the parts that the queue asks for, for whom they are placed. Returns their ids by their keys."""
    if not lines:
        return {}
    ids = dict(
        Referral.objects.filter(desk_id=desk, reference__in=[line.referral for line in lines]).values_list(
            "reference", "id"
        )
    )
    names = new_references(Kind.WORK, len(lines))
    made = WorkPart.objects.bulk_create(
        [
            WorkPart(
                reference=name,
                referral_id=ids[line.referral],
                desk_id=desk,
                kind=line.kind.value,
                minutes=line.minutes,
                exposure_minutes=line.exposure_minutes,
                seats=list(line.seats),
                opened_at=now,
                opened_by_id=by,
            )
            for name, line in zip(names, lines, strict=True)
        ],
        batch_size=1000,
    )
    return {line.key: row.pk for line, row in zip(lines, made, strict=True)}
