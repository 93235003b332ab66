"""How each fact of reports may be used: said of it in its pack, in the package it came with, or of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.gradings import BY, SECTION, Grade, graded, gradings_in
from waymark.referrals.queries import additions
from waymark.referrals.types import Addition
from waymark.stages.intake.queries.pack_facts import SourcedFact, facts_from_packs

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class FactGrades:
    """Grades of facts by the reference of their report. own: of single facts, by what each is called there."""

    reports: Mapping[str, Grade] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def of(self, report: str, subject: str = "") -> Grade:
        """How a fact may be used. subject: such as `party 1`, `event 2`; empty for the report's own statements."""
        return graded(self.reports.get(report, Grade()), self.own.get(report, {}).get(subject, {}))

    def all_of(self, report: str) -> tuple[Grade, ...]:
        """Each grade that holds for a fact of a report, its own first: for what does not say which fact it is of."""
        subjects = ("", *self.own.get(report, {}))
        return tuple(dict.fromkeys(self.of(report, subject) for subject in subjects))


def fact_grades(viewer: Viewer, report_ids: Sequence[int]) -> FactGrades:
    """The grades of every fact of reports already read. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference, source_grade, handling_code, handling_conditions, marking from report "
            "where id = any(%s)",
            [list(report_ids)],
        )
        reports = {row[0]: Grade(*row[1:]) for row in cursor.fetchall()}
    said = own_grades(viewer, report_ids)
    for line in additions(viewer, report_ids, limit=_ALL):
        if line.section == SECTION:
            said.setdefault(line.report, []).append(
                Addition(line.by, line.section, line.name, line.value, line.subject)
            )
    return FactGrades(reports, {report: gradings_in(each) for report, each in said.items()})


def own_grades(viewer: Viewer, report_ids: Sequence[int]) -> dict[str, list[Addition]]:
    """What packs said of the use of single facts, by the report's reference, as additions that name the fact.

    Only where it differs from what the report says of itself. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    sourced = facts_from_packs(viewer, report_ids)
    covers = {each.report: _grade(each) for each in sourced if each.part == "report"}
    made: dict[str, list[Addition]] = {}
    for each in sourced:
        own = _grade(each)
        if each.part == "report" or own == covers.get(each.report, own):
            continue
        subject = f"{each.part} {each.ordinal}"
        for name, value in own._asdict().items():
            addition = Addition(BY, SECTION, name, value, subject)
            if value and addition not in made.setdefault(each.report, []):
                made[each.report].append(addition)
    return made


def _grade(fact: SourcedFact) -> Grade:
    return Grade(fact.source_grade, fact.handling_code, fact.handling_conditions, fact.marking)
