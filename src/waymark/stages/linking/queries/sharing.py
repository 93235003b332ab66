"""What officers have labelled shared by many, or one subject's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.reference.addresses import read_address
from waymark.reference.queries import network_index
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.given_to_many import is_given_to_many
from waymark.stages.linking.rules.sharing import GivenToMany, Label, Labels, network_of


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


def labels_at(desk: int, identifiers: Sequence[int], *, viewer: Viewer) -> Labels:
    """The labels of one desk that hold now: of these identifiers, and of every network; and what the reference data
    that are loaded now know of addresses nobody labelled. Raises NotPermitted.
    """
    require(viewer, Permission.READ_REFERENCE)
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
        _given_to_many(viewer),
    )


def _given_to_many(viewer: Viewer) -> GivenToMany | None:
    """How to ask reference data of an address; None where none of networks are loaded."""
    index = network_index(viewer)
    if index.is_empty:
        return None

    def ask(address: str, on: date) -> bool:
        read = read_address(address)
        if not read.family:
            return False
        return is_given_to_many(index.at(on).facts(read), is_ipv6=read.family == _IPV6)

    return ask


_IPV6 = 6


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


def limits_by_label(desk: int, *, viewer: Viewer) -> dict[int, int]:
    """By identifier, how many referrals may share it and it still says something, where a label or what is known of
    an address says so. Raises NotPermitted.
    """
    require(viewer, Permission.READ_REFERENCE)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select l.identifier_id, i.kind from ({_NEWEST} where desk_id = %s {_IN_ORDER}) l "
            "join identifier i on i.id = l.identifier_id where l.label <> 'unlabelled'",
            [desk],
        )
        labelled: dict[int, tuple[str, str, date | None]] = {
            identifier: (kind, "", None) for identifier, kind in cursor.fetchall()
        }
    held = labels_at(desk, list(labelled), viewer=viewer)
    for network, _ in held.networks:
        within = identifiers_within(str(network), desk=desk)
        labelled |= {id_: (kind, value, None) for id_, (kind, value) in within.items()}
    if held.given_to_many is not None:
        labelled = {**_shared_addresses(desk), **labelled}
    return {
        id_: held.limit(id_, IdentifierKind(kind), value, on) for id_, (kind, value, on) in labelled.items()
    }


def _shared_addresses(desk: int) -> dict[int, tuple[str, str, date | None]]:
    """Addresses that two referrals of a desk or more mention: kind, one way in which it was stated, first use."""
    with connection.cursor() as cursor:
        cursor.execute(
            'select m.identifier_id, min(i.kind), min(m.value collate "C"), '
            "(min(m.at) at time zone 'UTC')::date from mention m "
            "join identifier i on i.id = m.identifier_id and i.kind in ('ip', 'ip_line') "
            "where m.desk_id = %s group by m.identifier_id having min(m.referral_id) < max(m.referral_id)",
            [desk],
        )
        return {identifier: (kind, value, on) for identifier, kind, value, on in cursor.fetchall()}


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
