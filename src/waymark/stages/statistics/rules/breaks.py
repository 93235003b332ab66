"""Where a series stops being one series: what is counted changed, so a trend across it means nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from waymark.stages.statistics.rules.periods import Period, parse_period


@dataclass(frozen=True, slots=True)
class Break:
    """series: what it breaks: a unit, a reference series, or a beginning of their names. on: the first day after."""

    series: str
    on: date
    what: str
    source: str

    def touches(self, series: str) -> bool:
        """Say whether it breaks a series of that name."""
        return bool(self.series) and series.lower().replace(" ", "_").startswith(self.series)


KNOWN_BREAKS = (
    Break(
        "sexual_communication",
        date(2017, 4, 3),
        "sexual communication with a child became an offence; earlier counts hold other offences",
        "Serious Crime Act 2015 s 67, in force 3 April 2017",
    ),
    Break(
        "grooming",
        date(2017, 4, 3),
        "sexual communication with a child became an offence and is counted from here",
        "Serious Crime Act 2015 s 67, in force 3 April 2017",
    ),
    Break(
        "iwf_reports_confirmed",
        date(2014, 4, 1),
        "the hotline began to search for itself as well as to answer reports",
        "Internet Watch Foundation, 2015 annual report",
    ),
    Break(
        "nspcc_online_child_sex_crimes",
        date(2015, 4, 1),
        "flagging a crime as online became a duty, and some forces began late",
        "NSPCC, June 2016",
    ),
    Break(
        "ncmec_referrals",
        date(2026, 4, 7),
        "UK services report to the NCA directly; what NCMEC passes on is no longer the whole",
        "Online Safety Act 2023 s 66; S.I. 2026/268",
    ),
)
"""Breaks that everybody's figures share; a force adds its own beside them."""


def breaks_of(series: str, more: Iterable[Break] = ()) -> list[Break]:
    """Every known break of a series, in order of date. more: those that a force has recorded."""
    return sorted((each for each in (*KNOWN_BREAKS, *more) if each.touches(series)), key=lambda b: b.on)


# A break in the first days of the earlier period leaves that period whole, near enough: a law of 3 April and
# the year from 1 April.
_NEAR_ENOUGH = 0.02


def breaks_between(breaks: Iterable[Break], a: Period, b: Period) -> list[Break]:
    """The breaks that lie within or between two periods, so that the two do not count the same thing."""
    earlier, later = sorted((a, b), key=lambda period: period.start)
    first = earlier.start + timedelta(days=round(earlier.days * _NEAR_ENOUGH))
    return [each for each in breaks if first < each.on <= max(earlier.end, later.end)]


def stated_break(text: str) -> Break:
    """`DATE` or `DATE=what changed`, as somebody states it. Raises NotAPeriod."""
    on, _, what = text.partition("=")
    return Break("", parse_period(on).start, what or "what is counted changed", "as stated")


def breaks_dividing(breaks: Iterable[Break], a: Period | None, b: Period | None) -> tuple[Break, ...]:
    """The breaks between two figures; all of them where a period is not said, as any may be."""
    return tuple(breaks_between(breaks, a, b) if a and b else breaks)
