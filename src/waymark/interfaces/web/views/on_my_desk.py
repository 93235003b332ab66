"""What lies on one's own desk: work, what changed, exposure, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.assignment_forms import ExposureForm, OutcomeForm
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.assignment.operations.placing import decide, finish, take
from waymark.stages.assignment.operations.telling import see_notices
from waymark.stages.assignment.operations.wellbeing import record_exposure, record_outcome
from waymark.stages.assignment.queries.own import own_desk
from waymark.stages.assignment.rules.desks import NoHomeDesk
from waymark.stages.assignment.rules.exposure import Kind
from waymark.stages.assignment.rules.outcomes import Outcome
from waymark.stages.assignment.rules.states import MoveName


@page(permission=Permission.HOLD_WORK, methods=("GET", "HEAD", "POST"), not_found=(NoHomeDesk,))
def show(request: ViewedRequest) -> HttpResponse:
    """The officer's own page."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    exposed = ExposureForm(request.POST if act == "exposure" else None, prefix="exposure")
    outcome = OutcomeForm(request.POST if act == "outcome" else None, prefix="outcome")
    bound: forms.Form = outcome if act == "outcome" else exposed
    problem = ""
    if act:
        if act in {"exposure", "outcome"}:
            if bound.is_valid() and not (fault := _record(request, act, bound.cleaned_data)):
                return redirect("on_my_desk")
            if bound.is_valid():
                bound.add_error(None, fault)
        elif not (problem := _act(request, act)):
            return redirect("on_my_desk")
    return render(
        request,
        "board/on_my_desk.html",
        {
            "desk": own_desk(request.viewer, now=request.now),
            "exposed": exposed,
            "outcome": outcome,
            "form": bound,
            "problem": problem,
        },
    )


def _act(request: ViewedRequest, act: str) -> str:
    said = request.POST
    placing = int(text) if (text := said.get("placing", "")).isdecimal() else 0
    given: dict[str, Any] = {"viewer": request.viewer, "now": request.now}
    if act == "seen":
        return attempt(partial(see_notices, **given))
    if act == "take":
        return attempt(partial(take, work_key=said.get("work", ""), **given))
    if act == "finish":
        return attempt(
            partial(finish, work_reference=said.get("work", ""), outcome=said.get("reason", ""), **given)
        )
    if act in {"refuse", "hand_over"}:
        move = MoveName(act)
        return attempt(partial(decide, placing=placing, move=move, reason=said.get("reason", ""), **given))
    return "Choose one of the buttons: nothing was changed"


def _record(request: ViewedRequest, act: str, said: dict[str, Any]) -> str:
    if act == "outcome":
        return attempt(
            partial(
                record_outcome,
                viewer=request.viewer,
                referral=said["referral"].strip(),
                outcome=Outcome(said["outcome"]),
                on=request.now.date(),
                now=request.now,
            )
        )
    problem = attempt(
        partial(
            record_exposure,
            viewer=request.viewer,
            kind=Kind(said["kind"]),
            minutes=said["minutes"],
            items=said["items"] or 0,
            ended_at=request.now,
            referral=said["referral"].strip(),
            now=request.now,
        )
    )
    if not problem:
        messages.success(request, f"{said['minutes']} minutes recorded. Take a break before the next")
    return problem
