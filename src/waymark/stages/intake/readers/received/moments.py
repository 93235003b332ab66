"""Times as NCMEC's documents print them: the year first in data, the month first on paper.

A time without a zone has no moment: nobody said which zone was meant. `Z`, `UTC`, `GMT` and an offset are
explicit. A date on paper is month, day, year, always; one that cannot be that is no date.
"""

from __future__ import annotations

import re

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.intake.readers.times import stated

_YEAR_FIRST = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
MONTH_FIRST = (
    r"(?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/](?P<year>\d{4}|\d{2}(?!\d))"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[AP]M)\b)?"
    r"(?:\s*(?P<zone>UTC|GMT|Z|[+-]\d{2}:?\d{2})\b)?)?"
)
_MONTH_FIRST = re.compile(MONTH_FIRST, re.IGNORECASE)
_NOON = 12
_YEAR_DIGITS = 4


def year_first(text: str) -> StatedTime:
    """Read `2026-01-04T22:00:00Z`, also with a blank for the T and `UTC` for the Z; the words are kept."""
    match = _YEAR_FIRST.fullmatch(text.strip())
    if match is None:
        return StatedTime(text, None, Zone.UNKNOWN)
    return _placed(text, f"{match[1]}T{match[2]}", match[3])


def month_first(text: str) -> StatedTime:
    """Read `01-04-2026 22:00:00 UTC` as the fourth of January; a date alone, or no zone, has no moment."""
    match = _MONTH_FIRST.fullmatch(text.strip())
    # A year of two digits could be of either century: it is found where a time stands, and has no moment.
    if match is None or match["hour"] is None or len(match["year"]) != _YEAR_DIGITS:
        return StatedTime(text, None, Zone.UNKNOWN)
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= _NOON:
            return StatedTime(text, None, Zone.UNKNOWN)
        hour = hour % _NOON + (_NOON if match["half"].upper() == "PM" else 0)
    date = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    return _placed(text, f"{date}T{hour:02}:{match['minute']}:{match['second'] or '00'}", match["zone"])


def _placed(text: str, local: str, zone: str | None) -> StatedTime:
    if zone is None:
        return StatedTime(text, None, Zone.UNKNOWN)
    named = zone.upper() in ("Z", "UTC", "GMT")
    offset = "Z" if named else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    found = stated(local + offset)
    return StatedTime(text, found.instant, Zone.STATED if found.instant else Zone.UNKNOWN)
