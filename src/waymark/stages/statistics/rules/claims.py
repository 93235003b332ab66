"""Published percentages held against the counts they are said to come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waymark.stages.statistics.rules.bases import percent_of, rounding_of
from waymark.stages.statistics.rules.comparisons import change


class Standing(StrEnum):
    """How a published percentage stands to its counts."""

    FOLLOWS = "follows"
    CUT_OFF = "cut_off"
    PERCENT_OF = "percent_of"
    DOES_NOT_FOLLOW = "does_not_follow"


@dataclass(frozen=True, slots=True)
class Claim:
    """standing: see Standing. percent: what the counts give."""

    claimed: str
    standing: Standing
    percent: float | None
    says: str


def hold_against(claimed: str, old: float, new: float) -> Claim:
    """Say whether a published percentage follows from its counts, as rounded there, cut off, or misread.

    claimed: as published, such as 44 or 79.5%. Raises NotACount, NotARise.
    """
    percent = change(old, new).percent
    said = percent_of(claimed)
    if percent is None:
        return Claim(claimed, Standing.DOES_NOT_FOLLOW, None, "nothing follows from an old figure of 0")
    step = min(rounding_of(claimed), 1.0)
    if abs(percent - said) <= step / 2 + 1e-9:
        return Claim(claimed, Standing.FOLLOWS, percent, f"{percent:.2f}% rounds to {claimed}")
    coarse = _coarse_rounding(claimed, said)
    if coarse > step and abs(percent - said) <= coarse / 2:
        says = f"{percent:.2f}% rounds to {claimed} at the nearest {coarse:g}"
        return Claim(claimed, Standing.FOLLOWS, percent, says)
    if 0 <= abs(percent) - abs(said) < step and percent * said >= 0:
        return Claim(
            claimed, Standing.CUT_OFF, percent, f"{percent:.2f}% was cut off to {claimed}, not rounded"
        )
    if abs(percent + 100 - said) <= step / 2 + 1e-9:
        return Claim(
            claimed, Standing.PERCENT_OF, percent, f"{claimed} is what it became OF before, not the rise"
        )
    return Claim(claimed, Standing.DOES_NOT_FOLLOW, percent, f"the counts give {percent:.2f}%, not {claimed}")


def _coarse_rounding(claimed: str, said: float) -> float:
    """What noughts at its end may stand for, and no more than a tenth of it: 700 is to the nearest 10."""
    step = rounding_of(claimed)
    while step > abs(said) / 10:
        step /= 10
    return step
