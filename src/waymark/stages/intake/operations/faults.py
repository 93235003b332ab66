"""What a person must look at: raised when it is found, settled when a reader has read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.referrals.references import Kind as Named
from waymark.referrals.references import new_references
from waymark.stages.intake.operations.kept import Kept
from waymark.stages.intake.readers.unpacking import INSIDE
from waymark.stages.intake.rules import Refusal

_FAULT = Table("fault", ("reference", "delivery_id", "desk_id", "where", "what", "raised_at"))


def raise_faults(faults: Sequence[tuple[Kept, Refusal]], *, viewer: Viewer, now: datetime) -> None:
    """Put what could not be read before a person: where in the delivery, what is wrong, what to do."""
    references = new_references(Named.FAULT, len(faults))
    insert(
        _FAULT,
        [
            (reference, kept.id, kept.desk, refusal.where, refusal.what, now)
            for reference, (kept, refusal) in zip(references, faults, strict=True)
        ],
    )
    for reference, (kept, refusal) in zip(references, faults, strict=True):
        record(
            Event.FAULT_RAISED,
            kept.reference,
            actor=viewer.officer_id,
            at=now,
            desk=kept.desk,
            detail={"fault": reference, "where": refusal.where},
        )


def settle_faults(
    delivery_ids: Sequence[int], *, viewer: Viewer, now: datetime, with_members: bool = False
) -> None:
    """Close the open faults of deliveries that a reader has now read.

    with_members: those of what lies in a container too, which only opening it again can put right.
    """
    require(viewer, Permission.REPLAY_FAULTS)
    with connection.cursor() as cursor:
        cursor.execute(
            "update fault set settled_at = %s from delivery d where d.id = fault.delivery_id "
            "and fault.delivery_id = any(%s) and fault.settled_at is null "
            'and (%s or not starts_with(fault."where", d.name || %s)) '
            "returning fault.reference, d.reference, fault.desk_id",
            [now, list(delivery_ids), with_members, INSIDE],
        )
        settled = cursor.fetchall()
    for fault, delivery, desk in settled:
        record(
            Event.FAULT_SETTLED,
            delivery,
            actor=viewer.officer_id,
            at=now,
            desk=desk,
            detail={"fault": fault},
        )
