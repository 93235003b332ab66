"""Facts of reports that came from packs, with where each stands; and the source's own report beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.queries import names_of
from waymark.access.rules import Permission, Viewer, require
from waymark.stages.intake.readers.pack_cover.values import one_line


@dataclass(frozen=True, slots=True)
class SourcedFact:
    """A fact of a report that came from a pack: how it got there, and what it may be used for.

    part, ordinal: what it became in the report. source_grade and the rest: its own, else the pack's.
    copied_from: document, page and characters; None for what an officer typed.
    """

    report_id: int
    report: str
    pack: str
    fact: str
    part: str
    ordinal: int
    value: str
    normal: str
    how: str
    copied_from: str | None
    confirmed_by: str
    confirmed_at: datetime
    source_grade: str
    handling_code: str
    handling_conditions: str
    marking: str

    @property
    def was_read(self) -> bool:
        """Whether its comparable form says more than its words, as a day's or a grade's does."""
        return bool(self.normal) and self.normal != one_line(self.value)


def facts_from_packs(viewer: Viewer, report_ids: Sequence[int]) -> list[SourcedFact]:
    """Facts of reports already read that came from packs, with grade, code and marking. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with latest as (
                select distinct on (f.pack_id, f.key) f.*, p.reference as pack, p.report_id, r.reference as report,
                    coalesce(p.documents_of_id, p.id) as documents_of
                from pack p join report r on r.id = p.report_id join pack_fact f on f.pack_id = p.id
                where p.report_id = any(%s) order by f.pack_id, f.key, f.revision desc
            ), own as (
                select pack_id,
                    max(coalesce(nullif(normal, ''), value)) filter (where key = 'cover.1.source_grade.1') as grade,
                    max(coalesce(nullif(normal, ''), value)) filter (where key = 'cover.1.handling_code.1') as code,
                    max(value) filter (where key = 'cover.1.handling_conditions.1') as conditions,
                    max(coalesce(nullif(normal, ''), value)) filter (where key = 'cover.1.marking.1') as marking
                from latest where state = 'confirmed' group by pack_id
            )
            select l.report_id, l.report, l.pack, l.key, x.part, x.ordinal, l.value, l.normal, l.how, d.name, l.page,
                l.start, l."end", l.decided_by_id, l.decided_at,
                coalesce(nullif(l.source_grade, ''), own.grade, ''),
                coalesce(nullif(l.handling_code, ''), own.code, ''),
                coalesce(nullif(l.handling_conditions, ''), own.conditions, ''),
                coalesce(nullif(l.marking, ''), own.marking, '')
            from latest l join pack_place x on x.pack_id = l.pack_id and x.key = l.key
            left join own on own.pack_id = l.pack_id
            left join pack_document c on c.pack_id = l.documents_of and c.n = l.document
            left join delivery d on d.id = c.delivery_id
            where l.state = 'confirmed' order by l.report_id, x.part, x.ordinal, l.key
            """,
            [list(report_ids)],
        )
        rows = cursor.fetchall()
    officers = names_of({row[13] for row in rows})
    return [
        SourcedFact(
            *(
                *row[:9],
                copied_from(*row[9:13]) if row[10] is not None else None,
                officers.get(row[13], ""),
                *row[14:],
            )
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class SourceEvent:
    """The event of a source's own report that a pack's resolution seems to be about."""

    report: str
    ordinal: int
    address: str
    port: int | None
    captured_text: str
    captured_at: datetime | None
    zone: str
    zone_assumed_by: str
    identifier: str
    screen_name: str


def source_event(
    viewer: Viewer, numbers: Sequence[str], *, addresses: Sequence[str], at: datetime | None, besides: int
) -> SourceEvent | None:
    """Of the reports with these numbers, the event with one of these addresses that is nearest in time; where
    none has the address, the nearest in time alone, because one sign may have been mistyped.

    besides: the id of the report that the pack itself became. None where the reports are not in the record.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, c.ordinal, c.address, c.port, c.captured_text, c.captured_at, c.zone, "
            "c.zone_assumed_by, coalesce(p.detail->'account'->>'identifier', ''), "
            "coalesce(p.detail->'account'->>'screen_name', '') from report_number n "
            "join report r on r.id = n.report_id "
            "join ip_capture c on c.report_id = n.report_id "
            "left join party p on c.of = 'party' and (p.report_id, p.ordinal) = (c.report_id, c.of_ordinal) "
            "where n.number = any(%s) and n.report_id <> %s and r.kind = 'report' "
            "order by c.address = any(%s) desc, abs(extract(epoch from c.captured_at - %s::timestamptz)) nulls last, "
            "c.report_id, c.ordinal limit 1",
            [list(numbers), besides, list(addresses), at],
        )
        row = cursor.fetchone()
    return SourceEvent(*row) if row else None


def reports_numbered(viewer: Viewer, numbers: Sequence[str], *, besides: int) -> list[str]:
    """References of the reports with these numbers, but for the pack's own."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct r.reference from report_number n join report r on r.id = n.report_id "
            "where n.number = any(%s) and r.id <> %s and r.kind = 'report' order by 1",
            [list(numbers), besides],
        )
        return [row[0] for row in cursor.fetchall()]


def copied_from(name: str, page: int, start: int, end: int) -> str:
    """`cover.pdf, page 2, characters 121 to 140`, counted from 1 as people count."""
    return f"{name}, page {page}, characters {start + 1} to {end}"
