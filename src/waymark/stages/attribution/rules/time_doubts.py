"""What is doubtful about a stated time, in words, so that it is settled before anything leaves on it.

A mistyped year, a zone taken for granted or a day read the wrong way round sends officers to a stranger's
door. Nothing here mends a time: each doubt says what was seen, and who can settle it is a person.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from waymark.referrals.types import StatedTime, Zone


class TimeDoubt(StrEnum):
    """What can be wrong with a time as it was stated."""

    NO_TIME = "no_time"
    NOT_A_TIME = "not_a_time"
    DAY_ALONE = "day_alone"
    DAY_OR_MONTH_FIRST = "day_or_month_first"
    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"
    TWO_DIGIT_YEAR = "two_digit_year"
    EPOCH = "epoch"
    SPREADSHEET_DAY = "spreadsheet_day"
    ZONE_LETTERS = "zone_letters"
    ZONE_ASSUMED = "zone_assumed"
    ZONE_UNKNOWN = "zone_unknown"
    SUMMER_TIME = "summer_time"
    SKIPPED_HOUR = "skipped_hour"
    REPEATED_HOUR = "repeated_hour"
    AFTER_RECEIPT = "after_receipt"
    IN_FUTURE = "in_future"
    WHOLE_YEARS_BEFORE = "whole_years_before"
    LONG_BEFORE = "long_before"


class Doubt(NamedTuple):
    """A doubt, and the sentence that tells an officer of it."""

    what: TimeDoubt
    words: str


# Local times lie up to 14 hours ahead of UTC (tz database: Pacific/Kiritimati) and up to 12 behind.
ZONE_SPAN = timedelta(hours=14)
_YEAR_DAYS = 365.25
# Within so many days of whole years before receipt, a mistyped year is likelier than a coincidence.
_ANNIVERSARY_DAYS = 14
# Providers report within days or weeks; an event older than this at receipt is looked at again. It is also
# the longest that an operator can be made to keep records (Investigatory Powers Act 2016 s 87(3)).
_LONG_DAYS = 366


def doubts_about(
    at: StatedTime | None, *, now: datetime, received_at: datetime | None = None
) -> tuple[Doubt, ...]:
    """Everything doubtful about a time as it was stated, in the order in which an officer should look.

    received_at: when the report that states it arrived, None when it came in no report. Empty for a time
    with its zone stated, not after receipt, and not suspiciously long before it.
    """
    if at is None or not at.text.strip():
        return (Doubt(TimeDoubt.NO_TIME, "no time was stated, and addresses change hands"),)
    seen = text_doubts(at.text)
    if at.instant is None:
        return seen or (
            Doubt(
                TimeDoubt.NOT_A_TIME,
                "the time as stated cannot be placed: ask the reporter for it with its zone",
            ),
        )
    return seen + zone_doubts(at) + age_doubts(at, now=now, received_at=received_at)


def zone_doubts(at: StatedTime) -> tuple[Doubt, ...]:
    """What follows from a zone that was not stated. Empty where it was."""
    if at.zone is Zone.STATED or at.instant is None:
        return ()
    return _zone_doubts(at.zone, at.assumed_by, _british_sign(at.instant))


def age_doubts(at: StatedTime, *, now: datetime, received_at: datetime | None) -> tuple[Doubt, ...]:
    """A time after the report that states it, or suspiciously long before. An unstated zone is allowed for."""
    if at.instant is None:
        return ()
    known_by = min(received_at, now) if received_at is not None else now
    earliest = at.instant if at.zone is Zone.STATED else at.instant - ZONE_SPAN
    if earliest > known_by:
        return (_later(received_at),)
    days = (known_by - earliest).total_seconds() / 86_400
    return old_doubts(days) if days > _YEAR_DAYS - _ANNIVERSARY_DAYS else ()


def _later(received_at: datetime | None) -> Doubt:
    than = "the report was received" if received_at is not None else "now"
    what = TimeDoubt.AFTER_RECEIPT if received_at is not None else TimeDoubt.IN_FUTURE
    return Doubt(
        what, f"the event is later than {than}: its year, day or zone must be wrong. Check the source"
    )


def old_doubts(days: float) -> tuple[Doubt, ...]:
    """What an age in days at receipt says of the year that was stated."""
    years = round(days / _YEAR_DAYS)
    if years and abs(days - years * _YEAR_DAYS) <= _ANNIVERSARY_DAYS:
        count = "a year" if years == 1 else f"{years} years"
        words = f"it is {count} before receipt almost to the day: is the year right?"
        return (Doubt(TimeDoubt.WHOLE_YEARS_BEFORE, words),)
    if days > _LONG_DAYS:
        words = "it is more than a year before receipt: is the year right? Compare it with the source"
        return (Doubt(TimeDoubt.LONG_BEFORE, words),)
    return ()


@lru_cache(maxsize=512)
def _zone_doubts(zone: Zone, assumed_by: str, sign: TimeDoubt | None) -> tuple[Doubt, ...]:
    if zone is Zone.ASSUMED:
        who = assumed_by or "somebody who is not named"
        words = f"the time zone was not stated; UTC was assumed by {who}. Ask the reporter for the zone"
        first = Doubt(TimeDoubt.ZONE_ASSUMED, words)
    else:
        first = Doubt(TimeDoubt.ZONE_UNKNOWN, "the time zone is not known. Ask the reporter for the zone")
    return (first, Doubt(sign, _BRITISH[sign])) if sign is not None else (first,)


_BRITISH = {
    TimeDoubt.SUMMER_TIME: "if British time was meant, it was an hour earlier: it falls in British Summer Time",
    TimeDoubt.SKIPPED_HOUR: (
        "British clocks never showed this time: they went forward that night, so it is not in British time"
    ),
    TimeDoubt.REPEATED_HOUR: (
        "British clocks showed this time twice that night: in British time it could be either of two hours"
    ),
}


def _british_sign(wall: datetime) -> TimeDoubt | None:
    """What a clock face means if it was a British one. wall: the face, held as if it were UTC."""
    if not 3 <= wall.month <= 10:  # noqa: PLR2004 - months in which summer time can be
        return None
    starts, ends = _summer_time(wall.year)
    day = wall.date()
    if not starts <= day <= ends:
        return None
    if day == starts:
        return None if wall.hour < 1 else TimeDoubt.SKIPPED_HOUR if wall.hour == 1 else TimeDoubt.SUMMER_TIME
    if day == ends:
        return None if wall.hour > 1 else TimeDoubt.REPEATED_HOUR if wall.hour == 1 else TimeDoubt.SUMMER_TIME
    return TimeDoubt.SUMMER_TIME


@lru_cache(maxsize=64)
def _summer_time(year: int) -> tuple[date, date]:
    """The nights on which British clocks change: the last Sundays of March and October, at 01:00 UTC.

    Source: Summer Time Act 1972 s 1, as amended by the Summer Time Order 2002 (S.I. 2002/262).
    """
    return _last_sunday(year, 3), _last_sunday(year, 10)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


_YEAR_FIRST = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")
_DAY_ALONE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_WORD_DATE = re.compile(
    r"[0-9]{1,2}(?:st|nd|rd|th)?[ -](?:[A-Z][a-z]{2,8}|[A-Z]{3})[ -]([0-9]{2})(?![0-9])", re.ASCII
)
_EPOCH = re.compile(r"[0-9]{9,10}(?:\.[0-9]+)?|[0-9]{12,13}")
# A spreadsheet's day numbers of 1982 to 2064 (1 is the first day of 1900).
_SPREADSHEET = re.compile(r"[3-5][0-9]{4}(?:\.[0-9]+)?")
_LETTERS = re.compile(r"[A-Za-z]{2,5}$")
_PLAIN_ZONES = frozenset({"UTC", "GMT", "AM", "PM"})


def text_doubts(text: str) -> tuple[Doubt, ...]:
    """What is doubtful about the layout of a time; empty for year, month, day and hours in that order."""
    text = text.strip()
    if _YEAR_FIRST.match(text):
        return _letters_after(text)
    if _EPOCH.fullmatch(text):
        return (_epoch(text),)
    if _SPREADSHEET.fullmatch(text):
        words = "this looks like a spreadsheet's day number, which lost its zone and perhaps its seconds"
        return (Doubt(TimeDoubt.SPREADSHEET_DAY, f"{words}: export the column as text"),)
    doubts = _date_order(text)
    if _DAY_ALONE.fullmatch(text):
        words = "a day alone is no moment: addresses change hands within a day"
        doubts += (Doubt(TimeDoubt.DAY_ALONE, words),)
    return doubts + _letters_after(text)


def _epoch(text: str) -> Doubt:
    whole = text.partition(".")[0]
    is_millis = len(whole) > 10  # noqa: PLR2004 - digits of a count of seconds until 2286
    unit = "milliseconds" if is_millis else "seconds"
    would_be = datetime.fromtimestamp(int(whole) / (1000 if is_millis else 1), UTC)
    return Doubt(
        TimeDoubt.EPOCH,
        f"this looks like a count of {unit}, which is not read without its unit "
        f"(since 1970 in UTC it would be {would_be:%Y-%m-%d %H:%M:%S})",
    )


def _date_order(text: str) -> tuple[Doubt, ...]:
    match = _NUMBERS.match(text)
    if match is None:
        named = _WORD_DATE.match(text)
        return (_short_year(),) if named is not None else ()
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:  # noqa: PLR2004 - months
        order = Doubt(
            TimeDoubt.DAY_FIRST, "the day stands first: which order is meant is seen here, and not guessed"
        )
    elif second > 12 >= first:  # noqa: PLR2004 - months
        order = Doubt(
            TimeDoubt.MONTH_FIRST,
            "the month stands first, as in American dates, so other rows may be too: it is not guessed",
        )
    else:
        order = Doubt(
            TimeDoubt.DAY_OR_MONTH_FIRST, "day and month could be either way round: it is not guessed"
        )
    return (order, _short_year()) if len(match[4]) == 2 else (order,)  # noqa: PLR2004 - digits


def _short_year() -> Doubt:
    return Doubt(TimeDoubt.TWO_DIGIT_YEAR, "the year has two digits: which century, or whether it is the day")


def _letters_after(text: str) -> tuple[Doubt, ...]:
    match = _LETTERS.search(text)
    if match is None or match[0].upper() in _PLAIN_ZONES or not text[:1].isdigit() or "/" in text[11:]:
        return ()
    words = "letters other than UTC or GMT stand for several zones (BST, EST, IST)"
    return (Doubt(TimeDoubt.ZONE_LETTERS, words),)
