"""Keeping column maps: each save is a new version, and none is ever changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.intake.models import SavedColumnMap
from waymark.stages.intake.operations.kept import NoHomeDesk
from waymark.stages.intake.readers.registers.maps import ColumnMap, check_map


def save_column_map(found: ColumnMap, *, viewer: Viewer, now: datetime) -> ColumnMap:
    """Save a map under its name as the next version; one that says the same as the newest is not saved again.

    Returns the map with its version. Raises NotPermitted, NoHomeDesk, MapRefused.
    """
    require(viewer, Permission.DELIVER)
    if viewer.home_desk is None:
        raise NoHomeDesk(viewer)
    found = replace(found, name=found.name.strip())
    check_map(found)
    with connection.cursor() as cursor:  # two officers may save at once: they take turns
        cursor.execute("select pg_advisory_xact_lock(7203, %s)", [viewer.home_desk])
    saved = SavedColumnMap.objects.filter(desk_id=viewer.home_desk, name=found.name).order_by("-version")
    newest = saved.first()
    columns, blanks = [list(pair) for pair in found.columns], list(found.blanks)
    if newest and (newest.columns, newest.date_order, newest.blanks) == (columns, found.date_order, blanks):
        return replace(found, version=newest.version)
    found = replace(found, version=newest.version + 1 if newest else 1)
    SavedColumnMap.objects.create(
        desk_id=viewer.home_desk,
        name=found.name,
        version=found.version,
        columns=columns,
        date_order=found.date_order.value,
        blanks=blanks,
        made_by_id=viewer.officer_id,
        made_at=now,
    )
    record(
        Event.COLUMN_MAP_SAVED,
        f"{found.name}/{found.version}",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"columns": columns, "date_order": found.date_order.value, "blanks": blanks},
    )
    return found
