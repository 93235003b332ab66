"""The parts of the work: what the queue asks for, what was opened by hand, and who has which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from waymark.access.queries import names_of
from waymark.access.rules import Permission, Viewer, require
from waymark.clocks import Level
from waymark.errors import WaymarkError
from waymark.referrals.models import Referral
from waymark.stages.assignment.models import OfficerConflict, Placing, WorkPart
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.states import STANDARDS, STANDING, PartKind, State
from waymark.stages.assignment.rules.work import Team, Wanted
from waymark.stages.prioritisation.queries import Filters, QueueLine, queue

MOST = 4000
"""The most pressing lines of the queue that one proposal looks at: twice what the largest desk can hold."""

_PAGE = 500


class NoSuchWork(WaymarkError):
    """No part of the work at the viewer's desk goes by that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"No open work at your desk has the reference {reference}: `waymark assign list` shows it"
        )


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Who has a part, or is proposed for it, and why."""

    id: int
    seat: int
    officer: int
    name: str
    state: State
    is_locked: bool
    expected_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One part of the work on a referral. reference: empty while nobody has had it and it stands on the queue alone."""

    reference: str
    referral: str
    kind: PartKind
    level: Level
    due_at: datetime | None
    minutes: int
    exposure_minutes: int
    seats: tuple[str, ...]
    span: Span | None
    placed: tuple[PlacedLine, ...]

    @property
    def is_waiting(self) -> bool:
        """Nobody has it, or some seat of it is empty."""
        return len(self.placed) < len(self.seats)

    @property
    def first_empty(self) -> int:
        """The first seat that nobody has or is proposed for."""
        taken = {each.seat for each in self.placed}
        return next((seat for seat in range(len(self.seats)) if seat not in taken), len(self.seats))

    @property
    def key(self) -> str:
        """What names it on the board: its reference, or the referral and the kind."""
        return self.reference or f"{self.referral}:{self.kind.value}"


class Plan(NamedTuple):
    """What a proposal is made from. left: lines of the queue beyond the most pressing that were looked at."""

    lines: list[WorkLine]
    barred: dict[str, frozenset[int]]
    refused: dict[str, frozenset[int]]
    left: bool


def work(viewer: Viewer, *, now: datetime) -> list[WorkLine]:
    """Every open part at the viewer's desk, as the queue ranks its referrals. Raises NotPermitted, NoHomeDesk."""
    require(viewer, Permission.HOLD_WORK)
    lines, _ = _queue_lines(viewer, now=now)
    return _lines(home_desk(viewer), lines)


def plan(viewer: Viewer, *, now: datetime) -> Plan:
    """What is to be placed, and who may never have which. Raises NotPermitted, NoHomeDesk."""
    require(viewer, Permission.READ_BOARD)
    desk = home_desk(viewer)
    queued, left = _queue_lines(viewer, now=now)
    barred: dict[str, set[int]] = defaultdict(set)
    for referral, officer in OfficerConflict.objects.filter(desk_id=desk, ended_at=None).values_list(
        "referral__reference", "officer_id"
    ):
        barred[referral].add(officer)
    refused: dict[str, set[int]] = defaultdict(set)
    gone = Placing.objects.filter(desk_id=desk, part__finished_at=None, state=State.REFUSED)
    for reference, officer in gone.values_list("part__reference", "officer_id"):
        refused[reference].add(officer)
    return Plan(
        _lines(desk, queued),
        {name: frozenset(each) for name, each in barred.items()},
        {name: frozenset(each) for name, each in refused.items()},
        left,
    )


def wanted_of(line: WorkLine, made: Plan) -> Wanted:
    """A part that one officer does, as a proposal sees it."""
    barred = made.barred.get(line.referral, frozenset()) | made.refused.get(line.reference, frozenset())
    return Wanted(
        line.key,
        line.referral,
        line.kind,
        line.level,
        line.due_at,
        line.seats[0] if line.seats else "",
        line.minutes,
        line.exposure_minutes,
        barred,
    )


