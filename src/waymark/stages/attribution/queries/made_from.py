"""Which reports have verdicts made from a version of reference data: asked when one has proved wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from waymark.access.rules import Permission, Viewer, require


@dataclass(frozen=True, slots=True)
class MadeFromLine:
    """A report with verdicts made from one version of reference data, and how many."""

    report: str
    verdicts: int


def verdicts_from(viewer: Viewer, version: int, *, limit: int) -> list[MadeFromLine]:
    """Reports at the viewer's desks with verdicts made from a version, the latest first.

    It reads every verdict: it is asked when a version has proved wrong, which is seldom.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, count(*) from ip_verdict v join report r on r.id = v.report_id "
            "where exists (select from unnest(v.reference) as label where label like %s) "
            "group by r.id, r.reference order by r.id desc limit %s",
            [f"%, version {version}", limit],
        )
        return [MadeFromLine(*row) for row in cursor.fetchall()]
