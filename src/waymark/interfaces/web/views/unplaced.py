"""Referrals without a force: several to choose from, a service address, abroad, or nowhere that can be placed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import Part, offset_asked
from waymark.reference.placements import Route
from waymark.stages.attribution.queries import unplaced, unplaced_counts

LINES = 50


@page(permission=Permission.READ_QUEUE)
def show(request: ViewedRequest) -> HttpResponse:
    counts = unplaced_counts(request.viewer)
    asked = request.GET.get("route", "")
    route = next((each for each in counts if each.value == asked), Route.CHOOSE)
    after = offset_asked(request, "after")
    lines = unplaced(request.viewer, route, after=after, limit=LINES + 1)
    following = str(lines[LINES - 1].id) if len(lines) > LINES else ""
    return render(
        request,
        "unplaced/unplaced.html",
        {
            "counts": [(each.value, count, each is route) for each, count in counts.items()],
            "route": route.value,
            "lines": Part("after", lines[:LINES], counts[route], following, after > 0),
        },
    )
