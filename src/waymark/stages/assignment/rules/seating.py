"""The search for who sits on teams: branch and bound over officers, with what each would cost all other work.

Costs are compared in order, never summed over axes. A bound comes from the prices of one answer to the rest of the
work (`bounds`): with them every officer has a least cost for every set of teams, alone. Of all bounds that are known
the dearest holds. Why it is right: docs/adr/0031.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from waymark.stages.assignment.rules.bounds import NOTHING, Vector, less, plus
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.teams import Bench, Seating, cost_of_sitting, load_of_seats, may_sit
from waymark.stages.assignment.rules.work import Team, Worker

OfficerCost = Callable[[int, frozenset[int], int], Vector]
"""The least that an officer's time can come to: their number, the teams they sit on, and seats without a time."""

_ALONE: frozenset[int] = frozenset()
_COUNTED = 12  # seats of one officer whose weight is worked out; with more it is never less
_WHOLE = 27720  # costs are counted in this many parts of one, so that a cost shared by up to twelve seats stays exact


class Bound:
    """What no answer can go below, at the prices of one. rest: of all officers while they sit nowhere."""

    def __init__(self, rest: Vector, officer_cost: OfficerCost) -> None:
        self.rest = rest
        self._cost = officer_cost
        self._more: dict[tuple[int, frozenset[int], int], Vector] = {}

    def more(self, worker: int, teams: frozenset[int]) -> Vector:
        """What an officer's time comes to beyond what it does while they sit nowhere."""
        return self._beyond(worker, teams, 0) if teams else NOTHING

    def counted(self, worker: int, seats: int) -> Vector:
        """The same for any so many seats, whenever they are: at least this."""
        return self._beyond(worker, _ALONE, min(seats, _COUNTED))

    def _beyond(self, worker: int, teams: frozenset[int], seats: int) -> Vector:
        key = worker, teams, seats
        if key not in self._more:
            alone = self._cost(worker, _ALONE, 0) if (teams or seats) else NOTHING
            self._more[key] = less(self._cost(worker, teams, seats), alone)
        return self._more[key]


class _Share(NamedTuple):
    cost: Vector
    worker: int


