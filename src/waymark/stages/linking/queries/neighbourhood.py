"""What lies around a referral: the things its reports name, and the other referrals that name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.queries.sharing import labels_at

MOST_THINGS = 24
_MOST_HOLDERS = 800


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a referral's reports name. referrals: others that name it too, by reference, the eldest
    first, none where it is shared by too many (`is_shared`). shared_by: referrals that name it, at least.
    """

    identifier: int
    kind: str
    value: str
    first_on: date
    shared_by: int
    is_shared: bool
    referrals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """things: of `total`, those that bring others near first; at most MOST_THINGS, from the one after `start` on.
    links: by the other's reference, the judgement. first_on, last_on: days of the first and the last report, at any
    time.
    """

    things: tuple[Thing, ...]
    start: int
    total: int
    links: dict[str, str]
    first_on: date
    last_on: date


_THINGS = """
    with mine as (
        select m.identifier_id, min(m.value) as value, min(r.received_at) as first_at
        from mention m join report r on r.id = m.report_id
        where m.referral_id = %(referral)s group by m.identifier_id
    )
    select mine.identifier_id, i.kind, mine.value, mine.first_at, held.count, held.referrals
    from mine join identifier i on i.id = mine.identifier_id
    cross join lateral (
        select count(*) + 1 as count, (array_agg(reference order by id))[1:20] as referrals
        from (
            select f.id, f.reference from (
                select referral_id, report_id from mention
                where identifier_id = mine.identifier_id and referral_id <> %(referral)s limit %(most)s
            ) m join report r on r.id = m.report_id and r.received_at < %(until)s
            join referral f on f.id = m.referral_id group by f.id, f.reference
        ) others
    ) held
    where mine.first_at < %(until)s
"""


def neighbourhood(
    viewer: Viewer, referral_id: int, reference: str, *, until: datetime, now: datetime, start: int = 0
) -> Neighbourhood:
    """What was known around a referral before a moment; the reading is logged. Raises NotPermitted.

    start: how many things to leave out, those that bring others near first; none where there are no more.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(_THINGS, {"referral": referral_id, "until": until, "most": _MOST_HOLDERS})
        rows = cursor.fetchall()
        cursor.execute(
            "select desk_id, (select min(p.received_at) from referral_report a "
            "join report p on p.id = a.report_id where a.referral_id = f.id), "
            "(select max(p.received_at) from referral_report a "
            "join report p on p.id = a.report_id where a.referral_id = f.id) from referral f where id = %s",
            [referral_id],
        )
        desk, first_at, last_at = cursor.fetchone()
        cursor.execute(
            "select case when l.one_id = %(id)s then b.reference else a.reference end, l.judgement "
            "from link l join referral a on a.id = l.one_id join referral b on b.id = l.other_id "
            "where (l.one_id = %(id)s or l.other_id = %(id)s) and l.proposed_at < %(until)s",
            {"id": referral_id, "until": until},
        )
        links = dict(cursor.fetchall())
    labels = labels_at(desk, [row[0] for row in rows], viewer=viewer)
    things = []
    for identifier, kind, value, first, shared_by, referrals in rows:
        limit = labels.limit(identifier, IdentifierKind(kind), value, first.date())
        is_shared = shared_by > limit and shared_by > 1
        others = () if is_shared else tuple(referrals or ())
        things.append(Thing(identifier, kind, value, first.date(), shared_by, is_shared, others))
    things = _without_repeats(things)
    things.sort(key=lambda each: (not each.referrals, not each.is_shared, each.kind, each.value))
    record(Event.NEIGHBOURHOOD_READ, reference, actor=viewer.officer_id, at=now, desk=desk)
    start = start if 0 <= start < len(things) else 0
    shown = tuple(things[start : start + MOST_THINGS])
    first_on, last_on = (first_at or now).date(), (last_at or now).date()
    return Neighbourhood(shown, start, len(things), links, first_on, last_on)


_SAYS_IT_BETTER = {
    IdentifierKind.EMAIL_LOOSE: (IdentifierKind.EMAIL,),
    IdentifierKind.ALIAS: (IdentifierKind.HANDLE, IdentifierKind.EMAIL),
}


def _without_repeats(things: list[Thing]) -> list[Thing]:
    """Without the weaker form of what stands there as well, where it brings nobody else near."""
    known = {(each.kind, each.value): each.shared_by for each in things}
    return [
        each
        for each in things
        if not any(
            known.get((better.value, each.value), 0) >= each.shared_by
            for better in _SAYS_IT_BETTER.get(IdentifierKind(each.kind), ())
        )
    ]
