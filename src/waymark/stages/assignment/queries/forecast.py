"""Which promises will be missed in the next days with the people on duty, and what would save most of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import Level
from waymark.stages.assignment.models import DutyTime, PastPart, Placing
from waymark.stages.assignment.queries.staff import StaffLine, as_worker, read_staff
from waymark.stages.assignment.queries.work import Plan, WorkLine, plan, wanted_of
from waymark.stages.assignment.rules.back_testing import HORIZON, WEEKS, BackTest, Scores, back_test
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import WORKED, DutyMeter, Span, WorkClock
from waymark.stages.assignment.rules.forecasting import (
    Open,
    Past,
    Supply,
    in_order,
    naive_risks,
    raw_risks,
)
from waymark.stages.assignment.rules.proposing import propose
from waymark.stages.assignment.rules.reallocation import Risks, reallocate
from waymark.stages.assignment.rules.reasons import may_have
from waymark.stages.assignment.rules.states import STANDARDS, PartKind, State

_WEEK = timedelta(days=7)
_SHOWN = 0.05
_MINUTE = timedelta(minutes=1)
_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A promise that falls due within the days ahead. probability, interval: None while it cannot be known.

    officer: who has it, or would by a proposal made now; empty for nobody. by_plan: late even if all goes as
    planned: due before its next free slot.
    """

    work: str
    referral: str
    kind: PartKind
    level: Level
    due_at: datetime
    officer: str
    probability: float | None
    interval: tuple[float, float] | None
    by_plan: bool


@dataclass(frozen=True, slots=True)
class TransferLine:
    work: str
    referral: str
    giver: str
    taker: str
    saves: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """cannot: why no probability is shown; empty where one is. moves: only where it can be known."""

    until: datetime
    risks: tuple[RiskLine, ...]
    moves: tuple[TransferLine, ...]
    expected: float | None
    cannot: str
    scores: Scores | None


def forecast(viewer: Viewer, *, now: datetime, ahead: timedelta = HORIZON) -> Forecast:
    """Forecast the promises of the viewer's desk. ahead: how far; the back-test speaks for HORIZON.

    The reading is logged. Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.READ_BOARD)
    desk = home_desk(viewer)
    made = plan(viewer, now=now)
    people = [line for line in read_staff(desk, now=now) if line.is_available]
    tested = tested_forecast(desk, people, now=now)
    queues, nobody, lines = _queues(made, people, now=now)
    clocks = {line.officer: WorkClock(line.spans(now)) for line in people}
    share = 1 / max(len(people), 1)

    def risks(officer: int, parts: Sequence[Open]) -> list[float]:
        supply = _supply(clocks[officer], now)
        return raw_risks(parts, supply, tested.learnt, share=share, now=now)

    names = {line.officer: line.name for line in people}
    found = [
        _line(lines[part.key], names[officer], raw, naive > 0, tested)
        for officer, parts in queues.items()
        for part, raw, naive in zip(
            parts,
            risks(officer, parts),
            naive_risks(parts, _supply(clocks[officer], now), tested.learnt, now=now),
            strict=True,
        )
        if part.due_at <= now + ahead
    ]
    found += [
        _line(line, "", 1.0, True, tested) for line in nobody if line.due_at and line.due_at <= now + ahead
    ]
    record(
        Event.BREACHES_FORECAST,
        "board",
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"promises": len(found), "known": not tested.cannot},
    )
    found.sort(key=lambda each: (-each.level.danger, -(each.probability or 0), each.due_at, each.work))
    return Forecast(
        until=now + ahead,
        risks=tuple(found),
        moves=() if tested.cannot else _moves(made, people, queues, risks, lines, now=now),
        expected=None if tested.cannot else sum(each.probability or 0 for each in found),
        cannot=tested.cannot,
        scores=tested.scores,
    )


def tested_forecast(desk: int, people: Sequence[StaffLine], *, now: datetime) -> BackTest:
    """The forecast put against the desk's own last twelve months."""
    return back_test(_past(desk, now), _past_supply(desk, people, now=now), now=now, weeks=WEEKS)


