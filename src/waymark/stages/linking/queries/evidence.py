"""What pairs of referrals share, read for comparing them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.queries.sharing import labels_at
from waymark.stages.linking.rules.comparison import Shared, telling_role
from waymark.stages.linking.rules.described import Described
from waymark.stages.linking.rules.pairing import Holder, alike_pair, pairs_sharing
from waymark.stages.linking.rules.sharing import WIDEST

Evidence = dict[tuple[int, int], list[Shared]]


class Standing(NamedTuple):
    """The evidence of a link that stands: what it was found from, and as it is written, with the probability."""

    shared: list[Shared]
    written: list[dict[str, Any]]
    probability: float
    relation: str


# Mentions of one identifier looked at in the ordinary way. One with more is looked at again, holder by holder:
# a single referral may mention one account in a thousand reports, and others stand behind it.
_LOOK = WIDEST * 40
# Times come as microseconds: an address has many uses, and a number is read without Python.
_COLUMNS = """
    m.identifier_id, i.kind, m.referral_id, min(m.value collate "C"), array_agg(distinct m.role),
    array_agg(distinct m.report_id),
    array_agg((extract(epoch from m.at) * 1000000)::bigint) filter (where i.kind in ('ip', 'ip_line')),
    array_agg((extract(epoch from m.until) * 1000000)::bigint) filter (where i.kind in ('ip', 'ip_line'))
"""
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_HOLDERS = f"""
    select {_COLUMNS}, count(*)
    from unnest(%(identifiers)s::bigint[]) as c (id)
    join identifier i on i.id = c.id
    cross join lateral (
        select * from mention where identifier_id = c.id and desk_id = %(desk)s limit %(look)s
    ) m
    group by m.identifier_id, i.kind, m.referral_id
    order by m.identifier_id, m.referral_id
"""
# From one holder to the next by the index, so that a holder costs one look however often it mentions the thing.
_HOLDERS_OF_BUSY = f"""
    with recursive held (id, referral_id, place) as (
        select c.id, (select min(referral_id) from mention where identifier_id = c.id and desk_id = %(desk)s), 1
        from unnest(%(identifiers)s::bigint[]) as c (id)
        union all
        select h.id, (select min(referral_id) from mention where identifier_id = h.id and desk_id = %(desk)s
            and referral_id > h.referral_id), h.place + 1
        from held h where h.referral_id is not null and h.place <= %(most)s
    )
    select {_COLUMNS}, 0
    from (
        select id, referral_id from held where referral_id is not null
        and id in (select id from held group by id having count(referral_id) <= %(most)s)
    ) h
    join identifier i on i.id = h.id
    join mention m on m.identifier_id = h.id and m.referral_id = h.referral_id and m.desk_id = %(desk)s
    group by m.identifier_id, i.kind, m.referral_id
    order by m.identifier_id, m.referral_id
"""


def evidence_of(identifiers: Sequence[int], *, desk: int, viewer: Viewer) -> Evidence:
    """Pairs of referrals of a desk, lower id first, and what they share of these identifiers.

    identifiers: by id; minus the number of a pair of people who are alike. Raises NotPermitted.
    """
    require(viewer, Permission.READ_REFERENCE)
    found = _shared([each for each in identifiers if each > 0], desk=desk, viewer=viewer)
    for pair, pieces in _alike([-each for each in identifiers if each < 0], desk=desk).items():
        found.setdefault(pair, []).extend(pieces)
    return found


def standing_evidence(
    identifiers: Sequence[int], pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], Standing]:
    """The evidence of open links that rest on these identifiers, and of any link of these pairs."""
    ends = list(zip(*pairs, strict=True)) or [(), ()]
    with connection.cursor() as cursor:
        cursor.execute(
            "select one_id, other_id, evidence, probability, relation from link "
            "where judgement = 'open' and identifiers && %s::bigint[] "
            "union all select one_id, other_id, evidence, probability, relation from link "
            "join unnest(%s::bigint[], %s::bigint[]) as p (one, other) on (one_id, other_id) = (p.one, p.other)",
            [list(identifiers), list(ends[0]), list(ends[1])],
        )
        found = {
            (one, other): (json.loads(evidence), *said) for one, other, evidence, *said in cursor.fetchall()
        }
    return {
        pair: Standing([Shared.from_evidence(each) for each in written], written, probability, relation)
        for pair, (written, probability, relation) in found.items()
    }


def suspects_of(referral_ids: Iterable[int]) -> dict[int, list[Described]]:
    """The suspects that the reports of these referrals describe, by referral."""
    found: dict[int, list[Described]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct referral_id, forename, surname, born, postcode from described_person "
            "where referral_id = any(%s) and role = 'suspect'",
            [list(referral_ids)],
        )
        for referral, *words in cursor.fetchall():
            found.setdefault(referral, []).append(Described(*words))
    return found


def identifiers_of_links(referral_ids: Sequence[int]) -> list[int]:
    """Every identifier that links of these referrals rest on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select unnest(identifiers) from link where one_id = any(%(ids)s) "
            "union select unnest(identifiers) from link where other_id = any(%(ids)s)",
            {"ids": list(referral_ids)},
        )
        return [row[0] for row in cursor.fetchall()]


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


