"""The force's authority to hold media, and what the sealed store holds: numbers and references, never media."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.moments import at_desk
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.intake.operations.sealed import ask_for_authority, confirm_authority, end_authority
from waymark.stages.intake.queries.sealed_store import sealed_store

_DAY = {"invalid": "Write the day as 2026-11-22", "required": "Write the last day as 2026-11-22"}
_DONE = {
    "confirm": "is confirmed: media is sealed from its beginning on.",
    "end": "is ended: nothing more is sealed.",
}


class AuthorityForm(forms.Form):
    document = forms.CharField(
        label="Which document authorises it",
        max_length=200,
        error_messages={
            "required": "Say which document authorises it, by its reference in the force's own records"
        },
    )
    until = forms.DateField(label="Up to and with", error_messages=_DAY)


@page(permission=Permission.AUTHORISE_MEDIA, methods=("GET", "HEAD", "POST"))
def show(request: ViewedRequest) -> HttpResponse:
    form = AuthorityForm(request.POST if request.method == "POST" and "ask" in request.POST else None)
    problem = ""
    if request.method == "POST":
        problem, done = _acted(request, form)
        if done:
            messages.success(request, done)
            return redirect("media")
    store = sealed_store(request.viewer, now=request.now)
    return render(request, "media/media.html", {"store": store, "form": form, "problem": problem})


def _acted(request: ViewedRequest, form: AuthorityForm) -> tuple[str, str]:
    """Why what the form asks could not be done, and what was done; one of them is empty, or both are."""
    if "ask" in request.POST:
        if not form.is_valid():
            return "", ""
        ends = at_desk(datetime.combine(form.cleaned_data["until"], time(23, 59, 59)))
        asking = partial(
            ask_for_authority,
            document=form.cleaned_data["document"],
            valid_from=request.now,
            valid_until=ends,
            viewer=request.viewer,
            now=request.now,
        )
        problem = attempt(asking)
        return problem, "" if problem else "The authority is asked for: another supervisor confirms it."
    for name, act in (("confirm", confirm_authority), ("end", end_authority)):
        if reference := request.POST.get(name, ""):
            problem = attempt(partial(act, reference, viewer=request.viewer, now=request.now))
            return problem, "" if problem else f"{reference} {_DONE[name]}"
    return "", ""
