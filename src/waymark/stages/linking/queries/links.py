"""Links to look at, with their evidence in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.linking.rules.comparison import LEAST_SHOWN, Evidence, Relation
from waymark.stages.linking.rules.sentences import sentence


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A proposed or judged link between two referrals, by their references."""

    reference: str
    a: str
    b: str
    probability: float
    evidence: tuple[Evidence, ...]
    proposed_at: datetime
    judgement: str
    relation: str = Relation.ONE_SUBJECT.value

    @property
    def sentence(self) -> str:
        """What is proposed and why, as an officer can read it aloud."""
        return sentence(self.a, self.b, Relation(self.relation), self.probability, self.evidence)

    def other_than(self, referral: str) -> str:
        return self.b if self.a == referral else self.a


_LINES = """
    select l.reference, a.reference, b.reference, l.probability, l.evidence, l.proposed_at, l.judgement,
        l.relation
    from link l join referral a on a.id = l.one_id join referral b on b.id = l.other_id
"""


# Judged ones, those through different people, and of the rest those that are likely enough to look at.
_SHOWN = f"(l.judgement <> 'open' or l.relation = 'related' or l.probability >= {LEAST_SHOWN})"


def links(viewer: Viewer, *, referral: str | None = None, limit: int = 500, now: datetime) -> list[LinkLine]:
    """Links to look at, at the viewer's desks, the likeliest first; of one referral, by reference, or of all.

    limit: at most so many. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    where = "where true"
    if referral is not None:
        where = (
            "where (l.one_id = (select id from referral where reference = %(ref)s) "
            "or l.other_id = (select id from referral where reference = %(ref)s))"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_LINES} {where} and {_SHOWN} order by l.probability desc, l.id limit %(limit)s",
            {"ref": referral, "limit": limit},
        )
        found = [_line(row) for row in cursor.fetchall()]
    record(
        Event.LINKS_READ,
        referral or "links",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"links": [line.reference for line in found]},
    )
    return found


def link_called(viewer: Viewer, reference: str, *, now: datetime) -> LinkLine | None:
    """One link by its reference; the reading is logged. None when the viewer has none such."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(f"{_LINES} where l.reference = %s", [reference])
        row = cursor.fetchone()
    if row is None:
        return None
    record(Event.LINKS_READ, reference, actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return _line(row)


def link_references(viewer: Viewer, referrals: Sequence[str]) -> list[str]:
    """References of every link of these referrals, for the log of who did what with them."""
    require(viewer, Permission.READ_ACCESS_LOG)
    with connection.cursor() as cursor:
        cursor.execute(
            "select l.reference from link l join referral f on f.id in (l.one_id, l.other_id) "
            "where f.reference = any(%s)",
            [list(referrals)],
        )
        return [reference for (reference,) in cursor.fetchall()]


def _line(row: Sequence[object]) -> LinkLine:
    reference, a, b, probability, evidence, proposed_at, judgement, relation = row
    pieces = tuple(
        Evidence(
            each["kind"],
            each["value"],
            each["shared_by"],
            each["weight"],
            tuple(each["roles"]),
            each["identifier"],
            each.get("gap"),
            each.get("measured"),
        )
        for each in json.loads(str(evidence))
    )
    return LinkLine(reference, a, b, probability, pieces, proposed_at, judgement, relation)  # type: ignore[arg-type]
