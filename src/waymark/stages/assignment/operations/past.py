"""Loading the force's own past work, which the forecast is put against before it may speak."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.assignment.models import PastPart
from waymark.stages.assignment.readers.past_files import PastRow
from waymark.stages.assignment.rules.desks import home_desk


def load_past(*, viewer: Viewer, rows: Iterable[PastRow], now: datetime) -> tuple[int, int]:
    """Keep past parts, all or none. Returns how many are new, and how many were known. Raises NotPermitted."""
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    wanted = {row.key: row for row in rows}
    known = set(PastPart.objects.filter(desk_id=desk).values_list("key", flat=True))
    new = [row for key, row in wanted.items() if key not in known]
    PastPart.objects.bulk_create(
        [
            PastPart(
                desk_id=desk,
                key=row.key,
                level=row.level.value,
                officer=row.officer,
                opened_at=row.opened_at,
                due_at=row.due_at,
                done_at=row.done_at,
                minutes=row.minutes,
                loaded_at=now,
                loaded_by_id=viewer.officer_id,
            )
            for row in new
        ],
        batch_size=1000,
    )
    detail = {"new": len(new), "known": len(wanted) - len(new)}
    record(Event.PAST_PARTS_LOADED, "forecast", actor=viewer.officer_id, at=now, desk=desk, detail=detail)
    return len(new), len(wanted) - len(new)
