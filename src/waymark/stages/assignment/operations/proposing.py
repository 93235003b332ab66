"""Proposing who does what; nothing is given until a person confirms it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.assignment.models import Placing, WorkPart
from waymark.stages.assignment.operations.opening import open_asked
from waymark.stages.assignment.operations.turns import take_turn
from waymark.stages.assignment.queries.staff import Locked, as_worker, read_staff
from waymark.stages.assignment.queries.work import WorkLine, plan, team_of, wanted_of
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.joint import propose_all
from waymark.stages.assignment.rules.states import State
from waymark.stages.assignment.rules.work import Placed, Worker


class Proposed(NamedTuple):
    """What a proposal came to. placed: every part and seat, with nobody where nobody can. left: see `Plan`.

    is_proved: that no other way is better; false where there are too many teams to rule every other seating out.
    """

    placed: list[Placed]
    left: bool
    is_proved: bool


def propose_work(*, viewer: Viewer, now: datetime) -> Proposed:
    """Propose an officer for all that waits; earlier proposals that are not locked are made anew.

    Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    take_turn(desk)
    made = plan(viewer, now=now)
    ahead = [line for line in made.lines if line.span is not None and line.span.start > now]
    singles = [line for line in made.lines if line.span is None]
    wanted = [
        wanted_of(line, made)
        for line in singles
        if not any(each.state is State.CONFIRMED or each.is_locked for each in line.placed)
    ]
    workers = _workers(desk, [*singles, *ahead], now=now)
    found = propose_all([team_of(line, made) for line in ahead], wanted, workers, now=now)
    _keep(viewer, desk, found.placed, {line.key: line for line in made.lines}, now=now)
    return Proposed(found.placed, made.left, found.is_proved)


def _workers(desk: int, lines: Sequence[WorkLine], *, now: datetime) -> list[Worker]:
    """The officers, less what is locked for them. The time of a seat that is locked is taken out by the rules."""
    locked: dict[int, list[Locked]] = defaultdict(list)
    for line in lines:
        for each in line.placed:
            if each.state is State.PROPOSED and each.is_locked:
                locked[each.officer].append(
                    Locked(line.minutes, line.exposure_minutes, is_seat=line.span is not None)
                )
    return [
        as_worker(line, now=now, locked=locked[line.officer])
        for line in read_staff(desk, now=now)
        if line.is_available
    ]


def _keep(
    viewer: Viewer, desk: int, placed: Sequence[Placed], lines: dict[str, WorkLine], *, now: datetime
) -> None:
    replaced = Placing.objects.filter(desk_id=desk, state=State.PROPOSED, is_locked=False).update(
        state=State.REPLACED.value, decided_at=now, decided_by_id=viewer.officer_id
    )
    given = [each for each in placed if each.officer is not None]
    new = [lines[each.reference] for each in given if not lines[each.reference].reference]
    part_of = open_asked(desk, new, by=0, now=now)
    standing = dict(WorkPart.objects.filter(desk_id=desk, finished_at=None).values_list("reference", "id"))
    Placing.objects.bulk_create(
        [
            Placing(
                part_id=part_of.get(each.reference) or standing[each.reference],
                seat=each.seat,
                officer_id=each.officer or 0,
                desk_id=desk,
                state=State.PROPOSED.value,
                level=each.level.value,
                due_at=each.due_at,
                expected_at=each.expected_at,
                reason=each.reason,
                made_at=now,
                made_by_id=0,
            )
            for each in given
        ],
        batch_size=1000,
    )
    detail = {"placed": len(given), "nobody": len(placed) - len(given), "replaced": replaced}
    record(Event.WORK_PROPOSED, "board", actor=viewer.officer_id, at=now, desk=desk, detail=detail)
