"""Deciding who does what: give, lock, refuse, hand over, take, finish."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.assignment.models import OfficerConflict, Placing, WorkPart
from waymark.stages.assignment.operations.opening import open_asked
from waymark.stages.assignment.operations.telling import Telling, tell
from waymark.stages.assignment.operations.turns import take_turn
from waymark.stages.assignment.queries.staff import NotAtThisDesk, as_worker, read_staff
from waymark.stages.assignment.queries.work import NoSuchWork, WorkLine, work
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.reasons import may_have
from waymark.stages.assignment.rules.states import STANDING, MoveName, NotThatMove, State, find_move
from waymark.stages.assignment.rules.work import Wanted, Worker


class MayNotHave(WaymarkError):
    """The officer may not be given this work."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot have it: {why}")


def give(*, viewer: Viewer, work_key: str, officer: str, reason: str, seat: int = 0, now: datetime) -> None:
    """Give a part to an officer of one's own choice: a proposal is changed and locked, held work handed over.

    work_key: its reference, or `referral:kind` for what stands on the queue alone.
    Raises NotPermitted, NoSuchWork, NotAtThisDesk, MayNotHave, ReasonMissing.
    """
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    take_turn(desk)
    line = _line(viewer, work_key, now=now)
    worker = _worker(desk, officer, now=now)
    if worker.officer in {each.officer for each in line.placed}:
        raise MayNotHave(officer, "they have it already")
    _check_may(desk, line, worker, seat, now=now)
    before = next((each for each in line.placed if each.seat == seat), None)
    state = State.PROPOSED if before is not None and before.state is State.PROPOSED else State.CONFIRMED
    if before is not None:
        name = MoveName.REPLACE if before.state is State.PROPOSED else MoveName.HAND_OVER
        move_placing(viewer, before.id, name, reason=reason, now=now)
    _place(viewer, desk, line, worker, seat=seat, state=state, reason=reason, now=now)


def take(*, viewer: Viewer, work_key: str, now: datetime) -> None:
    """Take work that nobody has, as the officer who is there. Raises NotPermitted, NoSuchWork, MayNotHave."""
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    take_turn(desk)
    line = _line(viewer, work_key, now=now)
    worker = _worker(desk, viewer.username, now=now)
    _check_may(desk, line, worker, 0, now=now)
    for each in line.placed:
        if each.state is State.CONFIRMED:
            raise MayNotHave(
                viewer.username, f"it is {each.name}'s; ask them, or a supervisor, to hand it over"
            )
        move_placing(viewer, each.id, MoveName.REPLACE, reason="", now=now)
    _place(viewer, desk, line, worker, seat=0, state=State.CONFIRMED, reason="Took it.", now=now)


def decide(*, viewer: Viewer, placing: int, move: MoveName, reason: str, now: datetime) -> None:
    """Refuse, or give back, what is one's own; a supervisor does so with anybody's.

    Raises NotPermitted, NoSuchWork, NotThatMove, ReasonMissing.
    """
    require(viewer, Permission.HOLD_WORK)
    take_turn(home_desk(viewer))
    row = move_placing(viewer, placing, move, reason=reason, now=now)
    if row.decided_by_id != row.officer_id:
        tell(row.desk_id, [Telling(row.officer_id, "taken_away", row.part.referral.reference)], now=now)


def lock(*, viewer: Viewer, placing: int, is_locked: bool, now: datetime) -> None:
    """Keep a proposal as it is whatever the next one says, or let it go.

    Raises NotPermitted, NoSuchWork, NotThatMove.
    """
    require(viewer, Permission.ASSIGN_WORK)
    take_turn(home_desk(viewer))
    row = _held(viewer, placing)
    if row.state != State.PROPOSED:
        raise NotThatMove(MoveName.REPLACE, State(row.state))
    row.is_locked = is_locked
    row.save(update_fields=["is_locked"])
    account_placing(viewer, row, State(row.state), now=now, locked=is_locked)


def finish(*, viewer: Viewer, work_reference: str, outcome: str, now: datetime) -> None:
    """Say that a part is done: by whoever holds it, or a supervisor. Everybody's placings of it end.

    Raises NotPermitted, NoSuchWork.
    """
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    take_turn(desk)
    part = (
        WorkPart.objects.select_for_update()
        .filter(desk_id=desk, reference=work_reference, finished_at=None)
        .first()
    )
    if part is None:
        raise NoSuchWork(work_reference)
    rows = list(Placing.objects.select_related("part__referral").filter(part=part, state__in=STANDING))
    if viewer.officer_id not in {row.officer_id for row in rows}:
        require(viewer, Permission.ASSIGN_WORK)
    for row in rows:
        move = MoveName.FINISH if row.state == State.CONFIRMED else MoveName.REPLACE
        row.state = find_move(move, State(row.state)).end.value
        row.decided_at, row.decided_by_id = now, viewer.officer_id
        row.save(update_fields=["state", "decided_at", "decided_by_id"])
        account_placing(viewer, row, State(row.state), now=now)
    part.finished_at, part.outcome = now, outcome.strip()
    part.save(update_fields=["finished_at", "outcome"])


