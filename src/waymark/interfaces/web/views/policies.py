"""The policy in plain words, and a force's own taken into force by two people without a developer."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.errors import WaymarkError
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.prioritisation.operations.policy_changes import decide_policy, propose_policy
from waymark.stages.prioritisation.queries.policies import (
    ChangeLine,
    KeptPolicy,
    NoSuchPolicy,
    policy_called,
    policy_changes,
    policy_in_force,
    shipped_policy,
)
from waymark.stages.prioritisation.queries.replaying import replay_policy
from waymark.stages.prioritisation.rules.guards import check_policy
from waymark.stages.prioritisation.rules.plain_words import in_plain_words
from waymark.stages.prioritisation.rules.policy_file import MOST_CHARACTERS

_MOVES_SHOWN = 25


class ProposalForm(forms.Form):
    """The whole file, in the page or as a file; and why it changes."""

    text = forms.CharField(
        label="The policy file",
        max_length=MOST_CHARACTERS,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "waymark-code"}),
    )
    file = forms.FileField(label="Or choose a file", required=False)
    reason = forms.CharField(label="Why it changes", max_length=2000, required=False)

    def policy_text(self) -> str | bytes:
        """The file that was chosen, else what stands in the page, with the line ends of a file."""
        chosen = self.cleaned_data["file"]
        if chosen is not None:
            content: bytes = chosen.read()
            return content
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class AnswerForm(forms.Form):
    because = forms.CharField(label="Why not (to refuse it)", max_length=1000, required=False)


@page(permission=Permission.READ_POLICY)
def show(request: ViewedRequest) -> HttpResponse:
    """The policy in force for the officer's own desk."""
    held = policy_in_force(request.viewer.home_desk, at=request.now)
    return _shown(request, policy_called(request.viewer, held.name))


@page(permission=Permission.READ_POLICY, not_found=(NoSuchPolicy,))
def version(request: ViewedRequest, name: str) -> HttpResponse:
    """A policy as it stood, in force or not."""
    return _shown(request, policy_called(request.viewer, name))


@page(permission=Permission.READ_POLICY, not_found=(NoSuchPolicy,))
def file(request: ViewedRequest, name: str) -> HttpResponse:
    """A policy's file, to the byte."""
    found = policy_called(request.viewer, name)
    made = HttpResponse(found.text.encode(), content_type="application/toml; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="policy-{found.policy.digest[:12]}.toml"'
    return made


@page(permission=Permission.CHANGE_POLICY, methods=("GET", "HEAD", "POST"))
def propose(request: ViewedRequest) -> HttpResponse:
    """Change the file in the page, see whom it would move, and propose it."""
    held = policy_in_force(request.viewer.home_desk, at=request.now)
    if request.method != "POST":
        text = policy_called(request.viewer, held.name).text
        return _proposing(request, ProposalForm(initial={"text": text}))
    form = ProposalForm(request.POST, request.FILES)
    if not form.is_valid():
        return _proposing(request, form)
    policy, problems = check_policy(form.policy_text())
    if policy is None or problems:
        return _proposing(request, form, problems=problems)
    text = _decoded(form.policy_text())
    replayed = replay_policy(request.viewer, policy, now=request.now)
    if "propose" in request.POST:
        try:
            made = propose_policy(
                text,
                reason=form.cleaned_data["reason"],
                replayed=replayed,
                viewer=request.viewer,
                now=request.now,
            )
        except WaymarkError as problem:
            form.add_error(None, str(problem))
            return _proposing(request, form, replayed=replayed)
        messages.success(request, f"{made.name} is proposed. Another supervisor approves or refuses it.")
        return redirect("policy_version", made.name)
    checked = ProposalForm(initial={"text": text, "reason": form.cleaned_data["reason"]})
    return _proposing(request, checked, replayed=replayed)


@page(permission=Permission.CHANGE_POLICY, methods=("POST",), not_found=(NoSuchPolicy,))
def decide(request: ViewedRequest, name: str) -> HttpResponse:
    """The second person approves a proposed policy, or refuses it."""
    form = AnswerForm(request.POST)
    form.is_valid()
    is_approved = "approve" in request.POST
    try:
        decide_policy(
            name,
            is_approved=is_approved,
            because=form.cleaned_data.get("because", ""),
            viewer=request.viewer,
            now=request.now,
        )
    except WaymarkError as problem:
        form.add_error(None, str(problem))
        return _shown(request, policy_called(request.viewer, name), form=form)
    messages.success(request, f"{name} is {'approved' if is_approved else 'refused'}.")
    return redirect("policy_version", name)


def _decoded(content: str | bytes) -> str:
    return content.decode() if isinstance(content, bytes) else content


def _proposing(request: ViewedRequest, form: ProposalForm, **found: object) -> HttpResponse:
    replayed = found.get("replayed")
    moves = getattr(replayed, "moves", ())
    return render(
        request,
        "policy/propose.html",
        {
            "form": form,
            **found,
            "moves": moves[:_MOVES_SHOWN],
            "more_moves": max(len(moves) - _MOVES_SHOWN, 0),
        },
    )


def _shown(request: ViewedRequest, found: KeptPolicy, *, form: AnswerForm | None = None) -> HttpResponse:
    changes = policy_changes(request.viewer)
    held = policy_in_force(request.viewer.home_desk, at=request.now)
    waiting = next((change for change in changes if not change.outcome and change.policy == found.name), None)
    ships = shipped_policy()
    return render(
        request,
        "policy/policy.html",
        {
            "policy": in_plain_words(found.policy),
            "is_in_force": held.name == found.name,
            "held": held.name,
            "newer": ships.name if ships.name not in {held.name, *(each.policy for each in changes)} else "",
            "waiting": waiting,
            "is_mine": waiting is not None and waiting.proposed_by == request.viewer.officer_id,
            "changes": _with_names(changes),
            "form": form or AnswerForm(),
            "may_change": request.viewer.may(Permission.CHANGE_POLICY),
        },
    )


def _with_names(changes: list[ChangeLine]) -> list[tuple[ChangeLine, str, str]]:
    names = names_of(
        {each for change in changes for each in (change.proposed_by, change.decided_by) if each is not None}
    )
    return [
        (change, names.get(change.proposed_by, ""), names.get(change.decided_by or 0, ""))
        for change in changes
    ]
