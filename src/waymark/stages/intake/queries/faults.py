"""What a person must look at, and what still waits to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.intake.queries.deliveries import DeliveryRecord, deliveries


@dataclass(frozen=True, slots=True)
class FaultLine:
    reference: str
    delivery: str
    name: str
    where: str
    what: str
    raised_at: datetime
    settled_at: datetime | None
    can_replay: bool


_FAULTS = (
    'select f.reference, d.reference, d.name, f."where", f.what, f.raised_at, f.settled_at, d.has_content '
    "from fault f join delivery d on d.id = f.delivery_id"
)


def faults(viewer: Viewer, *, include_settled: bool = False, now: datetime) -> list[FaultLine]:
    """What a person must look at, the oldest first. Raises NotPermitted."""
    require(viewer, Permission.READ_FAULTS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_FAULTS} where (%s or f.settled_at is null) order by f.raised_at, f.id limit 1000",
            [include_settled],
        )
        lines = [FaultLine(*row) for row in cursor.fetchall()]
    record(
        Event.FAULTS_READ,
        "faults",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"faults": [line.reference for line in lines]},
    )
    return lines


def deliveries_with_faults(viewer: Viewer, references: Sequence[str]) -> list[DeliveryRecord]:
    """Deliveries with open faults: those of these fault or delivery references, or all. Raises NotPermitted."""
    require(viewer, Permission.REPLAY_FAULTS)
    return deliveries(
        "exists (select 1 from fault f where f.delivery_id = delivery.id and f.settled_at is null "
        "and (%s or f.reference = any(%s) or delivery.reference = any(%s))) and has_content",
        [not references, list(references), list(references)],
    )


def waiting_since(viewer: Viewer) -> tuple[datetime | None, int]:
    """Since when the oldest delivery that is kept has waited to be read, and how many faults are open."""
    require(viewer, Permission.READ_FAULTS)
    with connection.cursor() as cursor:
        cursor.execute("select min(received_at) from delivery where outcome = 'kept'")
        since = cursor.fetchone()[0]
        cursor.execute("select count(*) from fault where settled_at is null")
        return since, cursor.fetchone()[0]
