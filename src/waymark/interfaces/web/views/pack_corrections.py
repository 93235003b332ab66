"""Putting an entered pack right, and taking up again one that was set aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.views.packs import NOT_FOUND
from waymark.stages.intake.operations.pack_corrections import (
    CorrectionBegun,
    NotEntered,
    NotSetAside,
    WhyWanted,
    begin_correction,
    reopen,
)


@page(permission=Permission.DELIVER, methods=("POST",), not_found=NOT_FOUND)
def correct(request: ViewedRequest, reference: str) -> HttpResponse:
    """Begin the correction and open its form; what is wrong with asking is said on the pack's own page."""
    try:
        correction = begin_correction(
            request.viewer, reference, why=request.POST.get("why", ""), now=request.now
        )
    except (WhyWanted, NotEntered, CorrectionBegun) as refused:
        messages.warning(request, str(refused))
        return redirect("pack", reference)
    return redirect("pack", correction)


@page(permission=Permission.DELIVER, methods=("POST",), not_found=NOT_FOUND)
def take_up(request: ViewedRequest, reference: str) -> HttpResponse:
    try:
        reopen(request.viewer, reference, why=request.POST.get("why", ""), now=request.now)
    except (WhyWanted, NotSetAside) as refused:
        messages.warning(request, str(refused))
        return redirect("pack", reference)
    messages.success(request, f"{reference} waits to be entered again.")
    return redirect("pack", reference)
