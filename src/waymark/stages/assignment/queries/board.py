"""The supervisor's board: who is there, what they hold, what waits for whom, and what will be late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import Level
from waymark.stages.assignment.queries.staff import StaffLine, as_worker, read_staff
from waymark.stages.assignment.queries.work import NoSuchWork, WorkLine, plan, wanted_of, work
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import WORKED, Kind, WorkClock
from waymark.stages.assignment.rules.proposing import places_of
from waymark.stages.assignment.rules.reasons import may_have
from waymark.stages.assignment.rules.states import State

OFFICERS = 25
WAITING = 12


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A part in an officer's hands, or proposed for them. ready_at: when they would have it done."""

    work: WorkLine
    placing: int
    state: State
    is_locked: bool
    reason: str
    ready_at: datetime | None

    @property
    def late_by(self) -> timedelta:
        if self.ready_at is None or self.work.due_at is None:
            return timedelta()
        return max(self.ready_at - self.work.due_at, timedelta())


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer on the board. doing: what their time is kept for now; next_here: when they next work."""

    staff: StaffLine
    doing: Kind | None
    next_here: datetime | None
    held: tuple[HeldLine, ...]

    @property
    def is_here(self) -> bool:
        return self.doing in WORKED

    @property
    def late(self) -> int:
        """Parts that they would not have done in time."""
        return sum(bool(each.late_by) for each in self.held)

    @property
    def proposed(self) -> int:
        return sum(each.state is State.PROPOSED for each in self.held)

    @property
    def next_due(self) -> datetime | None:
        return min((each.work.due_at for each in self.held if each.work.due_at), default=None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the board to show; empty shows all. here: only who works now. late: only who will be late."""

    team: str = ""
    skill: str = ""
    name: str = ""
    here: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in one line. held, places: parts, of how many they can hold; late: of those, not in time."""

    team: str
    officers: int
    here: int
    held: int
    proposed: int
    places: int
    late: int
    resting: int


@dataclass(frozen=True, slots=True)
class Board:
    """waiting: parts that nobody has or is proposed for, as the queue ranks them. alone: who works by themselves now.

    counts: of the whole desk, whatever is shown.
    """

    officers: tuple[OfficerLine, ...]
    shown_of: int
    page: int
    pages: int
    teams: tuple[TeamLine, ...]
    waiting: tuple[WorkLine, ...]
    waiting_count: int
    fixed: tuple[WorkLine, ...]
    on_call: tuple[OfficerLine, ...]
    here: int
    staff: int
    proposed: int
    held: int
    late: int
    alone: OfficerLine | None
    next_to_come: datetime | None

    @property
    def previous_page(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def board(viewer: Viewer, *, chosen: Chosen = Chosen(), page: int = 1, now: datetime) -> Board:
    """The board of the viewer's desk; the reading is logged. Raises NotPermitted, NoHomeDesk."""
    require(viewer, Permission.READ_BOARD)
    desk = home_desk(viewer)
    lines = work(viewer, now=now)
    everyone = _officers(read_staff(desk, now=now), lines, now=now)
    shown = [each for each in everyone if _is_chosen(each, chosen)]
    pages = max(-(-len(shown) // OFFICERS), 1)
    page = min(max(page, 1), pages)
    waiting = [line for line in lines if line.is_waiting and line.span is None]
    here = [each for each in everyone if each.is_here]
    alone = here[0] if len(here) == 1 and len(everyone) > 1 else None
    comes = [
        each.next_here for each in everyone if alone and each is not alone and each.next_here is not None
    ]
    record(
        Event.BOARD_READ, "board", actor=viewer.officer_id, at=now, desk=desk, detail={"officers": len(shown)}
    )
    return Board(
        officers=tuple(shown[(page - 1) * OFFICERS : page * OFFICERS]),
        shown_of=len(shown),
        page=page,
        pages=pages,
        teams=_teams(everyone),
        waiting=tuple(waiting[:WAITING]),
        waiting_count=len(waiting),
        fixed=tuple(line for line in lines if line.span is not None),
        on_call=tuple(each for each in everyone if each.doing is Kind.ON_CALL),
        here=len(here),
        staff=len(everyone),
        proposed=sum(each.proposed for each in everyone),
        held=sum(each.staff.held for each in everyone),
        late=sum(each.late for each in everyone),
        alone=alone,
        next_to_come=min(comes, default=None),
    )


def _officers(lines: Sequence[StaffLine], parts: Sequence[WorkLine], *, now: datetime) -> list[OfficerLine]:
    """Each officer with what they hold, what is due first at the head, and when it would be done."""
    mine: dict[int, list[HeldLine]] = defaultdict(list)
    for part in parts:
        for each in part.placed:
            mine[each.officer].append(HeldLine(part, each.id, each.state, each.is_locked, each.reason, None))
    found = [
        OfficerLine(line, line.doing(now), line.next_here(now), in_turn(mine[line.officer], line, now=now))
        for line in lines
    ]
    return sorted(found, key=lambda each: (each.staff.team or "~", not each.is_here, each.staff.name))


def in_turn(held: Sequence[HeldLine], line: StaffLine, *, now: datetime) -> tuple[HeldLine, ...]:
    """What an officer holds in the order to be done, by level and due date, with when each would be done."""
    clock = WorkClock(line.spans(now))
    far = now + timedelta(days=3650)
    ordered = sorted(held, key=lambda each: (each.work.due_at or far, -each.work.level.danger, each.work.key))
    made: list[HeldLine] = []
    minutes = 0
    for each in ordered:
        if each.work.span is not None:
            ready: datetime | None = each.work.span.end
        else:
            minutes += each.work.minutes
            ready = clock.done_at(minutes)
        made.append(HeldLine(each.work, each.placing, each.state, each.is_locked, each.reason, ready))
    return tuple(made)


def _teams(everyone: Sequence[OfficerLine]) -> tuple[TeamLine, ...]:
    groups: dict[str, list[OfficerLine]] = defaultdict(list)
    for each in everyone:
        groups[each.staff.team].append(each)
    return tuple(
        TeamLine(
            team,
            len(members),
            sum(each.is_here for each in members),
            sum(each.staff.held for each in members),
            sum(each.proposed for each in members),
            sum(each.staff.places for each in members),
            sum(each.late for each in members),
            sum(each.staff.exposure.needs_rest for each in members),
        )
        for team, members in groups.items()
    )


def _is_chosen(each: OfficerLine, chosen: Chosen) -> bool:
    return (
        (not chosen.team or each.staff.team == chosen.team)
        and (not chosen.skill or chosen.skill in each.staff.skills)
        and (not chosen.name or chosen.name.casefold() in each.staff.name.casefold())
        and (not chosen.here or each.is_here)
        and (not chosen.late or bool(each.late))
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer who may have a part. ready_at: when they would have it done, after what they hold."""

    staff: StaffLine
    ready_at: datetime
    late_by: timedelta


@dataclass(frozen=True, slots=True)
class Choice:
    """A part, who may have it (who keeps the promise best first), and who may not, with why."""

    work: WorkLine
    candidates: tuple[Candidate, ...]
    others: tuple[tuple[str, str], ...]


def choice(viewer: Viewer, key: str, *, now: datetime) -> Choice:
    """Who could have a part of the work. Raises NotPermitted, NoSuchWork."""
    require(viewer, Permission.READ_BOARD)
    made = plan(viewer, now=now)
    line = next((each for each in made.lines if each.key == key), None)
    if line is None:
        raise NoSuchWork(key)
    wanted = wanted_of(line, made)
    able, others = [], []
    for each in read_staff(home_desk(viewer), now=now):
        worker = as_worker(each, now=now)
        place = next(iter(places_of([worker])), None)
        if worker.officer in made.barred.get(line.referral, ()):
            others.append((each.name, "in conflict with the referral"))
        elif worker.officer in wanted.barred:
            others.append((each.name, "refused it"))
        elif not each.is_available:
            others.append((each.name, "not given work at present"))
        elif not may_have(wanted, worker, now=now):
            others.append((each.name, _why_not(each, wanted.skill)))
        elif place is None:
            others.append((each.name, "no free place in the shifts that are recorded"))
        else:
            late = max(place.done_at - line.due_at, timedelta()) if line.due_at else timedelta()
            able.append(Candidate(each, place.done_at, late))
    able.sort(key=lambda each: (each.late_by, each.staff.held / max(each.staff.places, 1), each.ready_at))
    return Choice(line, tuple(able), tuple(others))


def _why_not(line: StaffLine, skill: str) -> str:
    if skill and skill not in line.skills:
        return f"has not the skill {skill.replace('_', ' ')}"
    return "at their limit of exposure, or resting"


def by_level(lines: Sequence[WorkLine]) -> dict[Level, int]:
    """How many parts there are of each level, the gravest first."""
    levels = sorted(Level, key=lambda level: -level.danger)
    return {level: sum(line.level is level for line in lines) for level in levels}
