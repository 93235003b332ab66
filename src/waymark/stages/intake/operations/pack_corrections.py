"""Putting an entered pack right, and taking up again one that was set aside. Nothing that was said is edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import allot_ids
from waymark.errors import WaymarkError
from waymark.referrals.references import Kind as Named
from waymark.referrals.references import new_references, read_reference
from waymark.stages.intake.operations.concluding import KEEP_BEFORE
from waymark.stages.intake.operations.packs import NoSuchPack

# A set-aside document waits again as what it was: a pack's own text, or text that no reader knows.
_WAITS = (
    f"{KEEP_BEFORE}) update delivery set outcome = case kind when 'pack' then 'unfinished' else 'quarantined' end "
    "where id = any(%(ids)s)"
)


class NotEntered(WaymarkError):
    """Only an entered pack is corrected; a draft is changed on its own form."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is not entered: change it on its own form")


class CorrectionBegun(WaymarkError):
    """A pack is corrected once; what was wrong with that is put right in the correction."""

    def __init__(self, reference: str, correction: str) -> None:
        super().__init__(f"{reference} is corrected by {correction}: open that, and go on there")


class NotSetAside(WaymarkError):
    """Only a pack that was set aside is taken up again."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} was not set aside: look on the page of packs")


class WhyWanted(WaymarkError):
    """A correction, and taking up again, are explained to whoever relied on what was there."""

    def __init__(self) -> None:
        super().__init__("Say why: whoever relied on what was entered will read it")


@dataclass(frozen=True, slots=True)
class _Standing:
    id: int
    reference: str
    desk: int
    state: str
    documents_of: int


def begin_correction(viewer: Viewer, reference: str, *, why: str, now: datetime) -> str:
    """Begin a pack that puts an entered one right: the same documents, and what was said of each fact, to be changed.

    The entered pack and its report stay as they are. Returns the correction's reference.
    Raises NotPermitted, BadReference, NoSuchPack, WhyWanted, NotEntered, CorrectionBegun.
    """
    standing = _hold(viewer, reference)
    if not why.strip():
        raise WhyWanted
    if standing.state != "entered":
        raise NotEntered(standing.reference)
    (id_,), (correction,) = allot_ids("pack", 1), new_references(Named.PACK, 1)
    with connection.cursor() as cursor:
        cursor.execute("select reference from pack where corrects_id = %s", [standing.id])
        if begun := cursor.fetchone():
            raise CorrectionBegun(standing.reference, begun[0])
        cursor.execute(
            "insert into pack (id, reference, desk_id, state, version, opened_at, opened_by_id, changed_at, "
            "changed_by_id, proposals, miner, corrects_id, documents_of_id, why) "
            "select %s, %s, desk_id, 'draft', version, %s, %s, %s, %s, proposals, miner, id, %s, %s "
            "from pack where id = %s",
            [id_, correction, now, viewer.officer_id, now, viewer.officer_id, standing.documents_of, why.strip(),
             standing.id],
        )  # fmt: skip
        cursor.execute(
            "insert into pack_fact (pack_id, key, revision, desk_id, state, value, normal, how, document, page, start, "
            '"end", proposed, source_grade, handling_code, handling_conditions, marking, decided_at, decided_by_id) '
            "select distinct on (key) %s, key, revision, desk_id, state, value, normal, how, document, page, start, "
            '"end", proposed, source_grade, handling_code, handling_conditions, marking, decided_at, decided_by_id '
            "from pack_fact where pack_id = %s order by key, revision desc",
            [id_, standing.id],
        )
    record(
        Event.PACK_CORRECTION_BEGUN,
        correction,
        actor=viewer.officer_id,
        at=now,
        desk=standing.desk,
        detail={"corrects": standing.reference, "why": why.strip()},
    )
    return correction


def reopen(viewer: Viewer, reference: str, *, why: str, now: datetime) -> None:
    """Take up again a pack that was set aside: its draft, and its documents, wait as they did.

    Raises NotPermitted, BadReference, NoSuchPack, WhyWanted, NotSetAside.
    """
    standing = _hold(viewer, reference)
    if not why.strip():
        raise WhyWanted
    if standing.state != "set_aside":
        raise NotSetAside(standing.reference)
    with connection.cursor() as cursor:
        cursor.execute("update pack set state = 'draft' where id = %s", [standing.id])
        cursor.execute("select delivery_id from pack_document where pack_id = %s", [standing.id])
        cursor.execute(_WAITS, {"ids": [row[0] for row in cursor.fetchall()], "now": now})
    record(
        Event.PACK_REOPENED,
        standing.reference,
        actor=viewer.officer_id,
        at=now,
        desk=standing.desk,
        detail={"why": why.strip()},
    )


def _hold(viewer: Viewer, reference: str) -> _Standing:
    require(viewer, Permission.DELIVER)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, reference, desk_id, state, coalesce(documents_of_id, id) from pack where reference = %s "
            "for no key update",
            [written],
        )
        row = cursor.fetchone()
    if row is None:
        raise NoSuchPack(written)
    return _Standing(*row)
