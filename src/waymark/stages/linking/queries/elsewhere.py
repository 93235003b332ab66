"""What referrals of other desks share with one of ours. The national desk sees it; a desk is told whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from waymark.access.models import Desk, DeskKind
from waymark.access.rules import Permission, Viewer, require
from waymark.access.viewing import looking_across
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.queries.sharing import labels_at
from waymark.stages.linking.rules.asking import answers_by_desk
from waymark.stages.linking.rules.comparison import Proposal, Shared, compare, telling_role
from waymark.stages.linking.rules.gaps import gap_between

_LOOK = 800  # mentions of one identifier: more than this, over all desks, says nothing
_ELSEWHERE = """
    with mine as materialized (
        select o.identifier_id from (select distinct identifier_id from mention where referral_id = %(referral)s) o
        where exists (
            select from (select desk_id from mention where identifier_id = o.identifier_id limit %(look)s) m
            where m.desk_id <> %(desk)s
        )
    )
    select m.identifier_id, i.kind, m.referral_id, m.desk_id, min(m.value), array_agg(distinct m.role),
        array_agg(m.at), array_agg(m.until)
    from mine join identifier i on i.id = mine.identifier_id
    cross join lateral (select * from mention where identifier_id = mine.identifier_id limit %(look)s) m
    group by m.identifier_id, i.kind, m.referral_id, m.desk_id order by 1, 3
"""


def whom_to_ask(viewer: Viewer, referral_id: int, reference: str, *, now: datetime) -> list[str]:
    """Which desks hold the other end of a link of this referral, by name in order; the national desk for one that
    is restricted. Nothing else is told: not how many, how likely, or by what.

    referral_id: of one at the viewer's desks. The reading is logged. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute("select desk_id from referral where id = %s", [referral_id])
        (desk,) = cursor.fetchone()
    desks = {each.id: each for each in Desk.objects.all()}
    with looking_across(viewer, sorted(desks)):
        found = shared_elsewhere(referral_id, desk=desk, viewer=viewer)
    named = {
        desks[each.desk] for each in answers_by_desk([(where, proposal) for where, _, proposal in found])
    }
    is_restricted = any(each.kind == DeskKind.RESTRICTED for each in named)
    asked = sorted(each.name for each in named if each.kind != DeskKind.RESTRICTED)
    asked += [NATIONAL_DESK] if is_restricted else []
    if asked:
        detail = {"ask": asked}
        record(Event.ELSEWHERE_READ, reference, actor=viewer.officer_id, at=now, desk=desk, detail=detail)
    return asked


NATIONAL_DESK = "the national desk"


def shared_elsewhere(referral: int, *, desk: int, viewer: Viewer) -> list[tuple[int, int, Proposal]]:
    """Referrals of other desks that share something telling: desk, referral, and what the two are to each other.

    To be read where every desk is seen. desk: the referral's own, whose labels hold. Raises NotPermitted.
    """
    require(viewer, Permission.READ_REFERENCE)
    with connection.cursor() as cursor:
        cursor.execute(_ELSEWHERE, {"referral": referral, "desk": desk, "look": _LOOK})
        rows = cursor.fetchall()
    by_identifier: dict[int, list[Sequence[Any]]] = {}
    for row in rows:
        by_identifier.setdefault(row[0], []).append(row)
    labels = labels_at(desk, list(by_identifier), viewer=viewer)
    shared: dict[tuple[int, int], list[Shared]] = {}
    for identifier, holders in by_identifier.items():
        own = next((row for row in holders if row[2] == referral), None)
        kind = IdentifierKind(holders[0][1])
        if own is None:
            continue
        first = min((at for row in holders for at in row[6] or () if at), default=None)
        on = first.astimezone(UTC).date() if first else None
        if len(holders) > labels.limit(identifier, kind, own[4], on):
            continue
        for row in holders:
            if row[3] != desk:
                piece = _shared(identifier, kind, own, row, len(holders))
                shared.setdefault((row[3], row[2]), []).append(piece)
    return [(where, other, compare(pieces)) for (where, other), pieces in sorted(shared.items())]


def _shared(
    identifier: int, kind: IdentifierKind, own: Sequence[Any], other: Sequence[Any], holders: int
) -> Shared:
    uses = [tuple(zip(row[6], row[7], strict=True)) for row in (own, other)]
    roles = (telling_role(own[5]), telling_role(other[5]))
    return Shared(kind, own[4], holders, roles, identifier, gap_between(uses[0], uses[1]))
