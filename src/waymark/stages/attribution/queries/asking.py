"""The IP events and accounts of a referral that can be asked about, each with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.attribution.rules.schedules import EventToAsk

_EVENTS = """
    select c.report_id, r.reference, c.ordinal, c.address, c.port, c.captured_text, c.captured_at, c.zone,
        c.zone_assumed_by, c.event,
        coalesce(p.detail->'account'->>'identifier', p.detail->'account'->>'screen_name', ''),
        coalesce(p.detail->'account'->>'service', p.detail->'account'->>'platform', ''),
        r.received_at, coalesce(v.operator, ''), coalesce(v.kind, 'unknown'),
        coalesce(v.resolvability, 'unknown'), coalesce(v.reasons, '{}'), v.last_day_to_apply
    from ip_capture c
    join report r on r.id = c.report_id
    left join ip_verdict v on (v.report_id, v.ordinal) = (c.report_id, c.ordinal)
    left join party p on c.of = 'party' and (p.report_id, p.ordinal) = (c.report_id, c.of_ordinal)
    where c.report_id in (select a.report_id from referral_report a where a.referral_id = %s)
"""

# Those that an operator can be asked about first, and among them those whose record is lost first.
_BEST_FIRST = """
    order by case coalesce(v.resolvability, '') when 'resolvable' then 0 when 'unknown' then 1
        when 'needs_port' then 2 when 'shared' then 3 when 'needs_time' then 4 when 'likely_gone' then 5
        else 6 end, v.last_day_to_apply nulls last, c.report_id, c.ordinal
    limit %s offset %s
"""


@dataclass(frozen=True, slots=True)
class AccountToAsk:
    """An account that a report of a referral names, with where it names it. key: what a page sends back."""

    key: str
    provider: str
    account: str
    screen_name: str
    role: str
    report: str
    party: int


def events_to_ask(viewer: Viewer, referral_id: int, *, limit: int = 100, skip: int = 0) -> list[EventToAsk]:
    """IP events of a referral already read, those worth asking about first. limit, skip: a part of them."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS + _BEST_FIRST, [referral_id, limit, skip])
        return [_event(row) for row in cursor.fetchall()]


def events_called(viewer: Viewer, referral_id: int, keys: Sequence[str]) -> list[EventToAsk]:
    """The events of a referral by their keys (`report.ordinal`); a key that is not of it finds nothing."""
    require(viewer, Permission.READ_RECORD)
    pairs = [key.partition(".") for key in keys]
    numbers = [(int(a), int(b)) for a, _, b in pairs if _is_number(a, 18) and _is_number(b, 9)]
    if not numbers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _EVENTS + " and (c.report_id, c.ordinal) in (select * from unnest(%s::bigint[], %s::int[])) "
            "order by c.captured_at nulls last, c.report_id, c.ordinal",
            [referral_id, [a for a, _ in numbers], [b for _, b in numbers]],
        )
        return [_event(row) for row in cursor.fetchall()]


def accounts_to_ask(viewer: Viewer, referral_id: int) -> list[AccountToAsk]:
    """Accounts that the reports of a referral name, the one that each report is about first."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.report_id, p.ordinal, r.reference, p.role, "
            "coalesce(p.detail->'account'->>'service', p.detail->'account'->>'platform', r.source), "
            "coalesce(p.detail->'account'->>'identifier', ''), coalesce(p.detail->'account'->>'screen_name', '') "
            "from party p join report r on r.id = p.report_id "
            "where p.report_id in (select a.report_id from referral_report a where a.referral_id = %s) "
            "and p.detail->'account' is not null order by p.role <> 'suspect', p.report_id, p.ordinal limit 100",
            [referral_id],
        )
        return [
            AccountToAsk(f"{row[0]}.{row[1]}", row[4], row[5], row[6], row[3], row[2], row[1])
            for row in cursor.fetchall()
            if row[5] or row[6]
        ]


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits


def _event(row: Sequence[object]) -> EventToAsk:
    values = list(row)
    values[16] = tuple(values[16])  # type: ignore[arg-type]
    return EventToAsk(*values)  # type: ignore[arg-type]
