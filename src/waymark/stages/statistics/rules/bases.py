"""What a published rise says of the figure it rose from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil, floor

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.comparisons import NotACount
from waymark.stages.statistics.rules.intervals import Interval
from waymark.stages.statistics.rules.periods import Period

MOST_INTEGERS = 1_000
_DAYS_A_YEAR = 365


class NotARise(WaymarkError):
    """Words that are no percentage by which something can have risen."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text[:40]!r} is no rise: write a percentage above -100, such as 79.5, 700 or -12")


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of the words. reading: rise_by, percent_of, base_is_full_year or truncated."""

    reading: str
    base: float
    interval: Interval
    says: str


@dataclass(frozen=True, slots=True)
class Base:
    """What stood before. interval: every figure that would be published as that rise: arithmetic, not chance.

    integers: the whole numbers in it; None where there are more than MOST_INTEGERS.
    rounded_to: the rounding of the percentage that was allowed for, in points.
    """

    base: float
    interval: Interval
    integers: tuple[int, ...] | None
    rounded_to: float
    reading: str
    readings: tuple[Reading, ...]
    warnings: tuple[str, ...]


def rounding_of(rise: str) -> float:
    """What a percentage was rounded to, by how it is written: 79.5 to 0.1, 139 to 1, 700 to 100.

    Noughts at the end of a whole number are taken for rounding, as in print.
    """
    digits = rise.strip().lstrip("+-").rstrip("%").replace(",", "").strip()
    if "." in digits:
        return float(10 ** -len(digits.partition(".")[2]))
    noughts = len(digits) - len(digits.rstrip("0"))
    return float(10 ** min(noughts, len(digits) - 1))


def base(
    value: float,
    rise: str,
    *,
    rounded_to: float | None = None,
    period: Period | None = None,
) -> Base:
    """Say what `value` rose from by `rise` percent.

    rise: as published, so that its rounding can be seen. rounded_to: in points, where it is known better.
    period: of `value`; where it is part of a year, the reading of a whole earlier year is given too.
    Raises NotARise, NotACount.
    """
    if not 0 <= value < float("inf"):
        raise NotACount(value)
    percent = percent_of(rise)
    moved = "rose" if percent >= 0 else "fell"
    step = rounding_of(rise) if rounded_to is None else rounded_to
    found = value / (1 + percent / 100)
    interval = _interval(value, percent - step / 2, percent + step / 2)
    readings = [
        Reading(
            "rise_by",
            found,
            interval,
            f"{moved} BY {abs(percent):g}%, to {1 + percent / 100:g} times what it was",
        )
    ]
    if percent > 0:
        low, high = max(percent - step / 2, 1e-9), percent + step / 2
        readings.append(
            Reading(
                "percent_of",
                value / percent * 100,
                Interval(value / high * 100, value / low * 100),
                f"is {percent:g}% OF what it was",
            )
        )
    if step >= 1:
        cut = _interval(value, percent, percent + step) if percent > 0 else interval
        readings.append(Reading("truncated", found, cut, "the percentage was cut off, not rounded"))
    if period is not None and period.days < _DAYS_A_YEAR:
        factor = _DAYS_A_YEAR / period.days
        whole = Interval(interval.low * factor, interval.high * factor)
        said = f"the base is a full year: {value:g} in {period.days} days is {value * factor:,.1f} a year"
        readings.append(Reading("base_is_full_year", found * factor, whole, said))
    return Base(
        base=found,
        interval=interval,
        integers=_integers(interval),
        rounded_to=step,
        reading=f"{value:,g}, where it {moved} by {abs(percent):g}%, was {found:,.6g}",
        readings=tuple(readings),
        warnings=tuple(_warnings(percent, step, interval)),
    )


def percent_of(rise: str) -> float:
    """A percentage as published, above -100. Raises NotARise."""
    text = rise.strip().rstrip("%").replace(",", "").strip()
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text) or float(text) <= -100:  # noqa: PLR2004 - all of it
        raise NotARise(rise)
    return float(text)


def _interval(value: float, low: float, high: float) -> Interval:
    """The bases that give a rise between two percentages. A fall of all but everything has no upper end."""
    most = value / (1 + low / 100) if low > -100 else float("inf")  # noqa: PLR2004 - all of it
    return Interval(value / (1 + high / 100), most)


def _integers(interval: Interval) -> tuple[int, ...] | None:
    if interval.high == float("inf"):
        return None
    first, last = ceil(interval.low), floor(interval.high)
    return tuple(range(first, last + 1)) if last - first < MOST_INTEGERS else None


def _warnings(percent: float, step: float, interval: Interval) -> list[str]:
    found = []
    if step > 1:
        found.append(f"{percent:g}% may be rounded to {step:g}: the interval allows for it")
    if percent >= 100:  # noqa: PLR2004 - from here "by" and "of" are most often confused
        found.append("'up N%' is sometimes written for 'N% of': both readings are given")
    if _integers(interval) == ():
        found.append("no whole number gives this rise: one of the two figures is not a count, or is mistaken")
    return found
