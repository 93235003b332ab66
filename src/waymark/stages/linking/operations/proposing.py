"""Proposing links between referrals that share what nothing joins by itself; and recording judgements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations, groupby
from operator import itemgetter
from typing import NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, copy_text, stage
from waymark.errors import WaymarkError
from waymark.referrals.identifiers import IdentifierKind
from waymark.referrals.references import Kind, new_references
from waymark.stages.linking.models import Judgement, Link
from waymark.stages.linking.queries.sharing import labels_at
from waymark.stages.linking.rules.comparison import (
    Proposal,
    Relation,
    Shared,
    Span,
    compare,
    gap_between,
    telling_role,
)
from waymark.stages.linking.rules.sharing import WIDEST

__all__ = [
    "Judgement",
    "LinkAlreadyJudged",
    "NeverOneSubject",
    "NoSuchLink",
    "judge_link",
    "propose_links",
]

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


class LinkAlreadyJudged(WaymarkError):
    """Someone has judged the link since it was shown."""

    def __init__(self, reference: str, judgement: str) -> None:
        super().__init__(f"{reference} is already {judgement}: undo that judgement first, with your reason")


class NeverOneSubject(WaymarkError):
    """What the two share is stated of different people: a suspect of one is, say, a victim of the other."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} relates two referrals through different people, who never become one: note it, or "
            "reject it"
        )


class NoSuchLink(WaymarkError):
    """No link that this officer may see has that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No link {reference} at your desks: `waymark links` lists them")


def propose_links(
    identifiers: Sequence[int], *, desk: int, viewer: Viewer, now: datetime
) -> list[tuple[str, int, int]]:
    """Compare every two referrals of the desk that share one of these identifiers, or did until now.

    identifiers: by id, those whose sharing may have changed; what a pair shares besides is kept as it was
    found. One that too many share proposes nothing, and what it had proposed is taken back; so what stands
    in the end never depends on the order of arrival. The evidence that a link was judged on never proposes
    it again; more evidence opens a rejected link, and is added to an accepted one. Returns each new or changed
    link's reference and ends.
    """
    require(viewer, Permission.DELIVER)
    if not identifiers:
        return []
    shared = _shared([each for each in identifiers if each > 0], desk=desk)
    for pair, found in _alike(identifiers, desk=desk).items():
        shared.setdefault(pair, []).extend(found)
    standing = _standing(identifiers, shared)
    looked_at = set(identifiers)
    evidence = {
        pair: [
            *shared.get(pair, ()),
            *(old for old in standing.get(pair, ()) if old.identifier not in looked_at),
        ]
        for pair in {**shared, **standing}
    }
    _take_back([pair for pair, found in evidence.items() if not found])
    proposals = {pair: compare(found) for pair, found in evidence.items() if found}
    return _write(proposals, desk=desk, viewer=viewer, now=now) if proposals else []


def identifiers_of(referral_ids: Sequence[int]) -> list[int]:
    """Every identifier that these referrals mention, by id; minus the numbers of their people's pairs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct identifier_id from mention where referral_id = any(%(ids)s) union all "
            "select distinct -a.id from described_person p join people_alike a on p.id in (a.one_id, a.other_id) "
            "where p.referral_id = any(%(ids)s)",
            {"ids": list(referral_ids)},
        )
        return [row[0] for row in cursor.fetchall()]


