"""One count against another: what changed, said so that it cannot be misread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor, isinf, log

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.breaks import Break, breaks_dividing
from waymark.stages.statistics.rules.change_words import break_warnings, reading_of, warnings_of
from waymark.stages.statistics.rules.intervals import Interval, poisson, rate_ratio
from waymark.stages.statistics.rules.periods import Period, PeriodKind, are_alike

DAYS_A_YEAR = 365
_MEAN_YEAR = 365.25
_MONTHS_A_YEAR = 12
# Growth "a year" is not read off less than a year; a year may be a day short.
_ONE_YEAR = 0.99


_LEAST, _MOST = 1e-6, 1e15  # a rate a day of once in 2,700 years; beyond a million for everybody alive


class NotACount(WaymarkError):
    """A figure to compare is below nought, or beyond what can be counted."""

    def __init__(self, value: float) -> None:
        super().__init__(f"{value:g} is no count: give figures of 0 or more, and no more than {_MOST:,.0f}")


@dataclass(frozen=True, slots=True)
class Span:
    """A period as it was read. first, last: its days."""

    text: str
    kind: PeriodKind
    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts by the day, or by the month. percent: None where the old rate is 0, or a break lies between."""

    old: float
    new: float
    percent: float | None


@dataclass(frozen=True, slots=True)
class Printed:
    """What a newspaper would print of a percentage: rounded to whole numbers, and cut off."""

    rounded: int
    truncated: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth as if by the same share each year, over a year or more.

    doubling_years: None where it does not grow. halving_years: None where it does not fall.
    """

    years: float
    percent_a_year: float
    doubling_years: float | None
    halving_years: float | None


@dataclass(frozen=True, slots=True)
class Annualised:
    """A part of a year as if it went on: by days, by months where it is whole months, and by chance alone."""

    by_days: float
    by_months: float | None
    interval: Interval


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a count.

    percent: by how much it rose (or fell, below 0); by the day where the periods differ in length, None
    where the old figure is 0 or a break lies between. ratio: how many times the old figure the new one is.
    absolute: None where the periods differ in length. basis: counts, or per_day.
    per_month: where both are whole months. annualised: of a new period shorter than a year.
    ratio_interval: 95%, by chance alone. old, new: the figures; a, b: their periods, as they were read.
    """

    percent: float | None
    ratio: float | None
    absolute: float | None
    per_day: Rate | None
    per_month: Rate | None
    basis: str
    reading: str
    printed: Printed | None
    ratio_interval: Interval | None
    growth: Growth | None
    annualised: Annualised | None
    warnings: tuple[str, ...]
    old: float
    new: float
    a: Span | None
    b: Span | None


def change(
    old: float,
    new: float,
    *,
    a: Period | None = None,
    b: Period | None = None,
    breaks: Sequence[Break] = (),
    across_breaks: bool = False,
    noted: Sequence[str] = (),
) -> Change:
    """Compare two counts of one unit. a, b: the periods of `old` and `new`; None where nobody said.

    breaks: dates on which what is counted changed; one between the periods leaves no percentage, unless
    across_breaks, and so does one of which nobody can say whether it is between. noted: warnings that come
    with the figures themselves. Raises NotACount.
    """
    for value in (old, new):
        check_count(value)
    found = _measured(old, new, a, b)
    between = breaks_dividing(breaks, a, b)
    refused = bool(between) and not across_breaks
    found = _without_percentages(found) if refused else found
    warnings = (
        *noted,
        *warnings_of(found, days_a_year=DAYS_A_YEAR),
        *(break_warnings(between, found, asked=across_breaks) if between else ()),
    )
    return replace(found, warnings=warnings, reading=reading_of(found, refused=refused))


def check_count(value: float) -> None:
    """Pass for 0 and for what a count or a rate can be. Raises NotACount."""
    if value and not _LEAST <= value <= _MOST:
        raise NotACount(value)


def _measured(old: float, new: float, a: Period | None, b: Period | None) -> Change:
    """The change without a word about it."""
    by_day = bool(a and b and not are_alike(a, b))
    lengths = (float(a.days), float(b.days)) if a and b and by_day else (1.0, 1.0)
    compared = rate_of(old, new, lengths)
    percent = compared.percent
    return Change(
        percent=percent,
        ratio=new * lengths[0] / (old * lengths[1]) if old else None,
        absolute=None if by_day else new - old,
        per_day=rate_of(old, new, (a.days, b.days)) if a and b else None,
        per_month=rate_of(old, new, (a.months, b.months)) if a and b and a.months and b.months else None,
        basis="per_day" if by_day else "counts",
        reading="",
        printed=None if percent is None else Printed(_half_up(percent), int(percent)),
        ratio_interval=_interval(old, new, lengths),
        growth=_growth(compared, a, b),
        annualised=_annualised(new, b) if by_day and b else None,
        warnings=(),
        old=old,
        new=new,
        a=_span(a),
        b=_span(b),
    )


def _span(period: Period | None) -> Span | None:
    return Span(period.text, period.kind, period.start, period.end, period.days) if period else None


def _without_percentages(found: Change) -> Change:
    """A change across a break: the counts and rates of each side, and nothing that joins the two."""
    return replace(
        found,
        percent=None,
        ratio=None,
        printed=None,
        ratio_interval=None,
        growth=None,
        per_day=found.per_day and replace(found.per_day, percent=None),
        per_month=found.per_month and replace(found.per_month, percent=None),
    )


def _half_up(percent: float) -> int:
    return floor(percent + 0.5) if percent >= 0 else -floor(-percent + 0.5)


def rate_of(old: float, new: float, lengths: tuple[float, float]) -> Rate:
    """Two counts over two lengths of time. Whole figures give a percentage without an error of rounding."""
    before, after = lengths
    percent = (new * before - old * after) * 100 / (old * after) if old else None
    return Rate(old / before, new / after, percent)


def _interval(old: float, new: float, lengths: tuple[float, float]) -> Interval | None:
    if old != int(old) or new != int(new):
        return None
    found = rate_ratio(int(old), int(new), old_days=lengths[0], new_days=lengths[1])
    return None if found is None or isinf(found.high) else found


def _growth(compared: Rate, a: Period | None, b: Period | None) -> Growth | None:
    """Compound growth between the middles of the periods: whole years for two years; none under a year."""
    if not (a and b and compared.old and compared.new):
        return None
    years, times = _years_between(a, b), compared.new / compared.old
    if years < _ONE_YEAR:
        return None
    each_year = log(times) / years
    rate = times ** (1 / years) - 1
    return Growth(
        years,
        rate * 100,
        log(2) / each_year if each_year > 0 else None,
        log(2) / -each_year if each_year < 0 else None,
    )


def _years_between(a: Period, b: Period) -> float:
    if a.months is not None and a.months == b.months:
        return b.start.year - a.start.year + (b.start.month - a.start.month) / _MONTHS_A_YEAR
    first, second = ((period.start.toordinal() + period.end.toordinal()) / 2 for period in (a, b))
    return (second - first) / _MEAN_YEAR


def _annualised(count: float, period: Period) -> Annualised | None:
    """A part of a year as if the year went on like it; nothing for a year or more."""
    if period.days >= DAYS_A_YEAR or count != int(count):
        return None
    factor = DAYS_A_YEAR / period.days
    low, high = poisson(int(count))
    months = count / period.months * _MONTHS_A_YEAR if period.months else None
    return Annualised(count * factor, months, Interval(low * factor, high * factor))
