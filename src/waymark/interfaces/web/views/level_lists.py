"""Levels over the desk: what waits for a second person, is challenged or moved; and the officer's own level first."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.interfaces.web import level_words as words
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.prioritisation.operations.own_first import set_own_level_first
from waymark.stages.prioritisation.queries.levels import (
    challenges,
    levels_held,
    moves_not_seen,
    waiting_for_second,
)
from waymark.stages.prioritisation.queries.own_first import own_level_first
from waymark.stages.prioritisation.rules.outcomes import RATED_TOO_LOW


@page(permission=Permission.READ_QUEUE)
def lists(request: ViewedRequest) -> HttpResponse:
    """What waits for a second person, what is challenged, what moved; and how levels held up."""
    return _lists_page(request)


@page(permission=Permission.CHANGE_POLICY, methods=("POST",))
def own_first(request: ViewedRequest) -> HttpResponse:
    """A supervisor has the officers of the force give their own level first, or no longer."""
    is_on = "on" in request.POST
    problem = attempt(
        partial(
            set_own_level_first,
            is_on=is_on,
            reason=request.POST.get("reason", ""),
            viewer=request.viewer,
            now=request.now,
        )
    )
    if problem:
        return _lists_page(request, problem=problem)
    messages.success(
        request, "Each officer gives their own level first." if is_on else "Levels are shown at once."
    )
    return redirect("levels")


def _lists_page(request: ViewedRequest, *, problem: str = "") -> HttpResponse:
    viewer = request.viewer
    waiting = waiting_for_second(viewer, now=request.now)
    held = levels_held(viewer) if viewer.may(Permission.READ_STATISTICS) else ()
    names = names_of({line.officer for line in waiting})
    return render(
        request,
        "level/lists.html",
        {
            "waiting": [
                (line, names.get(line.officer, ""), words.REASONS[line.reason_code]) for line in waiting
            ],
            "challenges": [(line, words.BASES[line.level_from]) for line in challenges(viewer)],
            "moves": [(line, words.CAUSES[line.cause]) for line in moves_not_seen(viewer)],
            "held": held,
            "problem": problem,
            "own_first": own_level_first(viewer),
            "may_change": viewer.may(Permission.CHANGE_POLICY),
            "too_low": sum(line.children for line in held if line.level in RATED_TOO_LOW),
        },
    )
