"""Surges and series: who reports far more than usual, what is named far more, and accounts with many victims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.linking.rules.surges import Surge, surges

WEEKS = 12
_FEWEST_VICTIMS = 3
_MOST = 50


@dataclass(frozen=True, slots=True)
class Series:
    """A referral with several victims. victims: named in its reports, one with no account once in each report."""

    referral: str
    victims: int
    reports: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Patterns:
    """reporters: by who reported. kinds: by what kind of identifier reports name. series: the most victims first."""

    reporters: list[Surge]
    kinds: list[Surge]
    series: list[Series]


_REPORTERS = """
    select coalesce(nullif(source, ''), nullif(reporter, ''), 'Not stated'),
        count(*) filter (where received_at >= %(week)s), count(*) filter (where received_at < %(week)s)
    from report where kind = 'report' and received_at >= %(start)s and received_at < %(now)s group by 1
"""
_KINDS = """
    select i.kind, count(distinct m.report_id) filter (where r.received_at >= %(week)s),
        count(distinct m.report_id) filter (where r.received_at < %(week)s)
    from report r join mention m on m.report_id = r.id join identifier i on i.id = m.identifier_id
    where r.received_at >= %(start)s and r.received_at < %(now)s group by 1
"""
_SERIES = """
    select f.reference, v.victims, v.reports, v.last_at
    from (
        select a.referral_id, count(distinct a.report_id) as reports, max(r.received_at) as last_at,
            count(distinct coalesce(nullif(p.account_key, ''), p.report_id || ' ' || p.ordinal)) as victims
        from party p join report r on r.id = p.report_id
        join (select distinct referral_id, report_id from referral_report) a on a.report_id = p.report_id
        where p.role in ('victim', 'intended_recipient') group by a.referral_id
    ) v join referral f on f.id = v.referral_id
    where v.victims >= %(fewest)s order by v.victims desc, f.id limit %(most)s
"""


def patterns(viewer: Viewer, *, now: datetime) -> Patterns:
    """Surges of the latest seven days against the twelve weeks before them, and series, at the viewer's desks.

    The reading is logged. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    week = now - timedelta(days=7)
    span = {"now": now, "week": week, "start": week - timedelta(weeks=WEEKS)}
    with connection.cursor() as cursor:
        cursor.execute(_REPORTERS, span)
        reporters = {name: (latest, before) for name, latest, before in cursor.fetchall()}
        cursor.execute(_KINDS, span)
        kinds = {name: (latest, before) for name, latest, before in cursor.fetchall()}
        cursor.execute(_SERIES, {"fewest": _FEWEST_VICTIMS, "most": _MOST})
        series = [Series(*row) for row in cursor.fetchall()]
    record(Event.LINKS_READ, "patterns", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return Patterns(surges(reporters, weeks=WEEKS), surges(kinds, weeks=WEEKS), series)
