"""What can be made of an event's time, and how long its records last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from waymark.clocks import evidence_lost_at
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.time_doubts import (
    ZONE_SPAN,
    age_doubts,
    doubts_about,
    text_doubts,
    zone_doubts,
)

# From this age at receipt the year is looked at again (see `time_doubts.old_doubts`).
_OLD = timedelta(days=351)


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
        doubts = doubts_about(at, now=now, received_at=received_at)
        return TimeJudgement(TimeSign.NONE, tuple(doubt.words for doubt in doubts))
    instant = at.instant if at.instant.tzinfo is UTC else at.instant.astimezone(UTC)
    known_by = min(received_at, now) if received_at is not None else now
    is_stated = at.zone is Zone.STATED
    earliest = instant if is_stated else instant - ZONE_SPAN
    if earliest > known_by:
        later = age_doubts(at, now=now, received_at=received_at)
        return TimeJudgement(TimeSign.IMPOSSIBLE, (later[0].words,), day=instant.date())
    doubts = () if is_stated else zone_doubts(at)
    if at.text[4:5] != "-":
        # Year first is the layout of nearly all; any other is looked at closely.
        doubts = text_doubts(at.text) + doubts
    if known_by - earliest > _OLD:
        doubts += age_doubts(at, now=now, received_at=received_at)
    last_day, is_expired, words = _record(earliest.date(), now.date(), retention_days)
    sign = TimeSign.EXACT if is_stated else TimeSign.ASSUMED
    reasons = (*(doubt.words for doubt in doubts), *words) if doubts else words
    return TimeJudgement(sign, reasons, last_day, is_expired, instant.date())


@lru_cache(maxsize=8192)
def _record(event_day: date, today: date, retention_days: int | None) -> tuple[date, bool, tuple[str, ...]]:
    """The last day on which the operator can hold the record, whether it is past, and what to say then."""
    if retention_days is None:
        last_day = evidence_lost_at(event_day) - timedelta(days=1)
    else:
        last_day = event_day + timedelta(days=retention_days - 1)
    if today <= last_day:
        return last_day, False, ()
    return last_day, True, (_gone_words(retention_days, last_day),)


def _gone_words(retention_days: int | None, last_day: date) -> str:
    kept = "12 months" if retention_days is None else f"{retention_days} days"
    return (
        f"operators keep such records for at most {kept}: the last day to apply was {last_day}. "
        "Next: later events of the account from its provider, or what the provider preserved"
    )
