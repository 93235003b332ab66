"""Which referrals accepted links make one piece of work, and who leads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from waymark.access.rules import Permission, Viewer, require


@dataclass(frozen=True, slots=True)
class Together:
    """A referral that is one piece of work with another. is_lead: the eldest of them."""

    id: int
    reference: str
    is_lead: bool


def work_together(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """For each referral, all that accepted links make one piece of work with it, itself included, the eldest
    first: the eldest leads.

    Nothing is moved when a link is accepted: the group is found from the judgements that stand now, so that
    undoing one leaves the record as it was. Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with recursive reached as (
                select id as start, id from unnest(%s::bigint[]) as given (id)
                union
                select r.start, case when l.one_id = r.id then l.other_id else l.one_id end
                from reached r join link l on l.judgement = 'accepted' and (l.one_id = r.id or l.other_id = r.id)
            )
            select start, array_agg(id order by id) from reached group by start
            """,
            [list(referral_ids)],
        )
        return {start: tuple(ids) for start, ids in cursor.fetchall()}


def leads_of(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, int]:
    """For each referral the one that leads the work it is part of; itself where it stands alone.

    Raises NotPermitted.
    """
    return {start: ids[0] for start, ids in work_together(viewer, referral_ids).items()}


def together_with(viewer: Viewer, referral_id: int) -> list[Together]:
    """The other referrals that are one piece of work with this one, the eldest first. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    ids = work_together(viewer, [referral_id])[referral_id]
    if len(ids) == 1:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select id, reference from referral where id = any(%s) order by id", [list(ids)])
        return [
            Together(id_, reference, is_lead=id_ == ids[0])
            for id_, reference in cursor.fetchall()
            if id_ != referral_id
        ]
