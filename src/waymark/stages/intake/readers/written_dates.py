"""Dates and times as people and other companies' programs write them, turned into moments without guessing.

What could be two days is none: `03/04/2026` has a moment only where somebody said which comes first. A year
of two digits has none, whoever said what. A date without a time is taken for its first moment in UTC, and
the answer says so.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.intake.readers.times import ASSUMED_UTC
from waymark.stages.intake.readers.times import stated as stated_in_xml

ASSUMED_MIDNIGHT = "waymark: a date without a time, taken as 00:00 UTC"


class DateOrder(StrEnum):
    """Which part of a date comes first. UNKNOWN: nobody said."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"
    UNKNOWN = "unknown"


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_CLOCK = (
    r"(?:[T,\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?"
)
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|\((?:UTC|GMT)\))?"
_NUMBERS = re.compile(rf"(\d{{1,4}})([/.\-])(\d{{1,2}})\2(\d{{1,4}}){_CLOCK}{_ZONE}", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+([a-z]+)\.?,?[\s\-]+(\d{{2,4}}){_CLOCK}{_ZONE}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}([a-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_CLOCK}{_ZONE}", re.IGNORECASE
)
# As `date` writes it: Wed Aug 19 12:00:00 UTC 2026.
_UNIX = re.compile(
    r"[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})\s+"
    r"(?P<zone>UTC|GMT|[+-]\d{4})\s+(\d{4})",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_IN_UTC = ("z", "utc", "gmt", "(utc)", "(gmt)")
_YEAR_DIGITS = 4
_NOON = 12
_LATEST = datetime(9999, 12, 31, tzinfo=UTC)


def written(text: str, order: DateOrder = DateOrder.UNKNOWN, *, assumed_by: str = "") -> StatedTime:
    """Read a date or time, keeping its words. order: what somebody said of dates in numbers.

    assumed_by: who says that a time without a zone is in UTC (a heading, a column map); else it is taken for
    UTC and the answer says that Waymark took it so.
    """
    in_xml = stated_in_xml(text)
    if in_xml.instant is not None:
        is_assumed = in_xml.zone is Zone.ASSUMED and assumed_by
        return in_xml._replace(assumed_by=assumed_by) if is_assumed else in_xml
    found = _parts(text.strip(), order)
    if found is None:
        return StatedTime(text, None, Zone.UNKNOWN)
    match, year, month, day = found
    try:
        instant = datetime(year, month, day, tzinfo=UTC) + _clock(match)
        offset = _offset(match["zone"])
        instant -= offset or timedelta()
    except (ValueError, OverflowError):
        return StatedTime(text, None, Zone.UNKNOWN)
    if offset is not None:
        return StatedTime(text, instant, Zone.STATED)
    assumed = assumed_by or (ASSUMED_UTC if match["hour"] else ASSUMED_MIDNIGHT)
    return StatedTime(text, instant, Zone.ASSUMED, assumed)


def is_ambiguous(text: str) -> bool:
    """Whether a date in numbers could be two days: the first two parts are both months that differ."""
    match = _NUMBERS.fullmatch(text.strip())
    if match is None or len(match[1]) == _YEAR_DIGITS:
        return False
    return match[1] != match[3] and int(match[1]) <= _NOON and int(match[3]) <= _NOON


def has_short_year(text: str) -> bool:
    """Whether a date has a year of two digits, which could be of either century."""
    bare = text.strip()
    if match := _NUMBERS.fullmatch(bare):
        return _YEAR_DIGITS not in (len(match[1]), len(match[4]))
    match = _DAY_MONTH.fullmatch(bare)
    return match is not None and len(match[3]) != _YEAR_DIGITS


class DateTrouble(StrEnum):
    """Why a stated date or time has no moment, or was read in a way that a person should know of; and what to do."""

    IMPOSSIBLE = (
        "there is no such day or time: it is kept as text, without a moment. Ask its sender what was meant"
    )
    AMBIGUOUS = (
        "it could be day first or month first, and nobody says which: it is kept as text, without a moment. Ask its "
        "sender how dates are written there"
    )
    SHORT_YEAR = (
        "its year has two digits, so it could be of either century: it is kept as text, without a moment. Ask its "
        "sender for the whole year"
    )
    MONTH_FIRST = (
        "it is written month first, and was read so because no other day is possible: check the other dates of its "
        "sender, which may be too"
    )
    UNREADABLE = (
        "it is not written in a way that is read here: it is kept as text, without a moment. Ask its sender what was "
        "meant"
    )


# What a date is made of and nothing else: words such as `last summer` are no date that went wrong.
_DATE_LIKE = re.compile(r"[\d\s:.,/+\-TZ()]{6,}|.*\b\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}\b.*", re.DOTALL)
_DATE_OF_XML = re.compile(r"-?\d{4,}-\d{2}-\d{2}(?:[T ]\S*)?(?: ?(?:UTC|GMT|Z))?")


def trouble_of(text: str, order: DateOrder = DateOrder.UNKNOWN) -> DateTrouble | None:
    """What is wrong with a stated date or time; None where nothing is, and of words that are no date.

    order: what the format, a heading or a person says of dates in numbers.
    """
    bare = text.strip()
    if not any(map(str.isdigit, bare)):
        return None
    if written(bare, order).instant is not None:
        is_odd = order in (DateOrder.UNKNOWN, DateOrder.DAY_FIRST) and _is_month_first_alone(bare)
        return DateTrouble.MONTH_FIRST if is_odd else None
    if has_short_year(bare):
        return DateTrouble.SHORT_YEAR
    if order is DateOrder.UNKNOWN and is_ambiguous(bare):
        return DateTrouble.AMBIGUOUS
    patterns = (_NUMBERS, _DAY_MONTH, _MONTH_DAY, _UNIX, _DATE_OF_XML)
    if any(pattern.fullmatch(bare) for pattern in patterns):
        return DateTrouble.IMPOSSIBLE
    return DateTrouble.UNREADABLE if _DATE_LIKE.fullmatch(bare) else None


def _is_month_first_alone(text: str) -> bool:
    """Whether a date in numbers has its month first, and only that is possible."""
    match = _NUMBERS.fullmatch(text)
    return match is not None and len(match[4]) == _YEAR_DIGITS and int(match[1]) <= _NOON < int(match[3])


def is_day_alone(text: str) -> bool:
    """Whether a text is a date that says no time of day: of a moment that an operator is asked about, too little."""
    bare = text.strip()
    matches = (pattern.fullmatch(bare) for pattern in (_NUMBERS, _DAY_MONTH, _MONTH_DAY))
    return any(match is not None and not match["hour"] for match in matches)


def day_with_clock(one: str, other: str) -> str:
    """The date and the time of day of two cells, in either order, as one text; empty where they are not that."""
    for day, clock in ((one.strip(), other.strip()), (other.strip(), one.strip())):
        if is_day_alone(day) and _TIME_OF_DAY.fullmatch(clock):
            return f"{day} {clock}"
    return ""


def since_1970(text: str, *, unit: str) -> StatedTime:
    """A count since 1970 in UTC. unit: `seconds` or `milliseconds`, as the format has it; never guessed."""
    bare = text.strip()
    if not re.fullmatch(r"\d{1,15}(?:\.\d+)?", bare):
        return StatedTime(text, None, Zone.UNKNOWN)
    try:
        instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(**{unit: float(bare)})
    except OverflowError:
        return StatedTime(text, None, Zone.UNKNOWN)
    return StatedTime(text, instant, Zone.STATED)


def order_said(heading: str) -> DateOrder:
    """The order that a heading says: `Date (DD/MM/YYYY)`."""
    letters = re.sub(r"[^a-z]", "", heading.lower())
    for order, pattern in (
        (DateOrder.DAY_FIRST, r"dd?mm?m?yy"),
        (DateOrder.MONTH_FIRST, r"mm?dd?yy"),
        (DateOrder.YEAR_FIRST, r"yyyymmdd|yyyymm"),
    ):
        if re.search(pattern, letters):
            return order
    return DateOrder.UNKNOWN


_Found = tuple[re.Match[str], int, int, int]


def _parts(text: str, order: DateOrder) -> _Found | None:
    if match := _NUMBERS.fullmatch(text):
        return _in_numbers(match, order)
    if (match := _DAY_MONTH.fullmatch(text)) and len(match[3]) == _YEAR_DIGITS:
        month = _MONTHS.get(match[2].lower())
        return (match, int(match[3]), month, int(match[1])) if month else None
    if match := _MONTH_DAY.fullmatch(text):
        month = _MONTHS.get(match[1].lower())
        return (match, int(match[3]), month, int(match[2])) if month else None
    if match := _UNIX.fullmatch(text):
        month = _MONTHS.get(match[1].lower())
        return (match, int(match[7]), month, int(match[2])) if month else None
    return None


def _in_numbers(match: re.Match[str], order: DateOrder) -> _Found | None:
    first, second, third = match[1], int(match[3]), match[4]
    if len(first) == _YEAR_DIGITS:
        return match, int(first), second, int(third)
    if len(third) != _YEAR_DIGITS:
        return None
    if order is DateOrder.DAY_FIRST:
        return match, int(third), second, int(first)
    if order is DateOrder.MONTH_FIRST:
        return match, int(third), int(first), second
    # Nobody said: only a number that is no month leaves one reading.
    if int(first) > _NOON >= second or int(first) == second:
        return match, int(third), second, int(first)
    return (match, int(third), int(first), second) if second > _NOON >= int(first) else None


def _clock(match: re.Match[str]) -> timedelta:
    groups = match.groupdict()
    if not groups["hour"]:
        return timedelta()
    hour, minute = int(groups["hour"]), int(groups["minute"])
    second, fraction = int(groups.get("second") or 0), groups.get("fraction") or ""
    if half := (groups.get("half") or "").lower():
        if not 1 <= hour <= _NOON:
            raise ValueError
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004
        raise ValueError
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int(fraction[:6].ljust(6, "0")))


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone.lower() in _IN_UTC:
        return timedelta()
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if minutes > 59 or hours > 14:  # noqa: PLR2004 - no zone is further from UTC
        raise ValueError
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if zone[0] == "-" else offset
