"""What others published, with its revisions; and the breaks that officers have recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.statistics import models
from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.figures import Figure, NoSuchFigure
from waymark.stages.statistics.rules.units import DifferentUnits


@dataclass(frozen=True, slots=True)
class HeldFigure:
    """revises: the values that stood for the same series, area, period and basis before, the oldest first."""

    figure: Figure
    loaded_at: datetime
    revises: tuple[float, ...]


def held_figures(viewer: Viewer, *, series: str = "") -> list[HeldFigure]:
    """Reference figures as last published, each with what it revised; of one series where it is named."""
    require(viewer, Permission.READ_STATISTICS)
    rows = models.ReferenceFigure.objects.order_by("series", "area", "period", "basis", "loaded_at", "id")
    if series:
        rows = rows.filter(series=series)
    every: dict[tuple[str, ...], list[models.ReferenceFigure]] = {}
    for row in rows:
        every.setdefault((row.series, row.area, row.period, row.basis), []).append(row)
    return [
        HeldFigure(
            _figure(held[-1]),
            held[-1].loaded_at,
            tuple(dict.fromkeys(row.value for row in held[:-1] if row.value != held[-1].value)),
        )
        for held in every.values()
    ]


def figure_for(viewer: Viewer, series: str, period: str) -> Figure:
    """The one figure of a series for a period; where several differ there is none.

    Raises NotPermitted, NoSuchFigure, DifferentUnits.
    """
    found = [held.figure for held in held_figures(viewer, series=series) if held.figure.period == period]
    if not found:
        raise NoSuchFigure(series, period)
    first, *others = found
    for other in others:
        raise DifferentUnits(
            f"{first.series} {period}: {first.value:g}", first.definition,
            f"{other.series} {period}: {other.value:g}", other.definition,
        )  # fmt: skip
    return first


def recorded_breaks(viewer: Viewer) -> list[Break]:
    """Breaks in series that officers have recorded, in order of date."""
    require(viewer, Permission.READ_STATISTICS)
    return [
        Break(row.series, row.on, row.what, row.source)
        for row in models.SeriesBreak.objects.order_by("on", "id")
    ]


def _figure(row: models.ReferenceFigure) -> Figure:
    return Figure(row.series, row.area, row.period, row.value, row.qualifier, row.basis, row.source)
