"""The boards: what is overdue at the desk, what falls due next, and what evidence is lost next."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.clocks.catalogue import CLOCKS
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.reference.forces import force_by_code
from waymark.stages.attribution.rules.decisions import DECISION_WORDS, REVIEW_WITHIN, Decision
from waymark.stages.prioritisation.queries.boards import AHEAD, EVIDENCE_AHEAD, BoardLine, board
from waymark.stages.prioritisation.rules.nations import nation_of


class LineShown(NamedTuple):
    line: BoardLine
    clock: str
    force: str
    officer: str


@page(permission=Permission.READ_QUEUE)
def show(request: ViewedRequest) -> HttpResponse:
    found = board(request.viewer, now=request.now)
    officers = names_of(
        {each.taken_by for each in (*found.overdue, *found.next) if each.taken_by is not None}
    )
    return render(
        request,
        "clocks/boards.html",
        {
            "lists": [
                (
                    "overdue",
                    "Overdue",
                    [_shown(each, officers) for each in found.overdue],
                    found.has_more_overdue,
                ),
                (
                    "next",
                    f"Due within {AHEAD.days} days",
                    [_shown(each, officers) for each in found.next],
                    found.has_more_next,
                ),
            ],
            "evidence": [(each, _force(each.force)) for each in found.evidence],
            "evidence_days": EVIDENCE_AHEAD.days,
            "standing_still": found.standing_still,
            "reviews": [
                (each, DECISION_WORDS[Decision(each.decision)], each.at + REVIEW_WITHIN)
                for each in found.reviews
            ],
        },
    )


def clock_in_words(clock: str, force: str) -> str:
    """The clock of a board's line, in the words of the nation of a force."""
    if clock == "promise":
        return "Enforcement"
    spec = CLOCKS.get(clock)
    return spec.title_in(nation_of(force)) if spec else clock.replace("_", " ").capitalize()


def _shown(line: BoardLine, officers: dict[int, str]) -> LineShown:
    return LineShown(
        line, clock_in_words(line.clock, line.force), _force(line.force), officers.get(line.taken_by or 0, "")
    )


def _force(code: str) -> str:
    return force_by_code(code).name if code else ""
