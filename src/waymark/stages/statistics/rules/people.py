"""Sex and age of people counted: the unknown in a row of their own, and each average named for what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, median, multimode, stdev

from scipy.special import bdtr, stdtrit

from waymark.stages.statistics.rules.intervals import CONFIDENCE, Interval, wilson

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

    mode: every age that is the most common; it has no interval. warnings: why an average is missing, or which one
    to mistrust. mean_interval, median_interval: 95%, as if the known were drawn at random, which reports are not.
    """

    known: int
    unknown: int
    mean: float | None
    median: float | None
    mode: tuple[int, ...]
    lowest: int | None
    highest: int | None
    warnings: tuple[str, ...]
    mean_interval: Interval | None = None
    median_interval: Interval | None = None


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
    intervals = _of_mean(known), _of_median(known)
    return Ages(len(known), unknown, middle, typical, modes, lowest, highest, tuple(warnings), *intervals)


def _of_mean(known: Sequence[int]) -> Interval:
    """Student's interval. Source: Student, Biometrika 6 (1908), 1-25."""
    middle = mean(known)
    reach = float(stdtrit(len(known) - 1, 0.5 + CONFIDENCE / 2)) * stdev(known) / sqrt(len(known))
    return Interval(max(middle - reach, 0.0), middle + reach)


def _of_median(known: Sequence[int]) -> Interval | None:
    """Between two of the ordered ages, which holds whatever their distribution; None of too few for it.

    known: in order. Source: W. R. Thompson, Annals of Mathematical Statistics 7 (1936), 122-128.
    """
    tail, at = (1 - CONFIDENCE) / 2, 0
    while bdtr(at, len(known), 0.5) <= tail:
        at += 1
    return Interval(known[at - 1], known[-at]) if at else None


_SEXES = {
    "female": ("f", "female", "girl", "woman"),
    "male": ("m", "male", "boy", "man"),
    UNKNOWN: ("", "u", "unknown", "not known", "not stated", "undetermined"),
}
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words}


def sex_stated(text: str) -> str | None:
    """A sex as a report states it, in one word; None where it is not known. Other words than these are kept."""
    word = " ".join(text.casefold().split())
    found = _SEX_OF.get(word, word)
    return None if found == UNKNOWN else found