def move_placing(viewer: Viewer, placing: int, name: MoveName, *, reason: str, now: datetime) -> Placing:
    """Move one placing by the table of states: one's own, or with the right to assign anybody's."""
    require(viewer, Permission.HOLD_WORK)
    row = _held(viewer, placing)
    if row.officer_id != viewer.officer_id and name is not MoveName.REPLACE:
        require(viewer, Permission.ASSIGN_WORK)
    row.state = find_move(name, State(row.state), reason=reason).end.value
    row.decided_at, row.decided_by_id, row.decided_because = now, viewer.officer_id, reason.strip()
    row.save(update_fields=["state", "decided_at", "decided_by_id", "decided_because"])
    account_placing(viewer, row, State(row.state), now=now)
    return row


def _held(viewer: Viewer, placing: int) -> Placing:
    row = (
        Placing.objects.select_for_update(of=("self",))
        .select_related("part__referral")
        .filter(pk=placing, desk_id=home_desk(viewer))
        .first()
    )
    if row is None:
        raise NoSuchWork(str(placing))
    return row


def _line(viewer: Viewer, key: str, *, now: datetime) -> WorkLine:
    found = next((line for line in work(viewer, now=now) if line.key == key), None)
    if found is None:
        raise NoSuchWork(key)
    return found


def _worker(desk: int, officer: str, *, now: datetime) -> Worker:
    for line in read_staff(desk, now=now):
        if line.name == officer and line.is_available:
            return as_worker(line, now=now)
    raise NotAtThisDesk(officer)


def _check_may(desk: int, line: WorkLine, worker: Worker, seat: int, *, now: datetime) -> None:
    """What no reason overrides: a conflict, being away for all that is known, a limit of exposure."""
    if not 0 <= seat < len(line.seats):
        raise NoSuchWork(f"{line.key}, seat {seat + 1}")
    if OfficerConflict.objects.filter(
        desk_id=desk, officer_id=worker.officer, referral__reference=line.referral, ended_at=None
    ).exists():
        raise MayNotHave(worker.name, "a conflict of interest is recorded; choose somebody else")
    if not worker.spans:
        raise MayNotHave(worker.name, "no shift of theirs is recorded from now on; load their shifts first")
    if line.span is not None and not any(
        each.start <= line.span.start and line.span.end <= each.end for each in worker.spans
    ):
        raise MayNotHave(worker.name, "they are not on duty for all of it")
    skill = line.seats[seat]
    asked = Wanted(line.key, line.referral, line.kind, line.level, line.due_at, skill)
    if not may_have(asked, worker, now=now):
        raise MayNotHave(worker.name, f"it needs the skill {skill.replace('_', ' ')}")
    exposing = Wanted(
        line.key, line.referral, line.kind, line.level, None, exposure_minutes=line.exposure_minutes
    )
    if not may_have(exposing, worker, now=now):
        raise MayNotHave(worker.name, "it would pass their limit of exposure, or they are resting")


def _place(
    viewer: Viewer,
    desk: int,
    line: WorkLine,
    worker: Worker,
    *,
    seat: int,
    state: State,
    reason: str,
    now: datetime,
) -> None:
    part = WorkPart.objects.filter(desk_id=desk, reference=line.reference).first()
    part_id = part.pk if part else open_asked(desk, [line], by=viewer.officer_id, now=now)[line.key]
    row = Placing.objects.create(
        part_id=part_id,
        seat=seat,
        officer_id=worker.officer,
        desk_id=desk,
        state=state.value,
        is_locked=state is State.PROPOSED,
        level=line.level.value,
        due_at=line.due_at,
        reason=reason.strip() or f"Chosen by {viewer.username}.",
        made_at=now,
        made_by_id=viewer.officer_id,
        decided_at=now if state is State.CONFIRMED else None,
        decided_by_id=viewer.officer_id if state is State.CONFIRMED else None,
    )
    account_placing(viewer, row, state, now=now)
    if state is State.CONFIRMED and worker.officer != viewer.officer_id:
        tell(desk, [Telling(worker.officer, "given", row.part.referral.reference)], now=now)


def account_placing(viewer: Viewer, row: Placing, state: State, *, now: datetime, **more: object) -> None:
    """Enter into the ledger what became of a placing. Raises NotPermitted."""
    require(viewer, Permission.HOLD_WORK)
    event = Event.WORK_PLACED if state is State.CONFIRMED else Event.PLACING_MOVED
    record(
        event,
        row.part.referral.reference,
        actor=viewer.officer_id,
        at=now,
        desk=row.desk_id,
        detail={"work": row.part.reference, "officer": row.officer_id, "state": state.value, **more},
    )
