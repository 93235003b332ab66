"""Entering a pack: begun, saved as it is typed, checked, and made the source of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, allot_ids, insert
from waymark.errors import WaymarkError
from waymark.referrals.references import Kind as Named
from waymark.referrals.references import new_references, read_reference
from waymark.stages.intake.operations.concluding import conclude, mark
from waymark.stages.intake.operations.faults import settle_faults
from waymark.stages.intake.operations.kept import Kept
from waymark.stages.intake.queries.packs import text_of
from waymark.stages.intake.readers.pack_cover.becoming import Became
from waymark.stages.intake.readers.pack_cover.confirming import Settled
from waymark.stages.intake.readers.pack_cover.keeping import proposals_to_json
from waymark.stages.intake.readers.pack_cover.merging import propose
from waymark.stages.intake.readers.pack_cover.mining import NAME
from waymark.stages.intake.rules import Kind

_PACK = Table(
    "pack",
    (
        "id",
        "reference",
        "desk_id",
        "state",
        "version",
        "opened_at",
        "opened_by_id",
        "changed_at",
        "changed_by_id",
        "proposals",
        "miner",
    ),
)
_DOCUMENT = Table("pack_document", ("pack_id", "n", "desk_id", "delivery_id"))
_FACT = Table(
    "pack_fact",
    (
        "pack_id", "key", "revision", "desk_id", "state", "value", "normal", "how", "document", "page", "start", "end",
        "proposed", "source_grade", "handling_code", "handling_conditions", "marking", "decided_at", "decided_by_id",
    ),
)  # fmt: skip
_PLACE = Table("pack_place", ("pack_id", "key", "part", "ordinal", "desk_id"))
# What an officer can enter by the form: a pack's own text, and text that no reader knows.
ENTERABLE = (Kind.PACK.value, Kind.TEXT_UNKNOWN.value)


class NoSuchPack(WaymarkError):
    """Nothing that this viewer may see is a pack by that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No pack at your desks has the reference {reference}: look on the page of packs")


class NothingToEnter(WaymarkError):
    """The documents that were chosen cannot be entered by the form."""

    def __init__(self) -> None:
        super().__init__(
            "None of these documents waits to be entered: another officer may have begun it. Look on the page of packs"
        )


class PackClosed(WaymarkError):
    """A pack was entered or set aside, and is changed no more."""

    def __init__(self, reference: str, state: str) -> None:
        words = "has been entered" if state == "entered" else "was set aside"
        super().__init__(f"{reference} {words}: nothing that you sent was kept. Its page shows what was")


class ReasonWanted(WaymarkError):
    """A pack is set aside only for a reason that another officer can rely on."""

    def __init__(self) -> None:
        super().__init__("Say why it is set aside: another officer will rely on it")


@dataclass(frozen=True, slots=True)
class OpenPack:
    """A pack that this transaction holds, to be changed."""

    id: int
    reference: str
    desk: int
    version: int


def open_pack(viewer: Viewer, deliveries: Sequence[str], *, now: datetime) -> str:
    """Begin to enter documents, by their references, as one pack in their order. Returns the pack's reference.

    Documents that are already in a pack are left to it. What the texts propose is found here, once, and kept: a
    draft's proposals never change under an officer's hands. Raises NotPermitted, BadReference, NothingToEnter.
    """
    require(viewer, Permission.DELIVER)
    wanted = [read_reference(each)[1] for each in deliveries]
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.id, d.desk_id, d.reference, d.received_at from delivery d where d.reference = any(%s) "
            "and d.kind = any(%s) and d.has_content and d.desk_id = %s "
            "and not exists (select 1 from pack_document p where p.delivery_id = d.id) "
            "order by array_position(%s, d.reference) for no key update of d",
            [wanted, list(ENTERABLE), viewer.home_desk, wanted],
        )
        found = cursor.fetchall()
    if not found:
        raise NothingToEnter
    (id_,), (reference,), desk = allot_ids("pack", 1), new_references(Named.PACK, 1), found[0][1]
    proposals = propose(
        [text_of(delivery) for delivery, *_ in found], received_at=min(received for *_, received in found)
    )
    kept = Json(proposals_to_json(proposals))
    insert(
        _PACK,
        [(id_, reference, desk, "draft", 0, now, viewer.officer_id, now, viewer.officer_id, kept, NAME)],
        conflict="",
    )
    insert(_DOCUMENT, [(id_, n, desk, each) for n, (each, *_) in enumerate(found, start=1)], conflict="")
    record(
        Event.PACK_OPENED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"deliveries": [delivery for _, _, delivery, _ in found]},
    )
    return reference


