"""How levels held up against what was found out: recall, precision, capacity and agreement, with intervals.

Definitions of the published evaluation of KIRAT (Long et al. 2016): of those with contact offences, the share
placed high or very high (recall); of those without, the share placed low or medium (specificity). Whoever is
not resolved is unknown, never without: such referrals are counted apart and bound what could still come out.
"""

from __future__ import annotations

from enum import StrEnum
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

NORMAL_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution, for intervals of 95%."""


class Label(StrEnum):
    """What was found out of a referral in the end."""

    CONTACT = "contact"
    NO_CONTACT = "no_contact"
    UNRESOLVED = "unresolved"


class Labelled(NamedTuple):
    """One referral with its level and its label. order: its place on the queue; smaller first; ties allowed."""

    level: Level
    label: Label
    order: float = 0.0


class Share(NamedTuple):
    """A share with its Wilson interval of 95%. number: how many; of: the denominator.

    share, low and high are None where the denominator is 0.
    """

    number: float
    of: float
    share: float | None
    low: float | None
    high: float | None


class AtLevel(NamedTuple):
    """Everything at a level or above it, held against the labels.

    flagged: all, the unresolved included; unresolved: how many of them. recall, precision, specificity: of the
    resolved. precision_could_be: whatever the unresolved turn out to be. correct: of all resolved, those on
    the right side. positive_ratio, negative_ratio: likelihood ratios; None where a denominator is 0.
    """

    level: Level
    flagged: int
    unresolved: int
    recall: Share
    precision: Share
    specificity: Share
    correct: Share
    precision_could_be: tuple[float, float] | None
    positive_ratio: float | None
    negative_ratio: float | None


class AtCapacity(NamedTuple):
    """The first `capacity` referrals in the order of the queue. Where the cut falls within a tie, its expected part."""

    capacity: int
    recall: Share
    precision: Share
    unresolved: float


class Agreement(NamedTuple):
    """Two raters of the same referrals. kappa: Cohen's; weighted: with linear weights over the four levels.

    None where chance alone would agree on everything.
    """

    referrals: int
    same: Share
    kappa: float | None
    weighted: float | None


class Evaluation(NamedTuple):
    """labels: how many of each. unresolved is unknown: it stands in no recall and no precision."""

    labels: dict[Label, int]
    at_level: tuple[AtLevel, ...]
    at_capacity: tuple[AtCapacity, ...]
    agreement: Agreement | None


def wilson(count: float, of: float) -> Share:
    """A share with its 95% interval. Source: Wilson 1927, J. Am. Stat. Assoc. 22:209-212."""
    if of <= 0:
        return Share(count, of, None, None, None)
    share, z2 = count / of, NORMAL_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Share(count, of, share, max(0.0, middle - half), min(1.0, middle + half))


def evaluate(
    labelled: Sequence[Labelled],
    *,
    capacities: Sequence[int] = (),
    rated: Sequence[tuple[Level, Level]] = (),
) -> Evaluation:
    """Hold levels against labels. capacities: how many can be worked; rated: pairs of levels by two raters."""
    counts = {label: sum(each.label is label for each in labelled) for label in Label}
    levels = sorted(Level, key=lambda level: -level.danger)
    return Evaluation(
        counts,
        tuple(_at_level(labelled, level) for level in levels),
        tuple(_at_capacity(labelled, capacity) for capacity in capacities),
        agreement(rated) if rated else None,
    )


def _at_level(labelled: Sequence[Labelled], level: Level) -> AtLevel:
    above = [each for each in labelled if each.level.danger >= level.danger]
    below = [each for each in labelled if each.level.danger < level.danger]
    hit, spared = _count(above, Label.CONTACT), _count(below, Label.NO_CONTACT)
    missed, false = _count(below, Label.CONTACT), _count(above, Label.NO_CONTACT)
    unresolved = _count(above, Label.UNRESOLVED)
    recall, specificity = wilson(hit, hit + missed), wilson(spared, spared + false)
    could_be = (hit / len(above), (hit + unresolved) / len(above)) if above else None
    positive = negative = None
    if recall.share is not None and specificity.share is not None:
        positive = recall.share / (1 - specificity.share) if specificity.share < 1 else None
        negative = (1 - recall.share) / specificity.share if specificity.share else None
    return AtLevel(
        level,
        len(above),
        unresolved,
        recall,
        wilson(hit, hit + false),
        specificity,
        wilson(hit + spared, hit + spared + missed + false),
        could_be,
        positive,
        negative,
    )


def _at_capacity(labelled: Sequence[Labelled], capacity: int) -> AtCapacity:
    def place(each: Labelled) -> tuple[int, float]:
        return (-each.level.danger, each.order)

    taken = dict.fromkeys(Label, 0.0)
    left = float(capacity)
    for key in sorted({place(each) for each in labelled}):
        tied = [each for each in labelled if place(each) == key]
        part = min(1.0, left / len(tied))
        for label in Label:
            taken[label] += part * _count(tied, label)
        left -= part * len(tied)
        if left <= 0:
            break
    found = taken[Label.CONTACT]
    return AtCapacity(
        capacity,
        wilson(found, _count(labelled, Label.CONTACT)),
        wilson(found, found + taken[Label.NO_CONTACT]),
        taken[Label.UNRESOLVED],
    )


def agreement(rated: Sequence[tuple[Level, Level]]) -> Agreement:
    """Say how far two raters agree. Source: Cohen 1960, Educ. Psychol. Meas. 20:37-46; 1968 for weights."""
    of = len(rated)
    same = sum(first is second for first, second in rated)
    return Agreement(of, wilson(same, of), _kappa(rated, is_weighted=False), _kappa(rated, is_weighted=True))


def _kappa(rated: Sequence[tuple[Level, Level]], *, is_weighted: bool) -> float | None:
    """One less the disagreement seen over that expected by chance."""
    of = len(rated)
    if not of:
        return None
    first = {level: sum(one is level for one, _ in rated) / of for level in Level}
    second = {level: sum(other is level for _, other in rated) / of for level in Level}

    def apart(one: Level, other: Level) -> float:
        distance = abs(one.danger - other.danger)
        return distance if is_weighted else float(distance > 0)

    seen = sum(apart(one, other) for one, other in rated) / of
    by_chance = sum(apart(one, other) * first[one] * second[other] for one in Level for other in Level)
    return None if by_chance == 0 else 1 - seen / by_chance


def _count(referrals: Sequence[Labelled], label: Label) -> int:
    return sum(each.label is label for each in referrals)
