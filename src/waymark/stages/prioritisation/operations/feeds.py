"""An officer's calendar feed: made with a secret that is shown once, read by it, withdrawn at any time."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.stages.prioritisation.rules.feeds import digest_of

_FEED = Table("calendar_feed", ("officer_id", "digest", "made_at", "withdrawn_at"))
_SECRET = 32
"""Octets of a secret: 256 bits are not to be guessed."""


def make_feed(*, viewer: Viewer, now: datetime) -> str:
    """Make the officer's feed; one that there was is withdrawn. Returns its secret, which is kept nowhere.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    _withdraw(viewer, now)
    secret = secrets.token_urlsafe(_SECRET)
    insert(_FEED, [(viewer.officer_id, digest_of(secret), now, None)])
    record(Event.CALENDAR_MADE, "calendar", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return secret


def withdraw_feed(*, viewer: Viewer, now: datetime) -> None:
    """Withdraw the officer's feed: its address answers nothing from now on. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    if _withdraw(viewer, now):
        record(Event.CALENDAR_WITHDRAWN, "calendar", actor=viewer.officer_id, at=now, desk=viewer.home_desk)


def _withdraw(viewer: Viewer, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "update calendar_feed set withdrawn_at = %s where officer_id = %s and withdrawn_at is null",
            [now, viewer.officer_id],
        )
        return int(cursor.rowcount)
