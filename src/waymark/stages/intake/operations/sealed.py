"""The sealed store: whether the force may hold media, for which key it is sealed, and the sealing itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, allot_ids, insert, insert_bytes
from waymark.errors import WaymarkError
from waymark.referrals.references import Kind as Named
from waymark.referrals.references import new_references
from waymark.stages.intake.operations.kept import ChangedWhileKept, Kept, NoHomeDesk, Offer
from waymark.stages.intake.sealing import BLOCK, KEY, Seal, fingerprint

_AUTHORITY = Table(
    "media_authority",
    ("reference", "desk_id", "document", "valid_from", "valid_until", "asked_by_id", "asked_at"),
)
_KEY = Table("sealing_key", ("desk_id", "public", "made_by_id", "made_at"))
_ITEM = Table(
    "sealed_item",
    (
        "id",
        "reference",
        "desk_id",
        "delivery_id",
        "key_id",
        "authority_id",
        "once",
        "sealed_at",
        "sealed_by_id",
    ),
)
_PART = Table("sealed_part", ("item_id", "n", "desk_id", "content"))
_PART_TYPES = ("bigint", "integer", "smallint", "bytea")


class WrongPeriod(WaymarkError):
    """An authority that ends before it begins, or has ended already, authorises nothing."""

    def __init__(self) -> None:
        super().__init__(
            "The authority has to last beyond now, and beyond its own beginning: correct its dates"
        )


class NoDocument(WaymarkError):
    """An authority without the document that gives it."""

    def __init__(self) -> None:
        super().__init__("Say which document authorises it, by its reference in the force's own records")


class NoSuchAuthority(WaymarkError):
    """Nothing at the viewer's desk waits or stands under that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"No authority under {reference} at your desk can be changed so: `waymark sealed list` shows them"
        )


class SecondPersonWanted(WaymarkError):
    """Whoever asked for the authority cannot confirm it."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} was asked for by you: another supervisor has to confirm it")


class NoKey(WaymarkError):
    """There is nothing to seal for."""

    def __init__(self) -> None:
        super().__init__(
            "Your desk has no key to seal media for: an administrator makes one with `waymark sealed keys FILE`"
        )


def ask_for_authority(
    *, document: str, valid_from: datetime, valid_until: datetime, viewer: Viewer, now: datetime
) -> str:
    """Ask that the force's authority to hold media be recorded; nothing is held until another confirms it.

    document: its reference in the force's own records. Returns the authority's own.
    Raises NotPermitted, NoHomeDesk, NoDocument, WrongPeriod.
    """
    require(viewer, Permission.AUTHORISE_MEDIA)
    desk = _home(viewer)
    if not document.strip():
        raise NoDocument
    if valid_until <= valid_from or valid_until <= now:
        raise WrongPeriod
    (reference,) = new_references(Named.AUTHORITY, 1)
    row = (reference, desk, document.strip(), valid_from, valid_until, viewer.officer_id, now)
    insert(_AUTHORITY, [row], conflict="")
    detail = {"document": document.strip(), "from": str(valid_from), "until": str(valid_until)}
    record(Event.MEDIA_AUTHORITY_ASKED, reference, actor=viewer.officer_id, at=now, desk=desk, detail=detail)
    return reference


def confirm_authority(reference: str, *, viewer: Viewer, now: datetime) -> None:
    """Confirm what another officer asked for: from its beginning on, media is sealed.

    Raises NotPermitted, NoHomeDesk, NoSuchAuthority, SecondPersonWanted, NoKey.
    """
    require(viewer, Permission.AUTHORISE_MEDIA)
    desk = _home(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "select asked_by_id from media_authority where reference = %s and desk_id = %s "
            "and confirmed_at is null and ended_at is null and valid_until > %s for update",
            [reference, desk, now],
        )
        found = cursor.fetchone()
    if found is None:
        raise NoSuchAuthority(reference)
    if found[0] == viewer.officer_id:
        raise SecondPersonWanted(reference)
    if _newest_key(desk) is None:
        raise NoKey
    with connection.cursor() as cursor:
        cursor.execute(
            "update media_authority set confirmed_by_id = %s, confirmed_at = %s where reference = %s",
            [viewer.officer_id, now, reference],
        )
    record(Event.MEDIA_AUTHORITY_CONFIRMED, reference, actor=viewer.officer_id, at=now, desk=desk)


def end_authority(reference: str, *, viewer: Viewer, now: datetime) -> None:
    """Take an authority back, or a question for one: from now on no media is sealed under it. One is enough.

    Raises NotPermitted, NoHomeDesk, NoSuchAuthority.
    """
    require(viewer, Permission.AUTHORISE_MEDIA)
    desk = _home(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "update media_authority set ended_by_id = %s, ended_at = %s "
            "where reference = %s and desk_id = %s and ended_at is null",
            [viewer.officer_id, now, reference, desk],
        )
        if not cursor.rowcount:
            raise NoSuchAuthority(reference)
    record(Event.MEDIA_AUTHORITY_ENDED, reference, actor=viewer.officer_id, at=now, desk=desk)


def take_key(public: bytes, *, viewer: Viewer, now: datetime) -> str:
    """Seal for this key from now on. public: its public half, 32 bytes; the private one is nobody's here.

    Returns the key's fingerprint. What was sealed before stays sealed for the key it was sealed for.
    Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.MANAGE_INSTALLATION)
    if len(public) != KEY:
        raise ValueError(f"a public half has {KEY} bytes")
    desk = _home(viewer)
    insert(_KEY, [(desk, public, viewer.officer_id, now)], conflict="")
    name = fingerprint(public)
    record(Event.SEALING_KEY_TAKEN, name, actor=viewer.officer_id, at=now, desk=desk)
    return name


