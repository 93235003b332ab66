"""What will be missed, how sure that is, and what would save most."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.assignment.operations.placing import give
from waymark.stages.assignment.queries.forecast import forecast, shown
from waymark.stages.assignment.rules.desks import NoHomeDesk

_SHOWN = 100


@page(permission=Permission.READ_BOARD, methods=("GET", "HEAD", "POST"), not_found=(NoHomeDesk,))
def show(request: ViewedRequest) -> HttpResponse:
    """The forecast; its buttons make one of the moves that would save most."""
    problem = ""
    if request.method == "POST":
        said = request.POST
        taker = said.get("taker", "")
        problem = attempt(
            partial(
                give,
                viewer=request.viewer,
                work_key=said.get("work", ""),
                officer=taker,
                reason="By the forecast, it is likelier to be in time so",
                now=request.now,
            )
        )
        if not problem:
            messages.success(request, f"{taker} has it")
            return redirect("forecast")
    found = forecast(request.viewer, now=request.now)
    risks = [
        (
            each,
            None if each.probability is None else round(100 * each.probability),
            None if each.interval is None else tuple(round(100 * end) for end in each.interval),
        )
        for each in shown(found)
    ]
    return render(
        request,
        "board/forecast.html",
        {
            "forecast": found,
            "problem": problem,
            "may_assign": request.viewer.may(Permission.ASSIGN_WORK),
            "risks": risks[:_SHOWN],
            "count": len(risks),
            "safe": len(found.risks) - len(risks),
        },
    )
