"""How a fact of a report may be used: its grade, handling code, conditions and marking, wherever it goes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from waymark.referrals.types import Addition, Fact, IPCaptureEvent, Party, Report, ReportedFile

SECTION = "grading"
BY = "pack"
"""Who said so: the pack that the fact came in."""


class Grade(NamedTuple):
    """How a fact may be used; empty fields are not stated."""

    source_grade: str = ""
    handling_code: str = ""
    handling_conditions: str = ""
    marking: str = ""

    @property
    def in_words(self) -> str:
        """In one line, each named, those that were stated: for a page that has no column for each."""
        named = (
            ("grade", self.source_grade),
            ("code", self.handling_code),
            ("conditions", self.handling_conditions),
            ("", self.marking),
        )
        return "; ".join(f"{name} {value}".strip() for name, value in named if value)


def subject_of(fact: Fact) -> str:
    """What a fact is called where something is said of it alone; empty for the report itself."""
    if isinstance(fact, Party):
        return f"party {fact.ordinal}"
    if isinstance(fact, IPCaptureEvent):
        return f"event {fact.ordinal}"
    if isinstance(fact, ReportedFile):
        return f"file {fact.ordinal}"
    return fact.subject if isinstance(fact, Addition) else ""


def graded(stated: Grade, own: Mapping[str, str]) -> Grade:
    """What was said of a fact alone over what was said of its report, field by field."""
    return Grade(*(own.get(name, value) for name, value in zip(Grade._fields, stated, strict=True)))


def grade_of(fact: Fact, head: Report, gradings: Mapping[str, Mapping[str, str]]) -> Grade:
    """How one fact may be used: as was said of it, else of its report."""
    stated = Grade(head.source_grade, head.handling_code, head.handling_conditions, head.marking)
    return graded(stated, gradings.get(subject_of(fact), {}))


def gradings_in(facts: Iterable[Fact]) -> dict[str, dict[str, str]]:
    """What is said of the use of single facts, by the fact it names; several grades of one stand side by side."""
    found: dict[str, dict[str, str]] = {}
    for fact in facts:
        if isinstance(fact, Addition) and fact.section == SECTION:
            of = found.setdefault(fact.subject, {})
            of[fact.name] = f"{of[fact.name]}; {fact.value}" if fact.name in of else fact.value
    return found
