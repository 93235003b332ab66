"""Confirming proposals: each is looked at again first, because leave or a conflict may have come since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from waymark.access.rules import Permission, Viewer, require
from waymark.clocks import Level
from waymark.stages.assignment.models import OfficerConflict, Placing
from waymark.stages.assignment.operations.placing import MayNotHave, account_placing
from waymark.stages.assignment.operations.telling import Telling, tell
from waymark.stages.assignment.operations.turns import take_turn
from waymark.stages.assignment.queries.staff import StaffLine, as_worker, read_staff
from waymark.stages.assignment.queries.work import NoSuchWork
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.standing import Offer, why_stale
from waymark.stages.assignment.rules.states import MoveName, PartKind, State, find_move
from waymark.stages.assignment.rules.work import Wanted


class Stale(NamedTuple):
    """A proposal that could not be confirmed any more, and why."""

    work: str
    officer: str
    why: str


class Confirmed(NamedTuple):
    """many: how many are so now. stale: what was taken back instead: it waits for the next proposal."""

    many: int
    stale: tuple[Stale, ...]


def confirm(*, viewer: Viewer, placings: Sequence[int] = (), every: bool = False, now: datetime) -> Confirmed:
    """Make proposals so; each officer is told. every: all that stand proposed at the desk; what is stale is left out.

    Raises NotPermitted, NoSuchWork, NotThatMove; MayNotHave where one that was named is stale: then none is confirmed.
    """
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    take_turn(desk)
    rows = Placing.objects.select_for_update(of=("self",)).select_related("part__referral", "officer")
    rows = rows.filter(desk_id=desk, part__finished_at=None)
    rows = rows.filter(state=State.PROPOSED) if every else rows.filter(pk__in=list(placings))
    found = list(rows.order_by("id"))
    if not every and len(found) != len(set(placings)):
        raise NoSuchWork("that was named")
    for row in found:
        find_move(MoveName.CONFIRM, State(row.state))
    stale = _stale(desk, found, now=now)
    if stale and not every:
        first = next(iter(stale.values()))
        raise MayNotHave(first.officer, f"{first.why}; propose again")
    good = [row for row in found if row.pk not in stale]
    decided = {"decided_at": now, "decided_by_id": viewer.officer_id}
    Placing.objects.filter(pk__in=[row.pk for row in good]).update(state=State.CONFIRMED.value, **decided)
    for row in found:
        if row.pk in stale:
            why = {"state": State.REPLACED.value, "decided_because": stale[row.pk].why}
            Placing.objects.filter(pk=row.pk).update(**why, **decided)
        state = State.REPLACED if row.pk in stale else State.CONFIRMED
        account_placing(viewer, row, state, now=now)
    tell(desk, [Telling(row.officer_id, "given", row.part.referral.reference) for row in good], now=now)
    return Confirmed(len(good), tuple(stale.values()))


def _stale(desk: int, rows: Sequence[Placing], *, now: datetime) -> dict[int, Stale]:
    """What stands against each, the ones before it counted as confirmed."""
    people = {line.officer: line for line in read_staff(desk, now=now) if line.is_available}
    barred = set(
        OfficerConflict.objects.filter(desk_id=desk, ended_at=None).values_list("referral_id", "officer_id")
    )
    found: dict[int, Stale] = {}
    for row in rows:
        line = people.get(row.officer_id)
        why = why_stale(_offer(row, line, barred, now=now), now=now)
        if why:
            found[row.pk] = Stale(row.part.reference, row.officer.username, why)
        elif line is not None:
            people[row.officer_id] = _with(line, row)
    return found


def _offer(row: Placing, line: StaffLine | None, barred: set[tuple[int, int]], *, now: datetime) -> Offer:
    part = row.part
    span = Span(part.starts_at, part.ends_at) if part.starts_at and part.ends_at else None
    is_barred = (part.referral_id, row.officer_id) in barred
    wanted = Wanted(
        part.reference,
        part.referral.reference,
        PartKind(part.kind),
        Level(row.level),
        row.due_at,
        part.seats[row.seat] if row.seat < len(part.seats) else "",
        part.minutes,
        part.exposure_minutes,
        frozenset({row.officer_id}) if is_barred else frozenset(),
    )
    return Offer(
        wanted,
        as_worker(line, now=now) if line else None,
        line.shifts(now) if line else (),
        span,
        line.busy if line else (),
        row.expected_at,
        row.is_locked,
    )


def _with(line: StaffLine, row: Placing) -> StaffLine:
    part = row.part
    exposed = line.held_exposure + part.exposure_minutes
    if part.starts_at and part.ends_at:
        # What was proposed beside it was proposed around it: only another team's date is in its way.
        return replace(line, held_exposure=exposed, busy=(*line.busy, Span(part.starts_at, part.ends_at)))
    return replace(
        line, held=line.held + 1, held_minutes=line.held_minutes + part.minutes, held_exposure=exposed
    )
