"""Surges and series: who reports far more than usual, what is named far more, and accounts with many victims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.backends.utils import CursorWrapper

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.surges import Surge, surges

# The latest seven days are held against at most so many weeks before them, and against no fewer than so many: of a
# desk that has only begun, everything is new. Waymark's own, of 23 November 2026.
WEEKS = 12
FEWEST_WEEKS = 4
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
    """reporters: by who reported. kinds: by what kind of identifier reports name. series: the most victims first.

    weeks: whole weeks on record before the latest seven days, at most WEEKS; under FEWEST_WEEKS no surge is found.
    """

    reporters: list[Surge]
    kinds: list[Surge]
    series: list[Series]
    weeks: int


# Kinds that are made of another which the same report names: they would say the same surge twice.
_MADE_OF_ANOTHER = [
    each.value
    for each in (
        IdentifierKind.EMAIL_LOOSE,
        IdentifierKind.ALIAS,
        IdentifierKind.HANDLE_AT,
        IdentifierKind.IP_LINE,
        IdentifierKind.PERSON,
    )
]
_ON_RECORD = """
    select min(received_at), exists (select from report where kind = 'report' and received_at < %(start)s)
    from report where kind = 'report' and received_at >= %(start)s and received_at < %(week)s
"""
_REPORTERS = """
    select coalesce(nullif(source, ''), nullif(reporter, ''), 'Not stated'),
        count(*) filter (where received_at >= %(week)s), count(*) filter (where received_at < %(week)s)
    from report where kind = 'report' and received_at >= %(start)s and received_at < %(now)s group by 1
"""
_KINDS = """
    select i.kind, count(distinct m.report_id) filter (where r.received_at >= %(week)s),
        count(distinct m.report_id) filter (where r.received_at < %(week)s)
    from report r join mention m on m.report_id = r.id join identifier i on i.id = m.identifier_id
    where r.kind = 'report' and r.received_at >= %(start)s and r.received_at < %(now)s
        and i.kind <> all(%(made_of_another)s) group by 1
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
    """Surges of the latest seven days against the weeks on record before them, and series, at the viewer's desks.

    The reading is logged. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    week = now - timedelta(days=7)
    with connection.cursor() as cursor:
        weeks = _weeks_on_record(cursor, week)
        span = {"now": now, "week": week, "start": week - timedelta(weeks=weeks)}
        reporters: dict[str, tuple[int, int]] = {}
        kinds: dict[str, tuple[int, int]] = {}
        if weeks >= FEWEST_WEEKS:
            cursor.execute(_REPORTERS, span)
            reporters = {name: (latest, before) for name, latest, before in cursor.fetchall()}
            cursor.execute(_KINDS, span | {"made_of_another": _MADE_OF_ANOTHER})
            kinds = {name: (latest, before) for name, latest, before in cursor.fetchall()}
        cursor.execute(_SERIES, {"fewest": _FEWEST_VICTIMS, "most": _MOST})
        series = [Series(*row) for row in cursor.fetchall()]
    record(Event.LINKS_READ, "patterns", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return Patterns(surges(reporters, weeks=weeks), surges(kinds, weeks=weeks), series, weeks)


def _weeks_on_record(cursor: CursorWrapper, week: datetime) -> int:
    """Whole weeks before `week` since the first report, at most WEEKS."""
    cursor.execute(_ON_RECORD, {"week": week, "start": week - timedelta(weeks=WEEKS)})
    first, is_longer = cursor.fetchone()
    if is_longer:
        return WEEKS
    return (week - first) // timedelta(weeks=1) if first else 0
