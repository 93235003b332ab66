"""Deliveries, their bytes, and what a person must look at."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import connection, transaction

from waymark.access.queries import desks
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.types import KeptRaw, Read
from waymark.stages.intake.readers.cybertipline import read


class NoContent(WaymarkError):
    """The delivery's bytes were left where they came from."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} could hold media, so its content was not stored: deliver it again from where it lies"
        )


class StoredContent(io.RawIOBase):
    """A delivery's bytes as a stream, a mebibyte in memory at a time."""

    def __init__(self, delivery_id: int) -> None:
        self._delivery_id = delivery_id
        self._next = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select content from delivery_part where delivery_id = %s and n = %s",
                    [self._delivery_id, self._next],
                )
                row = cursor.fetchone()
            if row is None:
                return 0
            self._rest = bytes(row[0])
            self._next += 1
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def open_content(delivery_id: int) -> BinaryIO:
    """A delivery's bytes, read part by part within the caller's transaction."""
    return io.BufferedReader(StoredContent(delivery_id), buffer_size=1 << 16)


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


@dataclass(slots=True)
class DeliveryAnswer:
    """What became of a delivery: for whoever delivered it.

    place: which of the offers this answers, counted from 0; -1 where nothing was offered.
    """

    id: int
    reference: str
    name: str
    sha256: str
    outcome: str
    reports: list[str] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)
    faults: list[dict[str, str]] = field(default_factory=list)
    place: int = -1


def answers(delivery_ids: Sequence[int]) -> dict[int, DeliveryAnswer]:
    """What became of these deliveries. Holds references alone, so no reading of it is logged."""
    found: dict[int, DeliveryAnswer] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, reference, name, encode(sha256, 'hex'), outcome from delivery where id = any(%s)",
            [list(delivery_ids)],
        )
        for row in cursor.fetchall():
            found[row[0]] = DeliveryAnswer(*row)
        cursor.execute(
            "select distinct d.delivery_id, r.reference, r.id, f.reference, f.id from reading d "
            "join report r on r.id = d.report_id left join referral_report a on a.report_id = r.id "
            "left join referral f on f.id = a.referral_id "
            "where d.delivery_id = any(%s) order by d.delivery_id, r.id, f.id",
            [list(delivery_ids)],
        )
        for delivery_id, report, _, referral, _ in cursor.fetchall():
            answer = found[delivery_id]
            if report not in answer.reports:
                answer.reports.append(report)
            if referral and referral not in answer.referrals:
                answer.referrals.append(referral)
        cursor.execute(
            'select delivery_id, "where", what from fault where delivery_id = any(%s) '
            "and settled_at is null order by id",
            [list(delivery_ids)],
        )
        for delivery_id, where, what in cursor.fetchall():
            found[delivery_id].faults.append({"where": where, "what": what})
    return found


def answers_to(viewer: Viewer, references: Sequence[str]) -> list[DeliveryAnswer]:
    """What has become by now of deliveries, by their references, in the order they came. Raises NotPermitted."""
    require(viewer, Permission.DELIVER)
    with connection.cursor() as cursor:
        cursor.execute("select id from delivery where reference = any(%s) order by id", [list(references)])
        ids = [id_ for (id_,) in cursor.fetchall()]
    found = answers(ids)
    return [found[id_] for id_ in ids]


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


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """A delivery as it was taken in."""

    id: int
    reference: str
    desk: int
    name: str
    folder: str
    source: str
    sha256: bytes
    size: int
    kind: str
    has_content: bool
    received_at: datetime
    outcome: str
    door: str
    received_by: int


_RECORD = (
    "select id, reference, desk_id, name, folder, source, sha256, size, kind, has_content, received_at, "
    "outcome, door, received_by_id from delivery"
)


def deliveries(where: str, parameters: Sequence[Any]) -> list[DeliveryRecord]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_RECORD} where {where} order by id", list(parameters))
        return [DeliveryRecord(*row) for row in cursor.fetchall()]


def deliveries_with_faults(viewer: Viewer, references: Sequence[str]) -> list[DeliveryRecord]:
    """Deliveries with open faults: those of these fault or delivery references, or all. Raises NotPermitted."""
    require(viewer, Permission.REPLAY_FAULTS)
    return deliveries(
        "exists (select 1 from fault f where f.delivery_id = delivery.id and f.settled_at is null "
        "and (%s or f.reference = any(%s) or delivery.reference = any(%s))) and has_content",
        [not references, list(references), list(references)],
    )


def unread_deliveries(viewer: Viewer, *, limit: int) -> list[DeliveryRecord]:
    """Deliveries that were kept and never read, because whoever was reading them was stopped."""
    require(viewer, Permission.DELIVER)
    return deliveries(
        "id in (select id from delivery where outcome = 'kept' and desk_id = %s order by id limit %s)",
        [viewer.home_desk, limit],
    )


def waiting_for(numbers: Sequence[str], *, desk: int) -> list[DeliveryRecord]:
    """Descriptions of files that wait for one of these report numbers."""
    return deliveries(
        "id in (select delivery_id from waiting_document where desk_id = %s and number = any(%s) "
        "and kind = 'file_details' and not joined)",
        [desk, list(numbers)],
    )


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """That an answer which lay with a report says its number."""

    delivery_id: int
    delivery: str
    number: str
    report_id: int
    report: str


