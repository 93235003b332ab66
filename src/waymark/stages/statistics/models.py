"""Figures that others published, breaks in series, and each desk's figures of the day."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk


class ReferenceFigure(models.Model):
    """One count that somebody else published, as they published it; a later value for the same is a revision.

    Of no desk: published. Ends: never; what was once published stays known to have been.
    """

    series = models.TextField()
    area = models.TextField(blank=True)
    period = models.TextField()
    value = models.FloatField()
    qualifier = models.TextField()
    basis = models.TextField(blank=True)
    source = models.TextField(blank=True)
    loaded_at = models.DateTimeField()
    loaded_by_id = models.BigIntegerField()

    class Meta:
        db_table = "reference_figure"
        indexes = [models.Index(fields=["series", "period"], name="reference_figure_by_series")]


class SeriesBreak(models.Model):
    """A day from which a series counts something else, as an officer recorded it.

    series: a unit, or the name of a reference series. Of no desk. Ends: never.
    """

    series = models.TextField()
    on = models.DateField()
    what = models.TextField()
    source = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()

    class Meta:
        db_table = "series_break"


class DeskFigures(models.Model):
    """What the dashboard shows of one desk, counted once for all who look: so that a page counts nothing.

    figures: see `rules.dashboard.DeskCounts`; sums of rows, no person's details. Ends: replaced at the next count.
    """

    desk = models.OneToOneField(Desk, models.PROTECT, primary_key=True)
    taken_at = models.DateTimeField()
    figures = models.JSONField()

    class Meta:
        db_table = "desk_figures"
