"""What officers have labelled shared by many, or one subject's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.sharing import Label, Labels, network_of


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A label that holds now. value: one of the ways in which it was stated; a network as written."""

    desk: int
    identifier: int | None
    kind: str
    value: str
    label: str
    what: str
    reason: str
    labelled_at: datetime
    officer_id: int


_NEWEST = (
    "select distinct on (desk_id, identifier_id, network) desk_id, identifier_id, network, label, what, reason, "
    "labelled_at, officer_id, id from sharing_label"
)
_IN_ORDER = "order by desk_id, identifier_id, network, id desc"


def labels_at(desk: int, identifiers: Sequence[int]) -> Labels:
    """The labels of one desk that hold now: of these identifiers, and of every network."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_NEWEST} where desk_id = %s and (identifier_id is null or identifier_id = any(%s)) {_IN_ORDER}",
            [desk, list(identifiers)],
        )
        rows = cursor.fetchall()
    return Labels(
        {row[1]: Label(row[3]) for row in rows if row[1] is not None},
        [
            (network_of(row[2]), Label(row[3]))
            for row in rows
            if row[2] and Label(row[3]) is not Label.UNLABELLED
        ],
    )


def labels(viewer: Viewer) -> list[LabelLine]:
    """Every label that holds now at the viewer's desks, the newest first. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            select l.desk_id, l.identifier_id, coalesce(i.kind, 'network'),
                coalesce((select m.value from mention m where m.identifier_id = l.identifier_id limit 1),
                    l.network),
                l.label, l.what, l.reason, l.labelled_at, l.officer_id
            from ({_NEWEST} {_IN_ORDER}) l left join identifier i on i.id = l.identifier_id
            where l.label <> 'unlabelled' order by l.id desc
            """
        )
        return [LabelLine(*row) for row in cursor.fetchall()]


def identifiers_within(network: str, *, desk: int) -> dict[int, tuple[str, str]]:
    """Identifiers of addresses in a network that a desk's referrals mention: kind, and value as stated."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select m.identifier_id, min(i.kind), min(m.value) from mention m
            join identifier i on i.id = m.identifier_id and i.kind in ('ip', 'ip_line')
            where m.desk_id = %s and case when pg_input_is_valid(btrim(m.value), 'inet')
                then btrim(m.value)::inet <<= %s::inet else false end
            group by m.identifier_id
            """,
            [desk, network],
        )
        return {identifier: (kind, value) for identifier, kind, value in cursor.fetchall()}


def limits_by_label(desk: int) -> dict[int, int]:
    """By identifier, how many referrals may share it and it still says something, where a label says so."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select l.identifier_id, i.kind from ({_NEWEST} where desk_id = %s {_IN_ORDER}) l "
            "join identifier i on i.id = l.identifier_id where l.label <> 'unlabelled'",
            [desk],
        )
        labelled = {identifier: (kind, "") for identifier, kind in cursor.fetchall()}
    held = labels_at(desk, list(labelled))
    for network, _ in held.networks:
        labelled |= identifiers_within(str(network), desk=desk)
    return {id_: held.limit(id_, IdentifierKind(kind), value) for id_, (kind, value) in labelled.items()}


def stated_as(viewer: Viewer, identifier: int, *, now: datetime) -> tuple[str, str, int] | None:
    """Kind, one way in which it was stated, and how many referrals of the viewer's desks name it.

    The reading is logged. None where no referral of those desks does. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select i.kind, min(m.value), count(distinct m.referral_id) from mention m "
            "join identifier i on i.id = m.identifier_id where i.id = %s group by i.kind",
            [identifier],
        )
        found: tuple[str, str, int] | None = cursor.fetchone()
    if found is not None:
        record(
            Event.LINKS_READ,
            f"identifier-{identifier}",
            actor=viewer.officer_id,
            at=now,
            desk=viewer.home_desk,
        )
    return found
