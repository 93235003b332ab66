"""Reading the shared record: what a viewer may see, as plain values, with the reading logged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.records import (
    CaptureLine,
    FileLine,
    PartyLine,
    ReferralRecord,
    RelatedReferences,
    ReportLine,
    ReportRecord,
)
from waymark.referrals.references import read_reference
from waymark.referrals.types import Role
from waymark.referrals.wire import file_from, head_from, party_from


class NothingByThatReference(WaymarkError):
    """Nothing that this viewer may see has the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Nothing at your desks has the reference {reference}: check it, or ask whoever gave it to you "
            "which desk holds it"
        )


_LINE = """
    r.id, r.reference, r.kind, r.source,
    (select coalesce(array_agg(n.number order by n.number), '{}') from report_number n where n.report_id = r.id),
    r.received_at, r.incident_type, r.incident_at, r.escalation, r.annotations, r.batched,
    r.parties, r.events, r.files
"""


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
            f"select distinct on (r.id) {_LINE}, a.joined_by from referral_report a "
            "join report r on r.id = a.report_id where a.referral_id = %s order by r.id",
            [id_],
        )
        reports = tuple(_report_line(line) for line in cursor.fetchall())
        cursor.execute(
            "select r.reference, p.ordinal, p.role, p.detail, exists (select 1 from referral_report a "
            "where a.referral_id = %s and (a.report_id, a.party_ordinal) = (p.report_id, p.ordinal)) "
            "from party p join report r on r.id = p.report_id where p.report_id = any(%s) "
            "order by p.report_id, p.ordinal",
            [id_, [report.id for report in reports]],
        )
        parties = tuple(_party_line(line) for line in cursor.fetchall())
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


def report(viewer: Viewer, reference: str, *, now: datetime) -> ReportRecord:
    """A report by its reference; the reading is logged. Raises as `referral`."""
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_LINE}, '', d.code, r.platform, r.detail, r.source_grade, r.handling_code, r.marking, "
            "r.desk_id from report r join desk d on d.id = r.desk_id where r.reference = %s",
            [written],
        )
        row = cursor.fetchone()
        if row is None:
            raise NothingByThatReference(written)
        line = _report_line(row[:15])
        cursor.execute(
            "select %s, p.ordinal, p.role, p.detail, p.role = 'suspect' from party p where p.report_id = %s "
            "order by p.ordinal",
            [written, line.id],
        )
        parties = tuple(_party_line(each) for each in cursor.fetchall())
        cursor.execute(
            "select distinct f.reference from referral_report a join referral f on f.id = a.referral_id "
            "where a.report_id = %s",
            [line.id],
        )
        referrals = tuple(name for (name,) in cursor.fetchall())
    desk, platform, detail_text, grade, handling, marking, desk_id = row[15:]
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
        source_grade=grade,
        handling_code=handling,
        marking=marking,
    )


def captures(
    viewer: Viewer, report_ids: Sequence[int], *, after: tuple[int, int] = (0, 0), limit: int = 200
) -> list[CaptureLine]:
    """IP capture events of reports already read, in order, from after (report id, ordinal)."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            'select c.report_id, r.reference, c.ordinal, c."of", c.of_ordinal, c.address, c.event, '
            "c.captured_text, c.captured_at, c.zone, c.zone_assumed_by, c.possible_proxy, c.port "
            "from ip_capture c join report r on r.id = c.report_id "
            "where c.report_id = any(%s) and (c.report_id, c.ordinal) > (%s, %s) "
            "order by c.report_id, c.ordinal limit %s",
            [list(report_ids), *after, limit],
        )
        return [CaptureLine(*row) for row in cursor.fetchall()]


def files(
    viewer: Viewer, report_ids: Sequence[int], *, after: tuple[int, int] = (0, 0), limit: int = 200
) -> list[FileLine]:
    """Reported files of reports already read, in order, from after (report id, ordinal)."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, f.ordinal, f.file_id, f.name, f.relevance, f.classification, f.viewed_by_esp, "
            "f.publicly_available, f.annotations, f.hashes, f.detail "
            "from reported_file f join report r on r.id = f.report_id "
            "where f.report_id = any(%s) and (f.report_id, f.ordinal) > (%s, %s) "
            "order by f.report_id, f.ordinal limit %s",
            [list(report_ids), *after, limit],
        )
        return [
            FileLine(
                report=row[0],
                ordinal=row[1],
                file_id=row[2],
                name=row[3],
                relevance=row[4],
                classification=row[5],
                viewed_by_esp=row[6],
                publicly_available=row[7],
                annotations=tuple(row[8]),
                hashes=tuple((label, value, kind) for label, value, kind in json.loads(row[9])),
                detail=file_from(row[10]),
            )
            for row in cursor.fetchall()
        ]


def kept_raw(viewer: Viewer, report_ids: Sequence[int], *, limit: int = 200) -> list[tuple[str, str, str]]:
    """What no reader placed: report reference, path and text."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, k.path, k.text from kept_raw k join report r on r.id = k.report_id "
            "where k.report_id = any(%s) order by k.report_id, k.n limit %s",
            [list(report_ids), limit],
        )
        return [(reference, path, text) for reference, path, text in cursor.fetchall()]


def _report_line(row: Sequence[Any]) -> ReportLine:
    values = list(row)
    values[4], values[9] = tuple(values[4]), tuple(values[9])
    return ReportLine(*values)


def _party_line(row: Sequence[Any]) -> PartyLine:
    reference, ordinal, role, detail, is_subject = row
    return PartyLine(reference, party_from(detail, ordinal=ordinal, role=Role(role)), is_subject)