def _past(desk: int, now: datetime) -> list[Past]:
    """What was loaded of the force's own, then what was worked on here."""
    since = now - 2 * WEEKS * _WEEK
    standard = float(STANDARDS[PartKind.RESEARCH].minutes)
    found = [
        Past(
            Level(row.level),
            row.opened_at,
            row.due_at,
            row.done_at,
            float(row.minutes or standard),
            row.officer,
        )
        for row in PastPart.objects.filter(desk_id=desk, opened_at__gte=since)
    ]
    worked = (
        Placing.objects.filter(
            desk_id=desk,
            part__opened_at__gte=since,
            state__in=[State.CONFIRMED, State.FINISHED],
            part__starts_at=None,
        )
        .exclude(due_at=None)
        .select_related("part")
    )
    found.extend(
        Past(Level(row.level), row.part.opened_at, row.due_at, row.part.finished_at, float(row.part.minutes))
        for row in worked
        if row.due_at is not None
    )
    return found


def _past_supply(desk: int, people: Sequence[StaffLine], *, now: datetime) -> Supply:
    """Duty in the past: as it was recorded, else as much a week as is recorded for the fortnight ahead."""
    worked = DutyTime.objects.filter(
        desk_id=desk,
        withdrawn_at=None,
        starts_at__lt=now,
        starts_at__gte=now - 2 * WEEKS * _WEEK,
        kind__in=[kind.value for kind in WORKED],
    )
    meter = DutyMeter(Span(*each) for each in worked.values_list("starts_at", "ends_at"))
    if meter.since is not None and meter.since <= now - WEEKS / 2 * _WEEK:
        return meter.between
    coming = DutyMeter(span for line in people for span in line.spans(now))
    rate = coming.between(now, now + _AHEAD) / (_AHEAD / _MINUTE)

    def evenly(start: datetime, end: datetime) -> float:
        return rate * ((end - start) / _MINUTE)

    return evenly


def _supply(clock: WorkClock, now: datetime) -> Supply:
    def between(start: datetime, end: datetime) -> float:
        return clock.worked_by(end) - (clock.worked_by(start) if start > now else 0.0)

    return between


def _queues(
    made: Plan, people: Sequence[StaffLine], *, now: datetime
) -> tuple[dict[int, list[Open]], list[WorkLine], dict[str, WorkLine]]:
    """What each officer has or would have, in the order of the work; and what nobody can have."""
    lines = {line.key: line for line in made.lines if line.span is None}
    queues: dict[int, list[Open]] = defaultdict(list)
    known = {line.officer for line in people}
    waiting = []
    for line in lines.values():
        holder = next((each.officer for each in line.placed if each.officer in known), None)
        if holder is None:
            waiting.append(line)
        elif line.due_at is not None:
            queues[holder].append(_open(line, line.due_at))
    nobody = []
    workers = [as_worker(line, now=now) for line in people]
    for each in propose([wanted_of(line, made) for line in waiting], workers, now=now):
        line = lines[each.reference]
        if each.officer is None:
            nobody.append(line)
        elif line.due_at is not None:
            queues[each.officer].append(_open(line, line.due_at))
    return {line.officer: in_order(queues[line.officer]) for line in people}, nobody, lines


def _open(line: WorkLine, due_at: datetime) -> Open:
    return Open(line.key, line.level, due_at, float(line.minutes))


def _line(line: WorkLine, officer: str, raw: float, by_plan: bool, tested: BackTest) -> RiskLine:  # noqa: FBT001 - a column
    assert line.due_at is not None
    step = None if tested.cannot or tested.calibration is None else tested.calibration.step_of(raw)
    return RiskLine(
        line.key,
        line.referral,
        line.kind,
        line.level,
        line.due_at,
        officer,
        step.probability if step else None,
        step.interval if step else None,
        by_plan,
    )


def _moves(
    made: Plan,
    people: Sequence[StaffLine],
    queues: Mapping[int, Sequence[Open]],
    risks: Risks,
    lines: Mapping[str, WorkLine],
    *,
    now: datetime,
) -> tuple[TransferLine, ...]:
    workers = {line.officer: as_worker(line, now=now) for line in people}
    wanted = {key: wanted_of(line, made) for key, line in lines.items()}

    def may(officer: int, key: str) -> bool:
        worker = workers[officer]
        return bool(worker.spans) and may_have(wanted[key], worker, now=now)

    return tuple(
        TransferLine(
            each.key,
            lines[each.key].referral,
            workers[each.giver].name,
            workers[each.taker].name,
            each.saves,
        )
        for each in reallocate(queues, risks, may)
    )


def shown(found: Forecast) -> tuple[RiskLine, ...]:
    """What is worth a supervisor's look: likely enough to be missed, or late by the plan."""
    return tuple(
        each
        for each in found.risks
        if each.by_plan or (each.probability is not None and each.probability >= _SHOWN)
    )