@dataclass(slots=True)
class Search:
    """One search for a seating whose bound is below `limit`. looks: how many choices may be looked at.

    found: the seating of the least bound; None where there is none below the limit. is_whole: nothing was left out.
    """

    teams: Sequence[Team]
    staff: Sequence[Worker]
    benches: Sequence[Bench]
    bounds: Sequence[Bound]
    limit: Vector
    looks: int
    found: Seating | None = None
    is_whole: bool = True
    _sat: dict[int, frozenset[int]] = field(default_factory=dict)
    _chosen: list[list[int]] = field(default_factory=list)
    _able_on: dict[int, int] = field(default_factory=dict)
    _shares: dict[tuple[int, int, int, frozenset[int]], Vector] = field(default_factory=dict)
    _fresh: dict[tuple[int, int], list[_Share]] = field(default_factory=dict)

    def run(self) -> Search:
        self._chosen = [[] for _ in self.benches]
        self.benches = [bench._replace(empty=_parts(bench.empty)) for bench in self.benches]
        self.limit = _parts(self.limit)
        teams: dict[int, set[int]] = defaultdict(set)
        for bench in self.benches:
            for worker in bench.able:
                teams[worker].add(bench.team)
        self._able_on = {
            worker: _most_apart([self.teams[n].span for n in each]) for worker, each in teams.items()
        }
        self._open(0, [_parts(bound.rest) for bound in self.bounds])
        return self

    def _open(self, at: int, sums: Sequence[Vector]) -> None:
        """Settle bench `at` and those after it. sums: what each bound comes to with who sits so far."""
        if at == len(self.benches):
            self.limit = min(self.limit, max(sums))
            self.found = tuple(tuple(each) for each in self._chosen)
            return
        order = self._in_order(at, len(self.bounds) - 1)
        self._fill(at, [each.worker for each in order], sums)

    def _fill(self, at: int, order: Sequence[int], sums: Sequence[Vector]) -> None:
        """One more officer on bench `at`, each in turn; then the bench left as it is, the rest of it empty.

        order: who may still come, the cheapest by the last bound first; so each set of officers is met once.
        """
        bench, mine = self.benches[at], self._chosen[at]
        missing = len(bench.seats) - len(mine)
        rests = [self._rest(at, missing - 1, order, n) for n in range(len(self.bounds))] if missing else []
        for n, worker in enumerate(order if missing else ()):
            if self.looks <= 0:
                self.is_whole = False
                return
            least = [
                plus(plus(total, self._share(number, worker, bench.team)), rest)
                for number, (total, rest) in enumerate(zip(sums, rests, strict=True))
            ]
            if least[-1] >= self.limit:
                break  # who comes later in the order costs more still
            if max(least) < self.limit:
                self._sit(at, worker, order[n + 1 :], sums)
        left = sums
        for _ in range(missing):
            left = [plus(total, bench.empty) for total in left]
        if not missing or max(map(plus, left, self._rests(at + 1))) < self.limit:
            self._open(at + 1, left)

    def _sit(self, at: int, worker: int, order: Sequence[int], sums: Sequence[Vector]) -> None:
        self.looks -= 1
        bench, mine = self.benches[at], self._chosen[at]
        before = self._sat.get(worker, _ALONE)
        told = [
            plus(total, self._one(number, worker, bench.team, before)) for number, total in enumerate(sums)
        ]
        self._sat[worker] = before | {bench.team}
        mine.append(worker)
        if max(map(plus, told, self._rests(at))) < self.limit:
            self._fill(at, order, told)
        mine.pop()
        self._sat[worker] = before

    def _rests(self, at: int) -> list[Vector]:
        missing = len(self.benches[at].seats) - len(self._chosen[at]) if at < len(self.benches) else 0
        order = [each.worker for each in self._in_order(at, 0)] if missing else []
        return [self._rest(at, missing, order, n) for n in range(len(self.bounds))]

    def _rest(self, at: int, missing: int, order: Sequence[int], number: int) -> Vector:
        """The least that comes on top: for so many more on bench `at` out of `order`, and for the benches after it."""
        if at >= len(self.benches):
            return NOTHING
        bench = self.benches[at]
        shares = sorted(self._share(number, worker, bench.team) for worker in order) if missing else []
        found = _cheapest(shares, missing, bench.empty)
        for later in range(at + 1, len(self.benches)):
            bench = self.benches[later]
            shares = [each.cost for each in self._in_order(later, number, most=len(bench.seats))]
            found = plus(found, _cheapest(shares, len(bench.seats), bench.empty))
        return found

    def _in_order(self, at: int, number: int, *, most: int | None = None) -> list[_Share]:
        """Who may come on a bench, the cheapest first; `most` of those who sit nowhere are enough if it is given."""
        bench = self.benches[at]
        if (number, at) not in self._fresh:
            self._fresh[number, at] = sorted(
                _Share(self._share(number, worker, bench.team, alone=True), worker) for worker in bench.able
            )
        sitting = {worker for worker, teams in self._sat.items() if teams}
        found = [
            _Share(self._share(number, worker, bench.team), worker)
            for worker in sitting.intersection(bench.able)
            if self._may(worker, bench.team)
        ]
        for each in self._fresh[number, at]:
            if most is not None and most <= 0:
                break
            if each.worker not in sitting:
                found.append(each)
                most = None if most is None else most - 1
        return sorted(found)

    def _may(self, worker: int, team: int) -> bool:
        sat = self._sat[worker]
        return team not in sat and may_sit(self.staff[worker], (self.teams[n] for n in sat), self.teams[team])

    def _share(self, number: int, worker: int, team: int, *, alone: bool = False) -> Vector:
        """What a seat costs at least, whichever others its officer is given: so that shares may be added.

        Of r more seats, this among them, each bears an r-th of the least that all of them can come to.
        """
        before = _ALONE if alone else self._sat.get(worker, _ALONE)
        key = number, worker, team, before
        if key not in self._shares:
            one = self._one(number, worker, team, before)
            found, bound = one, self.bounds[number]
            sat, with_it = len(before), len(before) + 1
            known = plus(bound.more(worker, before), self._sitting(worker, before))
            for more in range(2, self._able_on[worker] - sat + 1):
                load = load_of_seats(self.staff[worker], sat + more)
                at_least = _parts(less(plus(bound.counted(worker, sat + more), load), known))
                risen = plus(one, _parts(less(load, load_of_seats(self.staff[worker], with_it))))
                found = min(found, _portion(max(at_least, risen), more))
            self._shares[key] = found
        return self._shares[key]

    def _one(self, number: int, worker: int, team: int, before: frozenset[int]) -> Vector:
        """What one more seat costs, if it is the last that its officer is given."""
        after, bound = before | {team}, self.bounds[number]
        own = less(self._sitting(worker, after), self._sitting(worker, before))
        return _parts(plus(own, less(bound.more(worker, after), bound.more(worker, before))))

    def _sitting(self, worker: int, teams: frozenset[int]) -> Vector:
        return cost_of_sitting(self.staff[worker], [self.teams[n] for n in sorted(teams)])


def _cheapest(shares: Sequence[Vector], many: int, empty: Vector) -> Vector:
    """The least that so many seats come to, each filled or left empty. shares: in order."""
    found = NOTHING
    for n in range(many):
        found = plus(found, min(shares[n], empty) if n < len(shares) else empty)
    return found


def _most_apart(spans: Sequence[Span]) -> int:
    """How many of these one officer could sit through: always the next one that ends first."""
    found = 0
    free_at = None
    for span in sorted(spans, key=lambda each: each.end):
        if free_at is None or span.start >= free_at:
            found, free_at = found + 1, span.end
    return found


def _parts(cost: Vector) -> Vector:
    return cost[0] * _WHOLE, cost[1] * _WHOLE, cost[2] * _WHOLE


def _portion(cost: Vector, of: int) -> Vector:
    """A cost that taken so many times is never above the whole one."""
    return cost[0] // of, cost[1] // of, cost[2] // of
