"""Published percentages held against the counts they are said to come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from waymark.stages.statistics.rules.bases import percent_of, rounding_of
from waymark.stages.statistics.rules.comparisons import Change, change


class Standing(StrEnum):
    """How a published percentage stands to its counts."""

    FOLLOWS = "follows"
    CUT_OFF = "cut_off"
    PERCENT_OF = "percent_of"
    DOES_NOT_FOLLOW = "does_not_follow"


@dataclass(frozen=True, slots=True)
class Claim:
    """standing: see Standing. percent: what the counts give. by: what was compared: counts, per_day or per_month."""

    claimed: str
    standing: Standing
    percent: float | None
    says: str
    by: str = "counts"


_COMPARED = {
    "counts": "",
    "per_day": "by the day, ",
    "per_month": "by the average month, ",
    "as_they_are": "of the counts as they are, though their periods differ in length, ",
}


def hold_against(claimed: str, old: float, new: float) -> Claim:
    """Say whether a published percentage follows from its counts, as rounded there, cut off, or misread.

    claimed: as published, such as 44 or 79.5%. Raises NotACount, NotARise.
    """
    return hold_against_change(claimed, change(old, new))


def hold_against_change(claimed: str, found: Change) -> Claim:
    """The same of two periods: of lengths that differ, by the day, by the month and as the counts are.

    The first of these that it follows from is told; else the first. Raises NotARise.
    """
    said = percent_of(claimed)
    if not found.old:
        return Claim(claimed, Standing.DOES_NOT_FOLLOW, None, "nothing follows from an old figure of 0")
    held = [_held(claimed, said, percent, by) for by, percent in _percents(found)]
    stands = [each for each in held if each.standing is not Standing.DOES_NOT_FOLLOW]
    return (stands or held)[0]


def _percents(found: Change) -> Iterator[tuple[str, float]]:
    """What a percentage of the two can be, the soundest first."""
    if found.basis == "counts" or not (found.a and found.b):
        yield "counts", (found.new - found.old) * 100 / found.old
        return
    yield "per_day", (found.new * found.a.days - found.old * found.b.days) * 100 / (found.old * found.b.days)
    if found.per_month and found.per_month.old:
        yield "per_month", (found.per_month.new / found.per_month.old - 1) * 100
    yield "as_they_are", (found.new - found.old) * 100 / found.old


def _held(claimed: str, said: float, percent: float, by: str) -> Claim:
    what = _COMPARED[by]
    step = min(rounding_of(claimed), 1.0)
    coarse = _coarse_rounding(claimed, said)
    if abs(percent - said) <= step / 2 + 1e-9:
        standing, says = Standing.FOLLOWS, f"{percent:,.2f}% rounds to {claimed}"
    elif coarse > step and abs(percent - said) <= coarse / 2:
        standing, says = Standing.FOLLOWS, f"{percent:,.2f}% rounds to {claimed} at the nearest {coarse:g}"
    elif 0 <= abs(percent) - abs(said) < step and percent * said >= 0:
        standing, says = Standing.CUT_OFF, f"{percent:,.2f}% was cut off to {claimed}, not rounded"
    elif abs(percent + 100 - said) <= step / 2 + 1e-9:
        standing, says = Standing.PERCENT_OF, f"{claimed} is what it became OF before, not the rise"
    else:
        standing, says = Standing.DOES_NOT_FOLLOW, f"the counts give {percent:,.2f}%, not {claimed}"
        if abs(percent + said) <= step / 2 and said > 0:
            says += f": a fall is written -{claimed}"
    return Claim(claimed, standing, percent, what + says, by)


def _coarse_rounding(claimed: str, said: float) -> float:
    """What noughts at its end may stand for, and no more than a tenth of it: 700 is to the nearest 10."""
    step = rounding_of(claimed)
    while step > abs(said) / 10:
        step /= 10
    return step
