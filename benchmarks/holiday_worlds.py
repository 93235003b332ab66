"""Invented worlds for the holiday test: each drawn by days from its seed, and not by what the test takes it for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from waymark.stages.statistics.rules.calendars import (
    DAYS_AFTER,
    Calendar,
    Floats,
    Span,
    from_spans,
    from_weeks,
)
from waymark.stages.statistics.rules.weeks import DAYS, Week, weekly

FIRST, LAST = 2010, 2021
"""The years for which each calendar has holidays."""


def _english(year: int) -> list[Span]:
    easter = date(year, 3, 28) + timedelta(days=year * 5 % 14)
    return [
        Span(date(year, 2, 13), date(year, 2, 19)),
        Span(easter, easter + timedelta(days=13)),
        Span(date(year, 5, 27), date(year, 6, 2)),
        Span(date(year, 7, 23), date(year, 9, 3)),
        Span(date(year, 10, 24), date(year, 10, 30)),
        Span(date(year, 12, 20), date(year + 1, 1, 3)),
    ]


def _scottish(year: int) -> list[Span]:
    easter = date(year, 4, 2) + timedelta(days=year * 3 % 9)
    return [
        Span(date(year, 2, 12), date(year, 2, 15)),
        Span(easter, easter + timedelta(days=15)),
        Span(date(year, 6, 28), date(year, 8, 15)),
        Span(date(year, 10, 12), date(year, 10, 19)),
        Span(date(year, 12, 22), date(year + 1, 1, 5)),
    ]


def _northern_irish(year: int) -> list[Span]:
    easter = date(year, 4, 1) + timedelta(days=year * 7 % 18)
    return [
        Span(date(year, 2, 14), date(year, 2, 18)),
        Span(easter, easter + timedelta(days=8)),
        Span(date(year, 7, 1), date(year, 8, 31)),
        Span(date(year, 10, 28), date(year, 11, 1)),
        Span(date(year, 12, 21), date(year + 1, 1, 2)),
    ]


CALENDARS: dict[str, Callable[[int], list[Span]]] = {
    "English": _english,
    "Scottish": _scottish,
    "Northern Irish": _northern_irish,
}


@dataclass(frozen=True, slots=True)
class World:
    """What is drawn of a world. level: a week. dispersion: variance over mean. correlation: of neighbouring weeks.

    growth: a year. during: the rate of holidays. delay: mean days to recording; is_told: of delay and step.
    pulse: the rate in a holiday's last week. step: the rate after one day in the middle. effect: of the fortnight
    after a holiday. by: week or day. calendar_by: spans, flags (of weeks mostly in a holiday), or whole weeks
    (the world itself goes by weeks).
    """

    seed: int
    begins: date
    days: int
    by: str
    country: str
    calendar_by: str
    level: float
    dispersion: float
    correlation: float
    growth: float
    during: float
    pulse: float = 1.0
    step: float = 1.0
    is_told: bool = True
    delay: float = 0.0
    effect: float = 1.0


def a_world(seed: int, kind: str = "plain") -> World:
    """A world without an effect. kind: plain, delayed (untold), delayed_told, pulse, step (untold) or step_told."""
    draws = np.random.default_rng([seed, 2026])
    begins = date(2011, 1, 1) + timedelta(days=int(draws.integers(0, 1400)))
    by = str(draws.choice(["week", "week", "day"]))
    weekday = int(draws.choice([0, 0, 6, 2]))
    begins += timedelta(days=(weekday - begins.weekday()) % DAYS)
    world = World(
        seed=seed,
        begins=begins,
        days=round(float(draws.choice([2, 3, 4, 5, 6])) * 52.18) * DAYS,
        by=by,
        country=str(draws.choice(list(CALENDARS))),
        calendar_by=str(draws.choice(["spans", "spans", "flags", "weeks"])) if by == "week" else "spans",
        level=float(np.exp(draws.uniform(np.log(5), np.log(500)))),
        dispersion=float(draws.choice([1, 1.5, 2, 3, 4])),
        correlation=float(draws.choice([0, 0, 0.3, 0.6])),
        growth=float(draws.choice([0, 0.1, 0.3, 0.6])),
        during=float(draws.choice([1, 0.85, 0.7])),
    )
    told = kind.endswith("_told")
    match kind.removesuffix("_told"):
        case "delayed":
            return replace(world, delay=10.0, is_told=told, during=float(draws.choice([1, 0.85, 0.7, 0.5])))
        case "pulse":
            return replace(world, pulse=float(draws.choice([1.2, 1.5])))
        case "step":
            return replace(world, step=float(draws.choice([0.6, 0.75, 1.3, 1.6])), is_told=told)
        case _:
            return world


def calendar_of(world: World) -> Calendar:
    """Its holidays, as a file of the kind it goes by would give them."""
    spans = [span for year in range(FIRST, LAST) for span in CALENDARS[world.country](year)]
    plain = from_spans(spans)
    if world.calendar_by == "spans":
        return plain
    weeks = [world.begins + timedelta(days=DAYS * at) for at in range(-8, world.days // DAYS + 8)]
    flags = [share.holiday > 0.5 for share in plain.shares(weeks)]
    return from_weeks((week.isoformat(), str(int(flag))) for week, flag in zip(weeks, flags, strict=True))


def step_of(world: World) -> date:
    """The day on which a world that has a step makes it."""
    return world.begins + timedelta(days=round(world.days * 0.55))


def counts_of(world: World) -> list[Week]:
    """The weekly counts of a world, through the days where its series is by the day."""
    draws = np.random.default_rng([world.seed, round(world.effect * 1e6), 7])
    mean = _means(world, draws)
    weeks = mean.reshape(-1, DAYS).sum(axis=1)
    noise = draws.normal(size=len(weeks))
    for at in range(1, len(weeks)):
        noise[at] = world.correlation * noise[at - 1] + np.sqrt(1 - world.correlation**2) * noise[at]
    spread = np.sqrt(np.log(1 + (world.dispersion - 1) / weeks.mean()))
    if world.correlation:
        factor = np.exp(spread * noise - spread**2 / 2)
    else:  # in batches: a variance that is a multiple of the mean
        shape = weeks / max(world.dispersion - 1, 1e-9)
        factor = draws.gamma(shape, 1 / shape) if world.dispersion > 1 else np.ones(len(weeks))
    counts = draws.poisson(mean * np.repeat(factor, DAYS))
    days = [world.begins + timedelta(days=at) for at in range(world.days)]
    if world.by == "day":
        return weekly((day.isoformat(), str(count)) for day, count in zip(days, counts, strict=True))
    totals = counts.reshape(-1, DAYS).sum(axis=1)
    return [Week(day, float(count)) for day, count in zip(days[::DAYS], totals, strict=True)]


def _means(world: World, draws: np.random.Generator) -> Floats:
    """What is expected of each day."""
    lead = 70 if world.delay else 0
    holidays = calendar_of(
        replace(world, calendar_by="spans" if world.calendar_by == "flags" else world.calendar_by)
    )
    within, after, last = _days(holidays, world.begins - timedelta(days=lead), world.days + lead)
    at = (np.arange(len(within)) - lead) / 365.25
    sizes, phases = draws.uniform(0, [0.3, 0.12]), draws.uniform(0, 2 * np.pi, 2)
    season = sum(sizes[n] * np.sin(2 * np.pi * (n + 1) * at + phases[n]) for n in (0, 1))
    stepped = np.arange(len(within)) - lead >= (step_of(world) - world.begins).days
    rate = np.exp(
        season
        + np.log(1 + world.growth) * at
        + np.log(world.during) * within * (1 - last)
        + np.log(world.during * world.pulse) * last
        + np.log(world.effect) * after
        + np.log(world.step) * stepped
    )
    if world.delay:
        weights = np.exp(-np.arange(lead + 1) / world.delay)
        rate = np.convolve(rate, weights / weights.sum(), "valid")
    else:
        rate = rate[lead:]
    if world.by == "day":
        weekdays = np.array([(world.begins + timedelta(days=n)).weekday() for n in range(world.days)])
        rate = rate * np.where(weekdays > 4, 0.6, 1.16)
    return np.asarray(rate * world.level / DAYS / rate.mean())


def _days(holidays: Calendar, first: date, count: int) -> tuple[Floats, Floats, Floats]:
    """Which days lie in a holiday, in the fortnight after one, and in the last week of one: 1 or 0 each."""
    within, after, last = np.zeros(count), np.zeros(count), np.zeros(count)
    for span in holidays.holidays:
        start, end = (span.start - first).days, (span.end - first).days + 1
        within[max(start, 0) : max(end, 0)] = 1
        last[max(start, end - DAYS, 0) : max(end, 0)] = 1
        after[max(end, 0) : max(end + DAYS_AFTER, 0)] = 1
    return within, after * (1 - within), last
