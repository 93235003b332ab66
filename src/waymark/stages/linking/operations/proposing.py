"""Proposing links between referrals that share what nothing joins by itself; and recording judgements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from psycopg.types.json import Jsonb

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, stage
from waymark.errors import WaymarkError
from waymark.referrals.identifiers import IdentifierKind
from waymark.referrals.references import Kind, new_references
from waymark.stages.linking.models import Judgement, Link
from waymark.stages.linking.rules.comparison import SHARED_BY_TOO_MANY, Proposal, Shared, compare

__all__ = ["Judgement", "LinkAlreadyJudged", "NoSuchLink", "judge_link", "propose_links"]

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
        "proposed_at",
        "judgement",
    ),
)


class LinkAlreadyJudged(WaymarkError):
    """Someone has judged the link since it was shown."""

    def __init__(self, reference: str, judgement: str) -> None:
        super().__init__(f"{reference} is already {judgement}: undo that judgement first, with your reason")


class NoSuchLink(WaymarkError):
    """No link that this officer may see has that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No link {reference} at your desks: `waymark links` lists them")


def propose_links(
    referral_ids: Sequence[int], *, desk: int, viewer: Viewer, now: datetime
) -> list[tuple[str, int, int]]:
    """Compare these referrals with every other of the desk that shares an identifier with them.

    An identifier that over fifty referrals share proposes nothing; one judged link is left as it is, unless
    there is evidence of a kind it was not judged on. Returns each new or changed link's reference and ends.
    """
    require(viewer, Permission.DELIVER)
    if not referral_ids:
        return []
    proposals = {
        pair: compare(shared) for pair, shared in _shared(referral_ids, desk=desk).items()
    }
    return _write(proposals, desk=desk, viewer=viewer, now=now)


def _shared(referral_ids: Sequence[int], *, desk: int) -> dict[tuple[int, int], list[Shared]]:
    """Pairs of referrals, lower id first, and every identifier they share."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with touched as materialized (
                select distinct identifier_id from mention
                where referral_id = any(%(ids)s) and desk_id = %(desk)s
            ), rare as materialized (
                select t.identifier_id, i.kind, s.shared_by
                from touched t join identifier i on i.id = t.identifier_id
                cross join lateral (
                    select count(*) as shared_by from (
                        select distinct referral_id from (
                            select referral_id from mention m where m.identifier_id = t.identifier_id
                            and m.desk_id = %(desk)s limit %(look)s
                        ) some_mentions limit %(limit)s + 1
                    ) counted
                ) s
                where s.shared_by between 2 and %(limit)s
            )
            select least(a.referral_id, b.referral_id), greatest(a.referral_id, b.referral_id),
                   r.kind, min(a.value), r.shared_by,
                   min(case when a.referral_id < b.referral_id then a.role else b.role end),
                   min(case when a.referral_id < b.referral_id then b.role else a.role end)
            from rare r
            join mention a on a.identifier_id = r.identifier_id
                and a.referral_id = any(%(ids)s) and a.desk_id = %(desk)s
            join mention b on b.identifier_id = r.identifier_id
                and b.referral_id <> a.referral_id and b.desk_id = %(desk)s
            group by 1, 2, r.identifier_id, r.kind, r.shared_by
            """,
            {
                "ids": list(referral_ids),
                "desk": desk,
                "limit": SHARED_BY_TOO_MANY,
                # One referral may mention an identifier in many reports; look this far and no further.
                "look": SHARED_BY_TOO_MANY * 40,
            },
        )
        found: dict[tuple[int, int], list[Shared]] = {}
        for one, other, kind, value, shared_by, role, other_role in cursor.fetchall():
            found.setdefault((one, other), []).append(
                Shared(IdentifierKind(kind), value, shared_by, (role, other_role))
            )
    return found


def _write(
    proposals: dict[tuple[int, int], Proposal], *, desk: int, viewer: Viewer, now: datetime
) -> list[tuple[str, int, int]]:
    if not proposals:
        return []
    references = new_references(Kind.LINK, len(proposals))
    rows = [
        (
            reference,
            one,
            other,
            desk,
            proposal.probability,
            Jsonb([each._asdict() for each in proposal.evidence]),
            sorted({each.kind for each in proposal.evidence}),
            now,
            Judgement.OPEN,
        )
        for reference, ((one, other), proposal) in zip(references, proposals.items(), strict=True)
    ]
    stage(_LINK, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            insert into link ({_LINK.column_list}) select {_LINK.column_list} from {_LINK.waiting}
            on conflict (one_id, other_id) do update
            set probability = excluded.probability, evidence = excluded.evidence,
                evidence_kinds = excluded.evidence_kinds
            where link.judgement = 'open' and link.evidence <> excluded.evidence
            returning reference, one_id, other_id
            """  # noqa: S608 - names are our own constants
        )
        changed = cursor.fetchall()
        cursor.execute(f"delete from {_LINK.waiting}")  # noqa: S608 - as above
    for reference, _one, _other in changed:
        record(Event.LINK_PROPOSED, reference, actor=viewer.officer_id, at=now, desk=desk)
    return changed


def judge_link(
    *, reference: str, judgement: Judgement, reason: str, viewer: Viewer, now: datetime
) -> None:
    """Record an officer's judgement on a link, or undo one by judging it open. Both stay in the ledger.

    Raises NotPermitted, NoSuchLink, LinkAlreadyJudged.
    """
    require(viewer, Permission.JUDGE_LINK)
    link = Link.objects.select_for_update().filter(reference=reference).first()
    if link is None:
        raise NoSuchLink(reference)
    if judgement is not Judgement.OPEN and link.judgement != Judgement.OPEN:
        raise LinkAlreadyJudged(reference, link.judgement)
    before, link.judgement = link.judgement, judgement
    link.save(update_fields=["judgement"])
    record(
        Event.LINK_JUDGED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=link.desk_id,
        detail={"before": before, "judgement": judgement.value, "reason": reason},
    )
