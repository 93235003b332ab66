"""Noting what became of deliveries. Each of these is a part of one larger act, which has its audit entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.database.copying import Table, insert
from waymark.stages.intake.operations.kept import Kept

_READING = Table("reading", ("delivery_id", "report_id", "desk_id", "reader"))
_WAITING = Table("waiting_document", ("delivery_id", "number", "kind", "desk_id", "joined"))

# What was so for no time at all is not kept: a delivery is concluded at the very moment of its arrival.
KEEP_BEFORE = (
    "with kept as (insert into delivery_before (delivery_id, desk_id, kind, outcome, until) "
    "select d.id, d.desk_id, d.kind, d.outcome, %(now)s from delivery d "
    "where d.id = any(%(ids)s) and d.received_at < %(now)s"
)
"""The beginning of a statement that changes deliveries; its last condition and its bracket are the caller's."""


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
    outcomes: Sequence[tuple[Kept, str]], readings: Sequence[tuple[Kept, int, str]], *, now: datetime
) -> None:
    """Note what became of each delivery, and which report each reading made by which reader."""
    insert(_READING, [(kept.id, report_id, kept.desk, reader) for kept, report_id, reader in readings])
    by_outcome: dict[str, list[int]] = {}
    for kept, outcome in outcomes:
        by_outcome.setdefault(outcome, []).append(kept.id)
    for outcome, ids in by_outcome.items():
        mark(ids, outcome, now=now)


def mark(delivery_ids: Sequence[int], outcome: str, *, now: datetime) -> None:
    """Note one outcome of several deliveries, and what had become of each before."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{KEEP_BEFORE} and d.outcome <> %(outcome)s) update delivery set outcome = %(outcome)s "
            "where id = any(%(ids)s)",
            {"ids": list(delivery_ids), "outcome": outcome, "now": now},
        )


def wait_for_report(waiting: Sequence[tuple[Kept, str, str]]) -> None:
    """Note documents that wait for a report: each with the number it names and its kind."""
    insert(_WAITING, [(kept.id, number, kind, kept.desk, False) for kept, number, kind in waiting])


def stop_waiting(delivery_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update waiting_document set joined = true where delivery_id = any(%s)", [list(delivery_ids)]
        )
