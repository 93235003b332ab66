"""How the columns of a desk's registers are read."""

from __future__ import annotations

from django.db import models

from waymark.access.models import Desk


class SavedColumnMap(models.Model):
    """How one register's columns are our fields, as an officer said: never changed, a new version is a new row.

    columns: pairs of a heading and our field. date_order, blanks: see `readers.registers.maps.ColumnMap`.
    Ends: with its desk; it holds headings and no person's details.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, db_index=False)
    name = models.TextField()
    version = models.IntegerField()
    columns = models.JSONField()
    date_order = models.TextField()
    blanks = models.JSONField()
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "column_map"
        constraints = [
            models.UniqueConstraint(fields=["desk", "name", "version"], name="column_map_version_once")
        ]
