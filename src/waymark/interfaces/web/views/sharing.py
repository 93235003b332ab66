"""What is shared by many: what officers labelled so, and labelling it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.errors import WaymarkError
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.operations.labelling import (
    Saying,
    label_identifier,
    label_network,
    label_value,
)
from waymark.stages.linking.queries.sharing import labels, stated_as
from waymark.stages.linking.rules.sentences import KINDS
from waymark.stages.linking.rules.sharing import Label

_NETWORK = "network"
_KINDS = (
    ("", "Choose"),
    (_NETWORK, "Every address of a network"),
    *(
        (kind.value, KINDS[kind.value])
        for kind in (
            IdentifierKind.IP,
            IdentifierKind.EMAIL,
            IdentifierKind.PHONE,
            IdentifierKind.HANDLE,
            IdentifierKind.PROFILE_URL,
            IdentifierKind.PAYMENT,
            IdentifierKind.GROUP,
        )
    ),
)
_LABELS = (
    ("", "Choose"),
    (Label.SHARED.value, "Shared by many: it never proposes a link"),
    (Label.OWN.value, "One subject's own, however many referrals name it"),
    (Label.UNLABELLED.value, "Take the label back"),
)


class LabelForm(forms.Form):
    """identifier: by number, when the officer came from a link; else kind and value."""

    identifier = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="What it is", choices=_KINDS, required=False)
    value = forms.CharField(label="As a report states it", max_length=500, required=False)
    label = forms.ChoiceField(
        label="Label", choices=_LABELS, error_messages={"required": "Say whether it is shared"}
    )
    what = forms.CharField(
        label="Known as", max_length=200, error_messages={"required": "Say as what it is known"}
    )
    reason = forms.CharField(
        label="How you know", max_length=1000, error_messages={"required": "Say how you know"}
    )

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if said.get("identifier") is None:
            if not said.get("kind"):
                self.add_error("kind", "Choose what it is")
            if not said.get("value"):
                self.add_error("value", "Enter it as a report states it")
        return said


@page(permission=Permission.READ_RECORD)
def show(request: ViewedRequest) -> HttpResponse:
    asked = request.GET.get("identifier", "")
    initial = {"identifier": int(asked)} if asked.isascii() and asked.isdigit() and len(asked) < 18 else {}  # noqa: PLR2004 - a bigint
    return _page(request, LabelForm(initial=initial), initial.get("identifier"))


@page(permission=Permission.JUDGE_LINK, methods=("POST",))
def label(request: ViewedRequest) -> HttpResponse:
    form = LabelForm(request.POST)
    if not form.is_valid():
        return _page(request, form, form.cleaned_data.get("identifier"))
    said = form.cleaned_data
    saying = Saying(Label(said["label"]), said["what"], said["reason"])
    try:
        if said["identifier"] is not None:
            changed = label_identifier(request.viewer, said["identifier"], saying, now=request.now)
        elif said["kind"] == _NETWORK:
            changed = label_network(request.viewer, said["value"], saying, now=request.now)
        else:
            kind = IdentifierKind(said["kind"])
            changed = label_value(request.viewer, kind, said["value"], saying, now=request.now)
    except WaymarkError as refused:
        form.add_error("value", str(refused))
        return _page(request, form, said["identifier"])
    count = f"{len(changed)} link{'' if len(changed) == 1 else 's'} proposed or changed"
    messages.success(request, f"Labelled; what it touched was linked again: {count}.")
    return redirect("sharing")


def _page(request: ViewedRequest, form: LabelForm, identifier: int | None) -> HttpResponse:
    found = labels(request.viewer)
    officers = names_of({each.officer_id for each in found})
    named = stated_as(request.viewer, identifier, now=request.now) if identifier else None
    return render(
        request,
        "sharing/sharing.html",
        {
            "form": form,
            "named": named,
            "kind": KINDS.get(named[0], named[0]) if named else "",
            "labels": [
                (each, KINDS.get(each.kind, each.kind), officers.get(each.officer_id, "")) for each in found
            ],
            "may_label": request.viewer.may(Permission.JUDGE_LINK),
        },
    )
