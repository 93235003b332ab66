"""Times as the XML Schema writes them, turned into moments without guessing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from waymark.referrals.types import StatedTime, Zone

ASSUMED_UTC = "waymark: no offset stated, taken as UTC"

_DATE_TIME = re.compile(
    r"(-?(?:[1-9][0-9]{4,}|[0-9]{4}))-([0-9]{2})-([0-9]{2})"
    r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))?"
)
_WIDEST_OFFSET = timedelta(hours=14)  # XML Schema 1.0 part 2, section 3.2.7.3
_LAST_MINUTE = (23, 59)
_LEAP_SECOND = 60
_new = tuple.__new__


def stated(text: str) -> StatedTime:
    """Read an `xs:dateTime`, keeping its words.

    With an offset the moment is stated. Without one it is taken for UTC, and the answer says who took it so.
    Anything else (other layouts, days that do not exist, years a datetime cannot hold) has no moment.
    """
    # Nearly all times have this one layout; the slice is its punctuation. The strict way below agrees.
    if text[4:20:3] == "--T::Z" and len(text) == 20:  # noqa: PLR2004 - the length of that layout
        try:
            return _new(StatedTime, (text, datetime.fromisoformat(text), Zone.STATED, ""))
        except ValueError:
            return _strictly(text)  # midnight as 24:00:00, a leap second, or no time at all
    return _strictly(text)


def _strictly(text: str) -> StatedTime:
    match = _DATE_TIME.fullmatch(text.strip())
    if match is None:
        return StatedTime(text, None, Zone.UNKNOWN)
    try:
        instant = _moment(match)
    except (ValueError, OverflowError):
        return StatedTime(text, None, Zone.UNKNOWN)
    if match[8] or match[9]:
        return StatedTime(text, instant, Zone.STATED)
    return StatedTime(text, instant, Zone.ASSUMED, ASSUMED_UTC)


def _moment(match: re.Match[str]) -> datetime:
    """The moment in UTC. Raises ValueError or OverflowError when there is none."""
    year, month, day, hour, minute, second = (int(match[n]) for n in range(1, 7))
    fraction = match[7] or ""
    local = datetime(year, month, day, tzinfo=UTC)  # refuses days that do not exist
    if hour == 24:  # noqa: PLR2004 - 24:00:00 is the first moment of the next day (section 3.2.7)
        if minute or second or fraction.strip("0"):
            raise ValueError
    elif hour > 23 or minute > 59 or second > _LEAP_SECOND:  # noqa: PLR2004
        raise ValueError
    utc = local + timedelta(hours=hour, minutes=minute) - _offset(match)
    if second == _LEAP_SECOND and (utc.hour, utc.minute) != _LAST_MINUTE:
        raise ValueError  # leap seconds end a day in UTC and happen nowhere else
    return utc + timedelta(seconds=second, microseconds=int(fraction[:6].ljust(6, "0")))


def _offset(match: re.Match[str]) -> timedelta:
    if not match[9]:
        return timedelta()
    hours, minutes = int(match[10]), int(match[11])
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or offset > _WIDEST_OFFSET:  # noqa: PLR2004
        raise ValueError
    return offset if match[9] == "+" else -offset
