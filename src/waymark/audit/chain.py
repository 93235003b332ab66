"""The arithmetic of the audit chain: pure, so that anyone can check it.

Each entry's digest covers the digest before it, so an entry that is changed, removed or put in shows at
that place. What the chain alone cannot show is that the newest entries were cut off: that needs a
checkpoint kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BEGINNING = bytes(32)


class Entry(NamedTuple):
    """One thing done. detail_digest: SHA-256 over the salt and the detail, which stands apart."""

    seq: int
    at: datetime
    event: str
    subject: str
    actor_id: int
    desk_id: int | None
    detail_digest: bytes


class Link(NamedTuple):
    """An entry with its place in the chain."""

    entry: Entry
    previous: bytes
    digest: bytes


class Detail(NamedTuple):
    """What an entry was about: its salt, its words as `written` gave them, and the desk that may see it."""

    salt: bytes
    text: str
    desk_id: int | None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of the chain at one moment, to be kept where the database's keeper cannot reach it."""

    seq: int
    digest: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of the chain found.

    entries: how many were read. first_bad: the sequence number of the first that does not fit, with what
    is wrong. unproven_tail: how many of the newest entries no checkpoint vouches for. details_erased: of how
    many entries the detail is gone; the chain cannot tell an erasure that was due from one that was not.
    """

    entries: int
    intact: bool
    first_bad: int | None
    what: str
    unproven_tail: int
    details_erased: int = 0


def written(detail: Mapping[str, object]) -> str:
    """A detail as it is kept: JSON with sorted keys, no spaces and ASCII alone, which every column holds."""
    return json.dumps(detail, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of_detail(salt: bytes, text: str) -> bytes:
    """SHA-256 over the salt and the detail as it is kept."""
    return hashlib.sha256(salt + text.encode()).digest()


def digest_of(entry: Entry, previous: bytes) -> bytes:
    """SHA-256 over the digest before and the entry's fields, each with its length in front."""
    fields = (
        str(entry.seq),
        _moment(entry.at),
        entry.event,
        entry.subject,
        str(entry.actor_id),
        "" if entry.desk_id is None else str(entry.desk_id),
    )
    words = b"".join([b"%d:%s" % (len(raw), raw) for raw in map(str.encode, fields)])
    return hashlib.sha256(previous + words + entry.detail_digest).digest()


@lru_cache(maxsize=256)
def _moment(at: datetime) -> str:
    """A batch's entries have one moment."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def extend(entries: Iterable[Entry], head: bytes) -> list[Link]:
    """Put entries, in order, on the end of a chain."""
    links = []
    for entry in entries:
        digest = digest_of(entry, head)
        links.append(Link(entry, head, digest))
        head = digest
    return links


class Verifier:
    """Walks a chain in order, remembering the first entry that does not fit."""

    def __init__(self, checkpoints: Iterable[Checkpoint] = ()) -> None:
        self._head = BEGINNING
        self._seq = 0
        self._entries = 0
        self._first_bad: int | None = None
        self._what = ""
        self._waiting = sorted(checkpoints, key=lambda point: point.seq)
        self._vouched = 0
        self._erased = 0
        self._compare_due()

    def take(self, link: Link, detail: Detail | None) -> None:
        """Check the next entry; detail is None once erased."""
        self._entries += 1
        self._erased += detail is None
        what = self._wrong_with(link, detail)
        if what and self._first_bad is None:
            self._first_bad, self._what = link.entry.seq, what
        self._seq, self._head = link.entry.seq, link.digest
        self._compare_due()

    def _compare_due(self) -> None:
        while self._waiting and self._waiting[0].seq <= self._seq:
            self._compare(self._waiting.pop(0))

    def _wrong_with(self, link: Link, detail: Detail | None) -> str:
        if link.entry.seq != self._seq + 1:
            return f"entries {self._seq + 1} to {link.entry.seq - 1} are missing before it"
        if link.previous != self._head:
            return (
                "it does not follow from the entry before it: one of the two was changed, removed or put in"
            )
        if digest_of(link.entry, link.previous) != link.digest:
            return "its content does not match its digest: it was changed"
        if detail is None:
            return ""
        if digest_of_detail(detail.salt, detail.text) != link.entry.detail_digest:
            return "its detail does not match its digest: the detail was changed"
        if detail.desk_id != link.entry.desk_id:
            return "its detail is shown to another desk than the entry: the detail was changed"
        return ""

    def _compare(self, point: Checkpoint) -> None:
        if self._first_bad is not None:
            return
        if point.seq == self._seq and point.digest == self._head:
            self._vouched = point.seq
        else:
            self._first_bad = point.seq
            self._what = "the chain differs from the checkpoint: it was written anew after the checkpoint"

    def finding(self, *, head: tuple[int, bytes]) -> Finding:
        """Close the walk. head: the chain's head as the database holds it."""
        if self._first_bad is None and head != (self._seq, self._head):
            self._first_bad = min(self._seq, head[0]) + (head[0] != self._seq)
            self._what = "the newest entries are not those of the recorded head: changed, cut off or put on"
        if self._first_bad is None and self._waiting:
            self._first_bad = self._seq + 1
            self._what = f"a checkpoint knows entry {self._waiting[-1].seq}; the newest entries were cut off"
        return Finding(
            entries=self._entries,
            intact=self._first_bad is None,
            first_bad=self._first_bad,
            what=self._what,
            unproven_tail=self._seq - self._vouched,
            details_erased=self._erased,
        )
