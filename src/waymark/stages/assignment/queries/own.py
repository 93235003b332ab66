"""What lies on one's own desk: work, notices, exposure, and what came of what one worked on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.assignment.models import CaseOutcome, Placing, WorkNotice
from waymark.stages.assignment.queries.board import HeldLine, in_turn
from waymark.stages.assignment.queries.staff import StaffLine, read_staff
from waymark.stages.assignment.queries.work import WorkLine, work
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import WORKED
from waymark.stages.assignment.rules.outcomes import Outcome
from waymark.stages.assignment.rules.states import State

_NOTICES = 30
_WAITING = 10


@dataclass(frozen=True, slots=True)
class NoticeLine:
    kind: str
    subject: str
    made_at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    referral: str
    outcome: Outcome
    on: date


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """staff: None for an officer to whom no work is given. is_alone: nobody else of the desk works now.

    waiting: the most pressing parts that nobody has, to be taken. on_call: who can be rung.
    """

    staff: StaffLine | None
    held: tuple[HeldLine, ...]
    notices: tuple[NoticeLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    waiting: tuple[WorkLine, ...]
    is_alone: bool
    on_call: tuple[str, ...]
    next_to_come: datetime | None


def own_desk(viewer: Viewer, *, now: datetime) -> OwnDesk:
    """The viewer's own desk. Raises NotPermitted, NoHomeDesk."""
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    everyone = read_staff(desk, now=now)
    mine = next((line for line in everyone if line.officer == viewer.officer_id), None)
    lines = work(viewer, now=now)
    held = [
        HeldLine(line, each.id, each.state, each.is_locked, each.reason, None)
        for line in lines
        for each in line.placed
        if each.officer == viewer.officer_id
    ]
    others = [line for line in everyone if line.officer != viewer.officer_id]
    is_here = mine is not None and mine.doing(now) in WORKED
    is_alone = is_here and bool(others) and not any(line.doing(now) in WORKED for line in others)
    comes = [found for line in others if (found := line.next_here(now)) is not None]
    skills = {"", *(mine.skills if mine else ())}
    waiting = [
        line for line in lines if line.span is None and line.is_waiting and skills.issuperset(line.seats)
    ]
    return OwnDesk(
        mine,
        in_turn(held, mine, now=now) if mine else tuple(held),
        _notices(desk, viewer.officer_id),
        _outcomes(desk, viewer.officer_id),
        tuple(waiting[:_WAITING]) if mine else (),
        is_alone,
        tuple(line.name for line in others if line.doing(now) == "on_call"),
        min(comes, default=None),
    )


def unseen(viewer: Viewer) -> int:
    """How many notices the viewer has not seen. Raises NotPermitted."""
    require(viewer, Permission.HOLD_WORK)
    return WorkNotice.objects.filter(officer_id=viewer.officer_id, seen_at=None).count()


def _notices(desk: int, officer: int) -> tuple[NoticeLine, ...]:
    rows = WorkNotice.objects.filter(desk_id=desk, officer_id=officer).order_by("-id")[:_NOTICES]
    return tuple(NoticeLine(row.kind, row.subject, row.made_at, row.seen_at is None) for row in rows)


def _outcomes(desk: int, officer: int) -> tuple[OutcomeLine, ...]:
    worked = Placing.objects.filter(
        desk_id=desk, officer_id=officer, state__in=[State.CONFIRMED, State.FINISHED, State.HANDED_OVER]
    ).values("part__referral_id")
    rows = CaseOutcome.objects.filter(desk_id=desk, referral_id__in=worked).select_related("referral")
    return tuple(
        OutcomeLine(row.referral.reference, Outcome(row.outcome), row.on)
        for row in rows.order_by("-on", "-id")[:_NOTICES]
    )
