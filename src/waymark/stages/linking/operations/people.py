"""Comparing the people that reports describe: those of new reports with all who stand, found by what they share.

Runs after the reports are committed, each minute and before linking all at once: the comparison takes seconds
to start and would hold up every batch. Which pairs are compared depends on the two people alone, so the order
in which reports came does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.stages.linking.operations.proposing import propose_links
from waymark.stages.linking.queries.people import candidates
from waymark.stages.linking.rules.described import (
    FIELDS,
    LEAST,
    MOST_BEHIND_A_KEY,
    in_words,
    may_be_one,
    shipped_model,
    weight_of,
)
from waymark.stages.linking.rules.people import Person, alike_people

MOST_AT_ONCE = 2_000
_ALIKE = Table("people_alike", ("desk_id", "one_id", "other_id", "weight", "words"))


def compare_people(viewer: Viewer, *, now: datetime, most: int | None = None) -> int:
    """Compare the people not yet compared at the viewer's desks, and propose what that makes likely.

    most: at most so many at a time; None for all. Returns how many were compared. Raises NotPermitted.
    """
    require(viewer, Permission.DELIVER)
    return sum(_compare_desk(desk, viewer=viewer, now=now, most=most) for desk in viewer.desks)


def _compare_desk(desk: int, *, viewer: Viewer, now: datetime, most: int | None) -> int:
    compared = 0
    while True:
        at_once = MOST_AT_ONCE if most is None else min(most - compared, MOST_AT_ONCE)
        new = _waiting(desk, most=at_once) if at_once else []
        if not new:
            return compared
        pairs, people, crowded = candidates(new, desk=desk)
        numbers = write_alike(_alike(pairs, people, desk=desk)) + forget_crowded(crowded, desk=desk)
        if numbers:
            propose_links([-number for number in numbers], desk=desk, viewer=viewer, now=now)
        record(
            Event.PEOPLE_COMPARED,
            "people",
            actor=viewer.officer_id,
            at=now,
            desk=desk,
            detail={"people": len(new), "alike": len(numbers)},
        )
        compared += len(new)


def _waiting(desk: int, *, most: int) -> list[int]:
    """Take people that wait to be compared, while no other does and no batch links."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(7201, %s)", [desk])
        cursor.execute(
            "update described_person set is_compared = true where id in (select id from described_person "
            "where not is_compared and desk_id = %s order by id limit %s) returning id",
            [desk, most],
        )
        return [id_ for (id_,) in cursor.fetchall()]


def _alike(
    pairs: set[tuple[int, int]], people: Sequence[Person], *, desk: int
) -> list[tuple[int, int, int, float, str]]:
    if not pairs:
        return []
    found = alike_people(people, fields=FIELDS, model=shipped_model(), at_least=LEAST)
    return [
        (desk, each.one, each.other, weight_of(each), in_words(each.weights))
        for each in found
        if (each.one, each.other) in pairs and may_be_one(each)
    ]


def write_alike(rows: Sequence[tuple[int, int, int, float, str]]) -> list[int]:
    """Write pairs who are alike: desk, the two, weight and words. Returns the numbers of those that stand now."""
    if not rows:
        return []
    insert(_ALIKE, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "select a.id from people_alike a join unnest(%s::bigint[], %s::bigint[]) as p (one, other) "
            "on (a.one_id, a.other_id) = (p.one, p.other) where a.desk_id = any(%s)",
            [[row[1] for row in rows], [row[2] for row in rows], sorted({row[0] for row in rows})],
        )
        return [number for (number,) in cursor.fetchall()]


def forget_crowded(keys: Sequence[str], *, desk: int) -> list[int]:
    """Forget pairs whom nothing but such keys brought together. Returns the numbers that they had.

    keys: those that have come to be shared by more people than they tell apart.
    """
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            delete from people_alike where id in (
                select a.id from people_alike a
                join described_person p on p.id = a.one_id join described_person q on q.id = a.other_id
                where a.desk_id = %(desk)s and p.keys && %(keys)s::text[] and q.keys && %(keys)s::text[]
                and not exists (
                    select from unnest(p.keys) as k (key) where q.keys @> array[k.key] and (
                        select count(*) from (
                            select from described_person where keys @> array[k.key] and desk_id = %(desk)s
                            limit %(most)s + 1
                        ) held
                    ) <= %(most)s
                )
            ) returning id
            """,
            {"desk": desk, "keys": list(keys), "most": MOST_BEHIND_A_KEY},
        )
        return [number for (number,) in cursor.fetchall()]