def _shared(identifiers: Sequence[int], *, desk: int) -> dict[tuple[int, int], list[Shared]]:
    """Pairs of referrals, lower id first, and what they share of these identifiers."""
    labels = labels_at(desk, identifiers)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select m.identifier_id, i.kind, m.referral_id, min(m.value), array_agg(distinct m.role),
                   array_agg(distinct m.report_id), array_agg(m.at) filter (where i.kind in ('ip', 'ip_line')),
                   array_agg(m.until) filter (where i.kind in ('ip', 'ip_line'))
            from unnest(%(identifiers)s::bigint[]) as c (id)
            join identifier i on i.id = c.id
            cross join lateral (
                select * from mention where identifier_id = c.id and desk_id = %(desk)s limit %(look)s
            ) m
            group by m.identifier_id, i.kind, m.referral_id
            order by m.identifier_id, m.referral_id
            """,
            # One referral may mention an identifier in many reports; look this far and no further.
            {"identifiers": list(identifiers), "desk": desk, "look": WIDEST * 40},
        )
        pairs: dict[tuple[int, int], list[Shared]] = {}
        for (identifier, kind_name), rows in groupby(cursor.fetchall(), key=itemgetter(0, 1)):
            kind = IdentifierKind(kind_name)
            holders = [
                _Holder(
                    referral,
                    value,
                    telling_role(roles),
                    reports,
                    tuple(zip(ats or (), untils or (), strict=True)),
                )
                for _, _, referral, value, roles, reports, ats, untils in rows
            ]
            if not 1 < len(holders) <= labels.limit(identifier, kind, holders[0].value):
                continue
            for one, other in combinations(holders, 2):
                if one.reports == other.reports and len(one.reports) == 1:
                    continue  # one report that names both says nothing of their being one
                roles = (one.role, other.role)
                gap = gap_between(one.uses, other.uses)
                pairs.setdefault((one.referral, other.referral), []).append(
                    Shared(kind, one.value, len(holders), roles, identifier, gap)
                )
        return pairs


def _alike(identifiers: Sequence[int], *, desk: int) -> dict[tuple[int, int], list[Shared]]:
    """Pairs of referrals, lower id first, that describe people who may be one: by minus those pairs' numbers."""
    numbers = [-each for each in identifiers if each < 0]
    pairs: dict[tuple[int, int], list[Shared]] = {}
    if not numbers:
        return pairs
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select a.id, a.weight, a.words, p.referral_id, p.role, q.referral_id, q.role
            from people_alike a join described_person p on p.id = a.one_id
            join described_person q on q.id = a.other_id
            where a.id = any(%s) and a.desk_id = %s and p.referral_id <> q.referral_id
                and p.report_id <> q.report_id
            order by a.id
            """,
            [numbers, desk],
        )
        for number, weight, words, one, role, other, other_role in cursor.fetchall():
            (low, first), (high, second) = sorted([(one, role), (other, other_role)])
            pairs.setdefault((low, high), []).append(
                Shared(IdentifierKind.PERSON_ALIKE, words, 2, (first, second), -number, measured=weight)
            )
    return pairs


class _Holder(NamedTuple):
    """A referral that mentions an identifier: in which words and role, in which reports, and used when."""

    referral: int
    value: str
    role: str
    reports: list[int]
    uses: tuple[Span, ...]


def _standing(
    identifiers: Sequence[int], pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], list[Shared]]:
    """The evidence of open links that rest on these identifiers, and of any link of these pairs."""
    ends = list(zip(*pairs, strict=True)) or [(), ()]
    with connection.cursor() as cursor:
        cursor.execute(
            "select one_id, other_id, evidence from link where judgement = 'open' and identifiers && %s::bigint[] "
            "union all select one_id, other_id, evidence from link "
            "join unnest(%s::bigint[], %s::bigint[]) as p (one, other) on (one_id, other_id) = (p.one, p.other)",
            [list(identifiers), list(ends[0]), list(ends[1])],
        )
        return {
            (one, other): [Shared.from_evidence(each) for each in json.loads(evidence)]
            for one, other, evidence in cursor.fetchall()
        }


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


def _write(
    proposals: dict[tuple[int, int], Proposal], *, desk: int, viewer: Viewer, now: datetime
) -> list[tuple[str, int, int]]:
    references = new_references(Kind.LINK, len(proposals))
    rows = [
        (
            reference,
            one,
            other,
            desk,
            proposal.probability,
            Json([each._asdict() for each in proposal.evidence]),
            sorted({each.kind for each in proposal.evidence}),
            [each.identifier for each in proposal.evidence],
            now,
            Judgement.OPEN,
            proposal.relation,
        )
        for reference, ((one, other), proposal) in zip(references, proposals.items(), strict=True)
    ]
    stage(_LINK, copy_text(rows))
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
        changed: list[tuple[str, int, int]] = cursor.fetchall()
        cursor.execute(f"truncate {_LINK.waiting}")
    for reference, _one, _other in changed:
        record(Event.LINK_PROPOSED, reference, actor=viewer.officer_id, at=now, desk=desk)
    return changed


def judge_link(*, reference: str, judgement: Judgement, reason: str, viewer: Viewer, now: datetime) -> None:
    """Record an officer's judgement on a link, or undo one by judging it open. Both stay in the ledger.

    Raises NotPermitted, NoSuchLink, LinkAlreadyJudged, NeverOneSubject.
    """
    require(viewer, Permission.JUDGE_LINK)
    link = Link.objects.select_for_update().filter(reference=reference).first()
    if link is None:
        raise NoSuchLink(reference)
    if judgement is not Judgement.OPEN and link.judgement != Judgement.OPEN:
        raise LinkAlreadyJudged(reference, link.judgement)
    if judgement is Judgement.ACCEPTED and link.relation == Relation.RELATED:
        raise NeverOneSubject(reference)
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
