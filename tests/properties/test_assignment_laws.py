"""A proposal is the best there is: equal, axis by axis, to trying every way on small random desks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.clocks import Level
from waymark.stages.assignment.rules.duty import Kind, Span, WorkClock, minutes_in, on_duty, without
from waymark.stages.assignment.rules.matching import Costs, match
from waymark.stages.assignment.rules.proposing import Place, formulate, places_of, propose
from waymark.stages.assignment.rules.states import PartKind
from waymark.stages.assignment.rules.work import Wanted, Worker

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SKILLS = ("research", "search")


@st.composite
def workers(draw, most=3):
    """Officers with shifts, some with leave in them; skills, places and exposure of their own."""
    made = []
    for n in range(draw(st.integers(1, most))):
        shifts = [
            (Kind.DUTY, Span(NOW + timedelta(days=day), NOW + timedelta(days=day) + 8 * HOUR))
            for day in draw(st.sets(st.integers(0, 3), min_size=1))
        ]
        leave = draw(st.integers(0, 80))
        away = (
            [(Kind.LEAVE, Span(NOW + leave * HOUR, NOW + (leave + 12) * HOUR))] if draw(st.booleans()) else []
        )
        places = draw(st.integers(0, 3))
        made.append(
            Worker(
                officer=n + 1,
                name=f"officer {n}",
                skills=frozenset(draw(st.sets(st.sampled_from(SKILLS)))),
                places=places,
                held=draw(st.integers(0, places)),
                held_minutes=draw(st.integers(0, 300)),
                piece_minutes=draw(st.integers(60, 400)),
                exposure_used=draw(st.integers(0, 120)),
                exposure_limit=120,
                rest_until=draw(st.sampled_from([None, NOW - HOUR, NOW + HOUR])),
                spans=tuple(on_duty([*shifts, *away], since=NOW)),
            )
        )
    return made


@st.composite
def parts(draw, most=4):
    return [
        Wanted(
            f"wrk-{n}",
            f"ref-{n}",
            PartKind.RESEARCH,
            draw(st.sampled_from(list(Level))),
            draw(st.one_of(st.none(), st.integers(-20, 90).map(lambda hours: NOW + hours * HOUR))),
            draw(st.sampled_from(("", *SKILLS))),
            exposure_minutes=draw(st.sampled_from((0, 0, 20, 50))),
            barred=frozenset(draw(st.sets(st.integers(1, 3), max_size=2))),
        )
        for n in range(draw(st.integers(0, most)))
    ]


def cost(costs: Costs, part: int, place: int) -> tuple[int, ...]:
    late = [0, 0, 0, 0]
    hours = costs.waiting[part] if place < 0 else max(0, -((costs.due[part] - costs.ends[place]) // 60))
    late[3 - costs.rank[part]] = int(hours)
    if place < 0:
        return (*late, 0, 0)
    exposed = int(costs.exposure[part] * costs.used[costs.owner[place]])
    return (*late, int(costs.load[place]), exposed)


def may(costs: Costs, part: int, place: int) -> bool:
    if place < 0:
        return True
    officer = costs.owner[place]
    before = (costs.depth[place] - 1) * costs.exposure_step
    fits = not costs.exposure[part] or before + costs.exposure[part] <= costs.room[officer]
    return bool(costs.allowed[part, officer] and fits)


def total(costs: Costs, chosen) -> tuple[int, ...]:
    sums = [cost(costs, part, place) for part, place in enumerate(chosen)]
    return tuple(map(sum, zip(*sums, strict=True))) if sums else ()


def every_way(costs: Costs):
    for chosen in product(range(-1, len(costs.owner)), repeat=len(costs.due)):
        taken = [place for place in chosen if place >= 0]
        if len(set(taken)) == len(taken) and all(may(costs, *pair) for pair in enumerate(chosen)):
            yield chosen


class TestAProposal:
    @given(parts(), workers())
    @settings(max_examples=100)
    def test_is_as_good_as_the_best_of_every_way(self, wanted, staff):
        costs = formulate(wanted, staff, places_of(staff), now=NOW)

        chosen = match(costs).tolist()

        assert all(may(costs, part, place) for part, place in enumerate(chosen))
        assert total(costs, chosen) == min(total(costs, way) for way in every_way(costs))

    @given(parts(), workers(), st.randoms())
    @settings(max_examples=50)
    def test_never_depends_on_the_order_in_which_it_is_asked(self, wanted, staff, random):
        asked, people = list(wanted), list(staff)
        random.shuffle(asked)
        random.shuffle(people)

        assert propose(asked, people, now=NOW) == propose(wanted, staff, now=NOW)

    @given(parts(), workers())
    @settings(max_examples=50)
    def test_keeps_to_conflicts_skills_places_shifts_and_limits(self, wanted, staff):
        by_id = {worker.officer: worker for worker in staff}
        held = dict.fromkeys(by_id, 0)
        exposed = dict.fromkeys(by_id, 0)

        for part, placed in zip(wanted, propose(wanted, staff, now=NOW), strict=True):
            if placed.officer is None:
                continue
            worker = by_id[placed.officer]
            held[worker.officer] += 1
            exposed[worker.officer] += part.exposure_minutes
            assert placed.officer not in part.barred
            assert not part.skill or part.skill in worker.skills
            assert any(span.start <= placed.expected_at <= span.end for span in worker.spans)
            assert placed.reason.endswith(".")
        for officer, worker in by_id.items():
            assert worker.held + held[officer] <= worker.places or not held[officer]
            assert not exposed[officer] or worker.exposure_used + exposed[officer] <= worker.exposure_limit


class TestTimeOnDuty:
    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20))), st.integers(0, 600))
    def test_is_worked_off_minute_by_minute(self, shifts, minutes):
        spans = on_duty(
            [(Kind.DUTY, Span(NOW + a * HOUR, NOW + (a + b) * HOUR)) for a, b in shifts], since=NOW
        )
        clock = WorkClock(spans)

        done = clock.done_at(minutes)

        if done is None:
            assert minutes > clock.minutes or not spans
        else:
            assert abs(clock.worked_by(done) - minutes) < 0.01 or minutes == 0
            assert abs(minutes_in(without(spans, [Span(done, NOW + 1000 * HOUR)])) - minutes) < 0.01


def test_a_place_is_never_offered_beyond_the_shifts_that_are_known():
    worker = Worker(1, "one", places=5, piece_minutes=300, spans=(Span(NOW, NOW + 8 * HOUR),))

    assert places_of([worker]) == [Place(0, 1, NOW + 5 * HOUR)]
    assert places_of([replace(worker, spans=())]) == []