def hold_pack(viewer: Viewer, reference: str) -> OpenPack:
    """Hold a draft until the caller's transaction ends. Raises NotPermitted, NoSuchPack, PackClosed."""
    require(viewer, Permission.DELIVER)
    _, written = read_reference(reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, reference, desk_id, version, state from pack where reference = %s for no key update",
            [written],
        )
        row = cursor.fetchone()
    if row is None:
        raise NoSuchPack(written)
    *found, state = row
    if state != "draft":
        raise PackClosed(written, state)
    return OpenPack(*found)


def save_facts(viewer: Viewer, pack: OpenPack, settled: Sequence[Settled], *, now: datetime) -> int:
    """Keep what an officer said of facts, each as a new revision. Returns the pack's version from now on."""
    require(viewer, Permission.DELIVER)
    if not settled:
        return pack.version
    version = pack.version + 1
    insert(_FACT, [_fact_row(pack, version, each, viewer=viewer, now=now) for each in settled], conflict="")
    with connection.cursor() as cursor:
        cursor.execute(
            "update pack set version = %s, changed_at = %s, changed_by_id = %s where id = %s",
            [version, now, viewer.officer_id, pack.id],
        )
    record(
        Event.PACK_CHANGED,
        pack.reference,
        actor=viewer.officer_id,
        at=now,
        desk=pack.desk,
        detail={"version": version, "facts": {each.place.key: each.state.value for each in settled}},
    )
    return version


def _fact_row(
    pack: OpenPack, version: int, settled: Settled, *, viewer: Viewer, now: datetime
) -> tuple[object, ...]:
    where = settled.where
    return (
        pack.id,
        settled.place.key,
        version,
        pack.desk,
        settled.state.value,
        settled.value,
        settled.normal,
        settled.how.value if settled.how else "",
        settled.document if where else None,
        where.page if where else None,
        where.start if where else None,
        where.end if where else None,
        Json(_proposed(settled)),
        settled.graded.source_grade,
        settled.graded.handling_code,
        settled.graded.handling_conditions,
        settled.graded.marking,
        now,
        viewer.officer_id,
    )


def _proposed(settled: Settled) -> Mapping[str, object]:
    """What was proposed, and what is doubtful about what was said instead."""
    proposed = settled.proposed
    said = {"doubts": list(settled.doubts)} if settled.doubts else {}
    if proposed is None:
        return said
    return {"value": proposed.value, "sure": proposed.sure.value, "why": proposed.why, **said}


def enter_pack(
    viewer: Viewer,
    pack: OpenPack,
    *,
    report_id: int,
    report: str,
    became: Sequence[Became],
    others: Sequence[Kept],
    reader: str,
    now: datetime,
) -> None:
    """Close a pack whose confirmed facts have become a report. others: its documents beside the first."""
    require(viewer, Permission.DELIVER)
    insert(_PLACE, [(pack.id, each.key, each.part, each.ordinal, pack.desk) for each in became])
    conclude([(each, "accepted") for each in others], [(each, report_id, reader) for each in others], now=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "update pack set state = 'entered', report_id = %s, entered_at = %s, entered_by_id = %s where id = %s "
            "returning (select array_agg(delivery_id) from pack_document "
            "where pack_id = coalesce(pack.documents_of_id, pack.id))",
            [report_id, now, viewer.officer_id, pack.id],
        )
        (deliveries,) = cursor.fetchone()
    settle_faults(deliveries, viewer=viewer, now=now)
    record(
        Event.PACK_ENTERED,
        pack.reference,
        actor=viewer.officer_id,
        at=now,
        desk=pack.desk,
        detail={"report": report, "facts": len({each.key for each in became})},
    )


def set_aside(viewer: Viewer, reference: str, *, reason: str, now: datetime) -> None:
    """Say that documents are no pack. They stay as they came. Raises as `hold_pack`, ReasonWanted."""
    pack = hold_pack(viewer, reference)
    if not reason.strip():
        raise ReasonWanted
    with connection.cursor() as cursor:
        cursor.execute("update pack set state = 'set_aside' where id = %s", [pack.id])
        # A correction's documents are those of the pack that it would put right: they stay entered.
        cursor.execute("select delivery_id from pack_document where pack_id = %s", [pack.id])
        deliveries = [row[0] for row in cursor.fetchall()]
    if deliveries:
        mark(deliveries, "refused", now=now)
        settle_faults(deliveries, viewer=viewer, now=now)
    record(
        Event.PACK_SET_ASIDE,
        pack.reference,
        actor=viewer.officer_id,
        at=now,
        desk=pack.desk,
        detail={"reason": reason.strip()},
    )
