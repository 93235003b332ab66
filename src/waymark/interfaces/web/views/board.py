"""The supervisor's board: who holds what, what waits for whom, and giving work to officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.assignment_forms import BoardFilter, GiveForm, PlanForm
from waymark.interfaces.web.assignment_words import SKILLS
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.assignment.operations.opening import open_work
from waymark.stages.assignment.operations.placing import confirm, give, lock
from waymark.stages.assignment.operations.proposing import propose_work
from waymark.stages.assignment.queries.board import Board, Chosen, OfficerLine, board, choice
from waymark.stages.assignment.queries.own import failed_sendings
from waymark.stages.assignment.queries.work import NoSuchWork
from waymark.stages.assignment.rules.desks import NoHomeDesk
from waymark.stages.assignment.rules.duty import Span
from waymark.stages.assignment.rules.states import STANDARDS, PartKind

_FAILED_WITHIN = timedelta(days=2)


@page(permission=Permission.READ_BOARD, methods=("GET", "HEAD", "POST"), not_found=(NoHomeDesk,))
def show(request: ViewedRequest) -> HttpResponse:
    """The board; its buttons propose, confirm and lock."""
    if request.method == "POST":
        problem = _act(request)
        if not problem:
            return redirect(request.get_full_path())
    else:
        problem = ""
    asked = request.GET
    chosen = Chosen(
        team=asked.get("team", ""),
        skill=asked.get("skill", "") if asked.get("skill", "") in SKILLS else "",
        name=asked.get("name", "").strip(),
        here=asked.get("show") == "here",
        late=asked.get("show") == "late",
    )
    number = int(text) if (text := asked.get("page", "1")).isdecimal() and len(text) < 5 else 1  # noqa: PLR2004 - pages of 25 officers
    found = board(request.viewer, chosen=chosen, page=number, now=request.now)
    form = BoardFilter(asked, teams=tuple(each.team for each in found.teams if each.team))
    return render(
        request,
        "board/board.html",
        {
            "board": found,
            "teams": _by_team(found),
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
            + (". The most pressing of the queue were looked at" if made.left else ""),
        )

    def confirmed_all() -> None:
        messages.success(
            request, f"{confirm(viewer=viewer, every=True, now=now)} confirmed; each officer is told"
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
