"""The views of the queue that an officer keeps under a name."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError

_VIEW = Table("saved_view", ("officer_id", "name", "asked", "saved_at"))
MOST = 20
LONGEST_NAME = 40


class NoName(WaymarkError):
    """A view without a name, or with one too long for a link."""

    def __init__(self) -> None:
        super().__init__(f"Give the view a name of at most {LONGEST_NAME} signs")


class TooManyViews(WaymarkError):
    """An officer keeps as many views as fit above the queue."""

    def __init__(self) -> None:
        super().__init__(f"You keep {MOST} views, the most that fit: remove one first")


def save_view(name: str, asked: str, *, viewer: Viewer, now: datetime) -> None:
    """Keep a view; one of that name is kept anew. asked: as in the page's address.

    Raises NotPermitted, NoName, TooManyViews.
    """
    require(viewer, Permission.READ_QUEUE)
    called = " ".join(name.split())
    if not 1 <= len(called) <= LONGEST_NAME:
        raise NoName
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from saved_view where officer_id = %s and name <> %s",
            [viewer.officer_id, called],
        )
        if cursor.fetchone()[0] >= MOST:
            raise TooManyViews
    insert(
        _VIEW,
        [(viewer.officer_id, called, asked, now)],
        conflict="on conflict (officer_id, name) do update set asked = excluded.asked, saved_at = excluded.saved_at",
    )
    record(Event.VIEW_SAVED, "queue", actor=viewer.officer_id, at=now, desk=viewer.home_desk)


def remove_view(name: str, *, viewer: Viewer, now: datetime) -> None:
    """Keep a view no longer. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from saved_view where officer_id = %s and name = %s", [viewer.officer_id, name]
        )
        if not cursor.rowcount:
            return
    record(Event.VIEW_REMOVED, "queue", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
