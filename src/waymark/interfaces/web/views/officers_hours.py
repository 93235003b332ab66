"""Officers as work is given to them: skills, hours, leave, conflicts; and the files of a duty system."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import NoSuchOfficer
from waymark.access.rules import Permission
from waymark.interfaces.web.assignment_forms import ConflictForm, HoursForm, ProfileForm, TimeForm
from waymark.interfaces.web.assignment_words import SKILLS
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.assignment.operations.keeping import (
    Profile,
    add_time,
    end_conflict,
    keep_profile,
    load_times,
    record_conflict,
    withdraw_time,
)
from waymark.stages.assignment.queries.staff import (
    NotAtThisDesk,
    StaffLine,
    colleagues,
    conflicts_of,
    officer_record,
    staff,
)
from waymark.stages.assignment.readers.duty_files import read_duty_file
from waymark.stages.assignment.rules.desks import NoHomeDesk
from waymark.stages.assignment.rules.duty import Kind, Span


@page(permission=Permission.READ_BOARD, methods=("GET", "HEAD", "POST"), not_found=(NoHomeDesk,))
def hours(request: ViewedRequest) -> HttpResponse:
    """Who is given work at the desk; and a file of shifts and leave, all of it or nothing."""
    form = HoursForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        problem = attempt(partial(_load, request, form))
        if not problem:
            return redirect("board_hours")
        form.add_error(None, problem)
    kept = {line.name: line for line in staff(request.viewer, now=request.now)}
    people = [(name, kept.get(name)) for _, name in colleagues(request.viewer)]
    return render(
        request,
        "board/hours.html",
        {
            "form": form,
            "people": people,
            "may_assign": request.viewer.may(Permission.ASSIGN_WORK),
            "skills": SKILLS,
        },
    )


def _load(request: ViewedRequest, form: HoursForm) -> None:
    said = form.cleaned_data
    zone = said["zone"].strip() or "Europe/London"
    file = said["hours"]
    new, known = load_times(
        viewer=request.viewer,
        rows=read_duty_file(file.file, zone=zone),
        source=f"{file.name}, times without a zone taken as {zone}",
        now=request.now,
    )
    messages.success(request, f"{new} shifts and absences loaded; {known} were there already")


@page(
    permission=Permission.READ_BOARD,
    methods=("GET", "HEAD", "POST"),
    not_found=(NoHomeDesk, NoSuchOfficer),
)
def officer(request: ViewedRequest, name: str) -> HttpResponse:
    """One officer: what they can do, when they are there, what they may never have."""
    try:
        found = officer_record(request.viewer, name, now=request.now)
    except NotAtThisDesk:
        if name not in {each for _, each in colleagues(request.viewer)}:
            raise NoSuchOfficer(name) from None
        found = None
    act = request.POST.get("act", "") if request.method == "POST" else ""
    profile = ProfileForm(request.POST if act == "profile" else None, initial=_initial(found))
    time = TimeForm(request.POST if act == "time" else None, prefix="time")
    conflict = ConflictForm(request.POST if act == "conflict" else None, prefix="conflict")
    bound: forms.Form = {"time": time, "conflict": conflict}.get(act, profile)
    if act and _act(request, name, act, bound):
        return redirect("board_officer", name)
    return render(
        request,
        "board/officer.html",
        {
            "name": name,
            "staff": found,
            "doing": found.doing(request.now) if found else None,
            "times": [each for each in found.times if each.span.end > request.now][:60] if found else (),
            "conflicts": conflicts_of(request.viewer, found.officer) if found else (),
            "profile": profile,
            "chosen_skills": request.POST.getlist("skills")
            if profile.is_bound
            else profile.initial.get("skills", ()),
            "time": time,
            "conflict": conflict,
            "form": bound,
            "may_assign": request.viewer.may(Permission.ASSIGN_WORK),
        },
    )


def _initial(found: StaffLine | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "team": found.team,
        "skills": list(found.skills),
        "places": found.places,
        "piece_minutes": found.piece_minutes,
        "exposure_limit": found.exposure.limit,
        "rest_until": found.rest_until,
        "is_available": "yes" if found.is_available else "no",
        "mail": found.mail,
    }


def _act(request: ViewedRequest, name: str, act: str, form: forms.Form) -> bool:
    given: dict[str, Any] = {"viewer": request.viewer, "now": request.now}
    number = request.POST.get("id", "")
    id_ = int(number) if number.isdecimal() else 0
    if act == "withdraw":
        problem = attempt(partial(withdraw_time, id_=id_, **given))
    elif act == "end_conflict":
        problem = attempt(partial(end_conflict, id_=id_, reason=request.POST.get("reason", ""), **given))
    elif not form.is_valid():
        return False
    else:
        problem = _keep(name, act, form.cleaned_data, given)
    if problem:
        messages.error(request, problem) if act in {"withdraw", "end_conflict"} else form.add_error(
            None, problem
        )
    return not problem


def _keep(name: str, act: str, said: dict[str, Any], given: dict[str, Any]) -> str:
    if act == "time":
        span = Span(said["starts"], said["ends"])
        return attempt(partial(add_time, officer=name, kind=Kind(said["kind"]), span=span, **given))
    if act == "conflict":
        return attempt(
            partial(
                record_conflict,
                officer=name,
                referral=said["referral"].strip(),
                reason=said["reason"],
                **given,
            )
        )
    profile = Profile(**{**said, "is_available": said["is_available"] == "yes"})
    return attempt(partial(keep_profile, officer=name, profile=profile, **given))
