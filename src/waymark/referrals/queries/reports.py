"""Reports whole; the reading is logged."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.queries.lines import (
    REPORT_LINE,
    WIDTH,
    NothingByThatReference,
    party_line,
    report_line,
)
from waymark.referrals.records import OriginalLine, ReportRecord
from waymark.referrals.references import read_reference
from waymark.referrals.wire import head_from


def report(viewer: Viewer, reference: str, *, now: datetime) -> ReportRecord:
    """A report by its reference; the reading is logged. Raises as `referral`."""
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {REPORT_LINE}, '', d.code, r.platform, r.detail, r.desk_id "
            "from report r join desk d on d.id = r.desk_id where r.reference = %s",
            [written],
        )
        row = cursor.fetchone()
        if row is None:
            raise NothingByThatReference(written)
        line = report_line(row[: WIDTH + 1])
        cursor.execute(
            "select %s, p.ordinal, p.role, p.detail, p.role = 'suspect' from party p where p.report_id = %s "
            "order by p.ordinal",
            [written, line.id],
        )
        parties = tuple(party_line(each) for each in cursor.fetchall())
        cursor.execute(
            "select distinct f.reference from referral_report a join referral f on f.id = a.referral_id "
            "where a.report_id = %s",
            [line.id],
        )
        referrals = tuple(name for (name,) in cursor.fetchall())
        originals = _originals(cursor, line.id)
    desk, platform, detail_text, desk_id = row[WIDTH + 1 :]
    record(Event.REPORT_TEXT_READ, written, actor=viewer.officer_id, at=now, desk=desk_id)
    detail = head_from(detail_text)
    at = detail.incident_at
    return ReportRecord(
        line=line,
        desk=desk,
        platform=platform,
        incident_time=(at.text, at.zone.value, at.assumed_by) if at else ("", "", ""),
        incident_described=detail.incident_described,
        details=detail.details,
        law_enforcement=detail.law_enforcement,
        boilerplate={
            name: value
            for name in ("reporter_template", "reporter_terms", "reporter_legal_url")
            if (value := getattr(detail, name))
        },
        additional_info=detail.additional_info,
        parties=parties,
        referrals=referrals,
        source_grade=line.source_grade,
        handling_code=line.handling_code,
        marking=line.marking,
        reported_time=(
            (detail.received_at.text, detail.received_at.zone.value, detail.received_at.assumed_by)
            if detail.received_at
            else ("", "", "")
        ),
        originals=originals,
        kept_raw_because=detail.kept_raw_because,
    )


def _originals(cursor: CursorWrapper, report_id: int) -> tuple[OriginalLine, ...]:
    """Every document of the report that this one is of: itself, its other forms, what adds to it."""
    cursor.execute(
        "with whole as (select coalesce((select of_id from same_report where report_id = %(id)s), %(id)s) as id) "
        "select r.id, r.reference, r.form, coalesce(s.relation, ''), r.received_at from report r "
        "left join same_report s on s.report_id = r.id, whole "
        "where r.id = whole.id or s.of_id = whole.id order by r.id",
        {"id": report_id},
    )
    found = tuple(OriginalLine(*row) for row in cursor.fetchall())
    return found if len(found) > 1 else ()


def referrals_of(report_id: int) -> list[str]:
    """References of the referrals that a report is on, whose reading is logged where they are shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct f.reference from referral_report a join referral f on f.id = a.referral_id "
            "where a.report_id = %s order by 1",
            [report_id],
        )
        return [name for (name,) in cursor.fetchall()]
