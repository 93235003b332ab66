"""What documents of one number are to one another: originals of one report, resends, supplements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.database.copying import Table, insert
from waymark.referrals.rules import Document, Relation

_SAME = Table("same_report", ("report_id", "of_id", "relation", "number", "desk_id", "found_at"))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document that bears a number. adds_to: the numbers it says it adds to, which makes it another report."""

    number: str
    clearing_house: str
    adds_to: tuple[str, ...]
    document: Document

    @property
    def group(self) -> tuple[str, str, tuple[str, ...]]:
        """What documents share that could be one report."""
        return self.clearing_house, self.number, self.adds_to


def documents_with(report_ids: Sequence[int], *, desk: int) -> list[Numbered]:
    """Every document that bears a number which one of these bears, in the order they came."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select m.number, m.clearing_house,
                   coalesce((select array_agg(w.number order by w.number) from named_report w
                             where w.report_id = m.report_id and w.why = 'adds_to'), '{}'),
                   r.id, r.form, s.of_id, s.relation
            from report_number n
            join report_number m on (m.desk_id, m.number, m.clearing_house)
                = (n.desk_id, n.number, n.clearing_house)
            join report r on r.id = m.report_id
            left join same_report s on s.report_id = r.id
            where n.desk_id = %s and n.report_id = any(%s)
            group by m.number, m.clearing_house, m.report_id, r.id, s.report_id
            order by r.id
            """,
            [desk, list(report_ids)],
        )
        return [
            Numbered(
                number,
                house,
                tuple(adds_to),
                Document(id_, form, of, Relation(relation) if relation else None),
            )
            for number, house, adds_to, id_, form, of, relation in cursor.fetchall()
        ]


def note_same(found: Sequence[tuple[Numbered, Relation, int]], *, desk: int, now: datetime) -> None:
    """Note what documents are to the reports that others made: each once, for good. Part of reading them in."""
    insert(
        _SAME,
        [
            (each.document.report_id, of, relation.value, each.number, desk, now)
            for each, relation, of in found
        ],
    )
