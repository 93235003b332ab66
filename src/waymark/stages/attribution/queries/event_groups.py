"""All IP events of a referral with their verdicts, for grouping."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.attribution.rules.event_groups import JudgedEvent


def judged_events(viewer: Viewer, report_ids: Sequence[int]) -> list[JudgedEvent]:
    """Every IP event of reports already read, in order, some 200 bytes each."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.report_id, r.reference, c.ordinal, c.address, c.port, c.captured_at, c.zone, c.event, "
            "coalesce(v.operator, ''), v.asn, coalesce(v.kind, 'unknown'), "
            "coalesce(v.resolvability, 'unknown'), v.last_day_to_apply "
            "from ip_capture c join report r on r.id = c.report_id "
            "left join ip_verdict v on v.report_id = c.report_id and v.ordinal = c.ordinal "
            "where c.report_id = any(%s) order by c.report_id, c.ordinal",
            [list(report_ids)],
        )
        return [JudgedEvent(*row) for row in cursor.fetchall()]
