"""Taking in what others published, and recording where a series breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.statistics import models
from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.figures import Figure, read_figures


def load_figures(
    viewer: Viewer, rows: Sequence[tuple[int, Mapping[str, str]]], *, name: str, now: datetime
) -> int:
    """Add published figures to the register; what is there already in the same words is passed over.

    rows: by number, with the columns of `rules.figures.COLUMNS`. name: of the file. Returns how many are new.
    Raises NotPermitted, BadFigure.
    """
    require(viewer, Permission.LOAD_FIGURES)
    there = {
        Figure(*row)
        for row in models.ReferenceFigure.objects.values_list(
            "series", "area", "period", "value", "qualifier", "basis", "source"
        )
    }
    new = [figure for figure in dict.fromkeys(read_figures(rows)) if figure not in there]
    models.ReferenceFigure.objects.bulk_create(
        models.ReferenceFigure(
            series=figure.series,
            area=figure.area,
            period=figure.period,
            value=figure.value,
            qualifier=figure.qualifier,
            basis=figure.basis,
            source=figure.source,
            loaded_at=now,
            loaded_by_id=viewer.officer_id,
        )
        for figure in new
    )
    detail = {"file": name, "rows": len(rows), "new": len(new)}
    record(
        Event.FIGURES_LOADED, "reference figures", actor=viewer.officer_id, at=now, desk=None, detail=detail
    )
    return len(new)


def record_break(viewer: Viewer, found: Break, *, now: datetime) -> None:
    """Record that a series counts something else from a day on. Raises NotPermitted."""
    require(viewer, Permission.LOAD_FIGURES)
    models.SeriesBreak.objects.create(
        series=found.series,
        on=found.on,
        what=found.what,
        source=found.source,
        recorded_at=now,
        recorded_by_id=viewer.officer_id,
    )
    detail = {"on": found.on.isoformat(), "what": found.what}
    record(Event.BREAK_RECORDED, found.series, actor=viewer.officer_id, at=now, desk=None, detail=detail)
