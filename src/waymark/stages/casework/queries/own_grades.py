"""Facts of a report that carry another grade, code or marking than the report: with them they leave, always."""

from __future__ import annotations

from collections.abc import Sequence

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.types import Addition
from waymark.stages.casework.rules.gradings import BY, SECTION, Grade
from waymark.stages.intake.queries.pack_facts import SourcedFact, facts_from_packs


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
