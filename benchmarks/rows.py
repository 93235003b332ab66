"""One row of the table: ours, the other's, the ratio and its spread, the target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """A comparison over several runs. ratio: other's seconds by ours, so that more is better.

    is_same: whether the outputs were proved equal in every run; without that a row says nothing.
    """

    what: str
    against: str
    ours: float
    other: float
    ratio: float
    spread: tuple[float, float]
    target: float
    is_same: bool

    @property
    def is_met(self) -> bool:
        return self.is_same and self.ratio >= self.target


def compare(
    what: str,
    against: str,
    *,
    target: float,
    runs: int,
    measure: Callable[[int], tuple[float, float, bool]],
) -> Row:
    """Measure both sides `runs` times, one after the other, and take the median of the ratios."""
    found = [measure(run) for run in range(runs)]
    ratios = sorted(other / ours for ours, other, _ in found)
    return Row(
        what,
        against,
        median(ours for ours, _, _ in found),
        median(other for _, other, _ in found),
        median(ratios),
        (ratios[0], ratios[-1]),
        target,
        all(same for _, _, same in found),
    )
