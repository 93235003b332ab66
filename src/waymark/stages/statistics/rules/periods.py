"""Periods as people write them: 2016, 2016-17, 2017-Q1, 2019-01, Jan 2019, Jan-Sep 2017, 2017-01..2017-09."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from waymark.errors import WaymarkError

_FINANCIAL_YEAR_BEGINS = 4  # April: the financial year of the Home Office's counts
_MONTHS = 12
# Before the first there was no law to count by; after the last nothing that was received.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class PeriodKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"
    RANGE = "range"


# How many of a kind make a year: what a season's length is counted in.
PERIODS_A_YEAR = {
    PeriodKind.DAY: 365,
    PeriodKind.WEEK: 52,
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.YEAR: 1,
    PeriodKind.FINANCIAL_YEAR: 1,
}


class NotAPeriod(WaymarkError):
    """Words that name no period."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:40]!r} names no period: write 2016, 2016-17 (April to March), 2017-Q1, 2019-01, "
            "2019-W05, 2019-01-31, 2017-01..2017-09 or 'year to 2013-09'"
        )


class MonthsOrYears(WaymarkError):
    """Two periods that may both be months and may both be financial years."""

    def __init__(self, a: str, b: str) -> None:
        as_years = " and ".join(each.strip().replace("-", "/") for each in (a, b))
        as_months = " and ".join(f"{_single(each.strip()).start:%b %Y}" for each in (a, b))
        super().__init__(
            f"{a[:20]!r} and {b[:20]!r} may be two financial years or two months: write {as_years}, or {as_months}"
        )


