"""Sex and age of people counted: the unknown in a row of their own, and each average named for what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median, multimode

from waymark.stages.statistics.rules.intervals import Interval, wilson

UNKNOWN = "unknown"
MOST_UNKNOWN = 0.2
"""No average is given where more than this share of the ages is not known (decision of 22 November 2026)."""

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Share:
    """How many are so. share: percent of those known, with its 95% interval; None for those not known."""

    value: str
    count: int
    share: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Ages:
    """known, unknown: how many. mean, median, mode: three different things, None where too little is known.

    mode: every age that is the most common. warnings: why an average is missing, or which one to mistrust.
    """

    known: int
    unknown: int
    mean: float | None
    median: float | None
    mode: tuple[int, ...]
    lowest: int | None
    highest: int | None
    warnings: tuple[str, ...]


def shares(values: Iterable[str | None]) -> list[Share]:
    """How many have each value, the commonest first and those not known last. Shares are of those known.

    Source of the interval: Wilson (1927); see `intervals.wilson`.
    """
    counts = Counter(value or UNKNOWN for value in values)
    unknown = counts.pop(UNKNOWN, 0)
    known = counts.total()
    found = []
    for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        low, high = wilson(count, known)
        found.append(Share(value, count, count / known * 100, Interval(low * 100, high * 100)))
    return [*found, Share(UNKNOWN, unknown, None, None)]


def ages(values: Sequence[int | None]) -> Ages:
    """The averages of ages in years, each by its own name."""
    known = sorted(value for value in values if value is not None)
    unknown = len(values) - len(known)
    warnings = []
    if values and unknown / len(values) > MOST_UNKNOWN:
        warnings.append(f"no average is given: {unknown} of {len(values)} ages are not known")
    elif 0 < len(known) < _FEWEST:
        warnings.append("no average is given of so few")
    lowest, highest = (known[0], known[-1]) if known else (None, None)
    if not known or warnings:
        return Ages(len(known), unknown, None, None, (), lowest, highest, tuple(warnings))
    modes = tuple(multimode(known))
    middle, typical = mean(known), median(known)
    if modes != (round(middle),):
        commonest = " and ".join(map(str, modes[:3]))
        warnings.append(
            f"say which average is meant: the mean is {middle:.1f}, the commonest age {commonest}"
        )
    return Ages(len(known), unknown, middle, typical, modes, lowest, highest, tuple(warnings))
