"""Disseminations as their sender has them: the outbox, those of a referral, one with its steps, its file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.dissemination_forms import CorrectForm, ProposeForm, SendForm
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.words import words_for
from waymark.pipeline.disseminating import correct_everywhere, send_dissemination
from waymark.referrals import queries as records
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.records import ReferralRecord
from waymark.referrals.references import BadReference
from waymark.referrals.types import Role
from waymark.stages.casework.operations.proposing import propose, propose_by_hand
from waymark.stages.casework.operations.sending import Handling, propose_again, set_aside
from waymark.stages.casework.queries.disseminations import (
    DisseminationLine,
    NoSuchDissemination,
    dissemination,
    disseminations_of,
    take_package,
)
from waymark.stages.casework.queries.inbox import packages_of
from waymark.stages.casework.queries.named_doors import named_doors
from waymark.stages.casework.queries.placed_people import placed_people
from waymark.stages.casework.rules.proposals import About, undecided
from waymark.stages.casework.rules.reasons import CorrectionKind
from waymark.stages.casework.rules.states import State

NOT_FOUND = (BadReference, NothingByThatReference, NoSuchDissemination)


@page(permission=Permission.READ_RECORD, methods=("GET", "HEAD", "POST"), not_found=NOT_FOUND)
def of_referral(request: ViewedRequest, reference: str) -> HttpResponse:
    """Which forces are told of a referral, and what of it came from others; a force is added by hand here."""
    found = records.referral(request.viewer, reference, now=request.now)
    lines = disseminations_of(request.viewer, found.id)
    adding, correcting = _forms(request, found, lines)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "add":
            is_done = _add(request, found.reference, form=adding)
        elif act == "correct":
            is_done = _correct(request, found.reference, form=correcting)
        else:
            is_done = _propose(request, found.reference)
        if is_done:
            return redirect("disseminations", found.reference)
    return render(
        request,
        "dissemination/of_referral.html",
        {
            "referral": found,
            "lines": lines,
            "came": packages_of(request.viewer, found.reference),
            "undecided": undecided(placed_people(request.viewer, found)),
            "undecided_doors": [each for each in named_doors(request.viewer, found.id) if not each.force],
            "adding": adding,
            "correcting": correcting,
            "form": correcting if correcting.is_bound else adding,
            "was_told": any(line.sent_at for line in lines),
            "may_send": request.viewer.may(Permission.DISSEMINATE),
        },
    )


def _forms(
    request: ViewedRequest, found: ReferralRecord, lines: list[DisseminationLine]
) -> tuple[ProposeForm, CorrectForm]:
    asked = request.POST.get("act", "") if request.method == "POST" else ""
    adding = ProposeForm(request.POST if asked == "add" else None, prefix="add")
    correcting = CorrectForm(request.POST if asked == "correct" else None, prefix="correct")
    people = [
        (
            f"{line.report} {line.party.ordinal}",
            f"{words_for(line.party.role.value, 'role')}: {_called(line.party)} ({line.report})",
        )
        for line in found.parties
        if line.party.role is not Role.REPORTER
    ]
    whole = [(f"{found.reports[0].reference} 0", "The subject of the referral")] if found.reports else []
    _choices(adding, "person", [*people, *whole])
    _choices(correcting, "person", [("", "Nobody in particular"), *people])
    returned = [
        (line.reference, f"{line.reference}, {line.force}") for line in lines if line.state == State.RETURNED
    ]
    _choices(adding, "after", [("", "None"), *returned])
    return adding, correcting


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _called(party: Any) -> str:
    name = " ".join(filter(None, (party.first_name, party.last_name)))
    account = party.account.screen_name or party.account.identifier
    return name or account or next((email.value for email in party.emails), "") or f"party {party.ordinal}"


def _propose(request: ViewedRequest, reference: str) -> bool:
    made = propose(viewer=request.viewer, referral=reference, now=request.now)
    count = len(made)
    messages.success(request, f"{count} proposed" if count else "Nothing more is to be proposed")
    return True


def _add(request: ViewedRequest, reference: str, *, form: ProposeForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    report, _, party = said["person"].partition(" ")
    problem = attempt(
        partial(
            propose_by_hand,
            viewer=request.viewer,
            referral=reference,
            about=About(said["about"]),
            report=report,
            party=int(party),
            force=said["force"],
            reason=said["reason"],
            after=said["after"],
            now=request.now,
        )
    )
    return _is_done(form, problem)


def _correct(request: ViewedRequest, reference: str, *, form: CorrectForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    report, _, party = said["person"].partition(" ")
    told: list[str] = []
    problem = attempt(
        lambda: told.extend(
            sealed.name
            for sealed in correct_everywhere(
                request.viewer,
                reference,
                kind=CorrectionKind(said["kind"]),
                words=said["words"],
                report=report,
                party=int(party or 0),
                now=request.now,
            )
        )
    )
    if not problem:
        messages.success(
            request,
            f"{len(told)} force{'' if len(told) == 1 else 's'} told: take each file under Disseminations",
        )
    return _is_done(form, problem)


def _is_done(form: forms.Form, problem: str) -> bool:
    if problem:
        form.add_error(None, problem)
    return not problem


@page(permission=Permission.READ_RECORD, methods=("GET", "HEAD", "POST"), not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    """One dissemination, with what may be done with it now."""
    problem = ""
    form = SendForm(request.POST if request.POST.get("act") == "send" else None)
    if request.method == "POST":
        problem = _step(request, reference, form)
        if not problem:
            return redirect("dissemination", reference)
        if form.is_bound:
            form.add_error(None, problem)
    found = dissemination(request.viewer, reference, now=request.now)
    if not form.is_bound:
        line = found.line
        form = SendForm(
            initial={
                "handling_code": line.handling_code,
                "conditions": line.handling_conditions,
                "marking": line.marking,
                "grade": line.source_grade,
            }
        )
    return render(
        request,
        "dissemination/dissemination.html",
        {
            "found": found,
            "line": found.line,
            "form": form,
            "problem": problem,
            "moves": {move.name.value for move in found.line.moves},
            "may_send": request.viewer.may(Permission.DISSEMINATE),
        },
    )


def _step(request: ViewedRequest, reference: str, form: SendForm) -> str:
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "")
    given: dict[str, Any] = {"viewer": request.viewer, "reference": reference, "now": request.now}
    if act == "aside":
        return attempt(partial(set_aside, reason=reason, **given))
    if act == "again":
        return attempt(partial(propose_again, reason=reason, **given))
    if not form.is_valid():
        return "Shorten what is too long: nothing was sent"
    said = form.cleaned_data
    handling = Handling(said["handling_code"], said["conditions"], said["marking"], said["grade"])
    return attempt(
        partial(
            send_dissemination,
            request.viewer,
            reference,
            handling=handling,
            asked=said["asked"],
            now=request.now,
        )
    )


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def file(request: ViewedRequest, reference: str) -> HttpResponse:
    """The file that was sent under a reference, exactly; the taking is logged."""
    name, content = take_package(request.viewer, reference, now=request.now)
    made = HttpResponse(content, content_type="application/zip")
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
