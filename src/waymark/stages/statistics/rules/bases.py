"""What a published rise says of the figure it rose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.comparisons import check_count
from waymark.stages.statistics.rules.intervals import Interval
from waymark.stages.statistics.rules.periods import Period
from waymark.stages.statistics.rules.written_figures import NotAFigure, in_print, plain_digits

MOST_INTEGERS = 1_000
_DAYS_A_YEAR = 365
_ALL = 100
_CONFUSED_FROM = 100  # from here "by" and "of" are most often confused
_MOST_PERCENT = 10**9


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

    Noughts at the end of a whole number are taken for rounding, as in print. Raises NotARise.
    """
    digits = _written(rise).lstrip("+-")
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
    check_count(value)
    percent = Fraction(_written(rise))
    step = Fraction(str(rounding_of(rise) if rounded_to is None else rounded_to))
    readings = list(_readings(Fraction(str(value)), percent, step, period))
    found = readings[0]
    whole = _integers(found.interval)
    return Base(
        base=found.base,
        interval=found.interval,
        integers=whole,
        rounded_to=float(step),
        reading=_reading(value, percent, found, whole),
        readings=tuple(readings),
        warnings=tuple(_warnings(percent, step, whole)),
    )


def _readings(value: Fraction, percent: Fraction, step: Fraction, period: Period | None) -> Iterator[Reading]:
    """Each meaning that the words can have, the plainest first."""
    found = value / (1 + percent / _ALL)
    interval = _interval(value, percent - step / 2, percent + step / 2)
    said = f"{_moved(percent)}, to {in_print(float(1 + percent / _ALL))} times what it was"
    yield Reading("rise_by", float(found), interval, said)
    if percent > 0:
        ends = Interval(_share(value, percent + step / 2), _share(value, percent - step / 2))
        yield Reading("percent_of", _share(value, percent), ends, f"is {_in_points(percent)}% OF what it was")
    if step >= 1 and percent:
        further = percent + step if percent > 0 else percent - step
        cut = _interval(value, min(percent, further), max(percent, further))
        yield Reading("truncated", float(found), cut, "the percentage was cut off, not rounded")
    if period is not None and period.days < _DAYS_A_YEAR:
        factor = Fraction(_DAYS_A_YEAR, period.days)
        whole = Interval(interval.low * float(factor), interval.high * float(factor))
        a_year = in_print(round(float(value * factor), 1))
        yield Reading(
            "base_is_full_year",
            float(found * factor),
            whole,
            f"the base is a full year: {in_print(float(value))} in {period.days} days is {a_year} a year",
        )


def percent_of(rise: str) -> float:
    """A percentage as published, above -100. Raises NotARise."""
    return float(_written(rise))


def _written(rise: str) -> str:
    """A percentage as plain digits with its sign. Raises NotARise."""
    try:
        text = plain_digits(rise.strip().rstrip("%").strip())
        if -_ALL < float(text) <= _MOST_PERCENT and "e" not in text.lower():
            return text
    except NotAFigure:
        pass
    raise NotARise(rise)


def _moved(percent: Fraction) -> str:
    if not percent:
        return "did not change"
    return f"{'rose' if percent > 0 else 'fell'} BY {_in_points(abs(percent))}%"


def _in_points(percent: Fraction) -> str:
    return in_print(float(percent))


def _share(value: Fraction, percent: Fraction) -> float:
    """What `value` is so many percent of; without end for none or fewer."""
    return float(value / percent * _ALL) if percent > 0 else float("inf")


def _interval(value: Fraction, low: Fraction, high: Fraction) -> Interval:
    """The bases that give a rise between two percentages. A fall of all but everything has no upper end."""
    most = float(value / (1 + low / _ALL)) if low > -_ALL else float("inf")
    return Interval(float(value / (1 + high / _ALL)), most)


def _integers(interval: Interval) -> tuple[int, ...] | None:
    if interval.high == float("inf"):
        return None
    first, last = ceil(interval.low), floor(interval.high)
    return tuple(range(first, last + 1)) if last - first < MOST_INTEGERS else None


def _reading(value: float, percent: Fraction, found: Reading, whole: tuple[int, ...] | None) -> str:
    """What stood before, in a sentence: about how much, and which whole numbers it can have been."""
    said = f"{in_print(value)}, where it {_moved(percent).lower()}, was {in_print(found.base)}"
    if found.interval.high == float("inf"):
        return f"{said}; anything from {in_print(found.interval.low)} up would be published so"
    if whole is None:
        low, high = (in_print(end) for end in found.interval)
        return f"{said}; anything from {low} to {high} would be published so"
    if not whole:
        return f"{said}; no whole number would be published so"
    if len(whole) == 1:
        return f"{said}; of whole numbers {in_print(whole[0])} alone would be published so"
    return f"{said}; whole numbers from {in_print(whole[0])} to {in_print(whole[-1])} would be published so"


def _warnings(percent: Fraction, step: Fraction, whole: tuple[int, ...] | None) -> Iterator[str]:
    if step > 1:
        yield f"{_in_points(percent)}% may be rounded to {_in_points(step)}: the interval allows for it"
    if percent >= _CONFUSED_FROM:
        yield "'up N%' is sometimes written for 'N% of': both readings are given"
    if whole == ():
        yield "no whole number gives this rise: one of the two figures is not a count, or is mistaken"
