"""What others published, with its revisions; and the breaks that officers have recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.statistics import models
from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.figures import Figure, NoSuchFigure, are_one_series, is_one_series
from waymark.stages.statistics.rules.units import DifferentUnits
from waymark.stages.statistics.rules.written_figures import in_print


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

    period: however it is written, 2016-17 or 2016/17. Raises NotPermitted, NoSuchFigure, DifferentUnits.
    """
    require(viewer, Permission.READ_STATISTICS)
    first, *others = (held.figure for held in _held_for(viewer, series, period))
    if others:
        raise _two_of(first, others[0])
    return first


def figures_alike(
    viewer: Viewer, old: tuple[str, str], new: tuple[str, str]
) -> tuple[HeldFigure, HeldFigure, tuple[Figure, ...]]:
    """The figures of two series, or of one, for two periods, that count the same thing on the same basis.

    old, new: a series and a period. With them, the figures of the same that were counted otherwise.
    Raises NotPermitted, NoSuchFigure, DifferentUnits where none or several pairs do.
    """
    require(viewer, Permission.READ_STATISTICS)
    first, second = (_held_for(viewer, *each) for each in (old, new))
    pairs = [(a, b) for a in first for b in second if is_one_series(a.figure, b.figure)]
    if not pairs:
        are_one_series(first[0].figure, second[0].figure)
    if len(pairs) > 1:
        raise _two_of(pairs[0][0].figure, pairs[1][0].figure)
    others = tuple(held.figure for held in (*first, *second) if held not in pairs[0])
    return *pairs[0], others


def _held_for(viewer: Viewer, series: str, period: str) -> list[HeldFigure]:
    require(viewer, Permission.READ_STATISTICS)
    found = [held for held in held_figures(viewer, series=series) if held.figure.is_of(period)]
    if not found:
        raise NoSuchFigure(series, period)
    return found


def _two_of(first: Figure, other: Figure) -> DifferentUnits:
    return DifferentUnits(
        f"{first.series} {first.period}: {in_print(first.value)}", first.definition,
        f"{other.series} {other.period}: {in_print(other.value)}", other.definition,
    )  # fmt: skip


def recorded_breaks(viewer: Viewer) -> list[Break]:
    """Breaks in series that officers have recorded, in order of date."""
    require(viewer, Permission.READ_STATISTICS)
    return [
        Break(row.series, row.on, row.what, row.source)
        for row in models.SeriesBreak.objects.order_by("on", "id")
    ]


def _figure(row: models.ReferenceFigure) -> Figure:
    return Figure(row.series, row.area, row.period, row.value, row.qualifier, row.basis, row.source)
