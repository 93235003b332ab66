"""Packs: those that wait, one with all that was said of its facts, and the facts that a report came from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.references import read_reference
from waymark.stages.intake.queries.content import open_content
from waymark.stages.intake.queries.deliveries import DeliveryRecord, deliveries
from waymark.stages.intake.readers.pack_cover.confirming import Graded, How, Settled, State
from waymark.stages.intake.readers.pack_cover.fields import named_from
from waymark.stages.intake.readers.pack_cover.keeping import proposals_from_json
from waymark.stages.intake.readers.pack_cover.merging import Of, propose
from waymark.stages.intake.readers.pack_cover.proposals import Proposal, Sure, Where


@dataclass(frozen=True, slots=True)
class WaitingDocument:
    """A document that waits to be entered. together: what came in one container, or by itself."""

    reference: str
    name: str
    kind: str
    received_at: datetime
    together: int
    container: str


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack in a list."""

    reference: str
    state: str
    documents: tuple[str, ...]
    opened_at: datetime
    changed_at: datetime
    changed_by: int
    facts: int
    report: str | None


@dataclass(frozen=True, slots=True)
class FactLine:
    """The latest that was said of one fact: who, when, and at which version of the pack."""

    settled: Settled
    revision: int
    decided_at: datetime
    decided_by: int


@dataclass(frozen=True, slots=True)
class CheckLine:
    """That a resolution was checked as it stood."""

    resolution: int
    digest: bytes
    checked_at: datetime
    checked_by: int


@dataclass(frozen=True, slots=True)
class PackRecord:
    """A pack whole. texts: of its documents, in order, as extracted.

    report, report_id: what it became; None and 0 while it is a draft. events: by resolution, the ordinal of the
    IP capture event that each became. corrects, why: the pack that this one puts right; corrected_by: the one
    that puts this right, is_corrected once that is entered. proposals: what its texts propose, by key, as found when
    it was opened.
    """

    id: int
    reference: str
    desk: int
    state: str
    version: int
    opened_at: datetime
    opened_by: int
    changed_at: datetime
    changed_by: int
    entered_at: datetime | None
    entered_by: int | None
    report: str | None
    report_id: int
    corrects: str
    why: str
    corrected_by: str
    is_corrected: bool
    documents: tuple[DeliveryRecord, ...]
    texts: tuple[str, ...]
    facts: dict[str, FactLine]
    checks: tuple[CheckLine, ...]
    events: dict[int, int]
    proposals: dict[str, Of]

    @property
    def received_at(self) -> datetime:
        return min(each.received_at for each in self.documents)


def documents_to_enter(viewer: Viewer, *, limit: int = 200) -> list[WaitingDocument]:
    """Documents that wait for an officer to enter them, the oldest first. Raises NotPermitted."""
    require(viewer, Permission.DELIVER)
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.reference, d.name, d.kind, d.received_at, coalesce(d.part_of_id, d.id), coalesce(c.name, '') "
            "from delivery d left join delivery c on c.id = d.part_of_id "
            "where d.has_content and (d.kind = 'pack' and d.outcome = 'unfinished' "
            "or d.kind = 'text_unknown' and d.outcome = 'quarantined') "
            "and not exists (select 1 from pack_document p where p.delivery_id = d.id) "
            "order by coalesce(d.part_of_id, d.id), d.id limit %s",
            [limit],
        )
        return [WaitingDocument(*row) for row in cursor.fetchall()]


def packs(viewer: Viewer, *, now: datetime, limit: int = 200) -> list[PackLine]:
    """Drafts first, then those entered or set aside, the newest first; the reading is logged."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.reference, p.state, array(select d.name from pack_document x join delivery d "
            "on d.id = x.delivery_id where x.pack_id = coalesce(p.documents_of_id, p.id) order by x.n), "
            "p.opened_at, p.changed_at, p.changed_by_id, "
            "(select count(distinct f.key) from pack_fact f where f.pack_id = p.id and f.state = 'confirmed'), "
            "r.reference from pack p left join report r on r.id = p.report_id "
            "order by p.state <> 'draft', p.opened_at desc limit %s",
            [limit],
        )
        found = [PackLine(row[0], row[1], tuple(row[2]), *row[3:]) for row in cursor.fetchall()]
    record(Event.PACKS_READ, "packs", actor=viewer.officer_id, at=now, desk=viewer.home_desk,
           detail={"packs": [line.reference for line in found]})  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class PackReport:
    """The report that an entered pack became."""

    id: int
    reference: str


def reports_of_packs(viewer: Viewer, references: Sequence[str]) -> dict[str, PackReport]:
    """The reports that packs became, by the packs' references. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.reference, r.id, r.reference from pack p join report r on r.id = p.report_id "
            "where p.reference = any(%s)",
            [list(references)],
        )
        return {pack: PackReport(id_, report) for pack, id_, report in cursor.fetchall()}


