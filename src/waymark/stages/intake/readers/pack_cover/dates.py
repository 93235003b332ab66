"""Days and moments as people print them, read only where they can mean one thing, or with the assumption said.

A day written in figures alone is read day first, as the United Kingdom writes, and the reading says so; where
the same document writes a day that can only be month first, none of its ambiguous days is read at all.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

ASSUMED_DAY_FIRST = "Read day first, as UK documents write: assumed by Waymark"
MONTH_FIRST_NEAR = "This document also writes days month first: the order of this one is not guessed"
MONTH_FIRST = "Written month first: no month has the second number"
TWO_DIGIT_YEAR = "The year has two digits: write it in full"
NO_ZONE = "No time zone is stated: UTC is not assumed"
NO_SUCH_DAY = "There is no such day or time"
NO_TIME_OF_DAY = "A day without a time of day is no moment"
ODD_SUMMER_TIME = "BST is stated on a day that is not in British Summer Time"
# An operator keeps its records at most twelve months (Investigatory Powers Act 2016, s 87(3)); a pack that
# speaks of use two years before it came, or after it, is more often a slip of the year than a fact.
FAR_YEARS = 2

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
DAY = (
    rf"{_WEEKDAY}(?:"
    r"(?P<iy>[12][0-9]{3})[-/.](?P<im>[0-9]{1,2})[-/.](?P<id>[0-9]{1,2})"
    rf"|(?P<wd>[0-9]{{1,2}})(?:st|nd|rd|"
    rf"th)?(?:\s+of)?[\s\-./]+(?P<wm>{_MONTH})[\s,\-./]+(?P<wy>[0-9]{{4}}|'?[0-9]{{2}})(?![0-9:])"
    rf"|(?P<am>{_MONTH})\s+(?P<ad>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<ay>[0-9]{{4}})"
    r"|(?P<na>[0-9]{1,2})[/.\-](?P<nb>[0-9]{1,2})[/.\-](?P<ny>[0-9]{4}|[0-9]{2})(?![0-9])"
    r")"
)
TIME = (
    r"(?P<h>[0-9]{1,2})[:.](?P<mi>[0-9]{2})(?:[:.](?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]{1,6}))?)?"
    r"(?:\s*(?P<half>[ap]\.?m\.?))?(?:\s*h(?:ou)?rs)?"
)
ZONE = (
    r"(?:\(?\s*(?P<z>Z|UTC(?:\s*[+-]\s*[0-9]{1,2}(?::?[0-9]{2})?)?|"
    r"GMT(?:\s*[+-]\s*[0-9]{1,2}(?::?[0-9]{2})?)?|BST|"
    r"E[SD]T|C[SD]T|M[SD]T|P[SD]T|[+-][0-9]{2}:?[0-9]{2})(?![A-Za-z0-9])\s*\)?)"
)
_DAY = re.compile(DAY, re.IGNORECASE)
_TIME_RE = re.compile(rf"(?<![0-9:]){TIME}(?![0-9:])", re.IGNORECASE)
_ZONE_RE = re.compile(rf"(?<![A-Za-z]){ZONE}", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    r"(?<![0-9/.-])(0?[1-9]|1[0-2])[/-](1[3-9]|2[0-9]|3[01])[/-](?:[12][0-9]{3})(?![0-9])"
)
# Hours that the letters of a zone stand for. CST, and BST outside the United Kingdom, have other meanings too:
# the page shows the words beside the moment.
_HOURS = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 1, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
          "PST": -8, "PDT": -7}  # fmt: skip


class Reading(NamedTuple):
    """normal: `2026-03-12`, `2026-03-12T21:14:05Z`, or empty where none is safe; doubts as of a proposal."""

    normal: str
    doubts: tuple[str, ...] = ()


def is_month_first(text: str) -> bool:
    """Whether a document writes a day that can only be month first."""
    return bool(_MONTH_FIRST.search(text))


def read_day(text: str, *, month_first_near: bool = False) -> Reading:
    """The day that a text states, as `YYYY-MM-DD`. month_first_near: the document writes month first elsewhere."""
    match = _DAY.search(text)
    if match is None:
        return Reading("")
    found, doubts = _date(match, month_first_near=month_first_near)
    return Reading(found.isoformat() if found else "", doubts)


def read_moment(text: str, *, zone: str = "", month_first_near: bool = False) -> Reading:
    """The moment that a text states, in UTC. zone: what its label says, such as `UTC`, where the text has none."""
    match = _DAY.search(text)
    if match is None:
        return Reading("", () if not text.strip() else (NO_SUCH_DAY,))
    day, doubts = _date(match, month_first_near=month_first_near)
    rest = (
        f"{text[: match.start()]} {' ' * (match.end() - match.start())} {text[match.end() :].lstrip('Tt,')}"
    )
    time = _TIME_RE.search(rest)
    if time is None:
        return Reading("", (*doubts, NO_TIME_OF_DAY))
    stated = _ZONE_RE.search(rest) or (_ZONE_RE.search(zone) if zone else None)
    if day is None:
        return Reading("", doubts)
    local = _local(day, time)
    if local is None:
        return Reading("", (*doubts, NO_SUCH_DAY))
    if stated is None:
        return Reading("", (*doubts, NO_ZONE))
    offset = _offset(stated["z"])
    if stated["z"].upper() == "BST" and not is_summer(local - timedelta(hours=1)):
        doubts = (*doubts, ODD_SUMMER_TIME)
    return Reading(f"{local - offset:%Y-%m-%dT%H:%M:%SZ}", doubts)


def zone_in(text: str) -> str:
    """The zone that a label states in brackets: `UTC` of `Date and time (UTC)`; empty where it states none."""
    match = _ZONE_RE.search(text)
    return match["z"] if match else ""


def far_from(normal: str, *, received_at: datetime) -> str:
    """Why a day or moment is doubtful beside the day the pack came; empty where it is not."""
    year = int(normal[:4])
    if year > received_at.year or normal[:10] > received_at.date().isoformat():
        return f"{year} is after the pack came: check the year"
    if received_at.year - year >= FAR_YEARS:
        return f"{received_at.year - year} years before the pack came: check the year"
    return ""


def is_summer(at: datetime) -> bool:
    """Whether it is British Summer Time at a moment (UTC). Source: the Summer Time Order 2002: from 01:00
    on the last Sunday of March to 01:00 on the last Sunday of October.
    """
    begins, ends = (
        datetime(at.year, month, 31, 1, tzinfo=UTC)
        - timedelta(days=(date(at.year, month, 31).weekday() + 1) % 7)
        for month in (3, 10)
    )
    return begins <= at < ends


def _date(match: re.Match[str], *, month_first_near: bool) -> tuple[date | None, tuple[str, ...]]:
    if match["iy"]:
        return _made(match["iy"], match["im"], match["id"])
    if match["wd"]:
        month = str(_MONTHS[match["wm"].lower().rstrip(".")])
        return _made(match["wy"].lstrip("'"), month, match["wd"])
    if match["am"]:
        return _made(match["ay"], str(_MONTHS[match["am"].lower().rstrip(".")]), match["ad"])
    first, second, year = match["na"], match["nb"], match["ny"]
    if int(second) > 12 >= int(first):  # noqa: PLR2004 - months
        found, doubts = _made(year, first, second)
        return found, (MONTH_FIRST, *doubts)
    found, doubts = _made(year, second, first)
    if int(first) > 12 or first == second:  # noqa: PLR2004 - months
        return found, doubts
    if month_first_near and found:
        return None, (MONTH_FIRST_NEAR,)
    return found, (ASSUMED_DAY_FIRST,) if found else doubts


def _made(year: str, month: str, day: str) -> tuple[date | None, tuple[str, ...]]:
    if len(year) < 4:  # noqa: PLR2004 - a century is not guessed
        return None, (TWO_DIGIT_YEAR,)
    try:
        return date(int(year), int(month), int(day)), ()
    except ValueError:
        return None, (NO_SUCH_DAY,)


def _local(day: date, time: re.Match[str]) -> datetime | None:
    hour = int(time["h"])
    if time["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a clock's face
            return None
        hour = hour % 12 + (12 if time["half"].lower().startswith("p") else 0)
    fraction = int((time["f"] or "0").ljust(6, "0"))
    try:
        return datetime(
            day.year, day.month, day.day, hour, int(time["mi"]), int(time["s"] or 0), fraction, UTC
        )
    except ValueError:
        return None


def _offset(zone: str) -> timedelta:
    bare = re.sub(r"\s+", "", zone).upper()
    letters = bare.rstrip("0123456789:+-")
    hours = _HOURS[letters] if letters else 0
    signed = bare[len(letters) :]
    if not signed:
        return timedelta(hours=hours)
    digits = signed[1:].replace(":", "")
    whole, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hours alone
    offset = timedelta(hours=int(whole), minutes=int(minutes))
    return offset if signed[0] == "+" else -offset
