"""What is done with a list of the queue: a view is kept, lines are taken, or decided together with exceptions out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.errors import WaymarkError
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.views.queue import ASKED, queue_page
from waymark.interfaces.web.words import BUNDLE_DECISIONS
from waymark.referrals.references import BadReference
from waymark.stages.prioritisation.operations.lists import NoSuchListDecision, decide_list, undo_list
from waymark.stages.prioritisation.operations.taking import take
from waymark.stages.prioritisation.operations.views import remove_view, save_view
from waymark.stages.prioritisation.queries.lists import list_decisions
from waymark.stages.prioritisation.rules.bundle_lists import Decision
from waymark.stages.prioritisation.rules.lists import Parted, TakenOut

WHY = {
    TakenOut.NOT_RESEARCHED: "not researched yet",
    TakenOut.OWN_LEVEL_FIRST: "give your own level of it first",
    TakenOut.COULD_BE_HIGH: "could be high or very high",
    TakenOut.CHALLENGED: "Waymark proposes a higher level",
    TakenOut.SOMETHING_NEW: "something new that nobody has looked at",
    TakenOut.CLOCK_RUNS: "a clock runs for it",
    TakenOut.IN_A_BUNDLE: "listed in a bundle: decide there",
    TakenOut.TAKEN_BY_ANOTHER: "another officer has it",
    TakenOut.DECIDED: "decided already",
}


@page(permission=Permission.READ_QUEUE, methods=("POST",))
def act(request: ViewedRequest) -> HttpResponse:
    """Do with the lines that were chosen what was asked, or keep or remove a view."""
    sent, viewer, now = request.POST, request.viewer, request.now
    chosen = sent.getlist("referral")
    what = sent.get("act", "")
    if what == "decide":
        return _decide(request, chosen)
    act_of: dict[str, Callable[[], object]] = {
        "take": partial(take, chosen, viewer=viewer, now=now),
        "save_view": partial(save_view, sent.get("name", ""), _asked(request), viewer=viewer, now=now),
        "remove_view": partial(remove_view, sent.get("name", ""), viewer=viewer, now=now),
    }
    if what not in act_of:
        return queue_page(request, problem="Choose one of the buttons: nothing was changed", chosen=chosen)
    problem = attempt(act_of[what])
    if problem:
        return queue_page(request, problem=problem, chosen=chosen)
    messages.success(request, "Taken: they stand on My desk." if what == "take" else "Done.")
    return _back(request)


def _decide(request: ViewedRequest, chosen: list[str]) -> HttpResponse:
    decision = request.POST.get("decision", "")
    if decision not in {*Decision}:
        return queue_page(request, problem="Choose the decision", chosen=chosen)
    try:
        made = decide_list(
            chosen,
            Decision(decision),
            reason=request.POST.get("reason", ""),
            viewer=request.viewer,
            now=request.now,
        )
    except WaymarkError as refused:
        return queue_page(request, problem=str(refused), chosen=chosen)
    messages.success(
        request,
        f"{made.reference}: {BUNDLE_DECISIONS[decision].lower()}, {len(made.parted.covered)} decided. "
        f"{_taken_out(made.parted)}",
    )
    return _back(request)


def _taken_out(parted: Parted) -> str:
    if not parted.taken_out:
        return "Nobody was taken out."
    told = "; ".join(
        f"{each.reference} ({', '.join(WHY[why] for why in reasons)})" for each, reasons in parted.taken_out
    )
    return f"Taken out, and still waiting: {told}."


@page(permission=Permission.READ_QUEUE)
def decided(request: ViewedRequest) -> HttpResponse:
    return _decided_page(request)


@page(permission=Permission.DECIDE_BUNDLE, methods=("POST",), not_found=(BadReference, NoSuchListDecision))
def undo(request: ViewedRequest, reference: str) -> HttpResponse:
    problem = attempt(
        partial(
            undo_list,
            reference,
            reason=request.POST.get("reason", ""),
            viewer=request.viewer,
            now=request.now,
        )
    )
    if problem:
        return _decided_page(request, problem=problem)
    messages.success(request, f"{reference} is undone: everybody whom it covered waits again.")
    return redirect("list_decisions")


def _decided_page(request: ViewedRequest, *, problem: str = "") -> HttpResponse:
    lines = list_decisions(request.viewer)
    officers = names_of({each.officer_id for each in lines})
    return render(
        request,
        "queue/decided.html",
        {
            "problem": problem,
            "decisions": [
                (each, BUNDLE_DECISIONS[each.decision], officers.get(each.officer_id, "")) for each in lines
            ],
            "may_decide": request.viewer.may(Permission.DECIDE_BUNDLE),
        },
    )


def _asked(request: ViewedRequest) -> str:
    """The filters and the order that the form carries: those of the page it stood on."""
    sent, kept = QueryDict(request.POST.get("asked", "")), QueryDict(mutable=True)
    for name in ASKED:
        if sent.get(name):
            kept[name] = sent[name]
    return str(kept.urlencode())


def _back(request: ViewedRequest) -> HttpResponse:
    asked = _asked(request)
    return redirect(f"{reverse('queue')}?{asked}" if asked else reverse("queue"))
