"""Referrals whole, with every report about them; the reading is logged."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.queries.lines import REPORT_LINE, NothingByThatReference, party_line, report_line
from waymark.referrals.records import ReferralRecord, RelatedReferences
from waymark.referrals.references import read_reference


def referral(viewer: Viewer, reference: str, *, now: datetime) -> ReferralRecord:
    """A referral by its reference, or by that of one which became part of it; the reading is logged.

    Raises NotPermitted, BadReference, NothingByThatReference.
    """
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.id, f.reference, d.code, f.opened_at, f.review_on, f.desk_id from referral f "
            "join desk d on d.id = f.desk_id "
            "where f.id = (select coalesce(merged_into_id, id) from referral where reference = %s)",
            [written],
        )
        row = cursor.fetchone()
        if row is None:
            raise NothingByThatReference(written)
        id_, reference, desk, opened_at, review_on, desk_id = row
        cursor.execute("select reference from referral where merged_into_id = %s order by id", [id_])
        absorbed = tuple(name for (name,) in cursor.fetchall())
        cursor.execute(
            f"select distinct on (r.id) {REPORT_LINE}, a.joined_by from referral_report a "
            "join report r on r.id = a.report_id where a.referral_id = %s order by r.id",
            [id_],
        )
        reports = tuple(report_line(line) for line in cursor.fetchall())
        cursor.execute(
            "select r.reference, p.ordinal, p.role, p.detail, exists (select 1 from referral_report a "
            "where a.referral_id = %s and (a.report_id, a.party_ordinal) = (p.report_id, p.ordinal)) "
            "from party p join report r on r.id = p.report_id where p.report_id = any(%s) "
            "order by p.report_id, p.ordinal",
            [id_, [report.id for report in reports]],
        )
        parties = tuple(party_line(line) for line in cursor.fetchall())
    record(Event.REFERRAL_READ, reference, actor=viewer.officer_id, at=now, desk=desk_id)
    return ReferralRecord(id_, reference, desk, opened_at, review_on, absorbed, reports, parties)


def related_references(viewer: Viewer, reference: str) -> RelatedReferences:
    """References alone, for the log of who looked: nobody's details are read. Raises as `referral`."""
    require(viewer, Permission.READ_ACCESS_LOG)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "with elder as (select coalesce(merged_into_id, id) as id from referral where reference = %s) "
            "select f.reference, f.merged_into_id is not null, "
            "(select array_agg(distinct r.reference) from referral_report a "
            "join report r on r.id = a.report_id where a.referral_id = f.id) "
            "from referral f, elder where elder.id in (f.id, f.merged_into_id) "
            "order by 2, f.id",
            [written],
        )
        rows = cursor.fetchall()
    if not rows:
        raise NothingByThatReference(written)
    reports = tuple(name for row in rows for name in row[2] or ())
    return RelatedReferences(rows[0][0], tuple(name for name, *_ in rows[1:]), reports)
