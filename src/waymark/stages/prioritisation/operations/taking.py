"""Taking referrals off the queue into one's own work, and putting them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError


class NothingTaken(WaymarkError):
    """None of the referrals could be taken."""

    def __init__(self) -> None:
        super().__init__("Nothing was taken: choose referrals that nobody else has taken")


def take(references: Sequence[str], *, viewer: Viewer, now: datetime) -> list[str]:
    """Take those of these referrals that nobody has. Returns them. Raises NotPermitted, NothingTaken."""
    require(viewer, Permission.RECORD_FACT)
    with connection.cursor() as cursor:
        cursor.execute(
            "update queue_entry set taken_by_id = %s, taken_at = %s where reference = any(%s) "
            "and (taken_by_id is null or taken_by_id = %s) returning reference, desk_id",
            [viewer.officer_id, now, list(references), viewer.officer_id],
        )
        taken = cursor.fetchall()
    if not taken:
        raise NothingTaken
    for reference, desk in taken:
        record(Event.WORK_TAKEN, reference, actor=viewer.officer_id, at=now, desk=desk)
    return [reference for reference, _ in taken]


def put_back(reference: str, *, viewer: Viewer, now: datetime) -> None:
    """Put a referral back for others to take. Raises NotPermitted, NothingTaken where the viewer has not got it."""
    require(viewer, Permission.RECORD_FACT)
    with connection.cursor() as cursor:
        cursor.execute(
            "update queue_entry set taken_by_id = null, taken_at = null where reference = %s "
            "and taken_by_id = %s returning desk_id",
            [reference, viewer.officer_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NothingTaken
    record(Event.WORK_PUT_BACK, reference, actor=viewer.officer_id, at=now, desk=row[0])
