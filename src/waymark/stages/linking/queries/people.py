"""Which of the people that reports describe are to be compared: those who share what few do."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from waymark.stages.linking.rules.described import MOST_BEHIND_A_KEY
from waymark.stages.linking.rules.people import ID, Person

_HELD = """
    select ks.key, o.id, o.referral_id, o.report_id, count(*) over (partition by ks.key) > %(most)s as is_crowded
    from (
        select distinct k.key from described_person p cross join lateral unnest(p.keys) as k (key)
        where p.id = any(%(new)s)
    ) ks
    cross join lateral (
        select id, referral_id, report_id from described_person
        where keys @> array[ks.key] and desk_id = %(desk)s limit %(most)s + 1
    ) o
"""


def candidates(new: Sequence[int], *, desk: int) -> tuple[set[tuple[int, int]], list[Person], list[str]]:
    """Pairs to compare, the lower number first; the people in them; and the keys that too many share.

    new: people by number; each is compared with all of the desk who share a key that few do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with held as materialized ({_HELD})
            select distinct least(n.id, o.id), greatest(n.id, o.id), null from held n
            join held o using (key) where n.id = any(%(new)s) and not n.is_crowded
            and o.referral_id <> n.referral_id and o.report_id <> n.report_id
            union all select distinct 0::bigint, 0::bigint, key from held where is_crowded
            """,
            {"new": list(new), "desk": desk, "most": MOST_BEHIND_A_KEY},
        )
        rows = cursor.fetchall()
        pairs = {(one, other) for one, other, key in rows if key is None}
        crowded = [key for _, _, key in rows if key is not None]
        if not pairs:
            return pairs, [], crowded
        cursor.execute(
            "select id, forename, surname, born, postcode from described_person where id = any(%s) order by id",
            [sorted({id_ for pair in pairs for id_ in pair})],
        )
        names = (ID, "forename", "surname", "born", "postcode")
        return pairs, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()], crowded


def crowded_keys(desk: int) -> list[str]:
    """Every key that more people of a desk share than it tells apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select k.key from described_person p cross join lateral unnest(p.keys) as k (key) "
            "where p.desk_id = %s group by k.key having count(*) > %s",
            [desk, MOST_BEHIND_A_KEY],
        )
        return [key for (key,) in cursor.fetchall()]
