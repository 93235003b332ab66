"""Teams and all other work together: what is proposed equals the best of every way to seat and to place.

What a way costs is worked out here from officers, teams and shifts alone, not from what the solver is given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.test_assignment_laws import HOUR, NOW, parts, workers
from waymark.clocks import Level
from waymark.stages.assignment.rules.duty import Span, WorkClock, without
from waymark.stages.assignment.rules.joint import propose_all
from waymark.stages.assignment.rules.states import PartKind
from waymark.stages.assignment.rules.work import Team, Wanted, Worker


@st.composite
def teams(draw, most=2):
    """Teams of one or two seats in the first two days; some seats are settled already."""
    made = []
    for n in range(draw(st.integers(1, most))):
        start = NOW + draw(st.integers(0, 30)) * HOUR
        seats = tuple(draw(st.lists(st.sampled_from(("", "search")), min_size=1, max_size=2)))
        made.append(
            Team(
                f"team-{n}",
                f"ref-{n}",
                PartKind.SEARCH,
                draw(st.sampled_from(list(Level))),
                Span(start, start + draw(st.integers(1, 6)) * HOUR),
                seats,
                frozenset(draw(st.sets(st.integers(1, 3), max_size=1))),
                ((0, draw(st.integers(1, 3))),) if draw(st.integers(0, 5)) == 0 else (),
                exposure_minutes=draw(st.sampled_from((0, 0, 30))),
            )
        )
    return made


class TestTeamsAndWork:
    @given(teams(), parts(most=3), workers())
    @settings(max_examples=100)
    def test_are_proposed_as_well_as_the_best_of_every_way(self, planned, wanted, staff):
        found = propose_all(planned, wanted, staff, now=NOW)

        seats = found.placed[: len(found.placed) - len(wanted)]
        chosen = {(each.reference, each.seat): each.officer for each in seats}
        placed = [(each.officer, each.expected_at) for each in found.placed[len(seats) :]]
        desk = Desk(planned, wanted, staff)
        assert found.is_proved
        assert desk.best(chosen, placed) == min(map(desk.best, desk.every_seating()))

    @given(teams(), parts(most=3), workers(), st.randoms())
    @settings(max_examples=30)
    def test_never_depend_on_the_order_in_which_they_are_asked(self, planned, wanted, staff, random):
        shuffled = [list(planned), list(wanted), list(staff)]
        for each in shuffled:
            random.shuffle(each)

        assert propose_all(*shuffled, now=NOW) == propose_all(planned, wanted, staff, now=NOW)


class Desk:
    """Every way of one small desk, and what each costs."""

    def __init__(self, planned: list[Team], wanted: list[Wanted], staff: list[Worker]) -> None:
        self.teams = {each.reference: each for each in planned}
        self.parts = sorted(wanted, key=lambda each: each.reference)
        self.until = max((span.end for each in staff for span in each.spans), default=NOW)
        self.staff = {
            each.officer: less(
                each, [replace(t, exposure_minutes=0) for t in planned if each.officer in officers(t)]
            )
            for each in staff
        }
        self.seats = [
            (t.reference, n) for t in planned for n in range(len(t.seats)) if n not in dict(t.taken)
        ]

    def every_seating(self):
        for chosen in product([None, *self.staff], repeat=len(self.seats)):
            seating = dict(zip(self.seats, chosen, strict=True))
            if all(self.may_sit(officer, self.sat(seating, officer)) for officer in self.staff) and all(
                officer is None or self.is_able(officer, *seat) for seat, officer in seating.items()
            ):
                yield seating

    def sat(self, seating, officer) -> list[Team]:
        return [self.teams[name] for (name, _), who in seating.items() if who == officer]

    def is_able(self, officer, name, seat) -> bool:
        worker, team = self.staff[officer], self.teams[name]
        return officer not in team.barred and team.seats[seat] in {"", *worker.skills}

    def may_sit(self, officer, sat: list[Team]) -> bool:
        worker = self.staff[officer]
        exposed = sum(team.exposure_minutes for team in sat)
        inside = all(
            any(s.start <= team.span.start and team.span.end <= s.end for s in worker.spans) for team in sat
        )
        apart = not any(
            one.span.overlaps(other.span) for n, one in enumerate(sat) for other in sat[n + 1 :]
        ) and len({team.reference for team in sat}) == len(sat)
        rested = worker.rest_until is None or worker.rest_until <= NOW
        fits = not exposed or (rested and worker.exposure_used + exposed <= worker.exposure_limit)
        return inside and apart and fits

    def best(self, seating, placed=None) -> tuple[int, ...]:
        """The least that all other work can come to with this seating, or what it comes to with `placed`."""
        cost = [0] * 6
        for (name, _), officer in seating.items():
            team = self.teams[name]
            if officer is None:
                cost[3 - team.level.danger] += self.nowhere(team.span.start)
            else:
                cost[5] += team.exposure_minutes * quarters(self.staff[officer])
        ways = {}
        for officer, worker in self.staff.items():
            sat = self.sat(seating, officer)
            cost[4] += sum(rise(worker, n) for n in range(1, len(sat) + 1))
            ways[officer] = less(worker, sat)
        return add(cost, self._least(0, ways, frozenset(), placed))

    def _least(self, at, ways, taken, placed):
        if at == len(self.parts):
            return (0,) * 6
        part = self.parts[at]
        late = [0] * 6
        late[3 - part.level.danger] = self.nowhere(part.due_at)
        ends = {
            (officer, depth): WorkClock(worker.spans).done_at(
                worker.held_minutes + depth * worker.piece_minutes
            )
            for officer, worker in ways.items()
            for depth in range(1, worker.places - worker.held + 1)
            if (officer, depth) not in taken and self.may_have(part, worker, depth)
        }
        found = [
            add(
                self.at_place(part, ways[place[0]], place[1], done),
                self._least(at + 1, ways, taken | {place}, placed),
            )
            for place, done in ends.items()
            if done is not None and (not placed or placed[at] == (place[0], done))
        ]
        if not placed or placed[at][0] is None:
            found.append(add(late, self._least(at + 1, ways, taken, placed)))
        return min(found)

    def may_have(self, part, worker, depth) -> bool:
        step = max(each.exposure_minutes for each in self.parts)
        rested = worker.rest_until is None or worker.rest_until <= NOW
        room = worker.exposure_limit - worker.exposure_used
        return (
            worker.officer not in part.barred
            and part.skill in {"", *worker.skills}
            and worker.held + depth <= worker.places
            and (not part.exposure_minutes or (rested and (depth - 1) * step + part.exposure_minutes <= room))
        )

    def at_place(self, part, worker, depth, done) -> list[int]:
        cost = [0] * 6
        if part.due_at is not None and done > part.due_at:
            cost[3 - part.level.danger] = -((part.due_at - done) // HOUR)
        cost[4] = rise(worker, depth)
        cost[5] = part.exposure_minutes * quarters(worker)
        return cost

    def nowhere(self, due) -> int:
        latest = (self.until - NOW) // timedelta(minutes=1)
        return max(latest - ((due or self.until) - NOW) // timedelta(minutes=1), latest) // 60 + 24


def officers(team: Team) -> set[int]:
    return {officer for _, officer in team.taken}


def less(worker: Worker, sat: list[Team]) -> Worker:
    return replace(
        worker,
        spans=tuple(without(worker.spans, [team.span for team in sat])),
        sits=worker.sits + len(sat),
        exposure_used=worker.exposure_used + sum(team.exposure_minutes for team in sat),
    )


def rise(worker: Worker, n: int) -> int:
    return 100 * (2 * (worker.held + worker.sits + n) - 1) // max(worker.places, 1)


def quarters(worker: Worker) -> int:
    return 4 * min(worker.exposure_used, worker.exposure_limit) // worker.exposure_limit


def add(one, other) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