def identifiers_between(one: int, other: int) -> list[int]:
    """Every identifier that two referrals both mention, by id; minus the numbers of pairs of their people."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select identifier_id from mention where referral_id = %(one)s "
            "intersect select identifier_id from mention where referral_id = %(other)s "
            "union all select -a.id from people_alike a join described_person p on p.id = a.one_id "
            "join described_person q on q.id = a.other_id where (p.referral_id, q.referral_id) in "
            "((%(one)s, %(other)s), (%(other)s, %(one)s)) and a.one_id in "
            "(select id from described_person where referral_id in (%(one)s, %(other)s))",
            {"one": one, "other": other},
        )
        return [row[0] for row in cursor.fetchall()]


def _shared(identifiers: Sequence[int], *, desk: int, viewer: Viewer) -> Evidence:
    if not identifiers:
        return {}
    labels = labels_at(desk, identifiers, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"identifiers": list(identifiers), "desk": desk, "look": _LOOK})
        rows = cursor.fetchall()
        looked_at = Counter[int]()
        for row in rows:
            looked_at[row[0]] += row[-1]
        busy = {identifier for identifier, mentions in looked_at.items() if mentions >= _LOOK}
        if busy:
            cursor.execute(_HOLDERS_OF_BUSY, {"identifiers": sorted(busy), "desk": desk, "most": WIDEST})
            rows = [row for row in rows if row[0] not in busy] + cursor.fetchall()
    found: Evidence = {}
    for (identifier, kind_name), group in groupby(rows, key=itemgetter(0, 1)):
        kind, holders = IdentifierKind(kind_name), [_holder(row) for row in group]
        limit = labels.limit(identifier, kind, min(each.value for each in holders), _first_use(holders))
        for pair, shared in pairs_sharing(kind, identifier, holders, limit=limit):
            found.setdefault(pair, []).append(shared)
    return found


def _first_use(holders: Sequence[Holder]) -> date | None:
    """The day, UTC, on which an address was first used; None where no time is stated of any use."""
    first = min((at for each in holders for at, _ in each.uses if at), default=None)
    return first.astimezone(UTC).date() if first else None


def _holder(row: Sequence[Any]) -> Holder:
    _, _, referral, value, roles, reports, ats, untils, _ = row
    uses = tuple(zip(map(_time, ats or ()), map(_time, untils or ()), strict=True))
    return Holder(referral, value, telling_role(roles), reports, uses)


def _time(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + microseconds * _MICROSECOND


def _alike(numbers: Sequence[int], *, desk: int) -> Evidence:
    """What people who are alike say, by the numbers of their pairs."""
    found: Evidence = {}
    if not numbers:
        return found
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
            [list(numbers), desk],
        )
        for number, weight, words, one, role, other, other_role in cursor.fetchall():
            pair, shared = alike_pair(number, weight, words, (one, role), (other, other_role))
            found.setdefault(pair, []).append(shared)
    return found
