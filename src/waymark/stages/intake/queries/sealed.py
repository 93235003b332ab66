"""What the sealed store holds, and the reading of one item: for the one process that has its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.intake.sealing import fingerprint


class NoSuchItem(WaymarkError):
    """Nothing at the viewer's desks is sealed under that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Nothing at your desks is sealed under {reference}: give a delivery's reference or a sealed item's own"
        )


class OtherKey(WaymarkError):
    """The item was sealed for another key than the one that was given."""

    def __init__(self, reference: str, wanted: str) -> None:
        super().__init__(
            f"{reference} is sealed for the key {wanted}, and this is another: give that one's file"
        )


class PurposeWanted(WaymarkError):
    """Sealed media is read only for a purpose that was said."""

    def __init__(self) -> None:
        super().__init__("Say what it is read for: it is written into the ledger")


@dataclass(frozen=True, slots=True)
class SealedItem:
    """A sealed delivery, ready to be read. sha256, size: of the delivery as it came."""

    id: int
    reference: str
    delivery: str
    kind: str
    sha256: bytes
    size: int
    once: bytes


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """An authority to hold media, and how it stands: asked, in force, not yet, over or ended."""

    reference: str
    document: str
    valid_from: datetime
    valid_until: datetime
    state: str


def item_to_read(viewer: Viewer, reference: str, *, purpose: str, public: bytes, now: datetime) -> SealedItem:
    """Find a sealed item and account for its reading, before any of it is read.

    reference: the item's or its delivery's. public: the public half of the key at hand.
    Raises NotPermitted, PurposeWanted, NoSuchItem, OtherKey.
    """
    require(viewer, Permission.READ_SEALED_MEDIA)
    if not purpose.strip():
        raise PurposeWanted
    with connection.cursor() as cursor:
        cursor.execute(
            "select i.id, i.reference, d.reference, d.kind, d.sha256, d.size, i.once, i.desk_id, k.public "
            "from sealed_item i join delivery d on d.id = i.delivery_id join sealing_key k on k.id = i.key_id "
            "where i.reference = %s or d.reference = %s",
            [reference, reference],
        )
        found = cursor.fetchone()
    if found is None:
        raise NoSuchItem(reference)
    *parts, once, desk, sealed_for = found
    id_, own, delivery, kind, sha256, size = parts
    if bytes(sealed_for) != public:
        raise OtherKey(own, fingerprint(bytes(sealed_for)))
    record(
        Event.SEALED_MEDIA_READ,
        delivery,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"sealed": own, "purpose": purpose.strip(), "key": fingerprint(public)},
    )
    return SealedItem(id_, own, delivery, kind, bytes(sha256), size, bytes(once))


def sealed_blocks(viewer: Viewer, item: SealedItem) -> Iterator[bytes]:
    """Read an item's blocks in order, still sealed. Raises NotPermitted."""
    require(viewer, Permission.READ_SEALED_MEDIA)
    n = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute("select content from sealed_part where item_id = %s and n = %s", [item.id, n])
            found = cursor.fetchone()
        if found is None:
            return
        yield bytes(found[0])
        n += 1


def authorities(viewer: Viewer, *, now: datetime) -> list[AuthorityLine]:
    """Every authority of the viewer's desks, the newest first. Raises NotPermitted."""
    require(viewer, Permission.AUTHORISE_MEDIA)
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference, document, valid_from, valid_until, case when ended_at is not null then 'ended' "
            "when valid_until <= %s then 'over' when confirmed_at is null then 'asked' "
            "when valid_from > %s then 'not yet' else 'in force' end from media_authority order by id desc",
            [now, now],
        )
        return [AuthorityLine(*row) for row in cursor.fetchall()]
