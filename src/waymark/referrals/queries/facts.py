"""Events, files and what was kept raw of reports that were already read, a part at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.records import AdditionLine, CaptureLine, FileLine
from waymark.referrals.wire import file_from


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


def additions(viewer: Viewer, report_ids: Sequence[int], *, limit: int = 2_000) -> list[AdditionLine]:
    """What others than the reporter added to reports, in the documents' order."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, a.added_by, a.section, a.subject, a.name, a.value "
            "from addition a join report r on r.id = a.report_id "
            "where a.report_id = any(%s) order by a.report_id, a.n limit %s",
            [list(report_ids), limit],
        )
        return [AdditionLine(*row) for row in cursor.fetchall()]
