"""Keeping what arrives, under its digest, before anything reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import allot_ids
from waymark.referrals.references import Kind as Named
from waymark.referrals.references import new_references
from waymark.stages.intake.operations.faults import raise_faults
from waymark.stages.intake.operations.kept import Kept, NoHomeDesk, Offer
from waymark.stages.intake.operations.measuring import Measured, measure
from waymark.stages.intake.operations.members import note_media
from waymark.stages.intake.operations.opening import open_containers
from waymark.stages.intake.operations.sealed import seal
from waymark.stages.intake.operations.storing import Door, store_deliveries, store_streamed, store_whole
from waymark.stages.intake.operations.taking_apart import Opened, opened
from waymark.stages.intake.rules import Kind, Refusal, refusal_of


def keep(
    offers: Sequence[Offer],
    *,
    source: str,
    door: str,
    viewer: Viewer,
    now: datetime,
    passwords: Sequence[str] = (),
) -> list[Kept]:
    """Keep a batch of deliveries under their SHA-256, in the order offered. Nothing is read yet.

    The same bytes again, at the same desk, change nothing and come back as not new; a container that could
    not be opened whole is opened again. Bytes that could hold media are hashed and left where they came from:
    of a ZIP, PDF, DOCX or mail the documents in it and its own text are kept, each as a delivery. An offer
    whose bytes cannot be had is refused, with id 0, and keeps nothing else from being kept.
    passwords: tried on containers that ask for one; never kept. Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.DELIVER)
    if viewer.home_desk is None:
        raise NoHomeDesk(viewer)
    desk = viewer.home_desk
    measured = [measure(offer) for offer in offers]
    readable = [each for each in measured if not each.trouble]
    # What is done with before the lock is taken keeps no other door waiting.
    ajar = opened(readable, _whole_already(readable, desk=desk), passwords=passwords)
    with connection.cursor() as cursor:
        # Two doors may hold out the same files: they take turns from here, so that each is kept once.
        cursor.execute("select pg_advisory_xact_lock(7202, %s)", [desk])
    where_from = Door(door, viewer.officer_id)
    found = iter(_keep(readable, ajar, desk=desk, source=source, door=where_from, viewer=viewer, now=now))
    return [
        _left(each, desk=desk, source=source, now=now) if each.trouble else next(found) for each in measured
    ]


def _left(measured: Measured, *, desk: int, source: str, now: datetime) -> Kept:
    offer = measured.offer
    refusal = Refusal(
        "refused",
        "the file itself",
        f"It could not be read: {measured.trouble}. Nothing of it was kept; mend that and deliver it again",
    )
    return Kept(
        0, "", desk, offer.name, offer.folder, source, b"", 0, Kind.EMPTY, now, is_new=False, refusal=refusal
    )


def _keep(
    measured: Sequence[Measured],
    ajar: dict[bytes, Opened],
    *,
    desk: int,
    source: str,
    door: Door,
    viewer: Viewer,
    now: datetime,
) -> list[Kept]:
    kept = _numbered(measured, desk=desk, source=source, now=now)
    for each in kept:
        each.door = door.name
    both = list(zip(kept, measured, strict=True))
    new = [(each, came) for each, came in both if each.is_new]
    _store(new, door=door)
    _name_the_known(kept, desk=desk)
    _account(kept, viewer=viewer, now=now)
    note_media(new)
    to_seal = [(each, came.offer) for each, came in new if not came.kind.keepable]
    # One of each digest, which may be one that stands already and is opened again.
    to_open = {each.sha256: each for each in reversed(kept) if each.sha256 in ajar}
    open_containers(list(reversed(to_open.values())), ajar, door=door, viewer=viewer, now=now)
    seal(to_seal, viewer=viewer, now=now)
    return kept


def _numbered(measured: Sequence[Measured], *, desk: int, source: str, now: datetime) -> list[Kept]:
    """What was measured, as deliveries with numbers of their own; new is the first of each digest."""
    first_with = {each.sha256: n for n, each in reversed(list(enumerate(measured)))}
    ids = allot_ids("delivery", len(measured))
    references = new_references(Named.DELIVERY, len(measured))
    known = _already_kept(measured, desk=desk)
    return [
        Kept(
            ids[n],
            references[n],
            desk,
            each.offer.name,
            each.offer.folder,
            source,
            each.sha256,
            each.size,
            each.kind,
            now,
            first_with[each.sha256] == n and each.sha256 not in known,
            refusal_of(each.kind),
            each.whole,
        )
        for n, each in enumerate(measured)
    ]


def _store(new: Sequence[tuple[Kept, Measured]], *, door: Door) -> None:
    store_deliveries([each for each, _ in new], door=door)
    keepable = [(each, came) for each, came in new if each.kind.keepable]
    store_whole([each for each, _ in keepable])
    for each, came in keepable:
        if each.whole is None:
            store_streamed(each, came.offer)


def _whole_already(measured: Sequence[Measured], *, desk: int) -> set[bytes]:
    """Digests of containers that the desk has and that left nothing for a person to look at."""
    containers = [each.sha256 for each in measured if each.kind.is_opened]
    if not containers:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select sha256 from delivery d where desk_id = %s and sha256 = any(%s) and not exists "
            "(select 1 from fault f where f.delivery_id = d.id and f.settled_at is null)",
            [desk, containers],
        )
        return {bytes(sha256) for (sha256,) in cursor.fetchall()}


def _already_kept(measured: Sequence[Measured], *, desk: int) -> set[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select sha256 from delivery where desk_id = %s and sha256 = any(%s)",
            [desk, [each.sha256 for each in measured]],
        )
        return {bytes(sha256) for (sha256,) in cursor.fetchall()}


def _name_the_known(kept: Sequence[Kept], *, desk: int) -> None:
    """Give deliveries that are not new the id and reference of the one that is already kept."""
    again = [each for each in kept if not each.is_new]
    if not again:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select sha256, id, reference from delivery where desk_id = %s and sha256 = any(%s)",
            [desk, [each.sha256 for each in again]],
        )
        known = {bytes(sha256): (id_, reference) for sha256, id_, reference in cursor.fetchall()}
    for each in again:
        each.id, each.reference = known[each.sha256]


def _account(kept: Sequence[Kept], *, viewer: Viewer, now: datetime) -> None:
    for each in kept:
        if not each.is_new:
            event = Event.DELIVERY_REPEATED
        else:
            event = Event.DELIVERY_KEPT if each.kind.keepable else Event.DELIVERY_NOT_KEPT
        record(
            event,
            each.reference,
            actor=viewer.officer_id,
            at=now,
            desk=each.desk,
            detail={"sha256": each.sha256.hex(), "size": each.size, "kind": each.kind.value},
        )
    refused = [each for each in kept if each.is_new and each.refusal]
    raise_faults([(each, each.refusal) for each in refused if each.refusal], viewer=viewer, now=now)
