"""Links: one proposal with its evidence, and judging it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.audit.events import Event
from waymark.audit.queries import told
from waymark.interfaces.web import link_words
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.words import JUDGEMENTS
from waymark.pipeline import levels
from waymark.referrals.references import BadReference, Kind, read_reference
from waymark.stages.linking.operations.judging import Judgement, NoSuchLink
from waymark.stages.linking.queries import link_called


class JudgementForm(forms.Form):
    """A judgement with its reason. referral: whose page the officer came from, to go back to."""

    judgement = forms.ChoiceField(choices=[(each.value, each.value) for each in Judgement])
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        error_messages={"required": "Say why: another officer will rely on it"},
    )
    referral = forms.CharField(required=False)


@page(permission=Permission.READ_RECORD, not_found=(BadReference, NoSuchLink))
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    return _page(request, reference, JudgementForm())


@page(permission=Permission.JUDGE_LINK, methods=("POST",), not_found=(BadReference, NoSuchLink))
def judge(request: ViewedRequest, reference: str) -> HttpResponse:
    _, written = read_reference(reference)
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return _page(request, written, form)
    judgement = Judgement(form.cleaned_data["judgement"])
    line = link_called(request.viewer, written, now=request.now)
    levels.judge(request.viewer, written, judgement, reason=form.cleaned_data["reason"], now=request.now)
    words = "Judgement undone" if judgement is Judgement.OPEN else JUDGEMENTS[judgement.value]
    back = _back(form.cleaned_data["referral"]) or reverse("link", args=[written])
    if line is not None and link_called(request.viewer, written, now=request.now) is None:
        words += ". Nothing speaks for the link any more, so it is gone"
        back = reverse("referral", args=[line.a])
    messages.success(request, f"{written}: {words}.")
    return redirect(back)


def _back(referral: str) -> str:
    """The links of the referral that the officer came from; empty where none is named."""
    try:
        kind, written = read_reference(referral)
    except BadReference:
        return ""
    return f"{reverse('referral', args=[written])}#links" if kind is Kind.REFERRAL else ""


def _page(request: ViewedRequest, reference: str, form: JudgementForm) -> HttpResponse:
    _, written = read_reference(reference)
    line = link_called(request.viewer, written, now=request.now)
    if line is None:
        raise NoSuchLink(written)
    judgements = told([written], Event.LINK_JUDGED)
    officers = names_of({each.actor_id for each in judgements})
    return render(
        request,
        "link/link.html",
        {
            "link": link_words.shown(line, referral=line.a, judgements=judgements, officers=officers),
            "judgements": [(each, officers.get(each.actor_id, "")) for each in judgements],
            "form": form,
            "may_judge": request.viewer.may(Permission.JUDGE_LINK),
        },
    )