class _Standing(NamedTuple):
    """What sealing rests on: the authority and the key, by their ids, and the key's public half."""

    authority: int
    key: int
    public: bytes


def seal(deliveries: Sequence[tuple[Kept, Offer]], *, viewer: Viewer, now: datetime) -> list[str]:
    """Put deliveries that are or can hold media into the sealed store, where the force's authority allows it.

    deliveries: kept in this transaction, each with what it came from, which is read once more, block by block.
    Returns the references of what was sealed; without an authority in force nothing is, and none are.
    What is sealed already is left alone. Raises NotPermitted, ChangedWhileKept.
    """
    require(viewer, Permission.DELIVER)
    if not deliveries:
        return []
    desk = deliveries[0][0].desk
    standing = _standing(desk, now)
    if standing is None:
        return []
    done = _sealed_already([kept.id for kept, _ in deliveries])
    new = [(kept, offer) for kept, offer in deliveries if kept.id not in done]
    references = new_references(Named.SEALED, len(new))
    ids = allot_ids("sealed_item", len(new))
    for id_, reference, (kept, offer) in zip(ids, references, new, strict=True):
        sealing = Seal(standing.public, reference=reference)
        row = (
            *(id_, reference, desk, kept.id, standing.key, standing.authority),
            *(sealing.once, now, viewer.officer_id),
        )
        insert(_ITEM, [row], conflict="")
        _seal_blocks(id_, sealing, kept, offer)
        detail = {"sealed": reference, "key": fingerprint(standing.public)}
        record(Event.MEDIA_SEALED, kept.reference, actor=viewer.officer_id, at=now, desk=desk, detail=detail)
    return references


def _seal_blocks(item: int, sealing: Seal, kept: Kept, offer: Offer) -> None:
    digest = hashlib.sha256()

    def chunks(stream: BinaryIO) -> Iterator[bytes]:
        while chunk := stream.read(BLOCK):
            digest.update(chunk)
            yield chunk

    try:
        with offer.open() as stream:
            for n, block in enumerate(sealing.blocks(chunks(stream))):
                insert_bytes(_PART, [(item, n, kept.desk, block)], _PART_TYPES)
    except OSError:
        raise ChangedWhileKept(offer.name) from None
    if digest.digest() != kept.sha256:
        raise ChangedWhileKept(offer.name)


def _standing(desk: int, now: datetime) -> _Standing | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from media_authority where desk_id = %s and confirmed_at is not null "
            "and ended_at is null and valid_from <= %s and valid_until > %s order by valid_until desc limit 1",
            [desk, now, now],
        )
        authority = cursor.fetchone()
    key = None if authority is None else _newest_key(desk)
    return None if authority is None or key is None else _Standing(authority[0], *key)


def _newest_key(desk: int) -> tuple[int, bytes] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, public from sealing_key where desk_id = %s order by id desc limit 1", [desk]
        )
        found = cursor.fetchone()
    return None if found is None else (found[0], bytes(found[1]))


def _sealed_already(delivery_ids: Sequence[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select delivery_id from sealed_item where delivery_id = any(%s)", [list(delivery_ids)]
        )
        return {row[0] for row in cursor.fetchall()}


def _home(viewer: Viewer) -> int:
    if viewer.home_desk is None:
        raise NoHomeDesk(viewer)
    return viewer.home_desk
