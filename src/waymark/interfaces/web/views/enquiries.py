"""Enquiries: the list, the workbench on which one is drafted, its steps, and its schedule as files."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web import schedule_files
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.enquiry_forms import DraftForm, ImportForm, ReportForm
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import Part, offset_asked
from waymark.interfaces.web.words import words_for
from waymark.referrals import queries as records
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.references import BadReference
from waymark.stages.attribution.operations.enquiring import (
    answer_for_fault,
    change_schedule,
    draft_enquiry,
    take_schedule,
)
from waymark.stages.attribution.operations.stepping import take_step
from waymark.stages.attribution.queries.answers import answers_of
from waymark.stages.attribution.queries.asking import accounts_to_ask, events_called, events_to_ask
from waymark.stages.attribution.queries.enquiries import EnquiryRecord, NoSuchEnquiry, enquiries, enquiry
from waymark.stages.attribution.queries.event_groups import judged_events
from waymark.stages.attribution.queries.gate import reviews_due
from waymark.stages.attribution.rules.decisions import review_due_at
from waymark.stages.attribution.rules.enquiries import Purpose, Route
from waymark.stages.attribution.rules.event_groups import best_to_ask, group_events
from waymark.stages.attribution.rules.schedules import OVERRIDE_WORDS, EventToAsk, Fault, faults_of
from waymark.stages.attribution.rules.states import (
    EDITABLE,
    EnquiryKind,
    Move,
    MoveName,
    State,
    moves_from,
)
from waymark.stages.attribution.rules.states import (
    Part as Hand,
)


class Pick(NamedTuple):
    """An event that can be picked. faults: with who could answer for each. why: it was chosen beforehand."""

    event: EventToAsk
    faults: list[tuple[Fault, str]]
    is_picked: bool
    why: str


NOT_FOUND = (BadReference, NothingByThatReference, NoSuchEnquiry)
EVENTS = 50
_STATES = [state.value for state in State]


@page(permission=Permission.READ_RECORD)
def show_all(request: ViewedRequest) -> HttpResponse:
    """Every enquiry at the officer's desks, what is lost first at the head; above it what waits for a review."""
    state = request.GET.get("state", "")
    found = enquiries(request.viewer, states=[state] if state in _STATES else (), now=request.now)
    return render(
        request,
        "enquiry/list.html",
        {
            "enquiries": found,
            "states": [(each, words_for(each, "enquiry_state")) for each in _STATES],
            "state": state,
            "reviews": [
                (each, review_due_at(each.at)) for each in reviews_due(request.viewer, now=request.now)
            ],
        },
    )


@page(permission=Permission.DRAFT_ENQUIRY, methods=("GET", "HEAD", "POST"), not_found=NOT_FOUND)
def draft(request: ViewedRequest, reference: str) -> HttpResponse:
    """The workbench before there is a draft: pick on the left, say why on the right."""
    about = records.referral(request.viewer, reference, now=request.now)
    form = DraftForm(request.POST or None, initial={"kind": "communications_data", "route": "s60a"})
    made: list[str] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        problem = attempt(
            lambda: made.append(
                draft_enquiry(
                    viewer=request.viewer,
                    referral=about.reference,
                    kind=EnquiryKind(said["kind"]),
                    route=Route(said["route"]),
                    purpose=Purpose(said["purpose"]),
                    necessity=said["necessity"],
                    urgency=said["urgency"],
                    picks=request.POST.getlist("pick"),
                    account=said["account"],
                    now=request.now,
                )
            )
        )
        if not problem:
            return redirect("enquiry", made[0])
        form.add_error(None, problem)
    chosen = _chosen(request, about.report_ids)
    picked = set(request.POST.getlist("pick")) if request.method == "POST" else set(chosen)
    return render(
        request,
        "enquiry/draft.html",
        {
            "referral": about,
            "form": form,
            "accounts": accounts_to_ask(request.viewer, about.id),
            "events": _picks(request, about.id, picked, set(), chosen),
        },
    )


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    return _workbench(request, reference)


@page(permission=Permission.DRAFT_ENQUIRY, methods=("POST",), not_found=NOT_FOUND)
def change(request: ViewedRequest, reference: str) -> HttpResponse:
    """Pick events into the schedule, drop a line, or answer for what is wrong with one."""
    sent = request.POST
    given: dict[str, Any] = {"viewer": request.viewer, "reference": reference, "now": request.now}
    if "code" in sent:
        act = partial(
            answer_for_fault,
            line=_number(sent.get("line", "")),
            code=sent["code"],
            reason=sent.get("reason", ""),
            **given,
        )
    else:
        drop = [_number(each) for each in sent.getlist("drop")]
        act = partial(change_schedule, pick=sent.getlist("pick") if not drop else [], drop=drop, **given)
    problem = attempt(act)
    return _workbench(request, reference, problem=problem) if problem else redirect("enquiry", reference)


