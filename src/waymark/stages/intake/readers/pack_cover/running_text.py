"""Sentences and clauses of running text, and what of it is already proposed."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.proposals import Where
from waymark.stages.intake.readers.pack_cover.sentence_patterns import CLAUSE, SENTENCE_END


def is_inside(all_: Gathering, where: Where) -> bool:
    """Whether a place lies within something already proposed."""
    return any(
        each.where.page == where.page and each.where.start <= where.start and where.end <= each.where.end
        for each in all_.found.values()
        if each.place.name != "asked"
    )


def all_of(all_: Gathering, subject: Subject) -> range:
    return range(1, all_.counts[subject] + 1)


def clause_after(page: str, at: int) -> tuple[int, int]:
    end = SENTENCE_END.search(page, at)
    return at, min(end.start() if end else len(page), at + CLAUSE)


def sentence_start(page: str, at: int) -> int:
    begin = max(0, at - CLAUSE)
    breaks = list(re.finditer(r"[.!?]\s+(?=[A-Z])|\n\s*\n", page[begin:at]))
    return begin + (breaks[-1].end() if breaks else 0)


def short(text: str) -> str:
    return " ".join(text.split())[:50]