def numbers_said(folders: Sequence[str], *, desk: int) -> list[NumberSaid]:
    """Numbers that waiting answers give to the one report in their folder. Where several lie there, none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with here as (
                select d.folder, min(r.id) as report_id from delivery d
                join reading g on g.delivery_id = d.id join report r on r.id = g.report_id
                where d.desk_id = %(desk)s and d.folder = any(%(folders)s) and r.kind = 'report'
                group by d.folder having count(*) = 1
            )
            select d.id, d.reference, w.number, r.id, r.reference from waiting_document w
            join delivery d on d.id = w.delivery_id join here h on h.folder = d.folder
            join report r on r.id = h.report_id
            where w.desk_id = %(desk)s and w.kind = 'response' and not w.joined
            order by d.id
            """,
            {"desk": desk, "folders": list(folders)},
        )
        return [NumberSaid(*row) for row in cursor.fetchall()]


def numbers_known(numbers: Sequence[str], *, desk: int) -> set[str]:
    """Those of the numbers that a report at the desk bears."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number from report_number where desk_id = %s and number = any(%s)", [desk, list(numbers)]
        )
        return {row[0] for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Element:
    """One element or attribute of a document: read into the record, or kept raw, at its path."""

    state: str
    path: str
    text: str


def delivery_of(viewer: Viewer, report_id: int) -> DeliveryRecord | None:
    """The delivery that a report was read from."""
    require(viewer, Permission.READ_RECORD)
    found = deliveries("id in (select delivery_id from reading where report_id = %s)", [report_id])
    return found[0] if found else None


def delivery_called(viewer: Viewer, reference: str, *, now: datetime) -> DeliveryRecord | None:
    """A delivery by its reference; the reading is logged. None when the viewer has none such."""
    require(viewer, Permission.READ_RECORD)
    found = deliveries("reference = %s", [reference])
    if not found:
        return None
    record(Event.DELIVERY_READ, reference, actor=viewer.officer_id, at=now, desk=found[0].desk)
    return found[0]


def elements(
    viewer: Viewer, delivery: DeliveryRecord, *, skip: int = 0, limit: int | None = None
) -> list[Element]:
    """Every element and attribute of a delivery, by reading its bytes again; or some of them.

    skip, limit: leave out so many, then give at most so many. Raises NotPermitted, CannotRead, NoContent.
    """
    require(viewer, Permission.READ_RECORD)
    if not delivery.has_content:
        raise NoContent(delivery.reference)
    facts = read(open_content(delivery.id), trace=True)
    named = (fact for fact in facts if isinstance(fact, Read | KeptRaw))
    wanted = islice(named, skip, None if limit is None else skip + limit)
    return [Element("read" if isinstance(fact, Read) else "raw", fact.path, fact.text) for fact in wanted]


def delivery_references(viewer: Viewer, reports: Sequence[str]) -> list[str]:
    """References of the deliveries that these reports were read from, for the log of who looked at them."""
    require(viewer, Permission.READ_ACCESS_LOG)
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.reference from delivery d join reading g on g.delivery_id = d.id "
            "join report r on r.id = g.report_id where r.reference = any(%s)",
            [list(reports)],
        )
        return [reference for (reference,) in cursor.fetchall()]


def has_deliveries(viewer: Viewer) -> bool:
    """Whether anything has been received at the viewer's desks."""
    require(viewer, Permission.READ_FAULTS)
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from delivery)")
        return bool(cursor.fetchone()[0])


def holdings() -> dict[str, object]:
    """What the database holds, over every desk: for proving that a backup came back whole.

    deliveries, bytes: how many, and of how much. digest: SHA-256 over every delivery's own digest, in order,
    each of which was compared with its bytes. audit_head: the newest entry's number and digest.
    """
    every_desk = ",".join(str(desk.id) for desk in desks())
    digest, count, size = hashlib.sha256(), 0, 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('waymark.desks', %s, true)", [every_desk])
        cursor.execute("select id, sha256, size, has_content from delivery order by id")
        for id_, sha256, length, has_content in cursor.fetchall():
            if has_content and _digest_of_content(id_) != bytes(sha256):
                raise ContentDiffers(id_)
            digest.update(bytes(sha256))
            count, size = count + 1, size + length
        cursor.execute("select seq, encode(digest, 'hex') from audit_head where id = 1")
        seq, head = cursor.fetchone()
    return {
        "deliveries": count,
        "bytes": size,
        "digest": digest.hexdigest(),
        "audit_head": [seq, head],
    }


class ContentDiffers(WaymarkError):
    """A delivery's bytes are not those that arrived."""

    def __init__(self, delivery_id: int) -> None:
        super().__init__(
            f"The content of delivery {delivery_id} does not match its digest: restore it from a backup and "
            "tell your administrator"
        )


def _digest_of_content(delivery_id: int) -> bytes:
    digest = hashlib.sha256()
    with open_content(delivery_id) as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.digest()


def waiting_since(viewer: Viewer) -> tuple[datetime | None, int]:
    """Since when the oldest delivery that is kept has waited to be read, and how many faults are open."""
    require(viewer, Permission.READ_FAULTS)
    with connection.cursor() as cursor:
        cursor.execute("select min(received_at) from delivery where outcome = 'kept'")
        since = cursor.fetchone()[0]
        cursor.execute("select count(*) from fault where settled_at is null")
        return since, cursor.fetchone()[0]
