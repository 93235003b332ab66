"""A series of counts by equal periods: read from rows, its gaps kept, its future periods named alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from waymark.stages.statistics.rules.periods import NotAPeriod, Period, PeriodKind, parse_period
from waymark.stages.statistics.rules.weeks import MISSING, BadSeries, check_counts, count_of
from waymark.stages.statistics.rules.written_periods import named_as, plainly

# Periods of a year that a season is made of; a day's season is its week.
_SEASONS = {PeriodKind.DAY: 7, PeriodKind.WEEK: 52, PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4}
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12, PeriodKind.FINANCIAL_YEAR: 12}
_MOST_PERIODS = 10_000


@dataclass(frozen=True, slots=True)
class Series:
    """Counts by the period. values: in order, None where one is missing. labels: each period as it was written."""

    kind: PeriodKind
    labels: tuple[str, ...]
    starts: tuple[date, ...]
    values: tuple[float | None, ...]

    @property
    def season(self) -> int:
        """How many periods make a season; 1 where there is none."""
        return _SEASONS.get(self.kind, 1)

    @property
    def missing(self) -> int:
        return sum(value is None for value in self.values)

    def following(self, count: int) -> list[str]:
        """The names of the periods that come next, written as the series writes its own."""
        return [_label(_at(self.starts[0], self.kind, len(self.starts) + n), self) for n in range(count)]

    def from_day(self, day: date) -> Series:
        """The part of the series that begins on a day or later."""
        at = next((n for n, start in enumerate(self.starts) if start >= day), len(self.starts))
        return replace(self, labels=self.labels[at:], starts=self.starts[at:], values=self.values[at:])


def read_series(rows: Iterable[tuple[str, str]]) -> Series:
    """A series from rows of a period and a count, in any order; a period without a count is missing.

    Periods: days, weeks (by their number or first day), months, quarters, years or financial years.
    Raises BadSeries.
    """
    given: dict[date, tuple[str, float | None]] = {}
    pairs = [
        (period.strip(), "" if count.strip().casefold() in MISSING else count.strip())
        for period, count in rows
    ]
    check_counts(count for _, count in pairs)
    read = _reader([period for period, _ in pairs])
    kinds = set()
    for text, count in pairs:
        period = read(text)
        kinds.add(period.kind)
        if period.start in given:
            raise BadSeries(f"{text} is there twice: choose one series, or one row for each period")
        given[period.start] = (text, count_of(count, text) if count else None)
    if len(given) < 2:  # noqa: PLR2004 - two periods make a series
        raise BadSeries(f"the series has {len(given)} periods")
    if len(kinds) != 1:
        raise BadSeries(f"the series mixes {', '.join(sorted(kinds))}")
    kind = kinds.pop()
    if kind is PeriodKind.DAY and _are_month_ends(given):
        return _filled(PeriodKind.MONTH, _by_month(given))
    return _filled(_kind_of(kind, sorted(given)), given)


def _are_month_ends(days: Iterable[date]) -> bool:
    return all((day + timedelta(days=1)).day == 1 for day in days)


def _by_month(given: Mapping[date, tuple[str, float | None]]) -> dict[date, tuple[str, float | None]]:
    """Counts by the last day of a month as counts of that month."""
    return {day.replace(day=1): (f"{day:%Y-%m}", count) for day, (_, count) in given.items()}


def _reader(texts: Sequence[str]) -> Callable[[str], Period]:
    """How this series' periods are read. Its reader raises BadSeries."""
    plain = plainly(texts)

    def read(text: str) -> Period:
        try:
            return parse_period(plain(text))
        except NotAPeriod:
            raise BadSeries(str(NotAPeriod(text))) from None

    return read


def _kind_of(kind: PeriodKind, starts: Sequence[date]) -> PeriodKind:
    """What days stand for: themselves, or the first day of a week, month, quarter or year."""
    if kind is not PeriodKind.DAY:
        return kind
    gaps = sorted((b - a).days for a, b in pairwise(starts))
    usual = gaps[len(gaps) // 2]
    if all(gap % 7 == 0 for gap in gaps):
        return PeriodKind.WEEK
    if all(start.day == 1 for start in starts):
        for other, longest in ((PeriodKind.MONTH, 31), (PeriodKind.QUARTER, 92), (PeriodKind.YEAR, 366)):
            if usual <= longest:
                return other
    return PeriodKind.DAY


def _filled(kind: PeriodKind, given: dict[date, tuple[str, float | None]]) -> Series:
    """Every period from the first to the last, those that no row names without a value. Raises BadSeries."""
    first, last = min(given), max(given)
    starts = [first]
    while starts[-1] < last:
        starts.append(_at(first, kind, len(starts)))
        if len(starts) > _MOST_PERIODS:
            raise BadSeries(f"the series spans more than {_MOST_PERIODS:,} periods")
    strangers = set(given) - set(starts)
    if strangers:
        raise BadSeries(f"{given[min(strangers)][0]} does not fit a series by the {kind.replace('_', ' ')}")
    texts = tuple(given[first][0] for _ in (0,))
    series = Series(kind, texts, tuple(starts), tuple(given[s][1] if s in given else None for s in starts))
    return replace(series, labels=tuple(given[s][0] if s in given else _label(s, series) for s in starts))


def _at(first: date, kind: PeriodKind, count: int) -> date:
    """The first day of the period so many after the one that begins on `first`."""
    if kind in _MONTHS:
        month = first.month - 1 + count * _MONTHS[kind]
        return date(first.year + month // 12, month % 12 + 1, 1)
    return first + timedelta(days=count * (7 if kind is PeriodKind.WEEK else 1))


def _label(start: date, series: Series) -> str:
    """A period's name, written as the first of the series is."""
    written = re.sub(r"[T ]\d{2}:\d{2}.*$", "", series.labels[0])
    if name := named_as(written, start, is_month=series.kind is PeriodKind.MONTH):
        return name
    if series.kind is PeriodKind.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}{'-' if '-' in written else ''}W{week:02d}"
    if series.kind is PeriodKind.QUARTER:
        return (
            f"{start.year}{'-' if '-' in written else ' ' if ' ' in written else ''}Q{(start.month + 2) // 3}"
        )
    if series.kind is PeriodKind.MONTH:
        return f"{start:%Y-%m}"
    if series.kind is PeriodKind.FINANCIAL_YEAR:
        return f"{start.year}{'/' if '/' in written else '-'}{(start.year + 1) % 100:02d}"
    return f"{start.year}"
