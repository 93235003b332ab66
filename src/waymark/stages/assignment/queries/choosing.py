"""Who could have a part of the work, and who could not, with why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.assignment.queries.staff import StaffLine, as_worker, read_staff
from waymark.stages.assignment.queries.work import NoSuchWork, WorkLine, plan, wanted_of
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.proposing import places_of
from waymark.stages.assignment.rules.reasons import may_have


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
    holders = {each.officer for each in line.placed}
    able, others = [], []
    for each in read_staff(home_desk(viewer), now=now):
        worker = as_worker(each, now=now)
        place = next(iter(places_of([worker])), None)
        if worker.officer in holders:
            others.append((each.name, "has it already"))
        elif worker.officer in made.barred.get(line.referral, ()):
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
