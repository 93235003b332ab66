"""What can be made of an event's time, and how long its records last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from waymark.clocks import evidence_lost_at
from waymark.referrals.types import StatedTime, Zone

# Local times lie up to 14 hours ahead of UTC (tz database: Pacific/Kiritimati) and up to 12 behind.
_ZONE_SPAN = timedelta(hours=14)
_YEAR_DAYS = 365.25
# Within so many days of whole years before receipt, a mistyped year is likelier than a coincidence.
_ANNIVERSARY_DAYS = 14


class TimeSign(StrEnum):
    """exact: an instant with its zone stated. assumed: the zone was taken, not read. none: no instant.
    impossible: after the report was received, so something in it is wrong.
    """

    EXACT = "exact"
    ASSUMED = "assumed"
    NONE = "none"
    IMPOSSIBLE = "impossible"


class TimeJudgement(NamedTuple):
    """last_day: on which the operator can still be expected to hold the record; None when not known.
    day: the event's own, in UTC; None without an instant.
    """

    sign: TimeSign
    reasons: tuple[str, ...] = ()
    last_day: date | None = None
    is_expired: bool = False
    day: date | None = None


def judge_time(
    at: StatedTime | None, *, now: datetime, received_at: datetime | None, retention_days: int | None
) -> TimeJudgement:
    """Judge when an event was, and whether its operator can still hold a record of it.

    retention_days: how long the operator is known to keep records, the day of the event included; None
    is the United Kingdom's 12 months (see `clocks.evidence_lost_at`). Days are UTC; with an assumed zone
    the event is taken at its earliest.
    """
    if at is None or at.instant is None:
        return _without_instant(at)
    instant = at.instant if at.instant.tzinfo is UTC else at.instant.astimezone(UTC)
    known_by = min(received_at, now) if received_at is not None else now
    is_stated = at.zone is Zone.STATED
    earliest = instant if is_stated else instant - _ZONE_SPAN
    if earliest > known_by:
        return TimeJudgement(TimeSign.IMPOSSIBLE, (_later(received_at),), day=instant.date())
    reasons = [] if is_stated else [_zone_words(at)]
    age = known_by - earliest
    if age.days > _YEAR_DAYS - _ANNIVERSARY_DAYS:
        reasons += _year_words(age)
    last_day = _last_day(earliest.date(), retention_days)
    is_expired = now.date() > last_day
    if is_expired:
        reasons.append(_gone_words(retention_days, last_day))
    sign = TimeSign.EXACT if is_stated else TimeSign.ASSUMED
    return TimeJudgement(sign, tuple(reasons), last_day, is_expired, instant.date())


@lru_cache(maxsize=8192)
def _last_day(event_day: date, retention_days: int | None) -> date:
    if retention_days is None:
        return evidence_lost_at(event_day) - timedelta(days=1)
    return event_day + timedelta(days=retention_days - 1)


def _gone_words(retention_days: int | None, last_day: date) -> str:
    kept = "12 months" if retention_days is None else f"{retention_days} days"
    return (
        f"operators keep such records for at most {kept}: the last day to apply was {last_day}. "
        "Next: later events of the account from its provider, or what the provider preserved"
    )


def _without_instant(at: StatedTime | None) -> TimeJudgement:
    if at is None or not at.text.strip():
        return TimeJudgement(TimeSign.NONE, ("no time was stated, and addresses change hands",))
    return TimeJudgement(
        TimeSign.NONE, ("the time as stated cannot be placed: ask the reporter for it with its zone",)
    )


def _later(received_at: datetime | None) -> str:
    than = "the report was received" if received_at is not None else "now"
    return f"the event is later than {than}: its year, day or zone must be wrong. Check the source"


def _zone_words(at: StatedTime) -> str:
    if at.zone is Zone.ASSUMED:
        who = at.assumed_by or "somebody who is not named"
        return f"the time zone was not stated; UTC was assumed by {who}. Ask the reporter for the zone"
    return "the time zone is not known. Ask the reporter for the zone"


def _year_words(age: timedelta) -> tuple[str, ...]:
    days = age.total_seconds() / 86_400
    years = round(days / _YEAR_DAYS)
    if years and abs(days - years * _YEAR_DAYS) <= _ANNIVERSARY_DAYS:
        count = "a year" if years == 1 else f"{years} years"
        return (f"it is {count} before receipt almost to the day: is the year right?",)
    return ()
