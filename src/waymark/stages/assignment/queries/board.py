"""The supervisor's board: who is there, what they hold, what waits for whom, and what will be late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.assignment.queries.staff import StaffLine, read_staff
from waymark.stages.assignment.queries.work import WorkLine, work
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import WORKED, Kind, WorkClock, is_covered
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
    def is_late(self) -> bool:
        """Not done in time by the shifts that are recorded, or a team's date at which they are not on duty."""
        due = self.work.due_at
        return due is not None and (self.ready_at is None or self.ready_at > due) and not self.is_there

    @property
    def is_there(self) -> bool:
        """A team's date, with its officer on duty for all of it."""
        return self.work.span is not None and self.ready_at is not None


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
        return sum(each.is_late for each in self.held)

    @property
    def room(self) -> int:
        """Parts that they could take besides what they have and what is proposed for them."""
        free = self.staff.places - self.staff.held - self.staff.proposed
        return max(free, 0) if self.staff.is_available else 0

    @property
    def proposed(self) -> int:
        return sum(each.state is State.PROPOSED for each in self.held)

    @property
    def next_due(self) -> datetime | None:
        return min((each.work.due_at for each in self.held if each.work.due_at), default=None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the board to show; empty shows all. here: only who works now. late: only who will be late.

    order: `late` for what will be late first, `room` for who can take most now first; else by team.
    """

    team: str = ""
    skill: str = ""
    name: str = ""
    here: bool = False
    late: bool = False
    order: str = ""


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

    away: placings on a team of officers who are not on duty for it. counts: of the whole desk, whatever is shown.
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
    away: frozenset[int]
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
    shown = _ordered([each for each in everyone if _is_chosen(each, chosen)], chosen.order)
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
        away=frozenset(
            held.placing for each in everyone for held in each.held if held.work.span and not held.is_there
        ),
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
    shifts = line.shifts(now) if line.is_available else []
    clock = WorkClock(line.spans(now) if line.is_available else [])
    far = now + timedelta(days=3650)
    ordered = sorted(held, key=lambda each: (each.work.due_at or far, -each.work.level.danger, each.work.key))
    made: list[HeldLine] = []
    minutes = 0
    ready: datetime | None
    for each in ordered:
        if each.work.span is not None:
            here = each.work.span.start <= now or is_covered(shifts, each.work.span)
            ready = each.work.span.end if here else None
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


def _ordered(lines: Sequence[OfficerLine], order: str) -> list[OfficerLine]:
    if order == "late":
        return sorted(lines, key=lambda each: (-each.late, -len(each.held), each.staff.name))
    if order == "room":
        return sorted(lines, key=lambda each: (not each.is_here, -each.room, each.staff.name))
    return list(lines)


def _is_chosen(each: OfficerLine, chosen: Chosen) -> bool:
    return (
        (not chosen.team or each.staff.team == chosen.team)
        and (not chosen.skill or chosen.skill in each.staff.skills)
        and (not chosen.name or chosen.name.casefold() in each.staff.name.casefold())
        and (not chosen.here or each.is_here)
        and (not chosen.late or bool(each.late))
    )
