"""When evidence is lost: an operator's record of an event, and what a platform preserves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import overload

from waymark.clocks.moments import in_utc, months_later

OPERATOR_RETENTION_MONTHS = 12
"""Investigatory Powers Act 2016 s 87(3): at most 12 months beginning with the day of the communication."""

REPORT_ACT_IN_FORCE = date(2024, 5, 7)
"""Public Law 118-59, enacted 7 May 2024: 18 U.S.C. 2258A(h) asks for one year instead of 90 days."""

PRESERVATION_BEFORE_REPORT_ACT = timedelta(days=90)


@overload
def evidence_lost_at(captured_at: datetime) -> datetime: ...
@overload
def evidence_lost_at(captured_at: date) -> date: ...
def evidence_lost_at(captured_at: date) -> date:
    """Say from when a telecommunications operator may no longer hold the record of an event.

    captured_at: the event, not its receipt. A date gives a date; a datetime gives 00:00 UTC on the day.
    Twelve calendar months *beginning with* the day of the event end the day before its anniversary, so
    the anniversary is the first day without it. An event of 29 February is taken as lost on the 28th,
    the earliest day that the words can mean. Operators under no notice may hold less, or nothing.
    Raises TimeWithoutZone.
    Source: Investigatory Powers Act 2016, s 87(3)(a).
    """
    if isinstance(captured_at, datetime):
        lost_on = months_later(in_utc(captured_at).date(), OPERATOR_RETENTION_MONTHS)
        return datetime.combine(lost_on, time(), tzinfo=UTC)
    return months_later(captured_at, OPERATOR_RETENTION_MONTHS)


def platform_preservation_ends(reported_at: datetime) -> datetime:
    """Say until when a US platform must preserve what it reported. Raises TimeWithoutZone.

    reported_at: when the platform submitted the report. One year; 90 days for reports before the
    REPORT Act of 7 May 2024. A year from 29 February is taken to end on the 28th.
    Source: 18 U.S.C. 2258A(h), as amended by Public Law 118-59.
    """
    moment = in_utc(reported_at)
    if moment.date() < REPORT_ACT_IN_FORCE:
        return moment + PRESERVATION_BEFORE_REPORT_ACT
    return datetime.combine(months_later(moment.date(), 12), moment.timetz())
