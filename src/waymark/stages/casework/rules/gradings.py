"""How a fact of a report may be used, where that is said of it alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from waymark.referrals.types import Addition, Fact, IPCaptureEvent, Party, Report

SECTION = "grading"
BY = "pack"
"""Who said so: the pack that the fact came in."""


class Grade(NamedTuple):
    """How a fact may be used; empty fields are not stated."""

    source_grade: str
    handling_code: str
    handling_conditions: str
    marking: str


def grade_of(fact: Fact, head: Report, gradings: Mapping[str, Mapping[str, str]]) -> Grade:
    """How one fact may be used: as was said of it, else of its report."""
    subject = (
        f"party {fact.ordinal}"
        if isinstance(fact, Party)
        else f"event {fact.ordinal}"
        if isinstance(fact, IPCaptureEvent)
        else fact.subject
        if isinstance(fact, Addition)
        else ""
    )
    own = gradings.get(subject, {})
    stated = (head.source_grade, head.handling_code, head.handling_conditions, head.marking)
    return Grade(*(own.get(name, value) for name, value in zip(Grade._fields, stated, strict=True)))


def gradings_in(facts: Iterable[Fact]) -> dict[str, dict[str, str]]:
    """What is said of the use of single facts, by the fact it names; several grades of one stand side by side."""
    found: dict[str, dict[str, str]] = {}
    for fact in facts:
        if isinstance(fact, Addition) and fact.section == SECTION:
            of = found.setdefault(fact.subject, {})
            of[fact.name] = f"{of[fact.name]}; {fact.value}" if fact.name in of else fact.value
    return found
