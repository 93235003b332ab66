"""Keeping what arrives, before anything reads it; and noting what became of it."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, NamedTuple, Protocol

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, allot_ids, insert, insert_bytes
from waymark.errors import WaymarkError
from waymark.referrals.references import Kind as Named
from waymark.referrals.references import new_references
from waymark.stages.intake.readers.recognise import recognise
from waymark.stages.intake.rules import PART, READ_WHOLE_UP_TO, Kind, Refusal, refusal_of

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
    ),
)
_PART = Table("delivery_part", ("delivery_id", "n", "desk_id", "content"))
_PART_TYPES = ("bigint", "integer", "smallint", "bytea")
_FAULT = Table("fault", ("reference", "delivery_id", "desk_id", "where", "what", "raised_at"))
_READING = Table("reading", ("delivery_id", "report_id", "desk_id", "reader"))
_WAITING = Table("waiting_document", ("delivery_id", "number", "kind", "desk_id", "joined"))
_HEAD = 65_536


class Offer(Protocol):
    """Something that a door holds out: a name, the folder it lay in, its size, and a way to read its bytes."""

    @property
    def name(self) -> str: ...

    @property
    def folder(self) -> str: ...

    @property
    def size(self) -> int: ...

    def open(self) -> BinaryIO: ...


class NoHomeDesk(WaymarkError):
    """The officer belongs to no desk, so nobody would hold what they deliver."""

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(
            f"{viewer.username} has no home desk: an administrator can give one with `waymark officer change`"
        )


@dataclass(slots=True)
class Kept:
    """A delivery that is kept, durable, and ready to be read; `whole` has its bytes when they are few.

    is_new: False when the desk already had these bytes.
    """

    id: int
    reference: str
    desk: int
    name: str
    folder: str
    source: str
    sha256: bytes
    size: int
    kind: Kind
    received_at: datetime
    is_new: bool
    refusal: Refusal | None
    whole: bytes | None = None


class _Measured(NamedTuple):
    """An offer that was read through once. trouble: why it could not be; then nothing else holds."""

    offer: Offer
    sha256: bytes
    size: int
    kind: Kind
    whole: bytes | None
    trouble: str = ""


def keep(offers: Sequence[Offer], *, source: str, door: str, viewer: Viewer, now: datetime) -> list[Kept]:
    """Keep a batch of deliveries under their SHA-256, in the order offered. Nothing is read yet.

    The same bytes again, at the same desk, change nothing and come back as not new. Bytes that could hold
    media are hashed and left where they came from. An offer whose bytes cannot be had is refused, with id 0,
    and keeps nothing else from being kept. Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.DELIVER)
    if viewer.home_desk is None:
        raise NoHomeDesk(viewer)
    desk = viewer.home_desk
    measured = [_measure(offer) for offer in offers]
    with connection.cursor() as cursor:
        # Two doors may hold out the same files: they take turns from here, so that each is kept once.
        cursor.execute("select pg_advisory_xact_lock(7202, %s)", [desk])
    readable = [each for each in measured if not each.trouble]
    found = iter(_keep(readable, desk=desk, source=source, door=door, viewer=viewer, now=now))
    return [
        _left(each, desk=desk, source=source, now=now) if each.trouble else next(found) for each in measured
    ]


def _left(measured: _Measured, *, desk: int, source: str, now: datetime) -> Kept:
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
    measured: Sequence[_Measured], *, desk: int, source: str, door: str, viewer: Viewer, now: datetime
) -> list[Kept]:
    first_with = {each.sha256: n for n, each in reversed(list(enumerate(measured)))}
    ids = allot_ids("delivery", len(measured))
    references = new_references(Named.DELIVERY, len(measured))
    new = {n for n, each in enumerate(measured) if first_with[each.sha256] == n} - _already_kept(
        measured, desk=desk
    )
    kept = [
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
            n in new,
            refusal_of(each.kind),
            each.whole,
        )
        for n, each in enumerate(measured)
    ]
    _write(kept, measured, new, door=door, viewer=viewer)
    _name_the_known(kept)
    _account(kept, viewer=viewer, now=now)
    return kept


def _measure(offer: Offer) -> _Measured:
    """Hash an offer and recognise what it is, holding its bytes only when they are few."""
    try:
        return _measure_readable(offer)
    except OSError as problem:
        return _Measured(offer, b"", 0, Kind.EMPTY, None, problem.strerror or type(problem).__name__)


def _measure_readable(offer: Offer) -> _Measured:
    with offer.open() as stream:
        head = stream.read(READ_WHOLE_UP_TO + 1)
        if len(head) <= READ_WHOLE_UP_TO:
            kind = recognise(head[:_HEAD], name=offer.name, size=len(head))
            return _Measured(offer, hashlib.sha256(head).digest(), len(head), kind, head)
        digest, size = hashlib.sha256(head), len(head)
        while block := stream.read(PART):
            digest.update(block)
            size += len(block)
    kind = recognise(head[:_HEAD], name=offer.name, size=size)
    return _Measured(offer, digest.digest(), size, kind, None)


