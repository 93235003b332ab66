"""Who does what for 2,000 parts, teams and 200 officers; equal to scipy on the axes that it can hold."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from time import perf_counter

from benchmarks.rows import Measured, Row, compare

_OFFICERS = 200
_NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_SECONDS = 5.0
_SKILLS = ("research", "enquiry", "enforcement", "search")
_TEAMS = 3
_DAYS = {"low": 30, "medium": 14, "high": 7, "very_high": 1}


def row(*, runs: int, parts: int) -> Row:
    """The whole proposal, reasons in words included. Target: the plan's five seconds."""

    def measure(run: int) -> Measured:
        from waymark.stages.assignment.rules.joint import propose_all

        wanted, staff = _desk(run, parts)
        teams = _teams(run)
        propose_all(teams[:1], wanted[:5], staff[:5], now=_NOW)  # compiled before the clock
        started = perf_counter()
        found = propose_all(teams, wanted, staff, now=_NOW)
        ours = perf_counter() - started
        seats = sum(len(team.seats) for team in teams)
        is_whole = len(found.placed) == parts + seats
        return Measured(ours, _SECONDS, is_whole and _is_least_late(wanted, staff))

    return compare(
        "assign",
        f"proposing {parts} parts and {_TEAMS} teams of four to {_OFFICERS} officers, with reasons",
        "the plan's limit; without the teams equal to scipy's linear_sum_assignment in graver hours late",
        target=1.0,
        runs=runs,
        measure=measure,
    )


def _teams(seed: int):
    from waymark.clocks import Level
    from waymark.stages.assignment.rules.duty import Span
    from waymark.stages.assignment.rules.states import STANDARDS, PartKind
    from waymark.stages.assignment.rules.work import Team

    draw = random.Random(seed)
    made = []
    for n in range(_TEAMS):
        start = _NOW + timedelta(days=n + 1, hours=7 + n % 3)
        made.append(
            Team(
                f"team-{n}",
                f"ref-team-{n}",
                PartKind.SEARCH,
                draw.choice(list(Level)),
                Span(start, start + timedelta(hours=4)),
                STANDARDS[PartKind.SEARCH].seats,
            )
        )
    return made


def _desk(seed: int, parts: int):
    from waymark.clocks import Level
    from waymark.stages.assignment.rules.duty import Span
    from waymark.stages.assignment.rules.states import PartKind
    from waymark.stages.assignment.rules.work import Wanted, Worker

    draw = random.Random(seed)
    staff = [
        Worker(
            n,
            f"officer-{n:03}",
            frozenset(draw.sample(_SKILLS, 2)),
            places=14,
            held=draw.randint(0, 4),
            held_minutes=draw.randint(0, 600),
            piece_minutes=draw.choice((120, 180, 300)),
            exposure_used=draw.randint(0, 500),
            spans=tuple(
                Span(
                    _NOW + timedelta(days=day, hours=draw.choice((0, 6))),
                    _NOW + timedelta(days=day, hours=14),
                )
                for day in range(28)
                if draw.random() < 0.7
            ),
        )
        for n in range(_OFFICERS)
    ]
    wanted = []
    for n in range(parts):
        level = draw.choices(list(Level), (4, 3, 2, 1))[0]
        days = _DAYS[level.value]
        barred = frozenset(draw.sample(range(_OFFICERS), 2)) if draw.random() < 0.1 else frozenset[int]()
        wanted.append(
            Wanted(
                f"wrk-{n:05}",
                f"ref-{n:05}",
                PartKind.RESEARCH,
                level,
                _NOW + timedelta(days=days - draw.uniform(0, 1.2 * days)),
                draw.choice(_SKILLS),
                exposure_minutes=draw.choice((0, 20)),
                barred=barred,
            )
        )
    return wanted, staff


def _is_least_late(wanted, staff) -> bool:
    """Whether the hours late of very high and high parts are what scipy finds for these two axes alone."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    from waymark.stages.assignment.rules.matching import match
    from waymark.stages.assignment.rules.proposing import formulate, places_of

    costs = formulate(wanted, staff, places_of(staff), now=_NOW)
    late = np.maximum(0, -((costs.due[:, None] - costs.ends[None, :]) // 60)).astype(float)
    weight = np.where(costs.rank == 3, 1e7, np.where(costs.rank == 2, 1.0, 0.0))
    fits = costs.allowed[:, costs.owner]
    before = (costs.depth - 1)[None, :] * costs.exposure_step + costs.exposure[:, None]
    fits &= (costs.exposure[:, None] == 0) | (before <= costs.room[costs.owner][None, :])
    table = np.where(fits, late * weight[:, None], 1e15)
    nowhere = np.full((len(wanted), len(wanted)), 1e15)
    np.fill_diagonal(nowhere, costs.waiting * weight)
    table = np.hstack([table, nowhere])
    rows, columns = linear_sum_assignment(table)
    chosen = match(costs)
    hours = np.where(chosen < 0, costs.waiting, late[np.arange(len(chosen)), chosen])
    return bool(table[rows, columns].sum() == (hours * weight).sum())
