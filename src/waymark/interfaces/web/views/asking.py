"""Is anyone else working this? Asking other desks, recording checks done elsewhere, and who was told."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.access.viewing import acting
from waymark.errors import WaymarkError
from waymark.interfaces.web.notices import alarms_by_day, without_repeats
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.referrals import queries as records
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.references import BadReference, read_reference
from waymark.stages.linking.operations.asking import answer, ask, national_desk
from waymark.stages.linking.operations.checking import record_check
from waymark.stages.linking.queries import asking
from waymark.stages.linking.rules.asking import CheckedSystem, CheckResult

_NOT_FOUND = (BadReference, NothingByThatReference)
SYSTEMS = {
    CheckedSystem.PND: "Police National Database (PND)",
    CheckedSystem.PNC: "Police National Computer (PNC)",
    CheckedSystem.NCA: "National Crime Agency",
    CheckedSystem.LOCAL: "The force's own records",
    CheckedSystem.OTHER_FORCE: "Another force, asked directly",
    CheckedSystem.OTHER: "Somewhere else: say where in the note",
}
RESULTS = {
    CheckResult.NOTHING: "Nothing found",
    CheckResult.SOMETHING: "Something found: say where it is kept in the note",
    CheckResult.NOT_POSSIBLE: "Could not be done: say why in the note",
}
NOTICES = {
    "asked": "An officer of this desk asked the other desks",
    "was_asked": "Another desk asked about something held here",
    "bulk": "An officer asks unusually often: ask why",
}


class QuestionForm(forms.Form):
    purpose = forms.CharField(
        label="What you ask it for",
        max_length=500,
        error_messages={"required": "Say what you ask it for: both desks' supervisors are told"},
    )


class CheckForm(forms.Form):
    system = forms.ChoiceField(
        label="Where you looked",
        choices=[("", "Choose"), *((each.value, words) for each, words in SYSTEMS.items())],
        error_messages={"required": "Say where you looked"},
    )
    done_on = forms.DateField(
        label="Date of the check",
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"required": "Give the date", "invalid": "Write the date as 22/11/2026"},
    )
    result = forms.ChoiceField(
        label="Result",
        choices=[("", "Choose"), *((each.value, words) for each, words in RESULTS.items())],
        error_messages={"required": "Say what came of it"},
    )
    note = forms.CharField(label="Note", max_length=1000, required=False)


@page(permission=Permission.READ_RECORD, not_found=_NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    return _page(request, reference, QuestionForm(), CheckForm())


@page(
    permission=Permission.ASK_OTHER_DESKS,
    methods=("POST",),
    not_found=_NOT_FOUND,
    opens_its_own_transactions=True,
)
def ask_desks(request: ViewedRequest, reference: str) -> HttpResponse:
    form, viewer = QuestionForm(request.POST), request.viewer
    if form.is_valid():
        try:
            with acting(viewer):
                question = ask(viewer, reference, purpose=form.cleaned_data["purpose"], now=request.now)
        except _NOT_FOUND:
            raise
        except WaymarkError as refused:
            form.add_error("purpose", str(refused))
        else:
            national = national_desk()
            with acting(national):
                desks = answer(national, question, now=request.now)
            messages.success(request, _answered(desks))
            return redirect("asking", read_reference(reference)[1])
    with acting(viewer):
        return _page(request, reference, form, CheckForm())


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=_NOT_FOUND)
def check(request: ViewedRequest, reference: str) -> HttpResponse:
    form = CheckForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            record_check(
                request.viewer,
                reference,
                system=CheckedSystem(said["system"]),
                result=CheckResult(said["result"]),
                done_on=said["done_on"],
                note=said["note"],
                now=request.now,
            )
        except _NOT_FOUND:
            raise
        except WaymarkError as refused:
            form.add_error("done_on", str(refused))
        else:
            messages.success(request, "Recorded.")
            return redirect("asking", read_reference(reference)[1])
    return _page(request, reference, QuestionForm(), form)


@page(permission=Permission.READ_NOTICES)
def notices(request: ViewedRequest) -> HttpResponse:
    found = asking.notices(request.viewer, now=request.now)
    officers = names_of({each.officer_id for each in found})
    shown = [(each, NOTICES[each.kind], officers.get(each.officer_id, "")) for each in without_repeats(found)]
    alarms = [
        (officers.get(officer, ""), desk, on, times)
        for (officer, desk, on), times in alarms_by_day(found).items()
    ]
    return render(request, "asking/notices.html", {"notices": shown, "alarms": alarms})


def _answered(desks: int) -> str:
    if not desks:
        return "Asked. No other desk holds anything that shares enough with it."
    return f"Asked. {desks} other desk{'s hold' if desks > 1 else ' holds'} something: see below whom to ask."


def _page(
    request: ViewedRequest, reference: str, question: QuestionForm, check_form: CheckForm
) -> HttpResponse:
    viewer = request.viewer
    found = records.referral(viewer, reference, now=request.now)
    asked = asking.questions(viewer, found.id, found.reference, now=request.now)
    checked = asking.checks(viewer, found.id)
    officers = names_of({each.officer_id for each in asked} | {each.officer_id for each in checked})
    return render(
        request,
        "asking/asking.html",
        {
            "referral": found,
            "question": question,
            "check": check_form,
            "faulty": check_form if check_form.errors else question,
            "questions": [(each, officers.get(each.officer_id, "")) for each in asked],
            "checks": [
                (
                    each,
                    SYSTEMS[CheckedSystem(each.system)],
                    RESULTS[CheckResult(each.result)].split(":")[0],
                    officers.get(each.officer_id, ""),
                )
                for each in checked
            ],
            "missing": [SYSTEMS[each] for each in asking.checks_not_done(viewer, found.id)],
            "may_ask": viewer.may(Permission.ASK_OTHER_DESKS),
            "may_check": viewer.may(Permission.RECORD_FACT),
        },
    )
