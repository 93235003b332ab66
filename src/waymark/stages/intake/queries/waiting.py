"""Documents that wait: for a report's number, for a report, or to be read at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.intake.queries.deliveries import DeliveryRecord, deliveries
from waymark.stages.intake.rules import Kind, clearing_house_of


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """That an answer which lay with a report says its number."""

    delivery_id: int
    delivery: str
    number: str
    report_id: int
    report: str
    clearing_house: str


def numbers_said(folders: Sequence[str], *, desk: int) -> list[NumberSaid]:
    """Numbers that waiting answers give to the one report in their folder. Where several lie there, none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with here as (
                select d.folder, min(r.id) as report_id from delivery d
                join reading g on g.delivery_id = d.id join report r on r.id = g.report_id
                where d.desk_id = %(desk)s and d.folder = any(%(folders)s) and r.kind = 'report'
                group by d.folder having count(*) = 1
            )
            select d.id, d.reference, w.number, r.id, r.reference, d.kind from waiting_document w
            join delivery d on d.id = w.delivery_id join here h on h.folder = d.folder
            join report r on r.id = h.report_id
            where w.desk_id = %(desk)s and w.kind = 'response' and not w.joined
            order by d.id
            """,
            {"desk": desk, "folders": list(folders)},
        )
        return [
            NumberSaid(id_, reference, number, report_id, report, clearing_house_of(Kind(kind)))
            for id_, reference, number, report_id, report, kind in cursor.fetchall()
        ]


def numbers_known(numbers: Sequence[str], *, desk: int) -> set[str]:
    """Those of the numbers that a report at the desk bears."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number from report_number where desk_id = %s and number = any(%s)", [desk, list(numbers)]
        )
        return {row[0] for row in cursor.fetchall()}


def waiting_for(numbers: Sequence[str], *, desk: int) -> list[DeliveryRecord]:
    """Descriptions of files, and retractions, that wait for one of these report numbers."""
    return deliveries(
        "id in (select delivery_id from waiting_document where desk_id = %s and number = any(%s) "
        "and kind in ('file_details', 'retraction') and not joined)",
        [desk, list(numbers)],
    )


def unread_deliveries(viewer: Viewer, *, limit: int) -> list[DeliveryRecord]:
    """Deliveries that were kept and never read, because whoever was reading them was stopped."""
    require(viewer, Permission.DELIVER)
    return deliveries(
        "id in (select id from delivery where outcome = 'kept' and desk_id = %s order by id limit %s)",
        [viewer.home_desk, limit],
    )
