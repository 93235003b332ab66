"""The desk and the forensic unit, run many times over: backlog, waits and promises missed, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from waymark.stages.statistics.rules.capacity.queueing import Floats
from waymark.stages.statistics.rules.capacity.running import WARM_UP, run
from waymark.stages.statistics.rules.capacity.scenario import LEVELS, Scenario
from waymark.stages.statistics.rules.capacity.staffing import (
    BAIL_DAYS,
    Calibration,
    calibrate,
    desk_load,
    examiners_needed,
    forensic_load,
    officers_needed,
)

_JOBS = 200_000  # over all runs, so that a large force's scenario takes no longer than a small one's
_FEWEST_RUNS, _MOST_RUNS = 20, 200
_WELL_CALIBRATED = 0.8
_AT_ONCE = 1e-9  # days: rounding


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean over the runs, and nine in ten of them."""

    mean: float
    lo90: float
    hi90: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Days until done, of those that arrived: the median and the nine-tenths point."""

    median: Spread
    p90: Spread


@dataclass(frozen=True, slots=True)
class Queue:
    """Days until begun, the mean; and the share, in percent, of those that found nobody free."""

    mean_days: Spread
    had_to_wait: Spread


@dataclass(frozen=True, slots=True)
class Capacity:
    """utilisation: of the officers' time, from 0 to 1; above 1 the backlog grows for as long as it lasts.

    backlog: referrals not begun at the end. waits, queues, promises_missed: by level, the last in percent.
    forensic_backlog: devices; forensic_wait: days from the search until every device is examined.
    staffing: the fewest who keep the target; None where none within reason do.
    """

    scenario: str
    weeks: int
    runs: int
    utilisation: float
    backlog: Spread
    waits: Mapping[str, Wait]
    queues: Mapping[str, Queue]
    promises_missed: Mapping[str, Spread]
    forensic_utilisation: float | None
    forensic_backlog: Spread | None
    forensic_wait: Wait | None
    staffing: Mapping[str, int | None]
    calibration: Calibration | None
    reading: str
    warnings: tuple[str, ...]


def capacity(scenario: Scenario) -> Capacity:
    """Run a scenario. The same scenario always gives the same answer.

    An officer's week gives hours_a_week times available hours to this work; a job's own days are its hours at
    hours_a_day. A promise is kept when the desk's work is done within it, by elapsed time from arrival.
    """
    runs = _runs(scenario)
    draws = [np.random.default_rng([scenario.seed, at]) for at in range(runs)]
    found = [run(scenario, each) for each in draws]
    levels = [level for level in LEVELS if scenario.levels[level].share > 0]
    staffing = {"officers": officers_needed(scenario)}
    if scenario.forensics is not None:
        staffing["examiners"] = examiners_needed(scenario)
    calibration = calibrate(scenario, scenario.past) if scenario.past else None
    missed = {level: _spread([100 * each.missed[level] for each in found]) for level in levels}
    forensics = scenario.forensics
    result = Capacity(
        scenario=scenario.name,
        weeks=scenario.weeks,
        runs=runs,
        utilisation=desk_load(scenario) / max(scenario.desk.people, 1e-9),
        backlog=_spread([each.backlog for each in found]),
        waits={level: _wait([each.waits[level] for each in found]) for level in levels},
        queues={level: _queue([each.queued[level] for each in found]) for level in levels},
        promises_missed=missed,
        forensic_utilisation=forensic_load(scenario) / max(forensics.staff.people, 1e-9)
        if forensics
        else None,
        forensic_backlog=_spread([each.devices for each in found]) if forensics else None,
        forensic_wait=_wait([each.device_waits for each in found]) if forensics else None,
        staffing=staffing,
        calibration=calibration,
        reading="",
        warnings=tuple(_warnings(scenario, calibration)),
    )
    return replace(result, reading=_reading(result, scenario))


def jobs_of(scenario: Scenario) -> float:
    """How many pieces of work its runs hold in all: its time grows with them."""
    return scenario.arrivals.per_week * scenario.weeks * (1 + WARM_UP) * _runs(scenario)


def _runs(scenario: Scenario) -> int:
    if scenario.runs:
        return scenario.runs
    jobs = scenario.arrivals.per_week * scenario.weeks * (1 + WARM_UP)
    return int(min(max(_JOBS / max(jobs, 1), _FEWEST_RUNS), _MOST_RUNS))


def _spread(values: Sequence[float]) -> Spread:
    low, high = np.quantile(values, [0.05, 0.95])
    return Spread(round(float(np.mean(values)), 2), round(float(low), 2), round(float(high), 2))


def _wait(runs: Sequence[Floats]) -> Wait:
    known = [each for each in runs if len(each)] or [np.zeros(1)]
    middles = [float(np.median(each)) for each in known]
    ends = [float(np.quantile(each, 0.9)) for each in known]
    return Wait(_spread(middles), _spread(ends))


def _queue(runs: Sequence[Floats]) -> Queue:
    known = [each for each in runs if len(each)] or [np.zeros(1)]
    means = [float(each.mean()) for each in known]
    return Queue(_spread(means), _spread([100 * float((each > _AT_ONCE).mean()) for each in known]))


def _warnings(scenario: Scenario, calibration: Calibration | None) -> list[str]:
    found = []
    load = desk_load(scenario)
    if load >= scenario.desk.people:
        found.append(
            f"the work takes {load:.1f} officers and there are {scenario.desk.people}: the backlog grows without end"
        )
    found += _of_examiners(scenario)
    if calibration is None:
        found.append("not calibrated: give the force's own past weeks before believing it of the future")
    elif calibration.within_90 < _WELL_CALIBRATED:
        found.append(
            f"over the past its 90% intervals held {calibration.within_90:.0%} of the weeks (mean error "
            f"{calibration.mean_error:+.1f} referrals): put its hours and shares right before believing it"
        )
    return found


def _of_examiners(scenario: Scenario) -> list[str]:
    """What to say of a forensic unit with more work than it can do, or that would have, did the desk keep up."""
    forensics = scenario.forensics
    needed = forensic_load(scenario)
    if forensics is None or needed < forensics.staff.people:
        return []
    said = (
        f"the devices of all that arrives take {needed:.1f} examiners and there are {forensics.staff.people}"
    )
    reaching = needed * min(1.0, scenario.desk.people / max(desk_load(scenario), 1e-9))
    if reaching < forensics.staff.people:
        return [f"{said}: their backlog would grow, were the desk not holding the work up"]
    return [f"{said}: their backlog grows without end"]


def _reading(found: Capacity, scenario: Scenario) -> str:
    worst = max(found.promises_missed, key=lambda level: found.promises_missed[level].mean)
    missed = found.promises_missed[worst]
    needed = found.staffing["officers"]
    said = (
        f"{found.scenario}: after {found.weeks} weeks {found.backlog.mean:,.0f} referrals wait "
        f"({found.backlog.lo90:,.0f} to {found.backlog.hi90:,.0f}); of {worst.replace('_', ' ')} promises "
        f"{missed.mean:.0f}% are missed ({missed.lo90:.0f} to {missed.hi90:.0f})"
    )
    enough = _people(needed, "officer") if needed is not None else "no number of officers within reason"
    said += f"; {enough} would keep {scenario.target_percent:g}% of every level's"
    if found.forensic_backlog is None or found.forensic_wait is None:
        return said
    examiners = _people(found.staffing["examiners"], "examiner")
    return (
        f"{said}. {found.forensic_backlog.mean:,.0f} devices wait ({found.forensic_backlog.lo90:,.0f} to "
        f"{found.forensic_backlog.hi90:,.0f}), and nine searches in ten are examined in "
        f"{found.forensic_wait.p90.mean:,.0f} days; {examiners} would "
        f"do nine in ten within {BAIL_DAYS} days"
    )


def _people(count: int | None, word: str) -> str:
    if count is None:
        return f"no number of {word}s"
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
