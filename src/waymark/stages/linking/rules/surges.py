"""Whether something comes several times as often as it usually does. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, lgamma, log

# A surge is at least so many, so many times the usual week, and this unlikely to be chance over all that was
# looked at. Waymark's own, of 22 November 2026.
FEWEST = 5
TIMES = 3.0
CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class Surge:
    """count: in the latest week. usual: of a week before, on average. chance: that a usual week gives so many."""

    name: str
    count: int
    usual: float
    chance: float


def surges(counts: Mapping[str, tuple[int, int]], *, weeks: int) -> list[Surge]:
    """What came unusually often in the latest week, the least likely first.

    counts: by name, how many in the latest week and in all `weeks` before it together. With both given, the
    latest week's part is binomial if nothing changed: the usual rate is not taken as known. The chance is
    held against how many names were looked at (Bonferroni).
    """
    found = []
    for name, (latest, before) in counts.items():
        usual = before / weeks
        if latest < FEWEST or latest < TIMES * usual:
            continue
        chance = at_least(latest, of=latest + before, part=1 / (weeks + 1))
        if chance * len(counts) <= CHANCE:
            found.append(Surge(name, latest, round(usual, 1), chance))
    return sorted(found, key=lambda each: (each.chance, each.name))


def at_least(count: int, *, of: int, part: float) -> float:
    """The chance that a binomial of `of` draws, each with chance `part`, gives `count` or more. part: 0 to 1."""
    if count <= 0:
        return 1.0
    terms = (
        lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * log(part) + (of - k) * log(1 - part)
        for k in range(count, of + 1)
    )
    return min(1.0, sum(map(exp, terms)))
