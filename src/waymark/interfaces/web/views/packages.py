"""Packages in and out: what is due, what came, and whose keys are known."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.errors import WaymarkError
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.dissemination_forms import KnowForm, ReturnForm
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import Part, offset_asked
from waymark.pipeline.disseminating import answer, own_key_in_words, take_effect, take_in
from waymark.referrals.references import BadReference
from waymark.stages.casework.operations.knowing import end_sender, know_sender
from waymark.stages.casework.queries.disseminations import OPEN, corrections, outbox
from waymark.stages.casework.queries.inbox import NoSuchPackage, inbox, package, senders
from waymark.stages.casework.readers.envelopes import LARGEST, NotAPackage
from waymark.stages.casework.rules.envelopes import fingerprint
from waymark.stages.casework.rules.reasons import ReturnCode
from waymark.stages.casework.rules.states import MoveName, State

LINES = 50
_LONG = 12  # digits of no number of ours
_WAITING, _ANSWERED = (State.WAITING,), (State.ACCEPTED, State.RETURNED, State.ACKNOWLEDGED)
_ENDED = (State.ACCEPTED, State.RETURNED, State.SET_ASIDE)


class TakeForm(forms.Form):
    package = forms.FileField(
        label="Package, answer or correction", error_messages={"required": "Choose the file that came"}
    )


@page(permission=Permission.READ_RECORD)
def show_all(request: ViewedRequest) -> HttpResponse:
    """What waits for us and for others, what is due first at the head; or what has been answered."""
    is_ended = request.GET.get("show") == "ended"
    viewer, now = request.viewer, request.now
    after_in, after_out = offset_asked(request, "in"), offset_asked(request, "out")
    came = inbox(viewer, states=_ANSWERED if is_ended else _WAITING, after=after_in, limit=LINES + 1, now=now)
    sent = outbox(viewer, states=_ENDED if is_ended else OPEN, after=after_out, limit=LINES + 1, now=now)
    return render(
        request,
        "dissemination/packages.html",
        {
            "came": _part(came, "in", after_in),
            "sent": _part(sent, "out", after_out),
            "corrections": corrections(viewer, is_open=True),
            "is_ended": is_ended,
            "form": TakeForm(),
            "may_take": viewer.may(Permission.ANSWER_PACKAGE),
        },
    )


def _part(lines: list, name: str, after: int) -> Part:  # type: ignore[type-arg]  # of either kind of line
    following = str(after + LINES) if len(lines) > LINES else ""
    shown = lines[:LINES]
    return Part(name, shown, after + len(lines), following, after > 0)


@page(permission=Permission.ANSWER_PACKAGE, methods=("POST",), opens_its_own_transactions=True)
def take(request: ViewedRequest) -> HttpResponse:
    """Take in a file that came, and go to what it became."""
    form = TakeForm(request.POST, request.FILES)
    if form.is_valid():
        came = form.cleaned_data["package"]
        try:
            if came.size > LARGEST:
                raise NotAPackage(f"It is larger than {LARGEST >> 20} MiB")
            taken = take_in(request.viewer, came.read(), name=came.name or "", clock=lambda: request.now)
        except WaymarkError as problem:
            form.add_error("package", str(problem))
        else:
            return redirect("package", taken.reference)
    return render(request, "dissemination/take.html", {"form": form})


@page(
    permission=Permission.READ_RECORD,
    methods=("GET", "HEAD", "POST"),
    not_found=(BadReference, NoSuchPackage),
)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    """A package that came: who signed it, what it became, and how it is answered."""
    problem = ""
    form = ReturnForm(request.POST if request.POST.get("act") == MoveName.RETURN else None)
    if request.method == "POST":
        problem = _answer(request, reference, form)
        if not problem and not form.errors:
            return redirect("package", reference)
        if form.is_bound and problem:
            form.add_error(None, problem)
    found = package(request.viewer, reference, now=request.now)
    return render(
        request,
        "dissemination/package.html",
        {
            "found": found,
            "line": found.line,
            "form": form,
            "problem": problem,
            "moves": {move.name.value for move in found.line.moves},
            "may_answer": request.viewer.may(Permission.ANSWER_PACKAGE),
            "may_know": request.viewer.may(Permission.KNOW_SENDER),
        },
    )


def _answer(request: ViewedRequest, reference: str, form: ReturnForm) -> str:
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "")
    if act == "apply":
        return attempt(partial(take_effect, request.viewer, reference, now=request.now))
    if act not in MoveName.__members__.values():
        return "Choose what to do with it"
    code = None
    if act == MoveName.RETURN:
        if not form.is_valid():
            return ""
        code, reason = ReturnCode(form.cleaned_data["code"]), form.cleaned_data["reason"]
    return attempt(
        partial(answer, request.viewer, reference, MoveName(act), code=code, reason=reason, now=request.now)
    )


@page(permission=Permission.READ_RECORD, methods=("GET", "HEAD", "POST"))
def keys(request: ViewedRequest) -> HttpResponse:
    """Our own key to be read out, and whose keys are known."""
    may_know = request.viewer.may(Permission.KNOW_SENDER)
    is_ending = "end" in request.POST
    form = KnowForm(
        request.POST if request.method == "POST" and not is_ending else None,
        initial={"key": request.GET.get("key", "")[:64]},
    )
    problem = ""
    if is_ending:
        problem = _end(request)
        if not problem:
            return redirect("package_keys")
    elif request.method == "POST" and form.is_valid():
        problem = attempt(
            partial(
                know_sender,
                viewer=request.viewer,
                key=form.cleaned_data["key"],
                force=form.cleaned_data["force"],
                checked=form.cleaned_data["checked"],
                now=request.now,
            )
        )
        if not problem:
            return redirect("package_keys")
        form.add_error(None, problem)
    own = own_key_in_words()
    return render(
        request,
        "dissemination/keys.html",
        {
            "own": own,
            "own_fingerprint": fingerprint(own),
            "senders": senders(request.viewer),
            "form": form,
            "problem": problem,
            "may_know": may_know,
        },
    )


def _end(request: ViewedRequest) -> str:
    """Trust a key no longer. Returns what stands in the way."""
    number = request.POST["end"]
    return attempt(
        partial(
            end_sender,
            viewer=request.viewer,
            number=int(number) if number.isascii() and number.isdigit() and len(number) < _LONG else 0,
            reason=request.POST.get("reason", ""),
            now=request.now,
        )
    )
