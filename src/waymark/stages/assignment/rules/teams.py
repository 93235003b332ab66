"""Teams of a fixed date: who may sit on which seat, what a seat costs, and what sitting takes of an officer's time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from waymark.stages.assignment.rules.bounds import Vector, hours_late, plus
from waymark.stages.assignment.rules.duty import is_covered, without
from waymark.stages.assignment.rules.matching import SHARE
from waymark.stages.assignment.rules.proposing import hours_nowhere, rise, used_quarters
from waymark.stages.assignment.rules.reasons import why_empty, why_needed_elsewhere, why_seated
from waymark.stages.assignment.rules.work import Placed, Team, Worker


class Bench(NamedTuple):
    """Open seats of one team that ask for the same, and who may have them. empty: what each costs while nobody does.

    seats: their numbers; able: officers by their number among the staff.
    """

    team: int
    skill: str
    seats: tuple[int, ...]
    able: tuple[int, ...]
    empty: Vector


Seating = tuple[tuple[int, ...], ...]
"""Who sits on each bench: as many officers as were found, by their numbers, in order."""


def less_taken(workers: Iterable[Worker], teams: Sequence[Team]) -> list[Worker]:
    """The officers, without the time of the seats that they have already; what those expose to is counted before."""
    sat: dict[int, list[Team]] = defaultdict(list)
    for team in teams:
        for _, officer in team.taken:
            sat[officer].append(replace(team, exposure_minutes=0))
    return [seated(worker, sat[worker.officer]) for worker in workers]


def seated(worker: Worker, teams: Sequence[Team]) -> Worker:
    """An officer who also sits on these teams."""
    if not teams:
        return worker
    return replace(
        worker,
        spans=tuple(without(worker.spans, [team.span for team in teams])),
        sits=worker.sits + len(teams),
        exposure_used=worker.exposure_used + sum(team.exposure_minutes for team in teams),
    )


def benches(teams: Sequence[Team], staff: Sequence[Worker], *, now: datetime, until: datetime) -> list[Bench]:
    """The open seats, by team, those that ask for a skill first. staff: less what they have already."""
    latest = -(-int((until - now).total_seconds()) // 60)
    found = []
    for n, team in enumerate(teams):
        open_seats: dict[str, list[int]] = defaultdict(list)
        for seat, skill in enumerate(team.seats):
            if seat not in dict(team.taken):
                open_seats[skill].append(seat)
        starts = int((team.span.start - now).total_seconds()) // 60
        empty = hours_late(team.level.danger, hours_nowhere(starts, latest))
        found += [
            Bench(n, skill, tuple(open_seats[skill]), _able(team, skill, staff, now=now), empty)
            for skill in sorted(open_seats, key=lambda skill: (not skill, skill))
        ]
    return found


def _able(team: Team, skill: str, staff: Sequence[Worker], *, now: datetime) -> tuple[int, ...]:
    return tuple(
        index
        for index, worker in enumerate(staff)
        if worker.officer not in team.barred
        and (not skill or skill in worker.skills)
        and is_covered(worker.spans, team.span)
        and _has_room(worker, team.exposure_minutes, now=now)
    )


def _has_room(worker: Worker, exposure_minutes: int, *, now: datetime) -> bool:
    return not exposure_minutes or (
        worker.may_be_exposed(now) and worker.exposure_used + exposure_minutes <= worker.exposure_limit
    )


def may_sit(worker: Worker, sat: Iterable[Team], team: Team) -> bool:
    """Whether an officer who is able can also sit there: not at two places at once, nor beyond their limit."""
    others = list(sat)
    exposed = team.exposure_minutes + sum(other.exposure_minutes for other in others)
    return not any(other.span.overlaps(team.span) for other in others) and (
        not team.exposure_minutes or worker.exposure_used + exposed <= worker.exposure_limit
    )


def cost_of_sitting(worker: Worker, sat: Sequence[Team]) -> Vector:
    """What seats cost their officer: each weighs on the balance as one more part held; and what they expose to."""
    exposed = sum(team.exposure_minutes for team in sat) * used_quarters(worker)
    return plus(load_of_seats(worker, len(sat)), (0, 0, exposed))


def load_of_seats(worker: Worker, seats: int) -> Vector:
    """What so many seats weigh on the balance."""
    return 0, 0, SHARE * sum(rise(worker, n) for n in range(1, seats + 1))


def seats_placed(
    teams: Sequence[Team], staff: Sequence[Worker], all_benches: Sequence[Bench], seating: Seating
) -> list[Placed]:
    """Each open seat with its officer, or nobody, and why; by team, then seat."""
    found = []
    for bench, sitting in zip(all_benches, seating, strict=True):
        team = teams[bench.team]
        for n, seat in enumerate(bench.seats):
            if n < len(sitting):
                worker = staff[sitting[n]]
                officer, reason = worker.officer, why_seated(team, worker, bench.skill)
            else:
                officer, reason = None, _why_empty(team, bench, all_benches, seating, staff)
            found.append((bench.team, seat, _placed(team, seat, officer, reason)))
    return [placed for _, _, placed in sorted(found, key=lambda each: each[:2])]


def _why_empty(
    team: Team, bench: Bench, all_benches: Sequence[Bench], seating: Seating, staff: Sequence[Worker]
) -> str:
    here = {
        worker
        for other, sitting in zip(all_benches, seating, strict=True)
        if other.team == bench.team
        for worker in sitting
    }
    left = [staff[index].name for index in bench.able if index not in here]
    if left:
        return why_needed_elsewhere(left)
    return why_empty(bench.skill, on_duty=sum(is_covered(worker.spans, team.span) for worker in staff))


def _placed(team: Team, seat: int, officer: int | None, reason: str) -> Placed:
    return Placed(
        team.reference,
        team.referral,
        team.kind,
        seat,
        team.level,
        officer,
        team.span.start,
        team.span.end,
        timedelta(),
        reason,
    )


def teams_of(seating: Seating, all_benches: Sequence[Bench]) -> Mapping[int, frozenset[int]]:
    """The teams of each officer who sits."""
    found: dict[int, set[int]] = defaultdict(set)
    for bench, sitting in zip(all_benches, seating, strict=True):
        for worker in sitting:
            found[worker].add(bench.team)
    return {worker: frozenset(each) for worker, each in found.items()}
