"""Giving a standing report the number by which a clearing house knows it."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import insert
from waymark.referrals.operations.tables import NUMBER


def number_report(
    *,
    report_id: int,
    reference: str,
    desk: int,
    number: str,
    said_by: str,
    clearing_house: str,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Note the number by which a clearing house knows a report, and which document said so."""
    require(viewer, Permission.DELIVER)
    insert(NUMBER, [(report_id, number, desk, said_by, clearing_house)])
    record(
        Event.REPORT_NUMBERED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"number": number, "said_by": said_by},
    )
