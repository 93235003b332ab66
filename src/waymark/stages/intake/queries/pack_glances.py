"""What waits to be entered, at a glance, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.intake.queries.packs import WaitingDocument, documents_to_enter
from waymark.stages.intake.readers.pack_cover.glancing import GLANCED_CHARACTERS, Glance, glance

_BYTES = 4 * GLANCED_CHARACTERS  # of UTF-8, at most four to a character


@dataclass(frozen=True, slots=True)
class WaitingPack:
    """Documents that came together, and what they seem to be about. waits: since the first of them came."""

    documents: tuple[WaitingDocument, ...]
    glance: Glance
    received_at: datetime
    waits: timedelta


def packs_to_enter(viewer: Viewer, *, now: datetime) -> list[WaitingPack]:
    """Packs that wait, those that speak of danger first, then those that name a child, then the longest waiting.

    The reading is logged. Raises NotPermitted.
    """
    require(viewer, Permission.DELIVER)
    documents = documents_to_enter(viewer)
    texts = _beginnings([each.reference for each in documents])
    found = []
    for _, together in groupby(documents, key=lambda each: each.together):
        group = tuple(together)
        first = min(each.received_at for each in group)
        said = glance([texts.get(each.reference, "") for each in group], received_at=first)
        found.append(WaitingPack(group, said, first, now - first))
    record(
        Event.PACKS_READ,
        "packs waiting",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"deliveries": [each.reference for each in documents]},
    )
    return sorted(found, key=lambda each: (each.glance.rank, each.received_at))


def _beginnings(references: Sequence[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.reference, substring(p.content from 1 for %s) from delivery d "
            "join delivery_part p on p.delivery_id = d.id and p.n = 0 where d.reference = any(%s)",
            [_BYTES, list(references)],
        )
        return {
            reference: bytes(content).decode("utf-8", "replace").replace("\0", "\ufffd")
            for reference, content in cursor.fetchall()
        }
