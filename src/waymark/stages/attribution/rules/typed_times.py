"""Times as people type them into tables: read only where they can mean one moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from waymark.errors import WaymarkError
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.time_doubts import text_doubts

ASSUMED_BY = "waymark attribute"

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}|\[?[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2}\]?)?",
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

    The zone is an offset, Z, UTC, GMT, or a place of the tz database (Europe/London). Without one it is
    taken for UTC, and says that it was. A day without a time of day is no moment. Raises UnreadableTime
    for any other layout, whose day and month would have to be guessed; and for an hour that the place's
    clocks skipped or showed twice.
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
        instant = _at_place(local, zone.strip("[]")) if zone and "/" in zone else local - _offset(zone or "Z")
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


def _at_place(wall: datetime, place: str) -> datetime:
    """The moment at which a place's clocks showed a time. wall: what they showed, held as if it were UTC.

    Raises UnreadableTime for a place that is none, and for a time shown never or twice.
    """
    try:
        zone = ZoneInfo(place)
    except (KeyError, ValueError, OSError) as fault:
        raise UnreadableTime("the zone is no place of the tz database, such as Europe/London") from fault
    shown = wall.replace(tzinfo=zone)
    first, second = shown.astimezone(UTC), shown.replace(fold=1).astimezone(UTC)
    if first == second:
        return first
    if first.astimezone(zone).replace(tzinfo=UTC) != wall:
        raise UnreadableTime("clocks there never showed this time: they went forward that night")
    raise UnreadableTime("clocks there showed this time twice that night: state it with its offset")


def _what_is_wrong(text: str) -> str:
    doubts = text_doubts(text)
    return "; ".join(doubt.words for doubt in doubts) if doubts else "this is not a time"