def _already_kept(measured: Sequence[_Measured], *, desk: int) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select sha256 from delivery where desk_id = %s and sha256 = any(%s)",
            [desk, [each.sha256 for each in measured]],
        )
        known = {bytes(row[0]) for row in cursor.fetchall()}
    return {n for n, each in enumerate(measured) if each.sha256 in known}


def _write(
    kept: Sequence[Kept], measured: Sequence[_Measured], new: set[int], *, door: str, viewer: Viewer
) -> None:
    rows = [
        (
            each.id,
            each.reference,
            each.desk,
            each.sha256,
            each.size,
            each.name,
            each.folder,
            each.source,
            door,
            each.kind.value,
            each.kind.keepable,
            each.received_at,
            viewer.officer_id,
            each.refusal.outcome if each.refusal else "kept",
        )
        for n, each in enumerate(kept)
        if n in new
    ]
    insert(_DELIVERY, rows)
    small = [
        (each.id, 0, each.desk, each.whole)
        for n, each in enumerate(kept)
        if n in new and each.kind.keepable and each.whole is not None
    ]
    insert_bytes(_PART, small, _PART_TYPES)
    for n, each in enumerate(kept):
        if n in new and each.kind.keepable and each.whole is None:
            _write_parts(each, measured[n].offer)


def _write_parts(kept: Kept, offer: Offer) -> None:
    """Copy a large delivery part by part; it is read a second time, so check that it did not change."""
    digest = hashlib.sha256()
    with offer.open() as stream:
        for n in itertools.count():
            block = stream.read(PART)
            if not block:
                break
            digest.update(block)
            insert_bytes(_PART, [(kept.id, n, kept.desk, block)], _PART_TYPES)
    if digest.digest() != kept.sha256:
        raise ChangedWhileKept(offer.name)


class ChangedWhileKept(WaymarkError):
    """A file changed while it was being taken in."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} changed while it was being kept: deliver it again when it is complete")


def _name_the_known(kept: Sequence[Kept]) -> None:
    """Give deliveries that are not new the id and reference of the one that is already kept."""
    again = [each for each in kept if not each.is_new]
    if not again:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select sha256, id, reference from delivery where desk_id = %s and sha256 = any(%s)",
            [again[0].desk, [each.sha256 for each in again]],
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


def claim(delivery_ids: Sequence[int]) -> set[int]:
    """Hold deliveries until the caller's transaction ends, so that nobody else reads them meanwhile.

    Returns those that are still to be read: another reader may have been there first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from delivery where id = any(%s) and outcome in ('kept', 'quarantined', 'refused') "
            "order by id for no key update",
            [list(delivery_ids)],
        )
        return {row[0] for row in cursor.fetchall()}


def conclude(
    outcomes: Sequence[tuple[Kept, str]],
    readings: Sequence[tuple[Kept, int]],
    *,
    reader: str,
) -> None:
    """Note what became of each delivery, and which report each reading made. Part of one larger act."""
    insert(_READING, [(kept.id, report_id, kept.desk, reader) for kept, report_id in readings])
    by_outcome: dict[str, list[int]] = {}
    for kept, outcome in outcomes:
        by_outcome.setdefault(outcome, []).append(kept.id)
    for outcome, ids in by_outcome.items():
        mark(ids, outcome)


def mark(delivery_ids: Sequence[int], outcome: str) -> None:
    """Note one outcome of several deliveries."""
    with connection.cursor() as cursor:
        cursor.execute("update delivery set outcome = %s where id = any(%s)", [outcome, list(delivery_ids)])


def wait_for_report(waiting: Sequence[tuple[Kept, str, str]]) -> None:
    """Note documents that wait for a report: each with the number it names and its kind."""
    insert(_WAITING, [(kept.id, number, kind, kept.desk, False) for kept, number, kind in waiting])


def stop_waiting(delivery_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update waiting_document set joined = true where delivery_id = any(%s)", [list(delivery_ids)]
        )


def settle_faults(delivery_ids: Sequence[int], *, viewer: Viewer, now: datetime) -> None:
    """Close the open faults of deliveries that a reader has now read."""
    require(viewer, Permission.REPLAY_FAULTS)
    with connection.cursor() as cursor:
        cursor.execute(
            "update fault set settled_at = %s from delivery d where d.id = fault.delivery_id "
            "and fault.delivery_id = any(%s) and fault.settled_at is null "
            "returning fault.reference, d.reference, fault.desk_id",
            [now, list(delivery_ids)],
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