@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days. start, end: its first and last day."""

    text: str
    kind: PeriodKind
    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def days_of(self) -> tuple[date, date]:
        """Its first and its last day."""
        return self.start, self.end

    @property
    def months(self) -> int | None:
        """How many whole calendar months it is; None where it begins or ends within one."""
        if self.start.day != 1 or self.end.day != monthrange(self.end.year, self.end.month)[1]:
            return None
        return (self.end.year - self.start.year) * _MONTHS + self.end.month - self.start.month + 1

    @property
    def next_day(self) -> date:
        """The first day after it: what a half-open range of the record ends with."""
        return self.end + timedelta(days=1)


_FINANCIAL = re.compile(r"(?:FY ?)?(\d{4})[-/](\d{2})", re.IGNORECASE)
_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])|Q([1-4])[- ]?(\d{4})", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[- ](\d{4})")
_YEAR_TO = re.compile(r"(?:year|12 months|twelve months) (?:to|ending) (.+)", re.IGNORECASE)
_NAMED_MONTHS = re.compile(
    r"([A-Za-z]{3,9})\.? ?(?:-|\u2013|to) ?([A-Za-z]{3,9})\.?[- ](\d{4})", re.IGNORECASE
)
_HALF = re.compile(r"(\d{4})[- ]?H([12])|H([12])[- ]?(\d{4})", re.IGNORECASE)
_FROM_TO = re.compile(r"(?!(?:year|12 months|twelve months) )(.+\d)\s*(?:\.\.|\bto\b)\s*(.+)", re.IGNORECASE)


def parse_period(text: str) -> Period:
    """Read a period. `2011-12` is December 2011, as in a series of months; `2011/12` the financial year.

    Raises NotAPeriod.
    """
    written = text.strip()
    try:
        ends = _FROM_TO.fullmatch(written)
        found = _range(written, ends[1], ends[2]) if ends else _single(written)
    except (ValueError, OverflowError):
        raise NotAPeriod(text) from None
    if not _FIRST_YEAR <= found.start.year <= found.end.year <= _LAST_YEAR:
        raise NotAPeriod(text)
    return found


def parse_pair(a: str, b: str) -> tuple[Period | None, Period | None]:
    """Read two periods that are to be compared, each in the light of the other; None of an empty one.

    `2011-12` beside `2012-13` is a financial year, as that can be nothing else.
    Raises NotAPeriod, and MonthsOrYears where both could be either, such as `2009-10` and `2010-11`.
    """
    may_be_years = [_may_be_a_year(each) for each in (a, b)]
    if all(may_be_years):
        raise MonthsOrYears(a, b)
    found = [parse_period(each) if each.strip() else None for each in (a, b)]
    if any(each and each.kind is PeriodKind.FINANCIAL_YEAR for each in found):
        found = [
            financial_year(text) if may_be else each
            for text, may_be, each in zip((a, b), may_be_years, found, strict=True)
        ]
    return found[0], found[1]


def periods_of(a: str, b: str) -> tuple[Period, Period]:
    """Two periods that are to be compared, as `parse_pair` reads them. Raises NotAPeriod of an empty one."""
    first, second = parse_pair(a, b)
    if first is None or second is None:
        raise NotAPeriod("")
    return first, second


def financial_year(text: str) -> Period:
    """Read a period of a series of financial years, where `2009-10` is no month. Raises NotAPeriod."""
    written = text.strip()
    found = parse_period(written.replace("-", "/") if _may_be_a_year(written) else written)
    return replace(found, text=written)


def _may_be_a_year(text: str) -> bool:
    """Whether words that are read as a month, such as `2009-10`, could be a financial year."""
    found = _MONTH.fullmatch(text.strip())
    return bool(found) and (int(text.strip()[:4]) + 1) % 100 == int(text.strip()[5:]) <= _MONTHS


def _range(text: str, first: str, last: str) -> Period:
    start, end = _single(first.strip()), _single(last.strip())
    if end.end < start.start:
        raise ValueError
    return Period(text, PeriodKind.RANGE, start.start, end.end)


def _single(text: str) -> Period:
    if re.fullmatch(r"\d{4}", text):
        return Period(text, PeriodKind.YEAR, date(int(text), 1, 1), date(int(text), 12, 31))
    if found := _DAY.fullmatch(text):
        day = date(*map(int, found.groups()))
        return Period(text, PeriodKind.DAY, day, day)
    if found := _WEEK.fullmatch(text):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return Period(text, PeriodKind.WEEK, monday, monday + timedelta(days=6))
    if found := _QUARTER.fullmatch(text):
        year, quarter = int(found[1] or found[4]), int(found[2] or found[3])
        return Period(text, PeriodKind.QUARTER, date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= _MONTHS:
        year, month = int(found[1]), int(found[2])
        return Period(text, PeriodKind.MONTH, date(year, month, 1), _month_end(year, month))
    if (found := _FINANCIAL.fullmatch(text)) and (int(found[1]) + 1) % 100 == int(found[2]):
        year = int(found[1])
        return Period(text, PeriodKind.FINANCIAL_YEAR, date(year, 4, 1), date(year + 1, 3, 31))
    if (found := _NAMED_MONTH.fullmatch(text)) and (month := _month_named(found[1])):
        year = int(found[2])
        return Period(text, PeriodKind.MONTH, date(year, month, 1), _month_end(year, month))
    if found := _HALF.fullmatch(text):
        year, half = int(found[1] or found[4]), int(found[2] or found[3])
        return Period(text, PeriodKind.RANGE, date(year, 6 * half - 5, 1), _month_end(year, 6 * half))
    if (found := _NAMED_MONTHS.fullmatch(text)) and all(map(_month_named, found.groups()[:2])):
        return _range(text, f"{found[1]} {found[3]}", f"{found[2]} {found[3]}")
    if found := _YEAR_TO.fullmatch(text):
        end = _single(found[1]).end
        start = (end + timedelta(days=1)).replace(year=end.year - 1 + (end.month == _MONTHS))
        return Period(text, PeriodKind.RANGE, start, end)
    raise ValueError(text)


def _month_named(word: str) -> int:
    """The month of a name or its first letters, such as Jan or Sept; 0 of none."""
    return next(
        (at for at, name in enumerate(_MONTH_NAMES, start=1) if name.startswith(word.lower())),
        0,
    )


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def are_alike(a: Period, b: Period) -> bool:
    """Say whether two periods cover the same length of calendar, so that their counts compare as they are.

    Two years do though one is a leap year, and two months though one is February; a year and a month do not.
    """
    if a.kind == b.kind and a.kind is not PeriodKind.RANGE:
        return True
    return a.days == b.days or (a.months is not None and a.months == b.months)


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period of a kind that a day lies in."""
    if kind is PeriodKind.WEEK:
        year, week, _ = day.isocalendar()
        return parse_period(f"{year}-W{week:02d}")
    if kind is PeriodKind.FINANCIAL_YEAR:
        year = day.year if day.month >= _FINANCIAL_YEAR_BEGINS else day.year - 1
        return parse_period(f"{year}/{(year + 1) % 100:02d}")
    words = {
        PeriodKind.DAY: day.isoformat(),
        PeriodKind.MONTH: f"{day:%Y-%m}",
        PeriodKind.QUARTER: f"{day.year}-Q{(day.month + 2) // 3}",
        PeriodKind.YEAR: f"{day.year}",
    }
    return parse_period(words[kind])


def periods_between(start: date, end: date, kind: PeriodKind) -> list[Period]:
    """Every period of a kind that touches the days from `start` to `end`, in order."""
    found = []
    day = start
    while day <= end:
        found.append(period_of(day, kind))
        day = found[-1].next_day
    return found
