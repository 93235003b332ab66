"""Who sits on a team of a fixed date: settled before all other work, because the date does not move.

A whole-number programme, solved exactly by HiGHS. In order: empty seats of very high, high, medium and low
work; how much those who sit hold already, and how often one officer sits; their exposure. Two teams at
overlapping times never share an officer. What a team takes of an officer's time is taken out before other work is
proposed for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from waymark.stages.assignment.rules.duty import Span, is_covered, without
from waymark.stages.assignment.rules.reasons import why_empty, why_seated
from waymark.stages.assignment.rules.work import Placed, Team, Worker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEVELS = 4
_AGAIN = 1000  # a second seat weighs as much as a whole desk of work: in thousandths of an officer's places


class Choice(NamedTuple):
    """That an officer could take a seat. team, seat, worker: their numbers."""

    team: int
    seat: int
    worker: int


def staff_teams(teams: Sequence[Team], workers: Sequence[Worker]) -> list[Placed]:
    """An officer for each open seat, or nobody with the reason. Returns them by team, then seat."""
    ordered = sorted(teams, key=lambda each: each.reference)
    staff = sorted(workers, key=lambda each: each.name)
    taken = _taken(ordered)
    choices = [choice for choice in _choices(ordered, staff) if _is_free(choice, ordered, staff, taken)]
    chosen = {(each.team, each.seat): each.worker for each in _solve(choices, ordered, staff)}
    return [
        _seated(team, seat, skill, chosen.get((n, seat)), staff)
        for n, team in enumerate(ordered)
        for seat, skill in enumerate(team.seats)
        if seat not in dict(team.taken)
    ]


def less_teams(workers: Iterable[Worker], teams: Iterable[Team], placed: Iterable[Placed]) -> list[Worker]:
    """The officers, without the time that the teams they sit on take."""
    spans = {team.reference: team.span for team in teams}
    busy: dict[int, list[Span]] = defaultdict(list)
    for team in teams:
        for _, officer in team.taken:
            busy[officer].append(team.span)
    for each in placed:
        if each.officer is not None:
            busy[each.officer].append(spans[each.reference])
    return [
        replace(worker, spans=tuple(without(worker.spans, busy[worker.officer])))
        if busy[worker.officer]
        else worker
        for worker in workers
    ]


def _taken(teams: Sequence[Team]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for team in teams:
        for _, officer in team.taken:
            found[officer].append(team.span)
    return found


def _choices(teams: Sequence[Team], staff: Sequence[Worker]) -> list[Choice]:
    return [
        Choice(n, seat, index)
        for n, team in enumerate(teams)
        for seat, skill in enumerate(team.seats)
        if seat not in dict(team.taken)
        for index, worker in enumerate(staff)
        if worker.officer not in team.barred
        and (not skill or skill in worker.skills)
        and is_covered(worker.spans, team.span)
    ]


def _is_free(
    choice: Choice, teams: Sequence[Team], staff: Sequence[Worker], taken: dict[int, list[Span]]
) -> bool:
    span = teams[choice.team].span
    return not any(span.overlaps(other) for other in taken[staff[choice.worker].officer])


def _solve(choices: Sequence[Choice], teams: Sequence[Team], staff: Sequence[Worker]) -> list[Choice]:
    """Two programmes: the most seats by level, then of those ways the one that weighs least on people."""
    if not choices:
        return []
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    seats = sum(len(team.seats) for team in teams)
    # Fewer than `seats` of one level never outweigh one of the next.
    worth = np.array([float((seats + 1) ** teams[each.team].level.danger) for each in choices])
    rows, limits = _limits(choices, teams)
    again = sorted({each.worker for each in choices})
    count, more = len(choices), len(again)
    matrix = csr_array(
        (
            np.ones(sum(map(len, rows))),
            ([n for n, row in enumerate(rows) for _ in row], [at for row in rows for at in row]),
        ),
        shape=(len(rows), count + more),
    )
    sits = np.zeros((more, count + more))
    for at, each in enumerate(choices):
        sits[again.index(each.worker), at] = 1
    sits[np.arange(more), count + np.arange(more)] = -1
    rules = [LinearConstraint(matrix, ub=limits), LinearConstraint(sits, ub=1)]
    bounds = Bounds(0, np.concatenate([np.ones(count), np.full(more, float(len(teams)))]))
    whole = np.concatenate([np.ones(count), np.zeros(more)])
    most = milp(np.concatenate([-worth, np.zeros(more)]), constraints=rules, bounds=bounds, integrality=whole)
    filled = np.concatenate([worth, np.zeros(more)])
    rules.append(LinearConstraint(filled, lb=float(np.round(filled @ np.round(most.x))) - 0.5))
    best = milp(_weights(choices, staff, more), constraints=rules, bounds=bounds, integrality=whole)
    return [each for each, value in zip(choices, best.x[:count].tolist(), strict=True) if value > 0.5]  # noqa: PLR2004 - of 0 and 1


def _limits(choices: Sequence[Choice], teams: Sequence[Team]) -> tuple[list[list[int]], NDArray[np.float64]]:
    """Sets of choices of which at most one holds: one officer a seat; one team at a time for an officer."""
    import numpy as np

    sets: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    of_worker: dict[int, list[int]] = defaultdict(list)
    for at, each in enumerate(choices):
        sets["seat", each.team, each.seat].append(at)
        of_worker[each.worker].append(at)
    for worker, mine in of_worker.items():
        # At the start of each team, all teams that run then: intervals meet where one of them starts.
        for team in {choices[at].team for at in mine}:
            start = teams[team].span.start
            sets["time", worker, team] = [
                at
                for at in mine
                if choices[at].team == team or teams[choices[at].team].span.start <= start
                if teams[choices[at].team].span.end > start
            ]
    rows = list(sets.values())
    return rows, np.ones(len(rows))


def _weights(choices: Sequence[Choice], staff: Sequence[Worker], more: int) -> NDArray[np.float64]:
    import numpy as np

    held = [1000 * staff[each.worker].held // max(staff[each.worker].places, 1) for each in choices]
    used = [
        min(staff[each.worker].exposure_used / max(staff[each.worker].exposure_limit, 1), 1)
        for each in choices
    ]
    lightly = np.array(held) + 0.9 * np.array(used) / (len(choices) + 1)
    return np.concatenate([lightly, np.full(more, float(_AGAIN))])


def _seated(team: Team, seat: int, skill: str, chosen: int | None, staff: Sequence[Worker]) -> Placed:
    if chosen is None:
        around = sum(is_covered(worker.spans, team.span) for worker in staff)
        officer, reason = None, why_empty(skill, on_duty=around)
    else:
        officer, reason = staff[chosen].officer, why_seated(team, staff[chosen], skill)
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
