"""A desk's figures of the day: read as they were last counted, or counted from the record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.assignment.rules.duty import Kind, Span, minutes_in, on_duty
from waymark.stages.statistics import models
from waymark.stages.statistics.queries.drawn import DRAWN, window_of
from waymark.stages.statistics.queries.tables import ZONE
from waymark.stages.statistics.rules.dashboard import DeskCounts, added, counts_from
from waymark.stages.statistics.rules.load import DAYS_AHEAD


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
    given = {"desks": [desk], **window_of(now)}
    return DeskCounts(
        **{
            name: _pairs(f"select {drawn.key}, {drawn.amount} {drawn.rows} group by 1", given)
            for name, drawn in DRAWN.items()
        },
        duty=_duty(desk, now),
    )


def _pairs(query: str, given: dict[str, object]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)  # type: ignore[arg-type]
        return {str(name or ""): int(count) for name, count in cursor.fetchall()}


def _duty(desk: int, now: datetime) -> dict[str, int]:
    """Minutes of shifts by the day by UK clocks, from now on, of officers who are available; a sum of all."""
    zone = ZoneInfo(ZONE)
    today = now.astimezone(zone).date()
    ends = [datetime.combine(today + timedelta(days=at), time(), tzinfo=zone) for at in range(DAYS_AHEAD + 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select t.officer_id, t.kind, t.starts_at, t.ends_at from duty_time t join duty_profile p "
            "on p.officer_id = t.officer_id and p.desk_id = t.desk_id where t.desk_id = %s and p.is_available "
            "and t.withdrawn_at is null and t.ends_at > %s and t.starts_at < %s",
            [desk, now, ends[-1]],
        )
        times: dict[int, list[tuple[Kind, Span]]] = {}
        for officer, kind, starts_at, ends_at in cursor.fetchall():
            times.setdefault(officer, []).append((Kind(kind), Span(starts_at, ends_at)))
    found: Counter[str] = Counter()
    for known in times.values():
        for span in on_duty(known, since=now):
            for start, end in pairwise(ends):
                inside = Span(max(span.start, start), min(span.end, end))
                if inside.end > inside.start:
                    found[start.date().isoformat()] += round(minutes_in([inside]))
    return dict(found)
