"""Whether a forecast may be believed: every week of the desk's own last year forecast again, and compared.

Only what was known by each Friday is used for that Friday, the calibration included. Until the past is long
enough, and the forecast beats both the rule of the next free slot and the plain rate, it says that it cannot
know, and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from waymark.stages.assignment.rules.calibration import (
    Calibration,
    Told,
    brier,
    calibrate,
    expected_error,
    log_score,
)
from waymark.stages.assignment.rules.forecasting import (
    Learnt,
    Open,
    Past,
    PastWork,
    Supply,
    in_order,
    learn,
    naive_risks,
    raw_risks,
)

HORIZON = timedelta(days=7)
WEEKS = 52
"""A force's own last twelve months."""

FEWEST_WEEKS, FEWEST_PROMISES = 26, 100
_FEWEST_TO_CALIBRATE = 60
_WORST_ERROR = 0.1
_WEEK = timedelta(days=7)


class Said(NamedTuple):
    """What was said of one promise on one Friday, raw and by the naive rule, and what came."""

    at: datetime
    due_at: datetime
    raw: float
    naive: float
    missed: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """promises: how many, over how many weeks. Of the calibrated forecast, the naive rule and the plain rate."""

    weeks: int
    promises: int
    brier: float
    brier_naive: float
    brier_rate: float
    log: float
    log_naive: float
    error: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """told: what would have been said, calibrated by what was known then. cannot: why nothing may be said; or empty."""

    learnt: Learnt
    calibration: Calibration | None
    told: tuple[Told, ...]
    scores: Scores | None
    cannot: str


def back_test(past: Sequence[Past], supply: Supply, *, now: datetime, weeks: int = WEEKS) -> BackTest:
    """Forecast each Friday of the last `weeks` weeks again, and judge it."""
    work = PastWork(past)
    said = says(work, supply, now=now, weeks=weeks)
    learnt = learn(work, supply, now=now)
    known = {each.at for each in said}
    if len(known) < FEWEST_WEEKS or len(said) < FEWEST_PROMISES:
        why = (
            f"It cannot know yet: {len(said)} promises fell due in {len(known)} weeks of the past that is kept here, "
            f"and it takes {FEWEST_PROMISES} in {FEWEST_WEEKS}. Load the force's own past work, or wait."
        )
        return BackTest(learnt, None, (), None, why)
    told, naive = rolling(said)
    if not told:
        return BackTest(learnt, None, (), None, "It cannot know yet: too few promises came to their end.")
    scores = score(told, naive, weeks=len(known))
    calibration = calibrate([Told(each.raw, each.missed) for each in said])
    return BackTest(learnt, calibration, tuple(told), scores, _why_not(scores))


def says(work: PastWork, supply: Supply, *, now: datetime, weeks: int) -> list[Said]:
    """What would have been said, week by week, of the promises that then fell due within HORIZON."""
    found: list[Said] = []
    if not work.all:
        return found
    first = work.all[0].opened_at + 4 * _WEEK  # a desk's first weeks say nothing of how it fills
    for week in range(weeks, 0, -1):
        at = now - week * _WEEK
        if at < first:
            continue
        learnt = learn(work, supply, now=at)
        queues: dict[str, list[Past]] = defaultdict(list)
        for each in work.open_at(at):
            queues[each.officer].append(each)
        for parts in queues.values():
            found += _say(parts, supply, learnt, share=1 / len(queues), at=at)
    return found


def _say(parts: Sequence[Past], supply: Supply, learnt: Learnt, *, share: float, at: datetime) -> list[Said]:
    """Of one officer's queue; without officers in the past the whole desk is one queue."""
    late = {str(n): each.done_at is None or each.done_at > each.due_at for n, each in enumerate(parts)}
    queue = in_order([Open(str(n), each.level, each.due_at, each.minutes) for n, each in enumerate(parts)])

    def mine(start: datetime, end: datetime) -> float:
        return supply(start, end) * share

    raws = raw_risks(queue, mine, learnt, share=share, now=at)
    naives = naive_risks(queue, mine, learnt, now=at)
    return [
        Said(at, part.due_at, raw, naive, late[part.key])
        for part, raw, naive in zip(queue, raws, naives, strict=True)
        if at < part.due_at <= at + HORIZON
    ]


def rolling(said: Sequence[Said]) -> tuple[list[Told], list[Told]]:
    """Each promise with the calibration that was known when it was spoken of; and what the naive rule said."""
    told: list[Told] = []
    naive: list[Told] = []
    for at in sorted({each.at for each in said}):
        known = [Told(each.raw, each.missed) for each in said if each.due_at <= at]
        if len(known) < _FEWEST_TO_CALIBRATE:
            continue
        calibration = calibrate(known)
        for each in said:
            if each.at == at:
                told.append(Told(calibration.step_of(each.raw).probability, each.missed))
                naive.append(Told(each.naive, each.missed))
    return told, naive


def score(told: Sequence[Told], naive: Sequence[Told], *, weeks: int) -> Scores:
    rate = sum(each.missed for each in told) / len(told)
    return Scores(
        weeks=weeks,
        promises=len(told),
        brier=brier(told),
        brier_naive=brier(naive),
        brier_rate=rate * (1 - rate),
        log=log_score(told),
        log_naive=log_score(naive),
        error=expected_error(told),
    )


def _why_not(scores: Scores) -> str:
    if scores.brier >= scores.brier_naive or scores.log >= scores.log_naive:
        return "It cannot know: over the past, the rule of the next free slot did as well."
    if scores.brier >= scores.brier_rate:
        return "It cannot know: over the past, the plain rate of missed promises did as well."
    if scores.error > _WORST_ERROR:
        return (
            f"It cannot know: over the past, what it said was {scores.error:.0%} off on average; "
            f"more than {_WORST_ERROR:.0%} is no forecast."
        )
    return ""
