"""Reading the ledger: who did what, and whether it is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from waymark.audit.chain import Checkpoint, Detail, Entry, Finding, Link, Verifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from waymark.audit.events import Event

_ENTRY = "e.seq, e.at, e.event, e.subject, e.actor_id, e.desk_id, e.detail_digest, e.previous, e.digest"
_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry as a page shows it."""

    seq: int
    at: datetime
    event: str
    subject: str
    actor_id: int


def _walk() -> Iterator[tuple[Link, Detail | None]]:
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"select {_ENTRY}, d.salt, d.detail, d.desk_id "
                "from audit_entry e left join audit_detail d using (seq) "
                "where e.seq > %s order by e.seq limit %s",
                [after, _PAGE],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for row in rows:
            seq, at, event, subject, actor_id, desk_id = row[:6]
            entry = Entry(seq, at, event, subject, actor_id, desk_id, bytes(row[6]))
            detail = Detail(bytes(row[9]), row[10], row[11]) if row[9] is not None else None
            yield Link(entry, bytes(row[7]), bytes(row[8])), detail
        after = rows[-1][0]


def head() -> tuple[int, bytes]:
    """The newest entry's number and digest, as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute("select seq, digest from audit_head where id = 1")
        seq, digest = cursor.fetchone()
    return seq, bytes(digest)


def sees_every_desk() -> bool:
    """Whether this connection's role is the auditor's, which alone sees every desk's entries."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user = 'waymark_auditor'")
        return bool(cursor.fetchone()[0])


def verify(checkpoints: Iterable[Checkpoint] = ()) -> Finding:
    """Walk the whole chain. The caller must see every desk's entries, as the auditor's role does."""
    verifier = Verifier(checkpoints)
    for link, detail in _walk():
        verifier.take(link, detail)
    return verifier.finding(head=head())


def about(subjects: Sequence[str], *, limit: int = 200) -> list[LedgerLine]:
    """What was done to these references, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select seq, at, event, subject, actor_id from audit_entry where subject = any(%s) "
            "order by seq desc limit %s",
            [list(subjects), limit],
        )
        return [LedgerLine(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One entry with its detail; empty where the detail was erased."""

    at: datetime
    subject: str
    actor_id: int
    detail: dict[str, object]


def told(subjects: Sequence[str], event: Event) -> list[ToldLine]:
    """What was told of one kind of deed to these references, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select e.at, e.subject, e.actor_id, coalesce(d.detail, '{}') from audit_entry e "
            "left join audit_detail d using (seq) where e.subject = any(%s) and e.event = %s "
            "order by e.seq desc",
            [list(subjects), event.value],
        )
        return [
            ToldLine(at, subject, actor_id, json.loads(detail))
            for at, subject, actor_id, detail in cursor.fetchall()
        ]


def newest(*, limit: int) -> list[LedgerLine]:
    """The newest entries that the viewer's desks may see, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select seq, at, event, subject, actor_id from audit_entry order by seq desc limit %s", [limit]
        )
        return [LedgerLine(*row) for row in cursor.fetchall()]


def everything() -> Iterator[dict[str, object]]:
    """Every entry with its detail, as JSON values, for an export."""
    for link, detail in _walk():
        entry = link.entry
        yield {
            "seq": entry.seq,
            "at": entry.at,
            "event": entry.event,
            "subject": entry.subject,
            "actor_id": entry.actor_id,
            "desk_id": entry.desk_id,
            "detail_digest": entry.detail_digest.hex(),
            "previous": link.previous.hex(),
            "digest": link.digest.hex(),
            "salt": detail.salt.hex() if detail else None,
            "detail": json.loads(detail.text) if detail else None,
        }
