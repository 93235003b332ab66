"""Deliveries and their content on their way into the tables. Part of keeping, which accounts for it."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from django.db import connection

from waymark.database.copying import Table, insert, insert_bytes
from waymark.stages.intake.operations.concluding import KEEP_BEFORE
from waymark.stages.intake.operations.kept import ChangedWhileKept, Kept, Offer
from waymark.stages.intake.rules import PART

_DELIVERY = Table(
    "delivery",
    (
        "id",
        "reference",
        "desk_id",
        "sha256",
        "size",
        "name",
        "folder",
        "source",
        "door",
        "kind",
        "has_content",
        "received_at",
        "received_by_id",
        "outcome",
        "part_of_id",
        "text_sha256",
    ),
)
_PART = Table("delivery_part", ("delivery_id", "n", "desk_id", "content"))
_PART_TYPES = ("bigint", "integer", "smallint", "bytea")


class Door(NamedTuple):
    """By which door deliveries came, and which officer stood there."""

    name: str
    officer_id: int


def store_deliveries(kept: Sequence[Kept], *, door: Door, texts: Sequence[bytes | None] = ()) -> None:
    """Write deliveries without their content.

    texts: for each, the SHA-256 of its extracted text where that is kept in place of its own bytes.
    """
    digests = texts or (None,) * len(kept)
    insert(
        _DELIVERY,
        [
            (
                each.id,
                each.reference,
                each.desk,
                each.sha256,
                each.size,
                each.name,
                each.folder,
                each.source,
                door.name,
                each.kind.value,
                each.kind.keepable or text is not None,
                each.received_at,
                door.officer_id,
                each.refusal.outcome if each.refusal else "accepted" if each.kind.is_opened else "kept",
                each.part_of,
                text,
            )
            for each, text in zip(kept, digests, strict=True)
        ],
    )


def give_content(
    kept: Kept, *, outcome: str, text_sha256: bytes | None, has_content: bool, now: datetime
) -> None:
    """Note of a container, once it was taken apart, what it turned out to be and whether its text is kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{KEEP_BEFORE} and (d.kind, d.outcome) <> (%(kind)s, %(outcome)s)) update delivery set kind = %(kind)s, "
            "outcome = %(outcome)s, has_content = %(has_content)s, text_sha256 = %(text)s where id = any(%(ids)s)",
            {
                "ids": [kept.id],
                "now": now,
                "kind": kept.kind.value,
                "outcome": outcome,
                "has_content": has_content,
                "text": text_sha256,
            },
        )


def store_whole(kept: Sequence[Kept]) -> None:
    """Write the content of deliveries that are held in memory: of all those together, in one statement."""
    rows = [
        (each.id, n, each.desk, each.whole[start : start + PART])
        for each in kept
        if each.whole is not None
        for n, start in enumerate(range(0, len(each.whole) or 1, PART))
    ]
    insert_bytes(_PART, rows, _PART_TYPES)


def store_streamed(kept: Kept, offer: Offer) -> None:
    """Copy a large delivery part by part; it is read a second time, so check that it did not change.

    Raises ChangedWhileKept.
    """
    with offer.open() as stream:
        if _copied(kept, stream) != kept.sha256:
            raise ChangedWhileKept(offer.name)


def _copied(kept: Kept, stream: BinaryIO) -> bytes:
    digest = hashlib.sha256()
    for n in itertools.count():
        block = stream.read(PART)
        if not block:
            break
        digest.update(block)
        insert_bytes(_PART, [(kept.id, n, kept.desk, block)], _PART_TYPES)
    return digest.digest()