def pack_called(viewer: Viewer, reference: str, *, now: datetime, is_read: bool = True) -> PackRecord | None:
    """A pack by its reference with its texts and facts; None where the viewer has none such.

    is_read: it is shown to someone, so the reading is logged; not where only the next save needs it.
    Raises NotPermitted, BadReference.
    """
    require(viewer, Permission.READ_RECORD)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.id, p.reference, p.desk_id, p.state, p.version, p.opened_at, p.opened_by_id, p.changed_at, "
            "p.changed_by_id, p.entered_at, p.entered_by_id, r.reference, coalesce(r.id, 0), "
            "coalesce(o.reference, ''), p.why, coalesce(c.reference, ''), coalesce(c.state = 'entered', false), "
            "p.proposals::text from pack p left join report r on r.id = p.report_id "
            "left join pack o on o.id = p.corrects_id left join pack c on c.corrects_id = p.id where p.reference = %s",
            [written],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    *head, proposals = row
    documents = _documents(row[0])
    if is_read:
        record(Event.PACK_READ, written, actor=viewer.officer_id, at=now, desk=row[2])
    texts = tuple(text_of(each.id) for each in documents)
    said = (_facts(row[0]), _checks(row[0]), _events(row[0]))
    return PackRecord(*(*head, documents, texts, *said, _proposals(proposals, documents, texts)))


def text_of(delivery_id: int) -> str:
    """A document's text as a pack shows it. A NUL, which no column can hold, is shown as what it is not known to be."""
    return open_content(delivery_id).read().decode("utf-8", "replace").replace("\0", "\ufffd")


def _proposals(kept: str | None, documents: Sequence[DeliveryRecord], texts: Sequence[str]) -> dict[str, Of]:
    if kept is not None:
        return proposals_from_json(json.loads(kept))
    return propose(texts, received_at=min(each.received_at for each in documents))


def _documents(pack_id: int) -> tuple[DeliveryRecord, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select x.delivery_id from pack p join pack_document x on x.pack_id = coalesce(p.documents_of_id, p.id) "
            "where p.id = %s order by x.n",
            [pack_id],
        )
        ids = [row[0] for row in cursor.fetchall()]
    by_id = {each.id: each for each in deliveries("id = any(%s)", [ids])}
    return tuple(by_id[id_] for id_ in ids)


def _facts(pack_id: int) -> dict[str, FactLine]:
    with connection.cursor() as cursor:
        cursor.execute(
            'select distinct on (key) key, state, value, normal, how, document, page, start, "end", proposed::text, '
            "source_grade, handling_code, handling_conditions, marking, revision, decided_at, decided_by_id "
            "from pack_fact where pack_id = %s order by key, revision desc",
            [pack_id],
        )
        return {row[0]: _fact_line(row) for row in cursor.fetchall()}


def _fact_line(row: Sequence[Any]) -> FactLine:
    key, state, value, normal, how, document, page, start, end, proposed = row[:10]
    place = named_from(key)
    said = json.loads(proposed)
    where = Where(page, start, end) if page is not None else None
    kept = (
        Proposal(place, said["value"], "", where or Where(1, 0, 0), Sure(said["sure"]), said["why"])
        if "value" in said
        else None
    )
    settled = Settled(
        place,
        State(state),
        value,
        normal,
        tuple(said.get("doubts", ())),
        How(how) if how else None,
        document or 0,
        where,
        kept,
        Graded(*row[10:14]),
    )
    return FactLine(settled, *row[14:])


def _events(pack_id: int) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("select key, ordinal from pack_place where pack_id = %s and part = 'event'", [pack_id])
        return {named_from(key).of: ordinal for key, ordinal in cursor.fetchall()}


def _checks(pack_id: int) -> tuple[CheckLine, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select resolution, digest, checked_at, checked_by_id from resolution_check where pack_id = %s "
            "order by checked_at",
            [pack_id],
        )
        return tuple(CheckLine(row[0], bytes(row[1]), row[2], row[3]) for row in cursor.fetchall())


def checked_alike(digests: Sequence[bytes], *, desk: int) -> dict[bytes, CheckLine]:
    """The first check at a desk of exactly what these digests are of, whichever pack it came in; absent for none."""
    if not digests:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (digest) resolution, digest, checked_at, checked_by_id from resolution_check "
            "where desk_id = %s and digest = any(%s) order by digest, checked_at",
            [desk, list(digests)],
        )
        lines = [CheckLine(row[0], bytes(row[1]), row[2], row[3]) for row in cursor.fetchall()]
    return {line.digest: line for line in lines}
