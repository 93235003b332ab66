"""What we hold on a door: found by address, postcode or UPRN; notes are added and taken back, never edited."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.enquiry_words import TOLD
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.referrals.references import BadReference
from waymark.stages.attribution.operations.premises import note_premises, withdraw_note
from waymark.stages.attribution.queries.premises import NoSuchPremises, doors_like, premises
from waymark.stages.attribution.rules.door_notes import NoteKind


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is known",
        choices=[(each.value, TOLD["note"][each]) for each in NoteKind if each is not NoteKind.WITHDRAWN],
    )
    text = forms.CharField(
        label="In words",
        max_length=2000,
        error_messages={"required": "Say what is known: another officer will stand before this door"},
    )
    source = forms.CharField(label="Where from", required=False, max_length=500)
    since = forms.DateField(
        label="Since", required=False, error_messages={"invalid": "Write the first day as 2026-11-22"}
    )
    until = forms.DateField(
        label="Until", required=False, error_messages={"invalid": "Write the last day as 2026-11-22"}
    )


@page(permission=Permission.READ_RECORD)
def search(request: ViewedRequest) -> HttpResponse:
    """Doors that are, or may be, the one that is asked for."""
    asked = request.GET.get("address", "").strip()[:500]
    uprn = asked if asked.isascii() and asked.isdigit() else ""
    found = doors_like(request.viewer, "" if uprn else asked, uprn=uprn, now=request.now) if asked else []
    return render(request, "premises/search.html", {"asked": asked, "doors": found})


@page(
    permission=Permission.READ_RECORD,
    methods=("GET", "HEAD", "POST"),
    not_found=(BadReference, NoSuchPremises),
)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    form = NoteForm(request.POST if request.method == "POST" and "withdraw" not in request.POST else None)
    problem = ""
    if request.method == "POST":
        given: dict[str, Any] = {"viewer": request.viewer, "reference": reference, "now": request.now}
        if "withdraw" in request.POST:
            n = request.POST["withdraw"]
            number = int(n) if n.isascii() and n.isdigit() and len(n) < 7 else 0  # noqa: PLR2004 - a number
            problem = attempt(
                partial(withdraw_note, n=number, reason=request.POST.get("reason", ""), **given)
            )
            if not problem:
                return redirect("premises", reference)
        elif form.is_valid():
            said = form.cleaned_data
            problem = attempt(
                partial(
                    note_premises,
                    kind=NoteKind(said["kind"]),
                    text=said["text"],
                    source=said["source"],
                    since=said["since"],
                    until=said["until"],
                    **given,
                )
            )
            if not problem:
                return redirect("premises", reference)
            form.add_error(None, problem)
    return render(
        request,
        "premises/premises.html",
        {
            "door": premises(request.viewer, reference, now=request.now),
            "form": form,
            "problem": problem,
            "may_note": request.viewer.may(Permission.NOTE_PREMISES),
        },
    )
