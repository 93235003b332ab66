"""A bundle: who is listed in it, one decision for those about whom nothing is out of the ordinary, and its undoing."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.errors import WaymarkError
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import part_of
from waymark.interfaces.web.words import BUNDLE_DECISIONS, BUNDLE_ITEMS, BUNDLE_REASONS
from waymark.pipeline.deciding import record_none_held
from waymark.referrals.references import BadReference, read_reference
from waymark.stages.prioritisation.operations.bundle_decisions import (
    NoSuchBundle,
    NoSuchDecision,
    decide_together,
    undo_decision,
)
from waymark.stages.prioritisation.queries import BundleRecord, MemberLine, NothingBundled, bundle
from waymark.stages.prioritisation.rules.bundle_lists import Decision

PEOPLE = 50
NOT_FOUND = (BadReference, NothingBundled, NoSuchBundle, NoSuchDecision)


class DecisionForm(forms.Form):
    """digest: of the list that was shown, so that nobody else is decided with it."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    decision = forms.ChoiceField(
        label="Decision",
        choices=[("", "Choose"), *((each.value, BUNDLE_DECISIONS[each.value]) for each in Decision)],
        error_messages={"required": "Choose the decision"},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        error_messages={"required": "Say why: it is the reason for everybody on the list"},
    )


class SearchedForm(forms.Form):
    """digest: of the list that was shown. source: where it was searched."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    source = forms.CharField(
        label="Where you searched",
        max_length=500,
        error_messages={"required": "Say where you searched, for example: PNC and PND, search number 7"},
    )


class UndoForm(forms.Form):
    reason = forms.CharField(
        label="Why undo it", max_length=1000, error_messages={"required": "Say why it is undone"}
    )


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    return _page(request, bundle(request.viewer, reference, now=request.now))


@page(permission=Permission.DECIDE_BUNDLE, methods=("POST",), not_found=NOT_FOUND)
def decide(request: ViewedRequest, reference: str) -> HttpResponse:
    form = DecisionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = decide_together(
                reference,
                Decision(said["decision"]),
                digest=said["digest"],
                reason=said["reason"],
                viewer=request.viewer,
                now=request.now,
            )
        except NOT_FOUND:
            raise
        except WaymarkError as refused:
            form.add_error("decision", str(refused))
        else:
            messages.success(request, f"Decided: {made}.")
            return redirect("bundle", read_reference(reference)[1])
    return _page(request, bundle(request.viewer, reference, now=request.now), form=form)


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def searched(request: ViewedRequest, reference: str) -> HttpResponse:
    form = SearchedForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            count = record_none_held(
                request.viewer, reference, digest=said["digest"], source=said["source"], now=request.now
            )
        except NOT_FOUND:
            raise
        except WaymarkError as refused:
            form.add_error("source", str(refused))
        else:
            messages.success(request, f"Recorded for {count:,} people: nothing held.")
            return redirect("bundle", read_reference(reference)[1])
    return _page(request, bundle(request.viewer, reference, now=request.now), search=form)


@page(permission=Permission.DECIDE_BUNDLE, methods=("POST",), not_found=NOT_FOUND)
def undo(request: ViewedRequest, reference: str, decision: str) -> HttpResponse:
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, bundle(request.viewer, reference, now=request.now), undoing=form)
    undo_decision(decision, reason=form.cleaned_data["reason"], viewer=request.viewer, now=request.now)
    messages.success(request, f"{decision} is undone: everybody whom it covered waits again.")
    return redirect("bundle", read_reference(reference)[1])


def _page(
    request: ViewedRequest,
    found: BundleRecord,
    *,
    form: DecisionForm | None = None,
    search: SearchedForm | None = None,
    undoing: UndoForm | None = None,
) -> HttpResponse:
    officers = names_of(
        {id_ for each in found.decisions for id_ in (each.officer_id, each.undone_by_id) if id_ is not None}
    )
    invalid = next((each for each in (form, search, undoing) if each is not None and each.errors), None)
    return render(
        request,
        "bundle/bundle.html",
        {
            "bundle": found,
            "item": BUNDLE_ITEMS.get(found.kind, found.kind),
            "reasons": [(BUNDLE_REASONS[why], count) for why, count in found.reasons.items()],
            "form": form or DecisionForm(initial={"digest": found.together_digest}),
            "search": search or SearchedForm(initial={"digest": found.unknown_digest}),
            "undoing": undoing or UndoForm(),
            "invalid": invalid,
            "lists": [
                (name, title, part_of(lines, request, name=name, size=PEOPLE).each_as(_shown))
                for name, title, lines in (
                    ("together", "One decision may cover", found.together),
                    ("unknown", "Not all is known", found.unknown),
                    ("singly", "Decided singly", found.singly),
                    ("decided", "Decided", found.decided),
                )
                if lines
            ],
            "decisions": [
                (
                    each,
                    BUNDLE_DECISIONS[each.decision],
                    officers.get(each.officer_id, ""),
                    officers.get(each.undone_by_id or 0, ""),
                )
                for each in found.decisions
            ],
            "may_decide": request.viewer.may(Permission.DECIDE_BUNDLE),
            "may_record": request.viewer.may(Permission.RECORD_FACT),
        },
    )


def _shown(line: MemberLine) -> tuple[MemberLine, str]:
    """A member with the reasons in words."""
    return line, "; ".join(BUNDLE_REASONS[why] for why in line.reasons)
