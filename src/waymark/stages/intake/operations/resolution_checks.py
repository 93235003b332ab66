"""That an officer held what a pack says an operator answered against what was asked, field by field."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, insert
from waymark.referrals.references import read_reference
from waymark.stages.intake.operations.packs import NoSuchPack

_CHECK = Table(
    "resolution_check",
    ("pack_id", "resolution", "digest", "desk_id", "compared", "checked_at", "checked_by_id"),
)


def check_resolution(
    viewer: Viewer, reference: str, resolution: int, *, digest: bytes, compared: object, now: datetime
) -> None:
    """Record that an officer checked a resolution, field by field, as it stands now. Twice changes nothing.

    digest: of all that was compared. Raises NotPermitted, NoSuchPack.
    """
    require(viewer, Permission.RECORD_FACT)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute("select id, desk_id from pack where reference = %s", [written])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchPack(written)
    id_, desk = row
    is_new = insert(_CHECK, [(id_, resolution, digest, desk, Json(compared), now, viewer.officer_id)])
    if is_new:
        record(
            Event.RESOLUTION_CHECKED,
            written,
            actor=viewer.officer_id,
            at=now,
            desk=desk,
            detail={"resolution": resolution, "digest": digest.hex()},
        )
