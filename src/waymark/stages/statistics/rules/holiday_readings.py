"""What a test of weeks after school breaks comes to, in words: what was measured, and its two readings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waymark.stages.statistics.rules.intervals import Interval

LEVEL = 0.05
"""The test's two-sided level."""


class Verdict(StrEnum):
    EFFECT = "effect"
    NO_EFFECT_SEEN = "no_effect_seen"
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True, slots=True)
class RateRatio:
    """How many times the rate of other term weeks; its 95% interval; p of no difference, two-sided."""

    rate_ratio: float
    interval: Interval
    p: float


def reading_of(
    verdict: Verdict, tested: RateRatio, effect: float, power: float, smallest: float | None
) -> str:
    """The result in a sentence: what was measured, and what could have been."""
    measured = (
        f"weeks after a break had {tested.rate_ratio:.2f} times the count of other term weeks "
        f"(95% interval {tested.interval.low:.2f} to {tested.interval.high:.2f}, p = {tested.p:.3g})"
    )
    found = f"{smallest:g} times" if smallest else "more than ten times"
    if verdict is Verdict.EFFECT:
        return f"effect: {measured}"
    if verdict is Verdict.NO_EFFECT_SEEN:
        return (
            f"no effect seen: {measured}; {effect:g} times would have been found with a chance of {power:.0%}, "
            f"and smaller effects less often: eight tests in ten find {found} or more"
        )
    return (
        f"not enough data: {measured}; even {effect:g} times would have been found with a chance of only "
        f"{power:.0%}. This is no evidence that there is no effect"
    )


def readings_of(verdict: Verdict, tested: RateRatio | None, during: RateRatio | None) -> dict[str, str]:
    """What the result would mean if it is offending that moves, and if it is detection."""
    holidays = ""
    if during is not None:
        way = "more" if during.rate_ratio > 1 else "fewer"
        sure = "clearly" if during.p < LEVEL else "not clearly"
        holidays = (
            f" Holiday weeks themselves had {during.rate_ratio:.2f} times the count of term weeks "
            f"({sure} {way}; interval {during.interval.low:.2f} to {during.interval.high:.2f})."
        )
    rise = tested is not None and tested.rate_ratio > 1 and verdict is Verdict.EFFECT
    seen = "A rise after breaks" if rise else "A rise after breaks, were there one,"
    return {
        "offending": (
            f"{seen} could be offending: children are online more in the holidays, and what happened then is "
            f"reported afterwards. Then counts by the date of the offence rise within the holidays.{holidays}"
        ),
        "detection": (
            f"{seen} could be detection: fewer adults notice in the holidays, and schools report on their return. "
            "Then counts by the date of recording fall in the holidays and make it good after, and counts by the "
            f"date of the offence do not move.{holidays} A series by one date cannot tell the two apart."
        ),
    }
