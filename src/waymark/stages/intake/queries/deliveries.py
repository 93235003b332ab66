"""Deliveries as they were taken in, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.intake.rules import Kind, outcome_of


@dataclass(slots=True)
class DeliveryAnswer:
    """What became of a delivery: for whoever delivered it.

    place: which of the offers this answers, counted from 0; -1 where nothing was offered. waits: what of it still
    waits for somebody though the rest was taken in, in words.
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
    waits: list[str] = field(default_factory=list)


_WAITS = {Kind.PACK: "its words wait on the page of packs, to be confirmed as one"}
_FOR_A_REPORT = "it waits for the report that it names"
# Each delivery with the documents that lie in it: what became of them is what became of it.
_WITH_INSIDE = (
    "with inside as (select id as whole, id as part from delivery where id = any(%s) union "
    "select delivery_id, child_id from delivery_member where delivery_id = any(%s) and child_id is not null)"
)


def answers(delivery_ids: Sequence[int]) -> dict[int, DeliveryAnswer]:
    """What became of these deliveries, and of what lies in them. Holds references alone: no reading is logged."""
    ids = [list(delivery_ids)] * 2
    found: dict[int, DeliveryAnswer] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, reference, name, encode(sha256, 'hex'), outcome from delivery where id = any(%s)",
            ids[:1],
        )
        for row in cursor.fetchall():
            found[row[0]] = DeliveryAnswer(*row)
        _gather_outcomes(cursor, found, ids)
        cursor.execute(
            f"{_WITH_INSIDE} select distinct i.whole, r.reference, r.id, f.reference, f.id from inside i "
            "join reading d on d.delivery_id = i.part "
            # Several originals of one report are one report.
            "left join same_report s on s.report_id = d.report_id and s.relation <> 'supplement' "
            "join report r on r.id = coalesce(s.of_id, d.report_id) "
            "left join referral_report a on a.report_id = d.report_id "
            "left join referral f on f.id = a.referral_id order by i.whole, r.id, f.id",
            ids,
        )
        for delivery_id, report, _, referral, _ in cursor.fetchall():
            answer = found[delivery_id]
            if report not in answer.reports:
                answer.reports.append(report)
            if referral and referral not in answer.referrals:
                answer.referrals.append(referral)
        cursor.execute(
            f'{_WITH_INSIDE} select i.whole, f."where", f.what from inside i '
            "join fault f on f.delivery_id = i.part where f.settled_at is null order by f.id",
            ids,
        )
        for delivery_id, where, what in cursor.fetchall():
            found[delivery_id].faults.append({"where": where, "what": what})
    return found


def _gather_outcomes(cursor: CursorWrapper, found: dict[int, DeliveryAnswer], ids: list[list[int]]) -> None:
    cursor.execute(
        f"{_WITH_INSIDE} select i.whole, array_agg(d.outcome) from inside i join delivery d on d.id = i.part "
        "where i.whole <> i.part or d.kind <> all(%s) group by 1 having bool_or(i.whole <> i.part)",
        [*ids, [kind.value for kind in Kind if kind.is_opened]],
    )
    for delivery_id, outcomes in cursor.fetchall():
        found[delivery_id].outcome = outcome_of(outcomes)
    cursor.execute(
        f"{_WITH_INSIDE} select i.whole, d.name, d.kind from inside i join delivery d on d.id = i.part "
        "where d.outcome = 'unfinished' order by d.id",
        ids,
    )
    for delivery_id, name, kind in cursor.fetchall():
        if found[delivery_id].outcome != "unfinished":
            found[delivery_id].waits.append(f"{name}: {_WAITS.get(Kind(kind), _FOR_A_REPORT)}")


def answers_to(viewer: Viewer, references: Sequence[str]) -> list[DeliveryAnswer]:
    """What has become by now of deliveries, by their references, in the order they came. Raises NotPermitted."""
    require(viewer, Permission.DELIVER)
    with connection.cursor() as cursor:
        cursor.execute("select id from delivery where reference = any(%s) order by id", [list(references)])
        ids = [id_ for (id_,) in cursor.fetchall()]
    found = answers(ids)
    return [found[id_] for id_ in ids]


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """A delivery as it was taken in.

    part_of: the id of the container that it was found in. text_sha256: of its extracted text, if it has one.
    """

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
    part_of: int | None = None
    text_sha256: bytes | None = None

    @property
    def is_extracted(self) -> bool:
        """Whether its content is the text taken out of it and not its own bytes."""
        return self.text_sha256 is not None


_RECORD = (
    "select id, reference, desk_id, name, folder, source, sha256, size, kind, has_content, received_at, "
    "outcome, door, received_by_id, part_of_id, text_sha256 from delivery"
)


def deliveries(where: str, parameters: Sequence[Any]) -> list[DeliveryRecord]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_RECORD} where {where} order by id", list(parameters))
        return [DeliveryRecord(*row) for row in cursor.fetchall()]


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
