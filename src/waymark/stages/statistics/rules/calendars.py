"""School holidays of one authority, and how much of each week lies in one, or in the days after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.weeks import DAYS, BadSeries, day_of

Floats = NDArray[np.float64]

DAYS_AFTER = 14
"""How long after a break is looked at: domain.md B.2, the hypothesis that the inquiry heard."""

LONGEST_TERM = 70  # days between breaks; the longest half term in the sample of term dates has 56
_SHORTEST_BREAK = 3  # school days; one bank holiday is no break
_FRIDAY = 4


class BadCalendar(WaymarkError):
    """A calendar of holidays that cannot be used as it is."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}. A calendar is a CSV file with week_start and holiday (1 or 0), with start and end of each "
            "holiday, or an authority's term dates"
        )


class Span(NamedTuple):
    """A holiday: its first and its last day."""

    start: date
    end: date


class Shares(NamedTuple):
    """How much of a week (0 to 1) lies in a holiday, and in the days after one."""

    holiday: float
    after: float


@dataclass(frozen=True, slots=True)
class Calendar:
    """holidays: in order, apart from one another. covers_from, covers_to: the days it can speak of."""

    holidays: tuple[Span, ...]
    covers_from: date
    covers_to: date

    def covers(self, week: date) -> bool:
        return self.covers_from <= week and week + timedelta(days=DAYS - 1) <= self.covers_to

    def shares(
        self, weeks: Sequence[date], *, days_after: int = DAYS_AFTER, delay_days: float = 0
    ) -> list[Shares]:
        """How much of the week from each of those days lies in a holiday and after one.

        delay_days: the mean time from what happened to its recording, taken as exponential: a recorded
        week then draws on the weeks before it.
        """
        if not weeks:
            return []
        lags = round(delay_days * 5)
        first = min(weeks) - timedelta(days=lags)
        within, after = self._days(first, (max(weeks) - first).days + DAYS, days_after)
        of_lag = np.exp(-np.arange(lags + 1) / delay_days) if delay_days else np.ones(1)
        weights = np.convolve(of_lag / of_lag.sum(), np.ones(DAYS))
        ends = [(week - first).days - lags for week in weeks]
        holiday, later = (np.convolve(each, weights, "valid") / DAYS for each in (within, after))
        return [Shares(float(holiday[end]), float(later[end])) for end in ends]

    def _days(self, first: date, count: int, days_after: int) -> tuple[Floats, Floats]:
        """Which days lie in a holiday, and which after one: 1 or 0 each, from that day on."""
        within, after = np.zeros(count), np.zeros(count)
        for span in self.holidays:
            start, end = ((day - first).days for day in span)
            within[max(start, 0) : max(end + 1, 0)] = 1
            after[max(end + 1, 0) : max(end + 1 + days_after, 0)] = 1
        return within, after * (1 - within)


def from_spans(spans: Iterable[Span]) -> Calendar:
    """A calendar of holidays by their first and last day; weekends beside them belong to them.

    Single days off are no break. Weeks too far from any holiday are not covered: nothing is known of them.
    Raises BadCalendar.
    """
    wide = sorted(_with_weekends(span) for span in spans)
    merged: list[Span] = []
    for span in wide:
        if merged and span.start <= merged[-1].end + timedelta(days=1):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    breaks = tuple(span for span in merged if _school_days(span) >= _SHORTEST_BREAK)
    if not breaks:
        raise BadCalendar("The calendar has no holiday of three school days or more")
    reach = timedelta(days=LONGEST_TERM)
    return Calendar(breaks, breaks[0].start - reach, breaks[-1].end + reach)


def _with_weekends(span: Span) -> Span:
    if span.end < span.start:
        raise BadCalendar(f"A holiday ends on {span.end.isoformat()}, before it starts")
    start, end = span
    if start.weekday() == 0:
        start -= timedelta(days=2)
    if end.weekday() >= _FRIDAY:
        end += timedelta(days=6 - end.weekday())
    return Span(start, end)


def _school_days(span: Span) -> int:
    return sum(
        (span.start + timedelta(days=offset)).weekday() <= _FRIDAY
        for offset in range((span.end - span.start).days + 1)
    )


def from_weeks(rows: Iterable[tuple[str, str]]) -> Calendar:
    """A calendar from rows of a week's first day and 1 or 0. Raises BadCalendar."""
    flags: dict[date, bool] = {}
    for week_text, flag_text in rows:
        flag = flag_text.strip().lower()
        if flag not in {"0", "1", "0.0", "1.0", "true", "false", "yes", "no", "y", "n"}:
            raise BadCalendar(f"The week of {week_text[:20]!r} has {flag_text[:20]!r} where 1 or 0 belongs")
        flags[day(week_text)] = flag[0] in "1ty"
    if not any(flags.values()):
        raise BadCalendar("The calendar marks no week as a holiday")
    week = timedelta(days=DAYS)
    spans: list[Span] = []
    for start in sorted(day for day, is_holiday in flags.items() if is_holiday):
        end = start + week - timedelta(days=1)
        if spans and spans[-1].end + timedelta(days=1) == start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return Calendar(tuple(spans), min(flags), max(flags) + week - timedelta(days=1))


# The columns of a table of term dates, each pair the days of term between two holidays.
TERM_COLUMNS = tuple(
    f"{term}_{edge}"
    for term in ("autumn", "spring", "summer")
    for edge in ("start", "half_start", "half_end", "end")
)


def from_terms(rows: Sequence[Mapping[str, str]]) -> Calendar:
    """A calendar from one authority's terms, a row an academic year. Both ends of a half term are holiday.

    Raises BadCalendar.
    """
    spans: list[Span] = []
    years = sorted(rows, key=lambda row: row["autumn_start"])
    for at, row in enumerate(years):
        days = {name: day(row[name]) for name in TERM_COLUMNS if row.get(name, "").strip()}
        spans += _halves(days)
        following = years[at + 1] if at + 1 < len(years) else None
        pairs = [("autumn_end", days.get("spring_start")), ("spring_end", days.get("summer_start"))]
        next_start = (
            day(following["autumn_start"]) if following and following["autumn_start"].strip() else None
        )
        if "summer_end" in days:
            end = days["summer_end"]
            is_next = next_start is not None and (next_start - end).days < LONGEST_TERM
            pairs.append(("summer_end", next_start if is_next else date(end.year, 9, 1)))
        for last, first in pairs:
            if last in days and first is not None:
                spans.append(Span(days[last] + timedelta(days=1), first - timedelta(days=1)))
    return from_spans(spans)


def _halves(days: Mapping[str, date]) -> list[Span]:
    return [
        Span(days[f"{term}_half_start"], days[f"{term}_half_end"])
        for term in ("autumn", "spring", "summer")
        if f"{term}_half_start" in days and f"{term}_half_end" in days
    ]


def day(text: str) -> date:
    """A day of a calendar, as `weeks.day_of` reads it. Raises BadCalendar."""
    try:
        return day_of(text)
    except BadSeries:
        raise BadCalendar(f"{text[:40]!r} is no day") from None
