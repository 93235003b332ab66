"""A delivery's own bytes: as a stream, element by element, and proved against their digests."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.db import connection, transaction

from waymark.access.queries import desks
from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.referrals.types import Fact, KeptRaw, Read
from waymark.stages.intake.queries.deliveries import DeliveryRecord, deliveries
from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.errors import CannotRead, EmptyDocument, NoReader
from waymark.stages.intake.rules import COMPARED_UP_TO, Kind, by_report


class NoContent(WaymarkError):
    """The delivery's bytes were left where they came from."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} could hold media, so its content was not stored: deliver it again from where it lies"
        )


class ContentDiffers(WaymarkError):
    """A delivery's bytes are not those that arrived."""

    def __init__(self, delivery_id: int) -> None:
        super().__init__(
            f"The content of delivery {delivery_id} does not match its digest: restore it from a backup and "
            "tell your administrator"
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
class Element:
    """One element or attribute of a document: read into the record, or kept raw, at its path."""

    state: str
    path: str
    text: str


def elements(
    viewer: Viewer, delivery: DeliveryRecord, *, skip: int = 0, limit: int | None = None
) -> list[Element]:
    """Every element and attribute of a delivery, by reading its bytes again; or some of them.

    skip, limit: leave out so many, then give at most so many. Raises NotPermitted, CannotRead, NoContent.
    """
    require(viewer, Permission.READ_RECORD)
    if not delivery.has_content:
        raise NoContent(delivery.reference)
    kind = Kind(delivery.kind)
    if kind is Kind.EMPTY:
        raise EmptyDocument(where="first byte", what="The file is empty")
    reader = READERS.get(kind)
    if reader is None:
        raise NoReader
    facts = reader.read(open_content(delivery.id), trace=True)
    named = (fact for fact in facts if isinstance(fact, Read | KeptRaw))
    wanted = islice(named, skip, None if limit is None else skip + limit)
    return [Element("read" if isinstance(fact, Read) else "raw", fact.path, fact.text) for fact in wanted]


def facts_of(viewer: Viewer, report_id: int) -> list[Fact] | None:
    """What a report says, by reading its document again; None where that is too large, or can no longer be read.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    found = deliveries(
        "id in (select delivery_id from reading where report_id = %s) and has_content", [report_id]
    )
    reader = READERS.get(Kind(found[0].kind)) if found else None
    if reader is None or found[0].size > COMPARED_UP_TO:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from reading where delivery_id = %s and report_id < %s", [found[0].id, report_id]
        )
        (place,) = cursor.fetchone()
    try:
        said = list(by_report(reader.read(open_content(found[0].id))))
    except CannotRead:
        return None
    return said[place] if place < len(said) else None


def holdings() -> dict[str, object]:
    """What the database holds, over every desk: for proving that a backup came back whole.

    deliveries, bytes: how many, and of how much. digest: SHA-256 over every delivery's own digest, in order,
    each of which was compared with its bytes. audit_head: the newest entry's number and digest.
    """
    every_desk = ",".join(str(desk.id) for desk in desks())
    digest, count, size = hashlib.sha256(), 0, 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('waymark.desks', %s, true)", [every_desk])
        cursor.execute("select id, sha256, text_sha256, size, has_content from delivery order by id")
        for id_, sha256, text_sha256, length, has_content in cursor.fetchall():
            if has_content and _digest_of_content(id_) != bytes(text_sha256 or sha256):
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


def _digest_of_content(delivery_id: int) -> bytes:
    digest = hashlib.sha256()
    with open_content(delivery_id) as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.digest()
