"""Is an address ready for a door: what is missing first; evidence, decisions, reviews, and who is a suspect."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.pipeline.judging import judge_suspect_of
from waymark.referrals import queries as records
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.references import BadReference
from waymark.stages.attribution.operations.gating import (
    decide_door,
    record_evidence,
    review_decision,
    withdraw_evidence,
)
from waymark.stages.attribution.queries.answers import AnswerRecord, answers_of
from waymark.stages.attribution.queries.gate import SuspectLine, doors_of, judgements_of
from waymark.stages.attribution.rules.decisions import Decision
from waymark.stages.attribution.rules.gate import EVIDENCE, EvidenceKind

NOT_FOUND = (BadReference, NothingByThatReference)


@page(permission=Permission.READ_RECORD, methods=("GET", "HEAD", "POST"), not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    about = records.referral(request.viewer, reference, now=request.now)
    problem = ""
    if request.method == "POST":
        act = _act(request, about.reference)
        problem = attempt(act) if act else "Choose what to do"
        if not problem:
            return redirect("doors", about.reference)
    viewer = request.viewer
    doors = doors_of(viewer, about.id)
    judged = {each.answer: each for each in judgements_of(viewer, about.id)}
    answers = answers_of(viewer, referral_id=about.id)
    return render(
        request,
        "premises/doors.html",
        {
            "referral": about,
            "problem": problem,
            "doors": doors,
            "placeless": [each for each in answers if each.premises_id is None],
            "people": _people(answers, judged),
            "evidence_kinds": [(kind.value, EVIDENCE[kind]) for kind in EvidenceKind],
            "may_ask": viewer.may(Permission.DRAFT_ENQUIRY),
            "may_judge": viewer.may(Permission.JUDGE_DOOR),
            "may_override": viewer.may(Permission.OVERRIDE_DOOR),
        },
    )


def _act(request: ViewedRequest, referral: str) -> Callable[[], object] | None:
    """What the form asks for, ready to be tried; None where it asks for nothing known."""
    sent = request.POST
    given: dict[str, Any] = {"viewer": request.viewer, "referral": referral, "now": request.now}
    # What was recorded for a referral that became part of this one keeps its number there.
    of = {"referral": sent.get("of") or referral}
    reason, door = sent.get("reason", ""), sent.get("premises", "")
    match sent.get("act", ""):
        case "evidence" if sent.get("kind") in {*EvidenceKind}:
            return partial(
                record_evidence,
                premises=door,
                kind=EvidenceKind(sent["kind"]),
                source=sent.get("source", ""),
                found=sent.get("found", ""),
                **given,
            )
        case "withdraw":
            return partial(withdraw_evidence, n=_number(sent.get("n", "")), reason=reason, **given | of)
        case "review":
            return partial(review_decision, n=_number(sent.get("n", "")), finding=reason, **given | of)
        case "suspect" | "not_suspect" as judged:
            return partial(
                judge_suspect_of,
                request.viewer,
                referral,
                answer=sent.get("answer", ""),
                is_suspect=judged == "suspect",
                reason=reason,
                now=request.now,
            )
        case decision if decision in {*Decision}:
            return partial(
                decide_door,
                premises=door,
                decision=Decision(decision),
                reason=reason,
                named=sent.get("named", ""),
                **given,
            )
    return None


class Named(NamedTuple):
    """One name that answers give as subscriber. answer: to judge by; judged: the newest judgement on any of them."""

    name: str
    answer: AnswerRecord
    answers: list[AnswerRecord]
    judged: SuspectLine | None


def _people(answers: list[AnswerRecord], judged: dict[str, SuspectLine]) -> list[Named]:
    """Each name once for each door it is given for: one name at two doors may be two people."""
    groups: dict[tuple[object, ...], list[AnswerRecord]] = {}
    for each in answers:
        if each.said.subscriber:
            key = (" ".join(each.said.subscriber.casefold().split()), each.premises_id)
            groups.setdefault(key, []).append(each)
    found = []
    for group in groups.values():
        told = [judged[each.reference] for each in group if each.reference in judged]
        newest = max(told, key=lambda line: line.at, default=None)
        found.append(Named(group[0].said.subscriber, group[0], group, newest))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0  # noqa: PLR2004 - a number
