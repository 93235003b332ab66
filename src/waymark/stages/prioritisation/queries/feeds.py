"""Whose a calendar feed is, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks.catalogue import CLOCKS
from waymark.stages.prioritisation.queries.own_first import hidden_by_reference
from waymark.stages.prioritisation.rules.feeds import Dated, digest_of
from waymark.stages.prioritisation.rules.nations import nation_of
from waymark.stages.prioritisation.rules.own_first import due_shown


def feed_owner(secret: str) -> int | None:
    """The officer whose feed a secret opens; None for one that was withdrawn, or never was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select officer_id from calendar_feed where digest = %s and withdrawn_at is null",
            [digest_of(secret)],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def feed_made_at(viewer: Viewer) -> datetime | None:
    """When the viewer's feed was made; None while there is none. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select made_at from calendar_feed where officer_id = %s and withdrawn_at is null",
            [viewer.officer_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def dates_of(viewer: Viewer, references: Sequence[str], *, now: datetime) -> list[Dated]:
    """What falls due, and when evidence is lost, of these referrals. The reading is logged. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    found: list[Dated] = []
    with connection.cursor() as cursor:
        cursor.execute(
            "select q.reference, q.due_at, q.evidence_lost_at, q.force_code, d.force_code, q.level_from "
            "from queue_entry q "
            "join desk d on d.id = q.desk_id where q.reference = any(%s) order by q.referral_id",
            [list(references)],
        )
        rows = cursor.fetchall()
        hidden = hidden_by_reference(viewer, references)
        for reference, stated_due, lost_at, _, _, basis in rows:
            due_at = due_shown(stated_due, basis, now=now) if reference in hidden else stated_due
            if due_at is not None:
                found.append(Dated(f"{reference} promise", f"Enforcement due: {reference}", due_at))
            if lost_at is not None and lost_at >= now.date():
                found.append(Dated(f"{reference} evidence", f"Evidence may be gone: {reference}", lost_at))
        nations = {row[0]: nation_of(row[3], row[4]) for row in rows}
        cursor.execute(
            "select q.reference, c.clock, c.about, c.due_at from running_clock c "
            "join queue_entry q on q.referral_id = c.referral_id "
            "where q.reference = any(%s) and c.stopped_at is null and c.due_at is not null order by c.due_at",
            [list(references)],
        )
        for reference, clock, about, due_at in cursor.fetchall():
            if clock in CLOCKS:
                title = CLOCKS[clock].title_in(nations[reference])
                found.append(Dated(f"{reference} {clock} {about}", f"{title}: {reference}", due_at))
    record(Event.CALENDAR_READ, "calendar", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return found
