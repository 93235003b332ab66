"""Comparing the people that reports describe: those of new reports with all who stand, found by what they share.

Runs after the reports are committed, each minute and before linking all at once: the comparison takes seconds
to start and would hold up every batch. Which pairs are compared depends on the two people alone, so the order
in which reports came does not matter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.stages.linking.operations.proposing import propose_links
from waymark.stages.linking.rules.comparison import PRIOR
from waymark.stages.linking.rules.described import (
    FIELDS,
    LEAST,
    in_words,
    may_be_one,
    shipped_model,
)
from waymark.stages.linking.rules.people import ID, Person, alike_people

MOST_AT_ONCE = 2_000
# People who share one key with a person, and are compared: more share it than it tells apart.
_MOST_BEHIND_A_KEY = 200
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
        numbers = _write(_alike(new, desk=desk), desk=desk)
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


def _alike(new: Sequence[int], *, desk: int) -> list[tuple[int, int, int, float, str]]:
    pairs, people = _candidates(new, desk=desk)
    if not pairs:
        return []
    found = alike_people(people, fields=FIELDS, model=shipped_model(), at_least=LEAST)
    return [
        (desk, each.one, each.other, _weight(each.probability), in_words(each.weights))
        for each in found
        if (each.one, each.other) in pairs and may_be_one(each)
    ]


def _weight(probability: float) -> float:
    """Bits by which a comparison moves the odds of a link, from the model's own chance."""
    chance = min(probability, 1 - 1e-9)
    return round(math.log2(chance / (1 - chance)) - math.log2(PRIOR), 2)


def _candidates(new: Sequence[int], *, desk: int) -> tuple[set[tuple[int, int]], list[Person]]:
    """Pairs to compare, the lower number first, and the people in them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select distinct least(n.id, o.id), greatest(n.id, o.id) from described_person n
            cross join lateral unnest(n.keys) as k (key)
            cross join lateral (
                select id, referral_id, report_id from described_person
                where keys @> array[k.key] and desk_id = %s limit %s
            ) o
            where n.id = any(%s) and o.referral_id <> n.referral_id and o.report_id <> n.report_id
            """,
            [desk, _MOST_BEHIND_A_KEY, list(new)],
        )
        pairs = set(cursor.fetchall())
        if not pairs:
            return pairs, []
        cursor.execute(
            "select id, forename, surname, born, postcode from described_person where id = any(%s) order by id",
            [sorted({id_ for pair in pairs for id_ in pair})],
        )
        names = (ID, "forename", "surname", "born", "postcode")
        return pairs, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _write(rows: Sequence[tuple[int, int, int, float, str]], *, desk: int) -> list[int]:
    """Write pairs who are alike. Returns the numbers of those that stand now."""
    if not rows:
        return []
    insert(_ALIKE, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "select a.id from people_alike a "
            "join unnest(%s::bigint[], %s::bigint[]) as p (one, other) on (a.one_id, a.other_id) = (p.one, p.other) "
            "where a.desk_id = %s",
            [[row[1] for row in rows], [row[2] for row in rows], desk],
        )
        return [number for (number,) in cursor.fetchall()]