@page(permission=Permission.READ_RECORD, methods=("POST",), not_found=NOT_FOUND)
def step(request: ViewedRequest, reference: str) -> HttpResponse:
    """Take the enquiry one step further."""
    sent = request.POST
    name = sent.get("step", "")
    if name not in {*MoveName}:
        return _workbench(request, reference, problem="Choose one of the steps")
    given = forms.DateField(required=False)
    try:
        granted_on = given.clean(sent.get("granted_on", ""))
    except forms.ValidationError:
        return _workbench(request, reference, problem="Write the day of the authorisation as 2026-11-22")
    problem = attempt(
        lambda: take_step(
            viewer=request.viewer,
            reference=reference,
            name=MoveName(name),
            reason=sent.get("reason", ""),
            named=sent.get("named", ""),
            number=sent.get("number", ""),
            granted_on=granted_on,
            now=request.now,
        )
    )
    if problem:
        return _workbench(request, reference, problem=problem)
    messages.success(request, f"{reference}: {words_for(name, 'enquiry_step').lower()}.")
    return redirect("enquiry", reference)


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def schedule(request: ViewedRequest, reference: str, form: str) -> HttpResponse:
    """The schedule as a file; that it was taken is logged. Refused while something is wrong with it."""
    if form not in {"csv", "pdf"}:
        raise NoSuchEnquiry(f"{reference}.{form}")
    found = enquiry(request.viewer, reference, now=request.now)
    take_schedule(viewer=request.viewer, reference=found.reference, form=form, now=request.now)
    if form == "csv":
        made = HttpResponse(schedule_files.as_csv(found), content_type="text/csv; charset=utf-8")
    else:
        made = HttpResponse(schedule_files.as_pdf(found, now=request.now), content_type="application/pdf")
    made["Content-Disposition"] = f'attachment; filename="{found.reference}.{form}"'
    return made


def _workbench(request: ViewedRequest, reference: str, *, problem: str = "") -> HttpResponse:
    found = enquiry(request.viewer, reference, now=request.now)
    viewer = request.viewer
    may_change = found.state in EDITABLE and viewer.may(Permission.DRAFT_ENQUIRY)
    held = {line.event.key for line in found.lines}
    events = _picks(request, found.referral_id, set(), held, {}) if may_change else None
    return render(
        request,
        "enquiry/enquiry.html",
        {
            "enquiry": found,
            "problem": problem,
            "may_change": may_change,
            "is_data": found.kind is EnquiryKind.COMMUNICATIONS_DATA,
            "may_override": viewer.may(Permission.OVERRIDE_DOOR),
            "events": events,
            "has_picks": events is not None and bool(events.items or events.following or events.is_later),
            "lines": [(line, [_told(each) for each in line.standing.open_faults]) for line in found.lines],
            "moves": _moves(request, found),
            "waits_for": _waits_for(found),
            "answers": answers_of(viewer, enquiry_id=found.id),
            "may_answer": viewer.may(Permission.RECORD_ANSWER)
            and any(move.name is MoveName.ANSWER for move in moves_from(found.kind, found.state)),
            "import_form": ImportForm(),
            "report_form": ReportForm(),
            "tie": schedule_files.tie_of(found),
        },
    )


def _chosen(request: ViewedRequest, report_ids: list[int]) -> dict[str, str]:
    """The few events best asked about, by key, the best first, with why; they are ticked beforehand."""
    groups = group_events(judged_events(request.viewer, report_ids))
    return {
        f"{choice.event.report_id}.{choice.event.ordinal}": "; ".join(choice.why)
        for choice in best_to_ask(groups, today=request.now.date())
    }


def _picks(
    request: ViewedRequest, referral_id: int, picked: set[str], held: set[str], chosen: dict[str, str]
) -> Part[Pick]:
    """A part of the events that can be picked, each with what is wrong with it; those already held left out.

    chosen: those that stand first, with why.
    """
    start = offset_asked(request, "events")
    found = events_to_ask(request.viewer, referral_id, limit=EVENTS + 1, skip=start)
    first = events_called(request.viewer, referral_id, list(chosen)) if chosen and not start else []
    rest = [event for event in found[:EVENTS] if event.key not in held and event.key not in chosen]
    rows = [
        Pick(
            event,
            [_told(each) for each in faults_of(event, now=request.now)],
            event.key in picked,
            chosen.get(event.key, ""),
        )
        for event in [*first, *rest]
    ]
    following = str(start + EVENTS) if len(found) > EVENTS else ""
    return Part("events", rows, len(rows), following, start > 0)


def _told(fault: Fault) -> tuple[Fault, str]:
    return fault, OVERRIDE_WORDS[fault.override]


def _moves(request: ViewedRequest, found: EnquiryRecord) -> list[Move]:
    """The steps that this officer's roles let them try; whether they are the right person is asked when they do."""
    viewer = request.viewer
    is_data = found.kind is EnquiryKind.COMMUNICATIONS_DATA
    drafts, checks = viewer.may(Permission.DRAFT_ENQUIRY), viewer.may(Permission.CHECK_ENQUIRY)
    allowed = {
        Hand.APPLICANT: viewer.officer_id == found.applicant_id,
        Hand.CHECKER: checks if is_data else drafts and viewer.officer_id != found.applicant_id,
        Hand.AUTHORISER: checks or viewer.may(Permission.AUTHORISE_ENQUIRY),
        Hand.ANYONE: drafts or checks,
    }
    return [
        move
        for move in moves_from(found.kind, found.state)
        if move.name is not MoveName.ANSWER and allowed[move.by]
    ]


_HANDS = {
    Hand.APPLICANT: "the applicant",
    Hand.CHECKER: "the single point of contact",
    Hand.AUTHORISER: "the authoriser's decision",
    Hand.ANYONE: "an officer of the desk",
}


def _waits_for(found: EnquiryRecord) -> str:
    """Whose turn it is, from the first step that takes the enquiry forward."""
    move = next(iter(moves_from(found.kind, found.state)), None)
    if move is None:
        return ""
    if move.name is MoveName.CHECK and found.kind is not EnquiryKind.COMMUNICATIONS_DATA:
        return "a second officer"
    return "the answer" if move.name is MoveName.ANSWER else _HANDS[move.by]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0  # noqa: PLR2004 - a line
