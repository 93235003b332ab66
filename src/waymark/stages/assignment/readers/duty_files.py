"""Shifts and leave as a duty system exports them: a row for each, headings in any case.

Columns: officer; kind (left out: a shift); and either starts and ends, or date, from and to. A time without a
zone is taken in the zone that whoever loads the file names, and that is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO
from zoneinfo import ZoneInfo

from waymark.stages.assignment.readers.rows import FileRefused, places_of, said_in
from waymark.stages.assignment.rules.duty import Kind

HEADINGS = {
    "officer": ("officer", "username", "collar", "collar number", "name", "staff", "employee"),
    "kind": ("kind", "type", "duty", "duty type", "activity", "code", "absence"),
    "starts": ("starts", "start", "starts at", "start time", "start date time", "begins"),
    "ends": ("ends", "end", "ends at", "end time", "end date time", "finish"),
    "date": ("date", "day", "shift date"),
    "from": ("from", "on", "start", "start time"),
    "to": ("to", "off", "end", "end time", "until", "finish"),
}
KIND_WORDS: Mapping[str, Kind] = {
    "": Kind.DUTY,
    **{kind.value.replace("_", " "): kind for kind in Kind},
    "shift": Kind.DUTY,
    "early": Kind.DUTY,
    "late": Kind.DUTY,
    "night": Kind.DUTY,
    "day": Kind.DUTY,
    "ot": Kind.OVERTIME,
    "oncall": Kind.ON_CALL,
    "al": Kind.LEAVE,
    "annual leave": Kind.LEAVE,
    "holiday": Kind.LEAVE,
    "toil": Kind.LEAVE,
    "sickness": Kind.SICK,
    "sick leave": Kind.SICK,
    "course": Kind.TRAINING,
    "rest day": Kind.REST,
    "rd": Kind.REST,
}
_ALL_DAY = frozenset({Kind.LEAVE, Kind.COURT, Kind.TRAINING, Kind.SICK, Kind.REST})
_LONGEST = timedelta(days=366)
_SHIFT = timedelta(hours=24)
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})(?::\d{2})?")


class DutyFileRefused(FileRefused):
    """A row of shifts or leave cannot be understood: nothing of the file is loaded."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One shift or absence, in UTC. officer: as the file writes them."""

    row: int
    officer: str
    kind: Kind
    starts_at: datetime
    ends_at: datetime


def read_duty_file(stream: BinaryIO, *, zone: str = "Europe/London") -> Iterator[DutyRow]:
    """Each row of a file. Raises DutyFileRefused at the first that cannot be understood."""
    place = _zone(zone)
    for n, said in said_in(stream, _columns, refused=DutyFileRefused):
        yield _row(n, said, place)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise DutyFileRefused(0, f"no time zone is called {name!r}; try Europe/London") from None


def _columns(headings: Sequence[str]) -> dict[str, int]:
    found = places_of(HEADINGS, headings)
    if "date" in found:
        # With a date of its own, `start` and `end` are times of that day.
        found.pop("starts", None)
        found.pop("ends", None)
    whole = {"officer", "starts", "ends"} <= found.keys() or {"officer", "date"} <= found.keys()
    if not whole:
        raise DutyFileRefused(
            1,
            f"the headings are {', '.join(headings) or 'missing'}; officer, starts, ends (and kind) are needed",
        )
    return found


def _row(n: int, said: Mapping[str, str], zone: ZoneInfo) -> DutyRow:
    officer = said.get("officer", "")
    if not officer:
        raise DutyFileRefused(n, "it names no officer")
    words = re.sub(r"[\s_-]+", " ", said.get("kind", "")).strip().lower()
    kind = KIND_WORDS.get(words)
    if kind is None:
        raise DutyFileRefused(n, f"{words!r} is no kind of duty; use {', '.join(Kind)}")
    if "date" in said:
        start, end = _on_a_day(n, said, kind)
    else:
        start, end = _moment(n, said["starts"]), _moment(n, said["ends"], is_end=True)
    starts_at, ends_at = _in_utc(start, zone), _in_utc(end, zone)
    if ends_at <= starts_at:
        raise DutyFileRefused(n, "it ends before it starts")
    if ends_at - starts_at > (_SHIFT if kind not in _ALL_DAY else _LONGEST):
        raise DutyFileRefused(n, "it is longer than a day, or an absence than a year")
    return DutyRow(n, officer, kind, starts_at, ends_at)


def _on_a_day(n: int, said: Mapping[str, str], kind: Kind) -> tuple[datetime, datetime]:
    day = _day(n, said["date"])
    begins, ends = said.get("from", ""), said.get("to", "")
    if not begins and not ends and kind in _ALL_DAY:
        return datetime.combine(day, time()), datetime.combine(day + timedelta(days=1), time())
    start, end = _clock(n, begins), _clock(n, ends)
    # A night shift ends on the day after.
    after = timedelta(days=1) if end <= start else timedelta()
    return datetime.combine(day, start), datetime.combine(day, end) + after


def _moment(n: int, words: str, *, is_end: bool = False) -> datetime:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        day, _, clock = words.replace("T", " ").partition(" ")
        if clock.strip():
            return datetime.combine(_day(n, day), _clock(n, clock.strip()))
        found = datetime.combine(_day(n, day), time())
        return found + timedelta(days=1) if is_end else found
    is_day_alone = len(words.strip()) == len("2026-11-20")
    return found + timedelta(days=1) if is_end and is_day_alone else found


def _day(n: int, words: str) -> date:
    match = _DATE.fullmatch(words.strip())
    try:
        if match and match[4]:
            return date(int(match[4]), int(match[5]), int(match[6]))
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        pass
    raise DutyFileRefused(n, f"{words!r} is no date; write 2026-11-20 or 20/11/2026")


def _clock(n: int, words: str) -> time:
    match = _TIME.fullmatch(words.strip())
    try:
        if match:
            return time(int(match[1]), int(match[2]))
    except ValueError:
        pass
    raise DutyFileRefused(n, f"{words!r} is no time; write 08:00")


def _in_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
