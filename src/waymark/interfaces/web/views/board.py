"""The supervisor's board: who holds what, what waits for whom, and giving work to officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.access.rules import Permission
from waymark.interfaces.web.assignment_forms import BoardFilter, GiveForm, PlanForm
from waymark.interfaces.web.assignment_words import SKILLS
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.assignment.operations.confirming import confirm
from waymark.stages.assignment.operations.opening import open_work
from waymark.stages.assignment.operations.placing import give, lock
from waymark.stages.assignment.operations.proposing import propose_work
from waymark.stages.assignment.queries.board import Board, Chosen, OfficerLine, board
from waymark.stages.assignment.queries.choosing import choice
from waymark.stages.assignment.queries.digests import failed_sendings
from waymark.stages.assignment.queries.parts import parts_of
from waymark.stages.assignment.queries.staff import NoSuchReferral
from waymark.stages.assignment.queries.work import NoSuchWork
from waymark.stages.assignment.rules.desks import NoHomeDesk
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.states import STANDARDS, PartKind

_FAILED_WITHIN = timedelta(days=2)
_ORDERS = {"late": "What will be late first, then who has most", "room": "Who can take most now first"}
_SAID = 5  # of what could not be confirmed; the rest waits on the board


@page(permission=Permission.READ_BOARD, methods=("GET", "HEAD", "POST"), not_found=(NoHomeDesk,))
def show(request: ViewedRequest) -> HttpResponse:
    """The board; its buttons propose, confirm and lock."""
    if request.method == "POST":
        problem = _act(request)
        if not problem:
            is_plain = request.POST.get("act") == "propose" and not request.GET
            # Of two hundred officers, those come first for whom something was just proposed.
            return redirect(f"{reverse('board')}?order=late" if is_plain else request.get_full_path())
    else:
        problem = ""
    asked = request.GET
    chosen = Chosen(
        team=asked.get("team", ""),
        skill=asked.get("skill", "") if asked.get("skill", "") in SKILLS else "",
        name=asked.get("name", "").strip(),
        here=asked.get("show") == "here",
        late=asked.get("show") == "late",
        order=asked.get("order", "") if asked.get("order", "") in _ORDERS else "",
    )
    number = int(text) if (text := asked.get("page", "1")).isdecimal() and len(text) < 5 else 1  # noqa: PLR2004 - pages of 25 officers
    found = board(request.viewer, chosen=chosen, page=number, now=request.now)
    form = BoardFilter(asked, teams=tuple(each.team for each in found.teams if each.team))
    return render(
        request,
        "board/board.html",
        {
            "board": found,
            "teams": [(_ORDERS[chosen.order], list(found.officers))] if chosen.order else _by_team(found),
            "is_by_team": not chosen.order,
            "form": form,
            "chosen": _chosen(request),
            "problem": problem,
            "failed": failed_sendings(request.viewer, since=request.now - _FAILED_WITHIN),
        },
    )


def _by_team(found: Board) -> list[tuple[str, list[OfficerLine]]]:
    groups: dict[str, list[OfficerLine]] = {}
    for each in found.officers:
        groups.setdefault(each.staff.team, []).append(each)
    return list(groups.items())


def _chosen(request: ViewedRequest) -> list[tuple[str, str, str]]:
    asked = request.GET
    words = {
        "name": asked.get("name", ""),
        "team": asked.get("team", ""),
        "skill": SKILLS.get(asked.get("skill", ""), "") if asked.get("skill") else "",
        "order": _ORDERS.get(asked.get("order", ""), ""),
        "show": {"here": "Who is here now", "late": "Who will be late"}.get(asked.get("show", ""), ""),
    }
    return [(name, asked.get(name, ""), each) for name, each in words.items() if each]


def _act(request: ViewedRequest) -> str:
    viewer, now = request.viewer, request.now
    act, value = request.POST.get("act", ""), request.POST.get("placing", "")
    number = int(value) if value.isdecimal() else 0

    def proposed() -> None:
        made = propose_work(viewer=viewer, now=now)
        placed = sum(each.officer is not None for each in made.placed)
        late = sum(bool(each.late_by) and each.officer is not None for each in made.placed)
        messages.success(
            request,
            f"Proposed {placed} of {len(made.placed)}; {late} of them would be late. "
            "Nothing is given until you confirm it"
            + (". The most pressing of the queue were looked at" if made.left else "")
            + ("" if made.is_proved else ". With so many teams, a better seating of them was not ruled out"),
        )

    def confirmed_all() -> None:
        done = confirm(viewer=viewer, every=True, now=now)
        messages.success(request, f"{done.many} confirmed; each officer is told")
        for each in done.stale[:_SAID]:
            messages.warning(
                request, f"{each.work} was not confirmed for {each.officer}: {each.why}. Propose again"
            )

    acts: dict[str, Callable[[], object]] = {
        "propose": proposed,
        "confirm_all": confirmed_all,
        "confirm": partial(confirm, viewer=viewer, placings=[number], now=now),
        "lock": partial(lock, viewer=viewer, placing=number, is_locked=True, now=now),
        "unlock": partial(lock, viewer=viewer, placing=number, is_locked=False, now=now),
    }
    return attempt(acts[act]) if act in acts else "Choose one of the buttons: nothing was changed"


@page(
    permission=Permission.ASSIGN_WORK,
    methods=("GET", "HEAD", "POST"),
    not_found=(NoHomeDesk, NoSuchWork),
)
def give_work(request: ViewedRequest) -> HttpResponse:
    """One part of the work: who could have it, who could not and why, and giving it to one of them."""
    key = request.GET.get("work", "")
    found = choice(request.viewer, key, now=request.now)
    initial = {"officer": request.GET.get("officer", ""), "seat": request.GET.get("seat", "0")}
    form = GiveForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["officer"].widget.attrs.update(list="candidates", autocomplete="off")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        problem = attempt(
            partial(
                give,
                viewer=request.viewer,
                work_key=key,
                officer=said["officer"].strip(),
                reason=said["reason"],
                seat=said["seat"] or 0,
                now=request.now,
            )
        )
        if not problem:
            messages.success(
                request, f"{said['officer']} has it. What was only proposed still waits to be confirmed"
            )
            return redirect("board")
        form.add_error(None, problem)
    return render(request, "board/give.html", {"choice": found, "work": found.work, "form": form})


@page(
    permission=Permission.HOLD_WORK, methods=("GET", "HEAD", "POST"), not_found=(NoHomeDesk, NoSuchReferral)
)
def referral_work(request: ViewedRequest, reference: str) -> HttpResponse:
    """The parts of the work on one referral, each with its own owner; a supervisor plans more of them."""
    may_assign = request.viewer.may(Permission.ASSIGN_WORK)
    parts = parts_of(request.viewer, reference)
    bound = request.POST if request.method == "POST" and may_assign else None
    form = PlanForm({**bound.dict(), "referral": reference} if bound is not None else None)
    if form.is_valid():
        problem = attempt(partial(_plan, request, form))
        if not problem:
            return redirect("referral_work", reference)
        form.add_error(None, problem)
    shown = {"reference": reference, "parts": parts, "form": form, "may_assign": may_assign}
    return render(request, "board/referral_work.html", shown)


@page(permission=Permission.ASSIGN_WORK, methods=("GET", "HEAD", "POST"), not_found=(NoHomeDesk,))
def plan_work(request: ViewedRequest) -> HttpResponse:
    """Plan a part of the work by hand: another stage of a referral, or a team on a fixed date."""
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        initial={"referral": request.GET.get("referral", "")},
    )
    if request.method == "POST" and form.is_valid():
        problem = attempt(partial(_plan, request, form))
        if not problem:
            return redirect("board")
        form.add_error(None, problem)
    return render(request, "board/plan.html", {"form": form})


def _plan(request: ViewedRequest, form: PlanForm) -> None:
    said = form.cleaned_data
    kind = PartKind(said["kind"])
    seats = list(STANDARDS[kind].seats)
    if said["team"]:
        seats = (seats + [""] * said["team"])[: said["team"]]
    if said["skill"]:
        seats[0] = said["skill"]
    span = Span(said["starts"], said["ends"] or said["starts"]) if said["starts"] else None
    reference = open_work(
        viewer=request.viewer,
        referral=said["referral"].strip(),
        kind=kind,
        seats=seats,
        span=span,
        now=request.now,
    )
    messages.success(request, f"{reference} is planned: propose who does it, or give it to somebody")
