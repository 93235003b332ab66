"""One row of the table: ours, the other's, the ratio and its spread, the target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import NamedTuple


class Better(StrEnum):
    """Which way a ratio is better, and how its target is written."""

    MORE = "at least"
    LESS = "at most"
    HIGHER = "no lower than"


class Measured(NamedTuple):
    """One run of both sides. ours, other: seconds, or whatever `unit` of the row says.

    is_same: whether the outputs of both sides were proved equal in this run.
    """

    ours: float
    other: float
    is_same: bool


@dataclass(frozen=True)
class Row:
    """A comparison over several runs.

    ratio: of the two sides, taken so that `better` says which way is better: other by ours where more is
    better (how fast ours is, counted in the other's speed), ours by other where less is (how much it costs)
    and where a figure such as recall should be higher.
    spread: the smallest and the largest ratio of the runs. target: None where none is set.
    is_same: whether the outputs were proved equal in every run; without that a row says nothing.
    """

    name: str
    what: str
    against: str
    ours: float
    other: float
    unit: str
    ratio: float
    spread: tuple[float, float]
    runs: int
    target: float | None
    better: Better
    is_same: bool

    @property
    def is_met(self) -> bool:
        return self.is_same and (self.target is None or self.missed_by <= 0)

    @property
    def missed_by(self) -> float:
        """By what part of the target it was missed; negative when it was met with room to spare."""
        assert self.target is not None
        by = self.ratio / self.target - 1
        return by if self.better is Better.LESS else -by


def compare(
    name: str,
    what: str,
    against: str,
    *,
    target: float | None,
    better: Better = Better.MORE,
    unit: str = "s",
    runs: int,
    measure: Callable[[int], Measured],
) -> Row:
    """Measure both sides `runs` times, one after the other, and take the median of the ratios."""
    found = [measure(run) for run in range(runs)]
    ratios = sorted(
        each.other / each.ours if better is Better.MORE else each.ours / each.other for each in found
    )
    return Row(
        name,
        what,
        against,
        median(each.ours for each in found),
        median(each.other for each in found),
        unit,
        median(ratios),
        (ratios[0], ratios[-1]),
        runs,
        target,
        better,
        all(each.is_same for each in found),
    )
