"""One count against another: what changed, said so that it cannot be misread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, isinf, log

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.breaks import Break, breaks_between
from waymark.stages.statistics.rules.intervals import Interval, poisson, rate_ratio
from waymark.stages.statistics.rules.periods import Period, PeriodKind, are_alike

DAYS_A_YEAR = 365
_MEAN_YEAR = 365.25
_FEW = 20  # below this one more or fewer moves a percentage by five points
_LENGTHS_DIFFER = 0.01


class NotACount(WaymarkError):
    """A figure to compare is below nought."""

    def __init__(self, value: float) -> None:
        super().__init__(f"{value:g} is no count: give figures of 0 or more")


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts by the day, or by the month. percent: None where the old rate is 0."""

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
    """Growth as if by the same share each year. doubling_years: None where it does not grow."""

    years: float
    percent_a_year: float
    doubling_years: float | None


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
    ratio_interval: 95%, by chance alone.
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


def change(
    old: float,
    new: float,
    *,
    a: Period | None = None,
    b: Period | None = None,
    breaks: Sequence[Break] = (),
    across_breaks: bool = False,
) -> Change:
    """Compare two counts of one unit. a, b: the periods of `old` and `new`; None where nobody said.

    breaks: dates on which what is counted changed; one between the periods leaves no percentage, unless
    across_breaks. Raises NotACount.
    """
    for value in (old, new):
        if not 0 <= value < float("inf"):
            raise NotACount(value)
    per_day = _per_day(old, new, a, b)
    by_day = bool(a and b and not are_alike(a, b))
    before, after = (per_day.old, per_day.new) if per_day and by_day else (old, new)
    percent = (after / before - 1) * 100 if before else None
    found = Change(
        percent=percent,
        ratio=after / before if before else None,
        absolute=None if by_day else new - old,
        per_day=per_day,
        per_month=_per_month(old, new, a, b),
        basis="per_day" if by_day else "counts",
        reading="",
        printed=Printed(_half_up(percent), int(percent)) if percent is not None else None,
        ratio_interval=_interval(old, new, a, b, by_day=by_day),
        growth=_growth(before, after, a, b),
        annualised=_annualised(new, b) if by_day and b else None,
        warnings=tuple(_warnings(old, new, a, b, by_day=by_day)),
    )
    between = breaks_between(breaks, a, b) if a and b else []
    if between:
        found = _across(found, between, allowed=across_breaks)
    return replace(found, reading=_reading(old, new, found, refused=bool(between) and not across_breaks))


def _across(found: Change, between: Sequence[Break], *, allowed: bool) -> Change:
    words = tuple(f"series break on {each.on.isoformat()}: {each.what} ({each.source})" for each in between)
    warnings = (*found.warnings, *words)
    if allowed:
        return replace(found, warnings=(*warnings, "one percentage across a break was asked for"))
    return replace(
        found,
        percent=None,
        ratio=None,
        printed=None,
        ratio_interval=None,
        growth=None,
        warnings=(*warnings, "no one percentage is given across a break; ask for it outright to have it"),
    )


def _half_up(percent: float) -> int:
    return floor(percent + 0.5) if percent >= 0 else -floor(-percent + 0.5)


def _per_day(old: float, new: float, a: Period | None, b: Period | None) -> Rate | None:
    if a is None or b is None:
        return None
    return _rate(old / a.days, new / b.days)


def _per_month(old: float, new: float, a: Period | None, b: Period | None) -> Rate | None:
    """Against the average month, where both periods are whole months."""
    if a is None or b is None or not a.months or not b.months:
        return None
    return _rate(old / a.months, new / b.months)


def _rate(before: float, after: float) -> Rate:
    return Rate(before, after, (after / before - 1) * 100 if before else None)


def _interval(old: float, new: float, a: Period | None, b: Period | None, *, by_day: bool) -> Interval | None:
    if old != int(old) or new != int(new):
        return None
    days = (a.days, b.days) if a and b and by_day else (1, 1)
    found = rate_ratio(int(old), int(new), old_days=days[0], new_days=days[1])
    return None if found is None or isinf(found.high) else found


def _growth(before: float, after: float, a: Period | None, b: Period | None) -> Growth | None:
    """Compound growth between the middles of the periods: whole years for two years."""
    if not (a and b and before and after):
        return None
    if a.kind == b.kind and a.kind in {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR}:
        years: float = b.start.year - a.start.year
    else:
        middles = ((period.start.toordinal() + period.end.toordinal()) / 2 for period in (a, b))
        first, second = middles
        years = (second - first) / _MEAN_YEAR
    if years <= 0:
        return None
    rate = (after / before) ** (1 / years) - 1
    return Growth(years, rate * 100, log(2) / log(1 + rate) if rate > 0 else None)


def _annualised(count: float, period: Period) -> Annualised | None:
    """A part of a year as if the year went on like it; nothing for a year or more."""
    if period.days >= DAYS_A_YEAR or count != int(count):
        return None
    factor = DAYS_A_YEAR / period.days
    low, high = poisson(int(count))
    months = count / period.months * 12 if period.months else None
    return Annualised(count * factor, months, Interval(low * factor, high * factor))


def _warnings(old: float, new: float, a: Period | None, b: Period | None, *, by_day: bool) -> list[str]:
    found = []
    if not old:
        found.append("the old figure is 0: a percentage of nothing has no meaning")
    elif min(old, new) < _FEW:
        found.append("small counts: a percentage of so few says little; give the counts themselves")
    if a is None or b is None:
        found.append("no periods were given: the two figures are taken to cover the same length of time")
        return found
    if by_day:
        found.append(
            f"{a.text} has {a.days} days and {b.text} has {b.days}: compared by the day, not as they are"
        )
    elif abs(a.days - b.days) / max(a.days, b.days) > _LENGTHS_DIFFER:
        found.append(f"{a.text} has {a.days} days and {b.text} has {b.days}: see also the change by the day")
    if {a.kind, b.kind} == {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR}:
        found.append("one is a calendar year and one a financial year (April to March)")
    if b.start <= a.end and a.start <= b.end:
        found.append(f"{a.text} and {b.text} overlap: the same days are in both")
    elif b.start < a.start:
        found.append(f"{b.text} comes before {a.text}: the comparison runs backwards")
    return found


def _reading(old: float, new: float, found: Change, *, refused: bool) -> str:
    """The change in a sentence, with "by" and "of" told apart."""
    if refused:
        return f"from {old:,g} to {new:,g}, on two sides of a break in the series: no one percentage"
    if found.percent is None or found.ratio is None:
        return f"from {old:,g} to {new:,g}: no percentage of nothing"
    what = "the daily rate" if found.basis == "per_day" else "the figure"
    if not found.percent:
        return f"{what} did not change"
    moved = "rose" if found.percent > 0 else "fell"
    said = (
        f"{what} {moved} by {abs(found.percent):,.1f}%, to {found.ratio * 100:,.1f}% of what it was "
        f"({found.ratio:,.2f} times)"
    )
    printed = found.printed
    if printed is None:
        return said
    said += f"; print would say {printed.rounded:+,d}%"
    if printed.rounded != printed.truncated:
        said += f", or {printed.truncated:+,d}% cut off and not rounded"
    return said
