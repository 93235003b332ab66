"""Writing the ledger: collected while the work is done, chained as the transaction's last act."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from waymark.audit.chain import Entry, digest_of_detail, extend, written
from waymark.database.copying import Table, insert

if TYPE_CHECKING:
    from datetime import datetime

    from waymark.audit.events import Event

_ENTRY = Table(
    "audit_entry",
    ("seq", "at", "event", "subject", "actor_id", "desk_id", "detail_digest", "previous", "digest"),
)
_DETAIL = Table("audit_detail", ("seq", "desk_id", "salt", "detail"))

_Detail = Mapping[str, object]


class _Noted(NamedTuple):
    at: datetime
    event: Event
    subject: str
    actor_id: int
    desk_id: int | None
    detail: _Detail


_pending: ContextVar[list[_Noted] | None] = ContextVar("pending_audit_entries", default=None)


class LedgerClosed(RuntimeError):
    """A fault of ours, not of a user: something was recorded outside a transaction that accounts for it."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"{event} was recorded outside `acting(...)`")


def record(
    event: Event,
    subject: str,
    *,
    actor: int,
    at: datetime,
    desk: int | None,
    detail: _Detail | None = None,
) -> None:
    """Note one thing done to one subject, given by its reference.

    actor: the officer's id. desk: the id of the desk whose record it is, None for the installation's own.
    detail: JSON values; it stands apart from the entry and can be erased. Raises LedgerClosed.
    """
    pending = _pending.get()
    if pending is None:
        raise LedgerClosed(event)
    pending.append(_Noted(at, event, subject, actor, desk, detail or {}))


@contextmanager
def accounted() -> Iterator[None]:
    """Collect what is recorded within, and chain it at the end: before the commit, after all else.

    Must be opened inside a transaction, which is then held only a moment with the head of the chain.
    """
    token = _pending.set([])
    try:
        yield
        noted = _pending.get()
        if noted:
            _chain(noted)
    finally:
        _pending.reset(token)


def _chain(noted: list[_Noted]) -> None:
    salts = [secrets.token_bytes(16) for _ in noted]
    texts = [written(note.detail) for note in noted]
    digests = [digest_of_detail(salt, text) for salt, text in zip(salts, texts, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute("select seq, digest from audit_head where id = 1 for update")
        seq, head = cursor.fetchone()
    entries = [
        Entry(seq + n, note.at, note.event, note.subject, note.actor_id, note.desk_id, digest)
        for n, (note, digest) in enumerate(zip(noted, digests, strict=True), start=1)
    ]
    links = extend(entries, bytes(head))
    insert(_ENTRY, [(*link.entry, link.previous, link.digest) for link in links], conflict="")
    insert(
        _DETAIL,
        [
            (entry.seq, entry.desk_id, salt, text)
            for entry, salt, text in zip(entries, salts, texts, strict=True)
        ],
        conflict="",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "update audit_head set seq = %s, digest = %s where id = 1",
            [links[-1].entry.seq, links[-1].digest],
        )
