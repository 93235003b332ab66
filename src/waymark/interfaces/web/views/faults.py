"""Faults: what someone must look at, and reading it again after a fix."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import render

from waymark import pipeline
from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import part_of
from waymark.stages.intake.queries import faults

FAULTS = 50


@page(permission=Permission.READ_FAULTS)
def show(request: ViewedRequest) -> HttpResponse:
    with_settled = request.GET.get("settled") == "yes"
    lines = faults(request.viewer, include_settled=with_settled, now=request.now)
    return render(
        request,
        "faults/faults.html",
        {
            "faults": part_of(lines, request, name="faults", size=FAULTS),
            "with_settled": with_settled,
            "open": sum(line.settled_at is None for line in lines),
            "may_replay": request.viewer.may(Permission.REPLAY_FAULTS),
            "may_read": request.viewer.may(Permission.READ_RECORD),
            "can_replay": any(line.can_replay and line.settled_at is None for line in lines),
        },
    )


@page(permission=Permission.REPLAY_FAULTS, methods=("POST",), opens_its_own_transactions=True)
def replay(request: ViewedRequest) -> HttpResponse:
    """Read one delivery again, or every one with an open fault, and answer for each."""
    asked = request.POST.get("fault", "")
    found = list(pipeline.replay(request.viewer, [asked] if asked else [], clock=lambda: datetime.now(UTC)))
    hides_pages = not request.viewer.may(Permission.READ_RECORD)
    return render(request, "faults/replayed.html", {"answers": found, "hides_pages": hides_pages})
