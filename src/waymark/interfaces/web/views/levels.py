"""A referral's level as people give it: their own first, the force's tool's, a decision, and a second person's."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.clocks import Level
from waymark.errors import WaymarkError
from waymark.interfaces.web import level_words as words
from waymark.interfaces.web.level_forms import (
    DecisionForm,
    ForceResultForm,
    OutcomeForm,
    OwnLevelForm,
    SecondForm,
)
from waymark.interfaces.web.moments import at_desk, desk_day
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.interfaces.web.views.referrals import NOT_FOUND
from waymark.pipeline import levels
from waymark.referrals import queries as records
from waymark.referrals.records import ReferralRecord
from waymark.stages.prioritisation.operations.deciding import Given
from waymark.stages.prioritisation.queries.levels import (
    levels_of,
)
from waymark.stages.prioritisation.queries.replaying import past_assessments
from waymark.stages.prioritisation.queries.standing import standing
from waymark.stages.prioritisation.rules.deciding import Confirmation, Reason
from waymark.stages.prioritisation.rules.facts import CHECKS, FACTS
from waymark.stages.prioritisation.rules.in_full import in_full
from waymark.stages.prioritisation.rules.outcomes import Found
from waymark.stages.prioritisation.rules.own_first import OwnLevelFirst

_PAST_SHOWN = 10


class Forms(NamedTuple):
    """The forms of the page: new, or as one was just sent and could not be recorded."""

    decision: forms.Form | None = None
    second: forms.Form | None = None
    result: forms.Form | None = None
    outcome: forms.Form | None = None

    @property
    def invalid(self) -> forms.Form | None:
        return next((form for form in self if form is not None), None)


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    return _page(request, records.referral(request.viewer, reference, now=request.now), Forms())


@page(permission=Permission.DECIDE_LEVEL, methods=("GET", "HEAD", "POST"), not_found=NOT_FOUND)
def own(request: ViewedRequest, reference: str) -> HttpResponse:
    """The officer's own level first: what is known is shown, and what is proposed is not."""
    found = records.referral(request.viewer, reference, now=request.now)
    form = OwnLevelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        level = Level(form.cleaned_data["level"])
        levels.give_own_level(request.viewer, found.reference, level, now=request.now)
        messages.success(request, f"Your own level is recorded: {LEVELS[level].lower()}.")
        return redirect("level", found.reference)
    stands = standing(request.viewer, found.id, now=request.now)
    return render(
        request,
        "level/own.html",
        {
            "referral": found,
            "form": form,
            "known": [
                (FACTS[name].question, answer.said, CHECKS[answer.check].title, answer.checker)
                for name, answer in stands.answers.items()
            ],
            "unknown": [FACTS[name].question for name in FACTS if name not in stands.answers],
            "is_hidden": stands.is_hidden,
        },
    )


@page(permission=Permission.DECIDE_LEVEL, methods=("POST",), not_found=NOT_FOUND)
def decide(request: ViewedRequest, reference: str) -> HttpResponse:
    found, form = records.referral(request.viewer, reference, now=request.now), DecisionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        given = Given(Level(said["level"]), Reason(said["reason"]), said["words"], said["shown"])
        try:
            decided = levels.decide(request.viewer, found.reference, given, now=request.now)
        except WaymarkError as problem:
            form.add_error(None, str(problem))
            return _page(request, found, Forms(decision=form))
        level = LEVELS[decided.assessed.in_force.level].lower()
        if decided.waits:
            messages.success(request, f"Recorded. A second person confirms it; until then it stays {level}.")
        else:
            messages.success(request, f"Decided: {level}.")
        return redirect("level", found.reference)
    return _page(request, found, Forms(decision=form))


@page(permission=Permission.DECIDE_LEVEL, methods=("POST",), not_found=NOT_FOUND)
def second(request: ViewedRequest, reference: str) -> HttpResponse:
    """The second person confirms a lower level, or refuses it."""
    found, form = records.referral(request.viewer, reference, now=request.now), SecondForm(request.POST)
    said = Confirmation.CONFIRMED if "confirm" in request.POST else Confirmation.REFUSED
    if form.is_valid():
        try:
            made = levels.answer_lowering(
                request.viewer, found.reference, said, because=form.cleaned_data["because"], now=request.now
            )
        except WaymarkError as problem:
            form.add_error(None, str(problem))
            return _page(request, found, Forms(second=form))
        messages.success(
            request, f"{words.CONFIRMATIONS[said]}. The level is {LEVELS[made.in_force.level].lower()}."
        )
        return redirect("level", found.reference)
    return _page(request, found, Forms(second=form))


