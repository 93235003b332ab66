"""Counting a desk's figures of the day, once for all who look."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.statistics import models
from waymark.stages.statistics.queries.dashboard import count_desk


def take_figures(viewer: Viewer, *, now: datetime) -> None:
    """Count the figures of each of the viewer's desks again, and keep them in place of the last.

    Accounted for only where they changed. Raises NotPermitted.
    """
    require(viewer, Permission.READ_STATISTICS)
    for desk in viewer.desks:
        figures = asdict(count_desk(viewer, desk, now=now))
        kept = models.DeskFigures.objects.select_for_update().filter(desk_id=desk).first()
        if kept is not None and kept.figures == figures:
            models.DeskFigures.objects.filter(desk_id=desk).update(taken_at=now)
            continue
        models.DeskFigures.objects.update_or_create(
            desk_id=desk, defaults={"taken_at": now, "figures": figures}
        )
        detail = {"queue": sum(figures["levels"].values())}
        record(Event.FIGURES_COUNTED, "figures", actor=viewer.officer_id, at=now, desk=desk, detail=detail)
