"""A desk's figures of the day: read as they were last counted, or counted from the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.statistics import models
from waymark.stages.statistics.queries.tables import ONCE, ZONE
from waymark.stages.statistics.rules.dashboard import LAGS, WEEKS, DeskCounts, added, counts_from

_RECENT = timedelta(days=90)
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """counts: of every desk together. taken_at: when the oldest of them was counted; None where one never was."""

    counts: DeskCounts
    taken_at: datetime | None


def dashboard(viewer: Viewer) -> Dashboard:
    """The figures of the viewer's desks, as last counted. Raises NotPermitted."""
    require(viewer, Permission.READ_STATISTICS)
    rows = list(models.DeskFigures.objects.filter(desk_id__in=viewer.desks))
    taken = [row.taken_at for row in rows]
    is_whole = len(rows) == len(viewer.desks) and bool(rows)
    return Dashboard(added(counts_from(row.figures) for row in rows), min(taken) if is_whole else None)


def count_desk(viewer: Viewer, desk: int, *, now: datetime) -> DeskCounts:
    """Count one desk's figures from the record. Raises NotPermitted."""
    require(viewer, Permission.READ_STATISTICS)
    given = {
        "desk": desk,
        "now": now,
        "since": now - timedelta(weeks=WEEKS + 1),
        "recent": now - _RECENT,
        "soon": now + _SOON,
    }
    return DeskCounts(**{name: _pairs(query, given) for name, query in _QUERIES.items()})


def _pairs(query: str, given: dict[str, object]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)  # type: ignore[arg-type]
        return {str(name or ""): int(count) for name, count in cursor.fetchall()}


_LAG = "case when r.incident_at is null then 'none' {} else 'more' end".format(
    " ".join(
        f"when r.received_at - r.incident_at <= interval '{days} days' then '{days}'" for days in LAGS if days
    )
)
_RECENT_REPORTS = (
    f"from report r where r.desk_id = %(desk)s and r.received_at > %(recent)s and {ONCE} group by 1"
)
_OPEN = "from queue_entry q where q.desk_id = %(desk)s"
_QUERIES = {
    "days": (
        f"select to_char(q.received_at at time zone '{ZONE}', 'YYYY-MM-DD'), count(*) {_OPEN} "
        "and q.received_at > %(since)s group by 1"
    ),
    "levels": f"select q.level, count(*) {_OPEN} group by 1",
    "forces": f"select q.force_code, count(*) {_OPEN} group by 1",
    "sources": f"select r.source, count(*) {_RECENT_REPORTS}",
    "overdue": f"select q.level, count(*) {_OPEN} and q.due_at <= %(now)s group by 1",
    "due_soon": f"select q.level, count(*) {_OPEN} and q.due_at > %(now)s and q.due_at <= %(soon)s group by 1",
    "lags": f"select {_LAG}, count(*) {_RECENT_REPORTS}",
}
