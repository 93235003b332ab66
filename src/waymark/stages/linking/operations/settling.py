"""Writing what was found of pairs of referrals: proposals with their evidence, and those that nothing speaks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, copy_text, stage
from waymark.referrals.references import Kind, new_references
from waymark.stages.linking.models import Judgement
from waymark.stages.linking.rules.comparison import Proposal

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

    The evidence that a link was judged on never proposes it again; more evidence opens a rejected link, and is
    added to an accepted one. Returns each new or changed link's reference and ends. Raises NotPermitted.
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
            where (link.judgement = 'open' and link.evidence <> excluded.evidence)
                or (link.judgement <> 'open' and not excluded.identifiers <@ link.identifiers)
            returning reference, one_id, other_id
            """
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
