"""In which reports the evidence of links is stated, and how each may be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.gradings import Grade
from waymark.stages.intake.queries.fact_grades import fact_grades
from waymark.stages.linking.queries.links import LinkLine

# What names an identifier is stated where a report mentions it; what compares people, in any report about them.
_MENTIONED = """
    select asked.link, asked.identifier, r.id, r.reference
    from unnest(%s::text[], %s::bigint[]) as asked (link, identifier)
    join link l on l.reference = asked.link
    join mention m on m.identifier_id = asked.identifier and m.referral_id in (l.one_id, l.other_id)
    join report r on r.id = m.report_id order by r.id
"""
_ABOUT_THEM = """
    select distinct l.reference, 0, r.id, r.reference from link l
    join referral_report a on a.referral_id in (l.one_id, l.other_id)
    join report r on r.id = a.report_id where l.reference = any(%s) order by r.id
"""


class StatedIn(NamedTuple):
    """A report that states a piece of evidence. uses: each grade that holds for a fact of it, its own first."""

    report: str
    uses: tuple[Grade, ...]


class Uses:
    """Where each piece of the evidence of links is stated."""

    def __init__(self, found: dict[tuple[str, int], list[StatedIn]]) -> None:
        self._found = found

    def of(self, link: str, identifier: int) -> list[StatedIn]:
        """identifier: of the piece; 0 or less where it compares people."""
        return self._found.get((link, max(identifier, 0)), [])


def uses_of(viewer: Viewer, lines: Sequence[LinkLine]) -> Uses:
    """How the evidence of links already read may be used. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    asked = [
        (line.reference, piece.identifier)
        for line in lines
        for piece in line.evidence
        if piece.identifier > 0
    ]
    compared = [line.reference for line in lines if any(piece.identifier <= 0 for piece in line.evidence)]
    with connection.cursor() as cursor:
        cursor.execute(_MENTIONED, [[link for link, _ in asked], [number for _, number in asked]])
        rows = cursor.fetchall()
        cursor.execute(_ABOUT_THEM, [compared])
        rows += cursor.fetchall()
    grades = fact_grades(viewer, sorted({report_id for _, _, report_id, _ in rows}))
    found: dict[tuple[str, int], list[StatedIn]] = {}
    for link, identifier, _, report in rows:
        found.setdefault((link, identifier), []).append(StatedIn(report, grades.all_of(report)))
    return Uses(found)
