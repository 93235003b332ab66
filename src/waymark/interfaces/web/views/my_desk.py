"""My desk: what to do next, what changed, what one was exposed to, and what came of what one worked on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.access.rules import Permission, Viewer
from waymark.interfaces.web import level_words
from waymark.interfaces.web.assignment_forms import ExposureForm, OutcomeForm
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.views.boards import clock_in_words
from waymark.referrals.queries import with_news
from waymark.stages.assignment.operations.placing import decide, finish, take
from waymark.stages.assignment.operations.telling import see_notices
from waymark.stages.assignment.operations.wellbeing import record_exposure, record_outcome
from waymark.stages.assignment.queries.board import HeldLine
from waymark.stages.assignment.queries.own import OwnDesk, own_desk
from waymark.stages.assignment.rules.desks import NoHomeDesk
from waymark.stages.assignment.rules.exposure import Kind
from waymark.stages.assignment.rules.outcomes import Outcome
from waymark.stages.assignment.rules.states import MoveName
from waymark.stages.prioritisation.operations import taking
from waymark.stages.prioritisation.operations.feeds import make_feed, withdraw_feed
from waymark.stages.prioritisation.queries import QueueLine, lines_of, taken_by
from waymark.stages.prioritisation.queries.feeds import feed_made_at
from waymark.stages.prioritisation.queries.levels import moves_not_seen
from waymark.stages.prioritisation.queries.own_first import hidden_by_reference

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mine:
    """One thing of the officer's. part: None for a referral that they took from the queue and nobody gave them.

    line: None where the referral has left the queue. news: what came to it since somebody looked.
    """

    referral: str
    part: HeldLine | None
    line: QueueLine | None
    news: int
    breaches: tuple[str, ...]

    @property
    def due_at(self) -> datetime | None:
        if self.part is not None:
            return self.part.work.due_at
        return self.line.due_at if self.line else None

    @property
    def is_late(self) -> bool:
        return bool(self.breaches) or (self.part is not None and self.part.is_late)


@page(permission=Permission.HOLD_WORK, methods=("GET", "HEAD", "POST"))
def show(request: ViewedRequest) -> HttpResponse:
    """The officer's own page; its buttons take, finish, refuse, hand over, put back, record."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    exposed = ExposureForm(request.POST if act == "exposure" else None, prefix="exposure")
    outcome = OutcomeForm(request.POST if act == "outcome" else None, prefix="outcome")
    bound: forms.Form = outcome if act == "outcome" else exposed
    problem = secret = ""
    if act == "make_calendar":
        secret = make_feed(viewer=request.viewer, now=request.now)
    elif act in {"exposure", "outcome"}:
        if bound.is_valid():
            if not (fault := _record(request, act, bound.cleaned_data)):
                return redirect("my_desk")
            bound.add_error(None, fault)
    elif act and not (problem := _act(request, act)):
        messages.success(request, "Done.")
        return redirect("my_desk")
    shown = _shown(request)
    return render(
        request,
        "my_desk/my_desk.html",
        {
            **shown,
            "exposed": exposed,
            "outcome": outcome,
            "form": bound,
            "problem": problem,
            "feed_made_at": feed_made_at(request.viewer),
            "feed_address": request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
            if secret
            else "",
        },
    )


@page(permission=Permission.HOLD_WORK)
def moved(request: ViewedRequest) -> HttpResponse:
    """The addresses that these pages had before."""
    del request
    return redirect("my_desk", permanent=True)


def _shown(request: ViewedRequest) -> dict[str, Any]:
    viewer, now = request.viewer, request.now
    desk = _desk(viewer, now)
    held = desk.held if desk else ()
    taken = taken_by(viewer)
    references = list(dict.fromkeys([*(part.work.referral for part in held), *taken]))
    lines = {line.referral: line for line in lines_of(viewer, references, now=now)}
    news = with_news(viewer, references)
    given = {part.work.referral for part in held}
    mine = [_mine(part.work.referral, part, lines, news) for part in held]
    mine += [_mine(each, None, lines, news) for each in taken if each not in given]
    mine.sort(key=lambda each: each.due_at or _NEVER)
    seen = {*references, *(line.referral for line in (desk.waiting if desk else ()))}
    moves = [(line, level_words.CAUSES[line.cause]) for line in moves_not_seen(viewer, of=references)]
    notices = [each for each in desk.notices if each.is_new] if desk else []
    return {
        "desk": desk,
        "mine": mine,
        "taken": set(taken),
        "late": sum(each.is_late for each in mine),
        "news": [each for each in dict.fromkeys(references) if news.get(each)],
        "moves": moves,
        "notices": notices,
        "hidden": hidden_by_reference(viewer, seen),
    }


def _desk(viewer: Viewer, now: datetime) -> OwnDesk | None:
    """None for an officer of no desk: they may take from the queue, and nobody gives them work."""
    try:
        return own_desk(viewer, now=now)
    except NoHomeDesk:
        return None


def _mine(referral: str, part: HeldLine | None, lines: dict[str, QueueLine], news: dict[str, int]) -> Mine:
    line = lines.get(referral)
    breaches = tuple(clock_in_words(clock, line.force) for clock in line.breaches) if line else ()
    return Mine(referral, part, line, news.get(referral, 0), breaches)


def _act(request: ViewedRequest, act: str) -> str:
    said = request.POST
    placing = int(text) if (text := said.get("placing", "")).isdecimal() else 0
    given: dict[str, Any] = {"viewer": request.viewer, "now": request.now}
    reason, work = said.get("reason", ""), said.get("work", "")
    match act:
        case "seen":
            return attempt(partial(see_notices, **given))
        case "take":
            return attempt(partial(take, work_key=work, **given))
        case "put_back":
            return attempt(partial(taking.put_back, said.get("referral", ""), **given))
        case "finish":
            return attempt(partial(finish, work_reference=work, outcome=reason, **given))
        case "refuse" | "hand_over":
            return attempt(partial(decide, placing=placing, move=MoveName(act), reason=reason, **given))
        case "withdraw_calendar":
            return attempt(partial(withdraw_feed, **given))
    return "Choose one of the buttons: nothing was changed"


def _record(request: ViewedRequest, act: str, said: dict[str, Any]) -> str:
    given: dict[str, Any] = {
        "viewer": request.viewer,
        "referral": said["referral"].strip(),
        "now": request.now,
    }
    if act == "outcome":
        today = request.now.date()
        return attempt(partial(record_outcome, outcome=Outcome(said["outcome"]), on=today, **given))
    problem = attempt(
        partial(
            record_exposure,
            kind=Kind(said["kind"]),
            minutes=said["minutes"],
            items=said["items"] or 0,
            ended_at=request.now,
            **given,
        )
    )
    if not problem:
        messages.success(request, f"{said['minutes']} minutes recorded. Take a break before the next")
    return problem
