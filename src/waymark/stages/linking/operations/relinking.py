"""Linking all at once: what was linked on arrival, found again from the mentions alone.

The mentions come out as two columns of integers; which identifiers can link anything is settled there, and
only those go back to be compared. The comparison itself is the one that every arriving batch goes through, so
that both ways give the same links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.linking.operations.people import compare_people
from waymark.stages.linking.operations.proposing import propose_links
from waymark.stages.linking.queries.evidence import identifiers_of
from waymark.stages.linking.queries.sharing import limits_by_label
from waymark.stages.linking.rules.clusters import clusters, holders
from waymark.stages.linking.rules.comparison import SHARED_BY_TOO_MANY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

# Identifiers compared in one statement: some megabytes of evidence, however many referrals there are.
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Relinked:
    """What linking all at once found at one desk.

    compared: identifiers that two or more referrals share and not too many. crowded: those that too many do.
    changed: links that were not as they should have been. clusters: parts of the graph with two referrals
    or more; largest: referrals in the largest.
    """

    desk: int
    referrals: int
    compared: int
    crowded: int
    changed: int
    clusters: int
    largest: int


def relink_all(viewer: Viewer, *, now: datetime) -> list[Relinked]:
    """Link everything at the viewer's desks again, desk by desk, in the caller's transaction.

    Raises NotPermitted.
    """
    require(viewer, Permission.DELIVER)
    compare_people(viewer, now=now)
    return [_relink_desk(desk, viewer=viewer, now=now) for desk in viewer.desks]


def relink(referral_ids: Sequence[int], *, desk: int, viewer: Viewer, now: datetime) -> int:
    """Link some referrals of one desk again. Returns how many links changed. Raises NotPermitted."""
    require(viewer, Permission.DELIVER)
    return len(propose_links(identifiers_of(referral_ids), desk=desk, viewer=viewer, now=now))


def _relink_desk(desk: int, *, viewer: Viewer, now: datetime) -> Relinked:
    import numpy as np

    with connection.cursor() as cursor:
        # Nobody adds mentions meanwhile: the same turn that arriving batches take.
        cursor.execute("select pg_advisory_xact_lock(7201, %s)", [desk])
    found, limits = _mentions(desk, viewer=viewer)
    if not len(found):
        return Relinked(desk, 0, 0, 0, 0, 0, 0)
    # One column at a time, and none kept longer than it is needed: of a nation there are a hundred million.
    identifier_ids, identifiers = np.unique(found[:, 0], return_inverse=True)
    found = found[:, 1].copy()
    referral_ids, referrals = np.unique(found, return_inverse=True)
    del found
    shared_by = holders(referrals, identifiers, identifier_count=len(identifier_ids))
    too_many, is_shared = shared_by > limits, shared_by > 1
    changed = _compare(identifier_ids[is_shared], desk=desk, viewer=viewer, now=now)
    brings = (is_shared & ~too_many)[identifiers]
    labels = clusters(referrals[brings], identifiers[brings], referral_count=len(referral_ids))
    sizes = np.bincount(labels)
    relinked = Relinked(
        desk,
        referrals=len(referral_ids),
        compared=int((is_shared & ~too_many).sum()),
        crowded=int(too_many.sum()),
        changed=changed,
        clusters=int((sizes > 1).sum()),
        largest=int(sizes.max()),
    )
    record(
        Event.RELINKED,
        "all",
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"referrals": relinked.referrals, "compared": relinked.compared, "changed": changed},
    )
    return relinked


def _compare(shared: Integers, *, desk: int, viewer: Viewer, now: datetime) -> int:
    """Compare what these identifiers bring together, and what open links rest on. Returns links changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct unnest(identifiers) from link where desk_id = %s and judgement = 'open'", [desk]
        )
        standing = {id_ for (id_,) in cursor.fetchall()}
        cursor.execute("select -id from people_alike where desk_id = %s", [desk])
        standing.update(id_ for (id_,) in cursor.fetchall())
    to_compare = sorted(standing.union(shared.tolist()))
    return sum(len(propose_links(some, desk=desk, viewer=viewer, now=now)) for some in at_once(to_compare))


def at_once(identifiers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Identifiers in portions that one statement compares."""
    for first in range(0, len(identifiers), _AT_ONCE):
        yield identifiers[first : first + _AT_ONCE]


def _mentions(desk: int, *, viewer: Viewer) -> tuple[Integers, Integers]:
    """All mentions of a desk as (identifier, referral), and by identifier how many may share it and it still
    tells something.
    """
    limits = " ".join(f"when '{kind.value}' then {most}" for kind, most in SHARED_BY_TOO_MANY.items())
    mentioned = f"select identifier_id, referral_id from mention where desk_id = {desk:d}"
    pairs = integers(mentioned)
    limit_of = integers(
        f"select i.id, (case i.kind {limits} end)::bigint from identifier i "
        f"where i.id in (select identifier_id from ({mentioned}) m) order by 1"
    )
    for identifier, limit in limits_by_label(desk, viewer=viewer).items():
        limit_of[limit_of[:, 0] == identifier, 1] = limit
    return pairs, limit_of[:, 1]


def integers(query: str) -> Integers:
    """Two columns of bigint by binary COPY: twenty-six bytes a row, never many rows as such in memory."""
    import numpy as np

    row = np.dtype([("fields", ">i2"), ("n1", ">i4"), ("one", ">i8"), ("n2", ">i4"), ("two", ">i8")])
    parts = [np.empty((0, 2), dtype=np.int64)]

    def read(data: bytearray) -> None:
        body = np.frombuffer(data, dtype=row, count=len(data) // row.itemsize)
        part = np.empty((len(body), 2), dtype=np.int64)
        part[:, 0], part[:, 1] = body["one"], body["two"]
        parts.append(part)

    with connection.cursor() as cursor, cursor.copy(f"copy ({query}) to stdout (format binary)") as copy:
        data = bytearray()
        for block in copy:
            data += block
            if len(data) >= _READ_AT_ONCE:
                whole = _HEAD * (len(parts) == 1)
                cut = len(data) - (len(data) - whole) % row.itemsize
                read(data[whole:cut])
                del data[:cut]
    read(data[_HEAD * (len(parts) == 1) :])  # what is left over at the end is its mark
    return np.concatenate(parts)


_HEAD = 19  # bytes of signature, flags and empty extension
_READ_AT_ONCE = 32 * 2**20