@page(permission=Permission.DECIDE_LEVEL, methods=("POST",), not_found=NOT_FOUND)
def result(request: ViewedRequest, reference: str) -> HttpResponse:
    """The result of the force's own risk tool."""
    found, form = records.referral(request.viewer, reference, now=request.now), ForceResultForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = levels.give_force_result(
                request.viewer,
                found.reference,
                Level(said["result"]),
                tool=said["tool"],
                scored_at=_on(said["scored_on"], now=request.now),
                source=said["source"],
                now=request.now,
            )
        except WaymarkError as problem:
            form.add_error(None, str(problem))
            return _page(request, found, Forms(result=form))
        messages.success(request, f"Recorded. The level is {LEVELS[made.in_force.level].lower()}.")
        return redirect("level", found.reference)
    return _page(request, found, Forms(result=form))


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def outcome(request: ViewedRequest, reference: str) -> HttpResponse:
    """What was found out later."""
    found, form = records.referral(request.viewer, reference, now=request.now), OutcomeForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            levels.give_outcome(
                request.viewer,
                found.reference,
                Found(said["found"]),
                on=said["found_on"],
                source=said["recorded_in"],
                now=request.now,
            )
        except WaymarkError as problem:
            form.add_error(None, str(problem))
            return _page(request, found, Forms(outcome=form))
        messages.success(request, "Recorded.")
        return redirect("level", found.reference)
    return _page(request, found, Forms(outcome=form))


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def seen(request: ViewedRequest, reference: str) -> HttpResponse:
    """The officer has looked at what moved the level."""
    if levels.see_moves(request.viewer, reference, now=request.now):
        messages.success(request, "Noted that you have looked at what changed.")
    return redirect("level", reference)


def _on(day: date, *, now: datetime) -> datetime:
    """A day as a moment: now for today, else its end."""
    return now if day == desk_day(now) else at_desk(datetime.combine(day, time(23, 59)))


def _page(request: ViewedRequest, found: ReferralRecord, sent: Forms) -> HttpResponse:
    viewer = request.viewer
    stands = standing(viewer, found.id, now=request.now)
    if stands.is_hidden:
        if sent.invalid:
            messages.error(request, str(OwnLevelFirst(found.reference)))
        return redirect("own_level", found.reference)
    said = levels_of(viewer, found.id)
    made, force = stands.assessment, stands.in_force
    waiting = next((each for each in said.decisions if each.is_waiting), None) if force.lowering_to else None
    people = {
        each.officer for lines in (said.results, said.own, said.decisions, said.outcomes) for each in lines
    }
    names = names_of(people | {each.confirmed_by for each in said.decisions if each.confirmed_by})
    shown = {"shown": in_full(made).sha256, "level": made.level.value}
    return render(
        request,
        "level/level.html",
        {
            "referral": found,
            "made": made,
            "in_force": force,
            "basis": words.BASES[force.basis],
            "facts_used": [(FACTS[fact.name].question, fact.said) for fact in made.facts],
            "unknown": [FACTS[name].question for name in made.unknown],
            "waiting": waiting,
            "waiting_reason": words.REASONS[waiting.reason_code] if waiting else "",
            "is_mine": waiting is not None and waiting.officer == viewer.officer_id,
            "decision": sent.decision or DecisionForm(initial=shown),
            "second": sent.second or SecondForm(),
            "result": sent.result
            or ForceResultForm(initial={"tool": "KIRAT", "scored_on": desk_day(request.now)}),
            "outcome": sent.outcome or OutcomeForm(initial={"found_on": desk_day(request.now)}),
            "invalid": sent.invalid,
            "own": [(each, names.get(each.officer, "")) for each in said.own],
            "results": [(each, names.get(each.officer, "")) for each in said.results],
            "decisions": [
                (
                    each,
                    names.get(each.officer, ""),
                    words.REASONS[each.reason_code],
                    words.CONFIRMATIONS[each.confirmation] if each.needs_second else "",
                    names.get(each.confirmed_by or 0, ""),
                )
                for each in said.decisions
            ],
            "outcomes": [
                (each, words.FOUND[each.kind], names.get(each.officer, "")) for each in said.outcomes
            ],
            "moves": [(each, words.CAUSES[each.cause]) for each in said.moves if each.seen_at is None],
            "past": past_assessments(viewer, found.id, until=request.now, limit=_PAST_SHOWN),
            "may_decide": viewer.may(Permission.DECIDE_LEVEL),
            "may_record": viewer.may(Permission.RECORD_FACT),
        },
    )
