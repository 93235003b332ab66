"""Decisions over lists of the queue, and the views that an officer keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require


@dataclass(frozen=True, slots=True)
class ListDecisionLine:
    """One decision over a list. people: whom it covered; covers: whom it covers now; taken_out: who was left out."""

    reference: str
    decision: str
    reason: str
    people: int
    taken_out: int
    covers: int
    decided_at: datetime
    officer_id: int
    undone_at: datetime | None
    undone_because: str


@dataclass(frozen=True, slots=True)
class SavedViewLine:
    """A view of the queue. asked: filters and order, as in the page's address."""

    name: str
    asked: str


def list_decisions(viewer: Viewer, *, limit: int = 50) -> list[ListDecisionLine]:
    """Decisions over lists of the viewer's desks, the newest first. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.reference, d.decision, d.reason, d.people, d.taken_out, "
            "(select count(*) from list_decided m join queue_entry q on q.referral_id = m.referral_id "
            "where m.decision_id = d.id and q.list_decision_id = d.id), "
            "d.decided_at, d.officer_id, d.undone_at, d.undone_because from list_decision d "
            "order by d.id desc limit %s",
            [limit],
        )
        return [ListDecisionLine(*row) for row in cursor.fetchall()]


def saved_views(viewer: Viewer) -> list[SavedViewLine]:
    """The views that the viewer keeps, by name. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select name, asked from saved_view where officer_id = %s order by name", [viewer.officer_id]
        )
        return [SavedViewLine(*row) for row in cursor.fetchall()]
