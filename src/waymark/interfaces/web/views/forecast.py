"""What will be missed, how sure that is, and what would save most."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.assignment.queries.forecast import forecast, shown
from waymark.stages.assignment.rules.desks import NoHomeDesk

_SHOWN = 100


@page(permission=Permission.READ_BOARD, not_found=(NoHomeDesk,))
def show(request: ViewedRequest) -> HttpResponse:
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
            "risks": risks[:_SHOWN],
            "count": len(risks),
            "safe": len(found.risks) - len(risks),
        },
    )
