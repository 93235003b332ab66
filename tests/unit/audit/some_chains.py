"""Chains of invented entries, each with its detail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from waymark.audit.chain import (
    BEGINNING,
    Checkpoint,
    Detail,
    Entry,
    Finding,
    Link,
    Verifier,
    digest_of_detail,
    extend,
    written,
)

BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """An entry as the database keeps it."""

    link: Link
    detail: Detail | None


def a_chain(length: int, *, about: str = "rep") -> list[Kept]:
    """A whole chain of so many entries, at two desks and the installation in turn."""
    details = [Detail(bytes([n % 256]) * 16, written({"n": n}), (None, 1, 2)[n % 3]) for n in range(length)]
    entries = [
        Entry(
            seq=n,
            at=BEGAN + timedelta(seconds=n),
            event="report_read_in",
            subject=f"{about}-{n}",
            actor_id=7,
            desk_id=detail.desk_id,
            detail_digest=digest_of_detail(detail.salt, detail.text),
        )
        for n, detail in enumerate(details, start=1)
    ]
    return [Kept(link, detail) for link, detail in zip(extend(entries, BEGINNING), details, strict=True)]


def head_of(chain: list[Kept]) -> tuple[int, bytes]:
    return (chain[-1].link.entry.seq, chain[-1].link.digest) if chain else (0, BEGINNING)


def a_checkpoint(chain: list[Kept]) -> Checkpoint:
    seq, digest = head_of(chain)
    return Checkpoint(seq, digest, BEGAN)


def verified(
    chain: list[Kept], *, head: tuple[int, bytes] | None = None, checkpoints: Iterable[Checkpoint] = ()
) -> Finding:
    """Walk a chain as it would be read: by number."""
    verifier = Verifier(checkpoints)
    for kept in sorted(chain, key=lambda kept: kept.link.entry.seq):
        verifier.take(kept.link, kept.detail)
    return verifier.finding(head=head_of(chain) if head is None else head)
