"""Teams and all other work proposed together: one optimum, not one after the other.

Compared in order: hours late of very high, high, medium and low work, an empty seat counting like a part that is
placed nowhere; imbalance, a seat weighing like a part that is held; exposure. An officer who sits on a team has so
much less time for the rest, from its date on: so a seat stays empty where filling it would make graver work late.

Solved by cuts (Benders 1962): the rest of the work is solved exactly for one seating, its prices bound every other
seating (`bounds`), and the search (`seating`) finds the seating with the least bound. When none is below the best
that was solved, that one is proved the best there is. The formulation and its limits: docs/adr/0031.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from waymark.stages.assignment.rules.bounds import Vector, cost_of, least_by_place, plus, price_of_parts
from waymark.stages.assignment.rules.matching import Costs, Matched, solve
from waymark.stages.assignment.rules.proposing import (
    Place,
    formulate,
    last_shift,
    of_places,
    placed_as,
    places_of,
)
from waymark.stages.assignment.rules.seating import Bound, Search
from waymark.stages.assignment.rules.teams import (
    Bench,
    Seating,
    benches,
    cost_of_sitting,
    less_taken,
    seated,
    seats_placed,
    teams_of,
)
from waymark.stages.assignment.rules.work import Placed, Team, Wanted, Worker

_WORK = 1_600_000_000
"""Parts times parts times officers, over all answers that may be solved: two of 2,000 by 200, in about four seconds."""

_FEWEST, _MOST = 2, 300
_LOOKS = 1500
"""Choices of one search that are looked at before it is given up: under a second with ten teams of four."""


class Proposal(NamedTuple):
    """placed: every part, and every seat that was open. is_proved: nothing is better; see the module."""

    placed: list[Placed]
    is_proved: bool


class Solved(NamedTuple):
    """All other work for one seating."""

    seating: Seating
    cost: Vector
    staff: Sequence[Worker]
    places: Sequence[Place]
    matched: Matched


def propose_all(
    teams: Sequence[Team], wanted: Sequence[Wanted], workers: Sequence[Worker], *, now: datetime
) -> Proposal:
    """Give each open seat and each part to an officer, or to nobody: seats by team, then parts by reference.

    The order in which teams, parts and officers are given never changes the answer.
    """
    work = _Work(teams, wanted, workers, now=now)
    best, is_proved = _best(work)
    return Proposal(
        seats_placed(work.teams, work.staff, work.benches, best.seating)
        + placed_as(work.parts, best.staff, best.places, best.matched.places, now=now),
        is_proved,
    )


def _best(work: _Work) -> tuple[Solved, bool]:
    best = work.solved(tuple(() for _ in work.benches))
    if not any(bench.able for bench in work.benches):
        return best, True
    bounds = [work.bound(best)]
    size = max(len(work.parts) ** 2 * len(work.staff), 1)
    for _ in range(min(max(_WORK // size, _FEWEST), _MOST) - 1):
        search = Search(work.teams, work.staff, work.benches, bounds, best.cost, _LOOKS).run()
        if search.found is None:
            return best, search.is_whole
        found = work.solved(search.found)
        bounds.append(work.bound(found))
        best = min(best, found, key=lambda each: each.cost)
    last = Search(work.teams, work.staff, work.benches, bounds, best.cost, _LOOKS).run()
    return best, last.found is None and last.is_whole


class _Work:
    """One desk's teams, parts and officers, in the order that never changes."""

    def __init__(
        self, teams: Sequence[Team], wanted: Sequence[Wanted], workers: Sequence[Worker], *, now: datetime
    ) -> None:
        self.now = now
        self.teams = sorted(teams, key=lambda each: (-each.level.danger, each.reference))
        self.parts = sorted(wanted, key=lambda each: each.reference)
        everybody = sorted(workers, key=lambda each: each.name)
        until = last_shift(everybody, now=now)
        self.staff = less_taken(everybody, self.teams)
        self.benches: list[Bench] = benches(self.teams, self.staff, now=now, until=until)
        self._places = places_of(self.staff)
        self._costs = formulate(self.parts, self.staff, self._places, now=now, until=until)
        self._of: dict[tuple[int, frozenset[int], int], Costs] = {}

    def solved(self, seating: Seating) -> Solved:
        """All other work, when these sit."""
        sat = teams_of(seating, self.benches)
        staff, places, costs = self._when(sat)
        matched = solve(costs)
        cost = cost_of(costs, matched)
        for worker, teams in sat.items():
            cost = plus(cost, cost_of_sitting(self.staff[worker], [self.teams[n] for n in sorted(teams)]))
        for bench, sitting in zip(self.benches, seating, strict=True):
            for _ in range(len(bench.seats) - len(sitting)):
                cost = plus(cost, bench.empty)
        return Solved(seating, cost, staff, places, matched)

    def bound(self, found: Solved) -> Bound:
        """What no seating can go below, at the prices of one answer."""
        least = least_by_place(self._costs, found.matched).sum(axis=0)
        alone = int(least[0]), int(least[1]), int(least[2])

        def officer_cost(worker: int, teams: frozenset[int], seats: int) -> Vector:
            costs = self._of_one(worker, teams, seats)
            first, second, third = (int(limb) for limb in least_by_place(costs, found.matched).sum(axis=0))
            return first, second, third

        return Bound(plus(price_of_parts(found.matched), alone), officer_cost)

    def _when(self, sat: Mapping[int, frozenset[int]]) -> tuple[Sequence[Worker], Sequence[Place], Costs]:
        if not sat:
            return self.staff, self._places, self._costs
        staff = [
            seated(worker, [self.teams[n] for n in sorted(sat.get(index, ()))])
            for index, worker in enumerate(self.staff)
        ]
        places = places_of(staff)
        return staff, places, self._costs._replace(**of_places(staff, places, now=self.now))

    def _of_one(self, worker: int, teams: frozenset[int], seats: int) -> Costs:
        """The parts, with the places of one officer who sits on these teams, and on so many seats without a time."""
        key = worker, teams, seats
        if key not in self._of:
            one = seated(self.staff[worker], [self.teams[n] for n in sorted(teams)])
            one = replace(one, sits=one.sits + seats)
            places = of_places([one], places_of([one]), now=self.now)
            self._of[key] = self._costs._replace(allowed=self._costs.allowed[:, [worker]], **places)
        return self._of[key]
