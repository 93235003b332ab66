"""The parts of the work on one referral, each with its own owner: those open, and what came of those that are done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waymark.access.queries import names_of
from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.models import Referral
from waymark.stages.assignment.models import Placing, WorkPart
from waymark.stages.assignment.queries.staff import NoSuchReferral
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.states import PartKind, State

_SHOWN = (State.PROPOSED, State.CONFIRMED, State.FINISHED)


@dataclass(frozen=True, slots=True)
class Owner:
    name: str
    state: State


@dataclass(frozen=True, slots=True)
class PartLine:
    """span: of a team's date. owners: who has it, is proposed for it, or did it. outcome: in the officer's words."""

    reference: str
    kind: PartKind
    seats: int
    span: Span | None
    owners: tuple[Owner, ...]
    finished_at: datetime | None
    outcome: str


def parts_of(viewer: Viewer, referral: str) -> list[PartLine]:
    """The parts of a referral of the viewer's desk, the open ones first. Raises NotPermitted, NoSuchReferral."""
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    about = Referral.objects.filter(desk_id=desk, reference=referral, merged_into=None).first()
    if about is None:
        raise NoSuchReferral(referral)
    rows = list(WorkPart.objects.filter(referral=about).order_by("-id"))
    placings = list(
        Placing.objects.filter(part__in=rows, state__in=[each.value for each in _SHOWN]).order_by(
            "seat", "id"
        )
    )
    names = names_of({each.officer_id for each in placings})
    found = [
        PartLine(
            row.reference,
            PartKind(row.kind),
            len(row.seats),
            Span(row.starts_at, row.ends_at) if row.starts_at and row.ends_at else None,
            tuple(
                Owner(names.get(each.officer_id, ""), State(each.state))
                for each in placings
                if each.part_id == row.pk
            ),
            row.finished_at,
            row.outcome,
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: line.finished_at is not None)
