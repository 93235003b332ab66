"""What came back: entering it, the comparison with its question, and what was held on the door before."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.enquiry_forms import AnswerForm, ImportForm, ReportForm
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.pipeline.judging import judge_answer_of
from waymark.pipeline.platform_answers import TakenAnswer, take_platform_answer
from waymark.reference.readers.tables import WrongFile
from waymark.referrals.references import BadReference
from waymark.stages.attribution.operations.answering import acknowledge, enter_answers
from waymark.stages.attribution.queries.answers import AnswerRecord, NoSuchAnswer, answer, answers_of
from waymark.stages.attribution.queries.enquiries import EnquiryRecord, NoSuchEnquiry, enquiry
from waymark.stages.attribution.queries.premises import held_on
from waymark.stages.attribution.readers.operator_answers import read_operator_answers
from waymark.stages.attribution.rules.agreements import Agreement, Field, FieldComparison
from waymark.stages.attribution.rules.answers import Came
from waymark.stages.attribution.rules.comparing import compare_answers

NOT_FOUND = (BadReference, NoSuchEnquiry, NoSuchAnswer)


@page(permission=Permission.RECORD_ANSWER, methods=("GET", "HEAD", "POST"), not_found=NOT_FOUND)
def enter(request: ViewedRequest, reference: str) -> HttpResponse:
    """Type an answer in: it is marked as typed, and compared at once."""
    found = enquiry(request.viewer, reference, now=request.now)
    form = AnswerForm(request.POST or None, initial={"operator": found.addressed_to})
    form.fields["line"].choices = _lines(found)  # type: ignore[attr-defined]  # a choice field has choices
    if request.method == "POST" and form.is_valid():
        made: list[str] = []
        problem = attempt(
            lambda: made.extend(
                enter_answers(
                    viewer=request.viewer,
                    reference=found.reference,
                    rows=[form.row()],
                    came=Came.TYPED,
                    source=f"typed by {request.viewer.username}",
                    typed=form.typed(),
                    now=request.now,
                )
            )
        )
        if not problem:
            return redirect("answer", made[0])
        form.add_error(None, problem)
    return render(request, "enquiry/enter.html", {"enquiry": found, "form": form})


@page(permission=Permission.RECORD_ANSWER, methods=("POST",), not_found=NOT_FOUND)
def take_in(request: ViewedRequest, reference: str) -> HttpResponse:
    """Read an operator's table: every row is compared with the line that it answers."""
    found = enquiry(request.viewer, reference, now=request.now)
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        table = form.cleaned_data["table"]
        made: list[str] = []
        try:
            rows = list(read_operator_answers(table.file))
        except WrongFile as why:
            problem = str(why)
        else:
            problem = attempt(
                lambda: made.extend(
                    enter_answers(
                        viewer=request.viewer,
                        reference=found.reference,
                        rows=rows,
                        came=Came.OPERATOR_TABLE,
                        source=table.name,
                        now=request.now,
                    )
                )
            )
        if not problem:
            messages.success(request, f"{len(made)} answers read from the operator's table and compared.")
            return redirect("enquiry", found.reference)
        form.add_error("table", problem)
    return render(request, "enquiry/take_in.html", {"enquiry": found, "form": form})


@page(permission=Permission.RECORD_ANSWER, methods=("POST",), not_found=NOT_FOUND)
def take_report(request: ViewedRequest, reference: str) -> HttpResponse:
    """Take a report that a platform sent as its answer: each account in it is compared with the one asked about."""
    found = enquiry(request.viewer, reference, now=request.now)
    form = ReportForm(request.POST)
    if form.is_valid():
        taken: list[TakenAnswer] = []
        problem = attempt(
            lambda: taken.append(
                take_platform_answer(
                    request.viewer, found.reference, form.cleaned_data["report"], now=request.now
                )
            )
        )
        if not problem:
            messages.success(request, _told(taken[0]))
            return redirect("enquiry", found.reference)
        form.add_error("report", problem)
    return render(request, "enquiry/take_report.html", {"enquiry": found, "form": form})


def _told(taken: TakenAnswer) -> str:
    said = "The platform's answer was read and compared."
    if taken.events:
        said += f" Its {taken.events} IP event{'s stand' if taken.events > 1 else ' stands'} on the referral."
    if taken.apart:
        said += f" Its account stands on {', '.join(taken.apart)} too: judge whether that is the same person."
    return said


@page(permission=Permission.READ_RECORD, methods=("GET", "HEAD", "POST"), not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    """The comparison; what differs is acknowledged here, field by field, and an answer judged right or wrong."""
    if request.method != "POST":
        return _page(request, reference)
    sent = request.POST
    given: dict[str, Any] = {"viewer": request.viewer, "reference": reference, "now": request.now}
    if sent.get("field") in {*Field}:
        act = partial(acknowledge, field=Field(sent["field"]), reason=sent.get("reason", ""), **given)
    else:
        act = partial(
            judge_answer_of,
            request.viewer,
            reference,
            is_wrong=sent.get("outcome") == "wrong",
            reason=sent.get("reason", ""),
            now=request.now,
        )
    problem = attempt(act)
    return _page(request, reference, problem=problem) if problem else redirect("answer", reference)


def _page(request: ViewedRequest, reference: str, *, problem: str = "") -> HttpResponse:
    viewer = request.viewer
    found = answer(viewer, reference, now=request.now)
    others = [
        each
        for each in answers_of(viewer, referral_id=found.referral_id)
        if each.reference != found.reference
    ]
    doors = held_on(viewer, [found.premises_id]) if found.premises_id is not None else {}
    return render(
        request,
        "enquiry/answer.html",
        {
            "answer": found,
            "problem": problem,
            "rows": _mismatches_first(found),
            "others": [(each, compare_answers(found.said, each.said).fields) for each in others],
            "door": next(iter(doors.values()), None),
            "may_answer": viewer.may(Permission.RECORD_ANSWER),
            "may_judge": viewer.may(Permission.JUDGE_DOOR),
        },
    )


def _mismatches_first(found: AnswerRecord) -> list[tuple[FieldComparison, object, bool]]:
    """Each field, what was acknowledged of it, and whether it waits; what waits first, what agrees last."""
    waiting = {each.field for each in found.waiting}
    order = {Agreement.DIFFERS: 0, Agreement.NOT_COMPARABLE: 1, Agreement.NOT_STATED: 2, Agreement.EQUAL: 3}
    rows = [(each, found.acknowledged.get(each.field), each.field in waiting) for each in found.comparison]
    return sorted(rows, key=lambda row: (not row[2], row[1] is None and not row[2], order[row[0].agreement]))


def _lines(found: EnquiryRecord) -> list[tuple[str, str]]:
    lines = [
        (str(line.n), f"Line {line.n}: {line.event.address} at {line.event.captured_text}")
        for line in found.lines
    ]
    return [("", "Find it by what the answer repeats"), *lines]
