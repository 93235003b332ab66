"""How many people the work takes, and how many keep the promises; and whether the model knows the force's past."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from waymark.stages.statistics.rules.capacity.running import backlogs, run
from waymark.stages.statistics.rules.capacity.scenario import LEVELS, Past, Scenario

BAIL_DAYS = 90
"""Pre-charge bail first ends after 3 months: Police, Crime, Sentencing and Courts Act 2022, schedule 4."""

_RUNS = 20
_MOST_PEOPLE = 400


@dataclass(frozen=True, slots=True)
class Calibration:
    """The model run over the past: the share of weeks whose backlog lay in its 90% interval, and how far off."""

    weeks: int
    within_90: float
    mean_error: float


def desk_load(scenario: Scenario) -> float:
    """How many officers' whole time the arrivals take."""
    hours = sum(work.share * work.hours for work in scenario.levels.values())
    return scenario.arrivals.per_week * hours / scenario.desk.hours


def forensic_load(scenario: Scenario) -> float:
    """How many examiners' whole time the devices take."""
    forensics = scenario.forensics
    if forensics is None:
        return 0.0
    devices = (
        scenario.arrivals.per_week * forensics.warrant_share * forensics.devices * forensics.triage_keeps
    )
    return devices * forensics.hours_a_device / forensics.staff.hours


def officers_needed(scenario: Scenario) -> int | None:
    """The fewest officers with whom the target share of every level's promises is kept."""

    def keeps(people: int) -> bool:
        tried = replace(scenario, desk=replace(scenario.desk, people=people, backlog=0), forensics=None)
        found = [run(tried, np.random.default_rng([scenario.seed, at])) for at in range(_RUNS)]
        worst = max(
            float(np.mean([run.missed[level] for run in found]))
            for level in LEVELS
            if scenario.levels[level].share > 0
        )
        return worst <= 1 - scenario.target_percent / 100

    return _fewest(ceil(desk_load(scenario)), keeps)


def examiners_needed(scenario: Scenario) -> int | None:
    """The fewest examiners with whom nine in ten searches are examined within 90 days, the shortest bail."""

    def keeps(people: int) -> bool:
        forensics = scenario.forensics
        assert forensics is not None
        staff = replace(forensics.staff, people=people, backlog=0)
        desk = replace(
            scenario.desk, people=max(scenario.desk.people, ceil(desk_load(scenario)) + 2), backlog=0
        )
        tried = replace(scenario, forensics=replace(forensics, staff=staff), desk=desk)
        found = [run(tried, np.random.default_rng([scenario.seed, at])) for at in range(_RUNS)]
        late = [float(np.mean(run.device_waits > BAIL_DAYS)) for run in found if len(run.device_waits)]
        return not late or float(np.mean(late)) <= 0.1  # noqa: PLR2004 - one in ten

    return _fewest(ceil(forensic_load(scenario)), keeps)


def _fewest(least: int, keeps: Callable[[int], bool]) -> int | None:
    """The fewest people who keep it: upwards by doubling, then by halves."""
    low, most = max(least, 1), max(_MOST_PEOPLE, 2 * least)
    if not keeps(most):
        return None
    high = low
    while not keeps(high):
        low, high = high + 1, min(high + max(1, high // 4), most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if keeps(middle) else (middle + 1, high)
    return high


def calibrate(scenario: Scenario, past: Past) -> Calibration:
    """Run the model over the weeks that were, from the backlog that there was, and hold it against what came."""
    weeks = len(past.arrivals)
    if weeks < 2:  # noqa: PLR2004 - the first week is where it starts from
        return Calibration(weeks, 0.0, 0.0)
    desk = replace(scenario.desk, backlog=round(past.backlog[0]))
    tried = replace(scenario, desk=desk, weeks=weeks - 1, forensics=None)
    paths = []
    for at in range(_RUNS * 2):
        draws = np.random.default_rng([scenario.seed, 7, at])
        counts = np.array([round(count) for count in past.arrivals[1:]])
        paths.append(backlogs(tried, draws, counts))
    every = np.array(paths)
    low, high = np.quantile(every, [0.05, 0.95], axis=0)
    came = np.array(past.backlog[1:])
    within = float(((came >= low) & (came <= high)).mean())
    return Calibration(weeks - 1, within, float((every.mean(axis=0) - came).mean()))
