"""Writing what was found of pairs of referrals: proposals with their evidence, and those that nothing speaks for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, copy_text, insert, stage
from waymark.referrals.references import Kind, new_references
from waymark.stages.linking.models import Judgement
from waymark.stages.linking.rules.comparison import OF_MANY, Proposal

_LINK = Table(
    "link",
    (
        "reference",
        "one_id",
        "other_id",
        "desk_id",
        "probability",
        "evidence",
        "evidence_kinds",
        "identifiers",
        "proposed_at",
        "judgement",
        "relation",
    ),
)
_EVIDENCE = _LINK.columns.index("evidence")
Changed = list[tuple[str, int, int]]


def settle(
    proposals: Mapping[tuple[int, int], Proposal],
    *,
    unfounded: Sequence[tuple[int, int]],
    desk: int,
    viewer: Viewer,
    now: datetime,
) -> Changed:
    """Write proposals by their pair of referrals, lower id first; take back open ones that nothing speaks for.

    The evidence that a link was judged on never proposes it again, and neither do the same words said of the same
    people in a later report, nor one more thing that a household or a crowd shares and that makes nothing likelier;
    other evidence opens a rejected link, and is added to an accepted one.

    Returns each new or changed link's reference and ends. Raises NotPermitted.
    """
    require(viewer, Permission.DELIVER)
    _take_back(unfounded)
    if not proposals:
        return []
    stage(_LINK, copy_text(_rows(proposals, desk=desk, now=now)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            insert into link ({_LINK.column_list}) select {_LINK.column_list} from {_LINK.waiting}
            on conflict (one_id, other_id) do update
            set probability = excluded.probability, evidence = excluded.evidence,
                evidence_kinds = excluded.evidence_kinds, identifiers = excluded.identifiers,
                relation = case when link.judgement = 'open' then excluded.relation else link.relation end,
                judgement = case when link.judgement = 'rejected' then 'open' else link.judgement end
            where (link.judgement = 'open' and (link.evidence, link.probability, link.relation)
                    is distinct from (excluded.evidence, excluded.probability, excluded.relation))
                or (link.judgement <> 'open' and exists (
                    select from jsonb_array_elements(excluded.evidence) e
                    where e->>'kind' <> 'person_differs' and not exists (
                        select from jsonb_array_elements(link.evidence) o
                        where o->>'kind' = e->>'kind' and case when e->>'kind' = 'person_alike'
                            then o->>'value' = e->>'value' else o->>'identifier' = e->>'identifier' end)
                    and (excluded.probability > link.probability or e->>'kind' <> all(%s))))
            returning reference, one_id, other_id
            """,
            [[kind.value for kind in OF_MANY]],
        )
        changed: Changed = cursor.fetchall()
        cursor.execute(f"truncate {_LINK.waiting}")
    for reference, _one, _other in changed:
        record(Event.LINK_PROPOSED, reference, actor=viewer.officer_id, at=now, desk=desk)
    return changed


def _rows(
    proposals: Mapping[tuple[int, int], Proposal], *, desk: int, now: datetime
) -> list[tuple[object, ...]]:
    references = new_references(Kind.LINK, len(proposals))
    return [
        (
            reference,
            one,
            other,
            desk,
            proposal.probability,
            Json([each._asdict() for each in proposal.evidence]),
            sorted({each.kind for each in proposal.evidence}),
            [each.identifier for each in proposal.evidence if each.identifier],
            now,
            Judgement.OPEN,
            proposal.relation,
        )
        for reference, ((one, other), proposal) in zip(references, proposals.items(), strict=True)
    ]


def _take_back(pairs: Sequence[tuple[int, int]]) -> None:
    """Forget open proposals that nothing speaks for any more."""
    if pairs:
        ones, others = zip(*pairs, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from link using unnest(%s::bigint[], %s::bigint[]) as p (one, other) "
                "where (one_id, other_id) = (p.one, p.other) and judgement = 'open'",
                [list(ones), list(others)],
            )


_JUDGED = (
    "select reference, one_id, other_id, desk_id, probability, evidence::text, evidence_kinds, identifiers, "
    "proposed_at, judgement, relation from link where judgement <> 'open' "
)


def follow(absorbed: Sequence[tuple[int, int]]) -> None:
    """Move what was judged of referrals that became part of another: pairs of (absorbed, into).

    A judgement holds for whoever the referral is now part of. Where two judgements of one pair differ, it is open:
    an officer says again. Open proposals are forgotten: what proposes them is compared anew.
    """
    into = dict(absorbed)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_JUDGED} and (one_id = any(%(old)s) or other_id = any(%(old)s)) order by id",
            {"old": list(into)},
        )
        moved: dict[tuple[int, int], list[list[Any]]] = {}
        for reference, one, other, *rest in cursor.fetchall():
            low, high = sorted((into.get(one, one), into.get(other, other)))
            if low != high:
                moved.setdefault((low, high), []).append([reference, low, high, *rest])
        ends = list(zip(*moved, strict=True)) or [(), ()]
        cursor.execute(
            f"{_JUDGED} and (one_id, other_id) in (select * from unnest(%s::bigint[], %s::bigint[])) order by id",
            [list(ends[0]), list(ends[1])],
        )
        for row in cursor.fetchall():
            moved[row[1], row[2]].insert(0, list(row))
        cursor.execute(
            "delete from link where one_id = any(%(old)s) or other_id = any(%(old)s) or (one_id, other_id) in "
            "(select * from unnest(%(ones)s::bigint[], %(others)s::bigint[]))",
            {"old": list(into), "ones": list(ends[0]), "others": list(ends[1])},
        )
    insert(_LINK, [_held(rows) for rows in moved.values()])


def _held(rows: Sequence[list[Any]]) -> tuple[object, ...]:
    """The one row that several judged links of one pair become."""
    *first, judgement, relation = rows[0]
    first[_EVIDENCE] = Json(json.loads(first[_EVIDENCE]))
    agree = {row[-2] for row in rows} == {judgement}
    return (*first, judgement if agree else Judgement.OPEN, relation)
