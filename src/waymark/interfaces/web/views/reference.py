"""Reference data: what is loaded, for which dates, what has gone stale; loading a file, ending a version."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.errors import WaymarkError
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.words import words_for
from waymark.reference import operations
from waymark.reference.kinds import EXPECTED, Kind
from waymark.reference.operations import (
    AlreadySucceeded,
    AnotherKind,
    CannotEnd,
    DatesOutOfOrder,
    NoSuchVersion,
    SameFile,
)
from waymark.reference.queries import loaded, loaded_version
from waymark.reference.readers.containers import open_publication
from waymark.reference.readers.tables import WrongFile
from waymark.reference.versions import Standing
from waymark.stages.attribution.queries import verdicts_from

# Reports shown of those whose verdicts were made from a version: enough to begin looking again.
_REPORTS = 50
_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %b %Y", "%d %B %Y"]
_REFUSALS = (WrongFile, DatesOutOfOrder, NoSuchVersion, AlreadySucceeded, AnotherKind, SameFile)


class DayField(forms.DateField):
    """A day, written in the ways that people write one with the year in full."""

    def __init__(self, *, label: str, required: bool = False) -> None:
        super().__init__(
            label=label,
            required=required,
            input_formats=_DAYS,
            widget=forms.TextInput,
            error_messages={
                "invalid": "Write the day in numbers with the year in full, for example 27/3/2026",
                "required": "Enter the last day it held for",
            },
        )


class LoadForm(forms.Form):
    """The file itself is looked at apart: Django's own field refuses nothing that a reader would not."""

    kind = forms.ChoiceField(
        label="What the file holds",
        choices=lambda: [
            ("", "Choose a kind"),
            *((kind.value, words_for(kind, "reference")) for kind in Kind),
        ],
        error_messages={"required": "Choose what the file holds"},
    )
    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        error_messages={"required": "Choose the file"},
    )
    valid_from = DayField(label="First day it holds for")
    valid_to = DayField(label="Last day it holds for")
    source = forms.CharField(
        label="Where it came from",
        max_length=500,
        error_messages={"required": "Say where the file came from, so that it can be checked"},
    )
    in_place_of = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EndForm(forms.Form):
    last_day = DayField(label="Last day it held for", required=True)
    reason = forms.CharField(
        label="Why it ended", max_length=500, error_messages={"required": "Say why it ended"}
    )


@page(permission=Permission.READ_REFERENCE)
def show(request: ViewedRequest) -> HttpResponse:
    today = request.now.date()
    versions = loaded(request.viewer, on=today)
    officers = names_of({each.version.loaded_by for each in versions})
    in_use = [each for each in versions if each.version.succeeded_by is None]
    there = {each.version.kind for each in in_use}
    return render(
        request,
        "reference/reference.html",
        {
            "versions": [
                (each, (today - each.version.loaded_at.date()).days, officers.get(each.version.loaded_by, ""))
                for each in sorted(
                    in_use, key=lambda each: (list(Kind).index(each.version.kind), -each.version.id)
                )
            ],
            "succeeded": [each for each in versions if each.version.succeeded_by is not None],
            "missing": [(kind.value, EXPECTED[kind]) for kind in Kind if kind not in there],
            "stale": sum(each.standing is Standing.STALE for each in in_use),
            "may_load": request.viewer.may(Permission.LOAD_REFERENCE),
        },
    )


@page(permission=Permission.READ_REFERENCE, not_found=(NoSuchVersion,))
def version(request: ViewedRequest, number: int) -> HttpResponse:
    return _version_page(request, number, EndForm())


@page(permission=Permission.LOAD_REFERENCE, methods=("POST",), not_found=(NoSuchVersion,))
def end(request: ViewedRequest, number: int) -> HttpResponse:
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            operations.end(
                request.viewer,
                number,
                last_day=form.cleaned_data["last_day"],
                reason=form.cleaned_data["reason"],
                now=request.now,
            )
        except CannotEnd as refusal:
            form.add_error("last_day", _sentence(refusal))
        else:
            messages.success(request, "The last day was recorded.")
            return redirect("reference_version", number)
    return _version_page(request, number, form)


def _version_page(request: ViewedRequest, number: int, form: EndForm) -> HttpResponse:
    found = loaded_version(request.viewer, number, on=request.now.date())
    may_read = request.viewer.may(Permission.READ_RECORD)
    return render(
        request,
        "reference/version.html",
        {
            "each": found,
            "expected": EXPECTED[found.version.kind],
            "loaded_by": names_of({found.version.loaded_by}).get(found.version.loaded_by, ""),
            "form": form,
            "may_load": request.viewer.may(Permission.LOAD_REFERENCE),
            "may_read": may_read,
            "reports": verdicts_from(request.viewer, number, limit=_REPORTS)
            if may_read and found.use.verdicts
            else (),
        },
    )


@page(permission=Permission.LOAD_REFERENCE, methods=("GET", "HEAD", "POST"))
def load(request: ViewedRequest) -> HttpResponse:
    if request.method != "POST":
        return _load_page(request, LoadForm(initial=request.GET.dict()))
    form = LoadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _load_page(request, form)
    try:
        outcome = _load(request, form.cleaned_data)
    except _REFUSALS as refusal:
        form.add_error("file", _sentence(refusal))
        return _load_page(request, form)
    if outcome.is_new:
        rows = f"{outcome.rows:,} row{'' if outcome.rows == 1 else 's'}"
        messages.success(request, f"Loaded as version {outcome.version_id}: {rows}.")
    else:
        messages.info(request, f"The same file was there already as version {outcome.version_id}.")
    return redirect("reference_version", outcome.version_id)


def _load_page(request: ViewedRequest, form: LoadForm) -> HttpResponse:
    number = form["in_place_of"].value()
    old = None
    if number and str(number).isascii() and str(number).isdigit():
        old = loaded_version(request.viewer, int(number), on=request.now.date())
    context = {
        "form": form,
        "old": old,
        "kinds": [(kind.value, EXPECTED[kind]) for kind in Kind],
    }
    return render(request, "reference/load.html", context)


def _load(request: ViewedRequest, said: dict[str, Any]) -> operations.LoadOutcome:
    """Load what a browser sent, from a file of its own: a ZIP is opened where it lies."""
    sent: UploadedFile[Any] = said["file"]
    kind = Kind(said["kind"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sent{Path(sent.name or '').suffix.lower()[:10]}"
        with path.open("wb") as copy:
            for part in sent.chunks():
                copy.write(part)
        with open_publication(path, kind) as streams:
            return operations.load(
                request.viewer,
                kind,
                streams,
                name=sent.name or "",
                now=request.now,
                source=said["source"],
                valid_from=said["valid_from"],
                valid_to=said["valid_to"],
                succeeds=said["in_place_of"],
            )


def _sentence(refusal: WaymarkError) -> str:
    said = str(refusal)
    return said[:1].upper() + said[1:]
