"""Recording what an officer found out, and saying what that did to the level."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from waymark import pipeline
from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.questions import read_answers
from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.interfaces.web.views.referrals import NOT_FOUND, SourceForm, referral_page
from waymark.referrals import queries as records
from waymark.stages.prioritisation import queries as prioritisation
from waymark.stages.prioritisation.operations.answering import NothingAnswered
from waymark.stages.prioritisation.rules.assessment import Assessment
from waymark.stages.prioritisation.rules.own_first import HIDDEN, WHY_HIDDEN


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def answer(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.referral(request.viewer, reference, now=request.now)
    form, answers = SourceForm(request.POST), read_answers(request.POST.dict())
    if not form.is_valid():
        return referral_page(request, found, form=form, chosen=answers)
    before = prioritisation.queue_line(request.viewer, found.id, now=request.now)
    try:
        assessed = pipeline.answer(
            request.viewer,
            found.reference,
            answers,
            source=form.cleaned_data["source"],
            now=request.now,
        )
    except NothingAnswered as nothing:
        form.add_error(None, str(nothing))
        return referral_page(request, found, form=form, chosen=answers)
    if before and before.is_hidden and not assessed.assessment.is_gate:
        messages.success(request, f"Answers recorded. {WHY_HIDDEN}")
    else:
        messages.success(request, _said(assessed.assessment, before.level if before else ""))
    return redirect("referral", found.reference)


def _said(made: Assessment, before: str) -> str:
    """What the answers did: `Recorded. The level changed from medium to high.`"""
    level = LEVELS[made.level].lower()
    if before and before not in {made.level, HIDDEN}:
        moved = f"The level changed from {LEVELS[before].lower()} to {level}"
    else:
        moved = f"The level is still {level}"
    return f"Answers recorded. {moved}. {made.because}"
