"""One run of a scenario: what came, when it was begun and done, and what still waits at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from waymark.stages.statistics.rules.capacity.queueing import Floats, Ints, serve
from waymark.stages.statistics.rules.capacity.scenario import LEVELS, Forensics, Scenario, Staff

WEEK = 7.0  # days: every time within is in days
WARM_UP = 0.25  # of the weeks, run before anything is measured where no backlog is stated


@dataclass(frozen=True, slots=True)
class Run:
    """backlog: referrals not begun at the end. waits: days till done, by level; missed: the share of promises.

    queued: days till begun, by level, or till the end for those not begun.

    devices: not begun at the end. device_waits: days from a search until its last device was examined.
    """

    backlog: float
    waits: Mapping[str, Floats]
    queued: Mapping[str, Floats]
    missed: Mapping[str, float]
    devices: float
    device_waits: Floats


def _weekly_counts(scenario: Scenario, draws: np.random.Generator, weeks: int) -> Ints:
    """Counts of weeks, overdispersed as stated; growth starts when the measuring does."""
    ahead = np.maximum(np.arange(weeks) - (weeks - scenario.weeks), 0)
    mean = scenario.arrivals.per_week * (1 + scenario.arrivals.growth_percent_a_year / 100) ** (ahead / 52)
    if scenario.arrivals.dispersion > 1:
        mean = draws.gamma(mean / (scenario.arrivals.dispersion - 1), scenario.arrivals.dispersion - 1)
    return np.asarray(draws.poisson(mean), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The desk's jobs: when each came, its level by number, its own days, when it was begun."""

    came: Floats
    level: Ints
    days: Floats
    starts: Floats


def _desk(scenario: Scenario, draws: np.random.Generator, counts: Ints, until: float) -> _Desk:
    staff = scenario.desk
    weeks = np.repeat(np.arange(len(counts)), counts)
    came = np.sort((weeks + draws.random(len(weeks))) * WEEK)
    came = np.concatenate([np.zeros(staff.backlog), came])
    shares = np.array([scenario.levels[level].share for level in LEVELS])
    level = draws.choice(len(LEVELS), size=len(came), p=shares / shares.sum())
    mean = np.array([scenario.levels[each].hours for each in LEVELS])[level]
    hours = _lengths(mean, staff.variation, draws)
    served = serve(came, hours / staff.hours * WEEK, level, servers=staff.people, until=until)
    a_day = np.array([scenario.levels[each].hours_a_day for each in LEVELS])[level]
    return _Desk(came, np.asarray(level), hours / a_day, served.starts)


def _lengths(mean: Floats, variation: float, draws: np.random.Generator) -> Floats:
    if not variation:
        return mean
    shape = 1 / variation**2
    return np.asarray(draws.gamma(shape, mean / shape))


def backlogs(scenario: Scenario, draws: np.random.Generator, counts: Ints) -> Floats:
    """Referrals not begun at the end of each week."""
    until = len(counts) * WEEK
    desk = _desk(scenario, draws, counts, until)
    ends = np.arange(1, len(counts) + 1) * WEEK
    return np.array([((desk.came <= end) & (desk.starts > end)).sum() for end in ends], dtype=np.float64)


def run(scenario: Scenario, draws: np.random.Generator) -> Run:
    """Run a scenario once, with those draws."""
    warm = 0 if scenario.desk.backlog else round(scenario.weeks * WARM_UP)
    weeks = warm + scenario.weeks
    until = weeks * WEEK
    desk = _desk(scenario, draws, _weekly_counts(scenario, draws, weeks), until)
    done = desk.starts + desk.days - desk.came
    measured = desk.came >= warm * WEEK
    waits, queued, missed = {}, {}, {}
    for number, level in enumerate(LEVELS):
        mine = measured & (desk.level == number)
        promise = scenario.levels[level].promise_days
        # One that is not begun has waited till now at least; before its promise it is neither kept nor missed.
        waited = np.where(np.isfinite(done[mine]), done[mine], until - desk.came[mine])
        decided = np.isfinite(done[mine]) | (waited > promise)
        waits[level] = waited
        queued[level] = np.minimum(desk.starts[mine], until) - desk.came[mine]
        missed[level] = float((waited[decided] > promise).mean()) if decided.any() else 0.0
    devices, device_waits = _examined(scenario.forensics, desk, draws, until, warm * WEEK)
    return Run(float((~np.isfinite(desk.starts)).sum()), waits, queued, missed, devices, device_waits)


def _examined(
    forensics: Forensics | None, desk: _Desk, draws: np.random.Generator, until: float, since: float
) -> tuple[float, Floats]:
    """Devices not begun at the end, and for each search the days until its last device was examined."""
    if forensics is None:
        return 0.0, np.zeros(0)
    staff: Staff = forensics.staff
    chosen = np.flatnonzero(
        (draws.random(len(desk.came)) < forensics.warrant_share) & np.isfinite(desk.starts)
    )
    searched = desk.starts[chosen] + desk.days[chosen] + forensics.wait_for_warrant_days
    order = np.argsort(searched, kind="stable")
    chosen, searched = chosen[order], searched[order]
    kept = draws.poisson(forensics.devices * forensics.triage_keeps, len(chosen))
    came = np.concatenate([np.zeros(staff.backlog), np.repeat(searched, kept)])
    search = np.concatenate([np.full(staff.backlog, -1), np.repeat(np.arange(len(chosen)), kept)])
    urgency = np.concatenate([np.zeros(staff.backlog, np.int64), desk.level[np.repeat(chosen, kept)]])
    hours = _lengths(np.full(len(came), forensics.hours_a_device), staff.variation, draws)
    served = serve(came, hours / staff.hours * WEEK, urgency, servers=staff.people, until=until)
    arrived = came <= until
    finished = np.where(np.isfinite(served.starts), served.starts + hours / staff.hours_a_day, until)
    last = np.full(len(chosen), -np.inf)
    mine = (search >= 0) & arrived
    np.maximum.at(last, search[mine], finished[mine])
    measured = np.isfinite(last) & (searched >= since)
    return float((arrived & ~np.isfinite(served.starts)).sum()), last[measured] - searched[measured]
