"""Invented weekly series whose truth is known."""

from datetime import date, timedelta

import numpy as np

from waymark.stages.statistics.rules.calendars import Calendar, Span, from_spans
from waymark.stages.statistics.rules.weeks import Week

START = date(2015, 1, 5)


def a_calendar(years: int = 3) -> Calendar:
    """Six breaks a year, Easter moving; of no real authority."""
    spans: list[Span] = []
    for year in range(2014, 2016 + years):
        easter = date(year, 4, 3) + timedelta(days=year * 5 % 12)
        spans += [
            Span(date(year, 2, 14), date(year, 2, 20)),
            Span(easter, easter + timedelta(days=13)),
            Span(date(year, 5, 27), date(year, 6, 2)),
            Span(date(year, 7, 23), date(year, 9, 3)),
            Span(date(year, 10, 24), date(year, 10, 30)),
            Span(date(year, 12, 20), date(year + 1, 1, 3)),
        ]
    return from_spans(spans)


def a_series(
    seed: int,
    *,
    years: int = 3,
    a_week: float = 20,
    effect: float = 1.0,
    dispersion: float = 2.0,
    during: float = 1.0,
    correlation: float = 0.0,
) -> list[Week]:
    """Weeks with a trend, a season, more variance than chance, and the effect given.

    dispersion: variance over mean. during: the rate ratio of holiday weeks. correlation: of what makes the
    variance from week to week.
    """
    draws = np.random.default_rng(seed)
    calendar = a_calendar(years)
    starts = [START + timedelta(days=7 * at) for at in range(round(52.18 * years))]
    shares = calendar.shares(starts)
    of_year = np.array([start.timetuple().tm_yday / 365.25 for start in starts])
    mean = a_week * np.exp(
        0.2 * np.arange(len(starts)) / 52
        + 0.15 * np.sin(2 * np.pi * of_year + 1)
        + np.log(effect) * np.array([share.after for share in shares])
        + np.log(during) * np.array([share.holiday for share in shares])
    )
    spread = np.sqrt(np.log(1 + (dispersion - 1) / a_week))
    noise = draws.normal(0, 1, len(starts))
    for at in range(1, len(starts)):
        noise[at] = correlation * noise[at - 1] + np.sqrt(1 - correlation**2) * noise[at]
    counts = draws.poisson(mean * np.exp(spread * noise - spread**2 / 2))
    return [Week(start, float(count)) for start, count in zip(starts, counts, strict=True)]
