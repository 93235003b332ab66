"""Times as people type them into tables: read only where they can mean one moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from waymark.errors import WaymarkError
from waymark.referrals.types import StatedTime, Zone

ASSUMED_BY = "waymark attribute"

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?",
    re.IGNORECASE,
)
_DATE_ONLY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WIDEST_OFFSET = timedelta(hours=14)  # the tz database: Pacific/Kiritimati


class UnreadableTime(WaymarkError):
    """A typed time could mean several moments, or none."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}. Write it as 2024-02-01T13:05:00+00:00, copied from the source with its zone"
        )


def read_typed_time(text: str) -> StatedTime | None:
    """A time as year-month-day, hours, minutes and zone; None for an empty text.

    Without a zone it is taken for UTC, and says that it was. A day without a time of day is no moment.
    Raises UnreadableTime for any other layout: day and month would have to be guessed.
    """
    text = text.strip()
    if not text:
        return None
    if _DATE_ONLY.fullmatch(text):
        return StatedTime(text, None, Zone.UNKNOWN)
    match = _ISO.fullmatch(text)
    if match is None:
        raise UnreadableTime(_what_is_wrong(text))
    zone = match[8]
    try:
        local = datetime(*(int(match[n] or 0) for n in range(1, 7)), tzinfo=UTC)  # type: ignore[arg-type,misc]
        local += timedelta(microseconds=int((match[7] or "0")[:6].ljust(6, "0")))
        instant = local - _offset(zone or "Z")
    except (ValueError, OverflowError) as fault:
        raise UnreadableTime("there is no such day or time") from fault
    if zone is None:
        return StatedTime(text, instant, Zone.ASSUMED, ASSUMED_BY)
    return StatedTime(text, instant, Zone.STATED)


def _offset(zone: str) -> timedelta:
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > _WIDEST_OFFSET or int(digits[2:]) > 59:  # noqa: PLR2004 - minutes
        raise ValueError
    return offset if zone[0] == "+" else -offset


def _what_is_wrong(text: str) -> str:
    if re.match(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", text):
        return "day and month could be either way round, or the year has two digits: it is not guessed"
    if re.fullmatch(r"[0-9]{10}|[0-9]{13}", text):
        return "this looks like a count of seconds, which is not read without its unit"
    if re.search(r"[A-Za-z]{3,4}$", text):
        return "letters other than UTC or GMT stand for several zones (BST, EST, IST)"
    return "this is not a time"