def team_of(line: WorkLine, made: Plan) -> Team:
    """Work on a fixed date, as a proposal sees it: seats that are confirmed or locked are taken."""
    assert line.span is not None
    taken = tuple(
        (each.seat, each.officer) for each in line.placed if each.state is State.CONFIRMED or each.is_locked
    )
    barred = made.barred.get(line.referral, frozenset()) | made.refused.get(line.reference, frozenset())
    return Team(
        line.key,
        line.referral,
        line.kind,
        line.level,
        line.span,
        line.seats,
        barred,
        taken,
        line.exposure_minutes,
    )


def _queue_lines(viewer: Viewer, *, now: datetime) -> tuple[list[QueueLine], bool]:
    found: list[QueueLine] = []
    after = ""
    while True:
        page = queue(viewer, filters=Filters(), after=after, limit=_PAGE, as_it_stands=True, now=now)
        found += page.lines
        after = page.next_after
        if not after or len(found) >= MOST:
            return found, bool(after)


def _lines(desk: int, queued: Iterable[QueueLine]) -> list[WorkLine]:
    """The queue's lines of this desk with the parts that were opened of them, then parts of other referrals."""
    listed = {line.referral: line for line in queued}
    ours = set(
        Referral.objects.filter(desk_id=desk, reference__in=listed).values_list("reference", flat=True)
    )
    parts: dict[str, list[WorkPart]] = defaultdict(list)
    ended: set[tuple[str, str]] = set()
    rows = WorkPart.objects.filter(desk_id=desk).select_related("referral").order_by("id")
    for row in rows.filter(finished_at=None):
        parts[row.referral.reference].append(row)
    for reference, kind in rows.exclude(finished_at=None).values_list("referral__reference", "kind"):
        ended.add((reference, kind))
    placed = _placed(desk)
    found: list[WorkLine] = []
    for reference, line in listed.items():
        if reference not in ours:
            continue
        opened = parts.pop(reference, [])
        asked = PartKind.RESEARCH if line.stage == "unresearched" else PartKind.ENFORCEMENT
        if (reference, asked.value) not in ended and not any(row.kind == asked for row in opened):
            found.append(_asked(line, asked))
        found += [_opened(row, _level(line), line.due_at, placed) for row in opened]
    for rest in parts.values():
        found += [_opened(row, Level.LOW, row.due_at, placed) for row in rest]
    return found


def _level(line: QueueLine) -> Level:
    return Level(line.level) if line.level in Level.__members__.values() else Level(line.could_be[1])


def _asked(line: QueueLine, kind: PartKind) -> WorkLine:
    standard = STANDARDS[kind]
    return WorkLine(
        "",
        line.referral,
        kind,
        _level(line),
        line.due_at,
        standard.minutes,
        standard.exposure,
        standard.seats,
        None,
        (),
    )


def _opened(
    row: WorkPart, level: Level, due_at: datetime | None, placed: dict[int, list[PlacedLine]]
) -> WorkLine:
    span = Span(row.starts_at, row.ends_at) if row.starts_at and row.ends_at else None
    return WorkLine(
        row.reference,
        row.referral.reference,
        PartKind(row.kind),
        level,
        row.due_at or (span.start if span else due_at),
        row.minutes,
        row.exposure_minutes,
        tuple(row.seats),
        span,
        tuple(placed.get(row.pk, ())),
    )


def _placed(desk: int) -> dict[int, list[PlacedLine]]:
    rows = list(
        Placing.objects.filter(
            desk_id=desk, part__finished_at=None, state__in=[state.value for state in STANDING]
        ).order_by("seat")
    )
    names = names_of({row.officer_id for row in rows})
    found: dict[int, list[PlacedLine]] = defaultdict(list)
    for row in rows:
        found[row.part_id].append(
            PlacedLine(
                row.pk,
                row.seat,
                row.officer_id,
                names.get(row.officer_id, ""),
                State(row.state),
                row.is_locked,
                row.expected_at,
                row.reason,
            )
        )
    return found
