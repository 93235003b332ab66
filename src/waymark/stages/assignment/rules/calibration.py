"""Probabilities that came true as often as they said: scores, and putting raw ones right by what happened."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

FEWEST_IN_A_STEP = 40
"""Promises behind each step of a calibration: a 90% interval of 40 is at most 0.26 wide."""

_Z90 = 1.6448536269514722
_SURE = 0.01  # a log score is not to be ruined by one certainty that failed


class Told(NamedTuple):
    """What was said of one promise, and whether it was missed."""

    probability: float
    missed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Raw probabilities up to `until` were missed `missed` times of `count`."""

    until: float
    missed: int
    count: int

    @property
    def probability(self) -> float:
        """Laplace's rule: never 0 nor 1 from a few."""
        return (self.missed + 1) / (self.count + 2)

    @property
    def interval(self) -> tuple[float, float]:
        """Of 90%, by Wilson's score (1927)."""
        share, n, z = self.missed / self.count, self.count, _Z90
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Steps that rise: a higher raw probability never gives a lower one."""

    steps: tuple[Step, ...]

    def step_of(self, raw: float) -> Step:
        return next((step for step in self.steps if raw <= step.until), self.steps[-1])


def calibrate(told: Sequence[Told]) -> Calibration:
    """Fit by pooling adjacent violators over steps of at least FEWEST_IN_A_STEP. told: at least one.

    Source of the method: Ayer et al. 1955 (isotonic regression); Zadrozny and Elkan 2002 (for probabilities).
    """
    ordered = sorted(told)
    steps: list[Step] = []
    at = 0
    while at < len(ordered):
        end = min(at + FEWEST_IN_A_STEP, len(ordered))
        # Equal raw values are one step, and a rest too small for one goes with the last.
        while end < len(ordered) and (
            ordered[end].probability == ordered[end - 1].probability or len(ordered) - end < FEWEST_IN_A_STEP
        ):
            end += 1
        missed = sum(each.missed for each in ordered[at:end])
        steps.append(Step(ordered[end - 1].probability, missed, end - at))
        while len(steps) > 1 and steps[-2].missed * steps[-1].count >= steps[-1].missed * steps[-2].count:
            last, before = steps.pop(), steps.pop()
            steps.append(Step(last.until, last.missed + before.missed, last.count + before.count))
        at = end
    return Calibration(tuple(steps))


def brier(told: Sequence[Told]) -> float:
    """The mean squared error of probabilities; 0 is best (Brier 1950)."""
    return sum((each.probability - each.missed) ** 2 for each in told) / len(told)


def log_score(told: Sequence[Told]) -> float:
    """The mean negative log of what was said of what happened, in nats; 0 is best. Sureness is cut at 1 in 100."""
    total = 0.0
    for each in told:
        said = min(max(each.probability, _SURE), 1 - _SURE)
        total -= math.log(said if each.missed else 1 - said)
    return total / len(told)


class Bin(NamedTuple):
    """Promises of which about as much was said. said: the mean; came: the share that was missed; of: how many."""

    said: float
    came: float
    of: int


def reliability(told: Sequence[Told], bins: int = 10) -> list[Bin]:
    """What was said against what came, in bins of equal width; empty ones are left out."""
    groups: list[list[Told]] = [[] for _ in range(bins)]
    for each in told:
        groups[min(int(each.probability * bins), bins - 1)].append(each)
    return [
        Bin(
            sum(each.probability for each in group) / len(group),
            sum(each.missed for each in group) / len(group),
            len(group),
        )
        for group in groups
        if group
    ]


def expected_error(told: Sequence[Told]) -> float:
    """The mean distance of said from came over the bins, by how many are in each."""
    return sum(each.of * abs(each.said - each.came) for each in reliability(told)) / len(told)
