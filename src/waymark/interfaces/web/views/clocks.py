"""A referral's clocks: what runs and until when, recording what happened, and the lags from hand to hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.clocks import platform_preservation_ends
from waymark.clocks.catalogue import CLOCKS
from waymark.clocks.milestones import SEEN_IN_THE_RECORD, MilestoneKind, milestone_in_words
from waymark.clocks.nations import NATION_NAMES, Nation
from waymark.errors import WaymarkError
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.moments import desk_clock, span_in_words
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.research_form import moment_typed
from waymark.interfaces.web.views.referrals import NOT_FOUND
from waymark.pipeline.happening import record_happened, take_back_happened
from waymark.referrals import queries as records
from waymark.referrals.records import ReferralRecord
from waymark.referrals.references import read_reference
from waymark.stages.attribution.queries import judged_events
from waymark.stages.prioritisation import queries as prioritisation
from waymark.stages.prioritisation.queries.clock_settings import lengths_in_force
from waymark.stages.prioritisation.queries.clocks import ClockLine, clocks_of, lags_of
from waymark.stages.prioritisation.queries.milestones import milestones
from waymark.stages.prioritisation.queries.nations import nations_of
from waymark.stages.prioritisation.rules.milestones import Happened

_TYPED = ("kind", "at", "about", "until", "authority_reference", "recipient", "reply", "note")


class ClockShown(NamedTuple):
    """A run with its words. source: who says how long; no_length: nobody has set one; to_confirm: nor read it."""

    line: ClockLine
    title: str
    stopped_by: str
    source: str
    no_length: bool
    to_confirm: bool = False


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.referral(request.viewer, reference, now=request.now)
    if found.reference != read_reference(reference)[1]:
        return redirect("clocks", found.reference)
    return _page(request, found)


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def record(request: ViewedRequest, reference: str) -> HttpResponse:
    """Record what happened, or take back what was recorded."""
    found = records.referral(request.viewer, reference, now=request.now)
    sent = request.POST
    if "withdraw" in sent:
        act = partial(
            take_back_happened,
            request.viewer,
            found.reference,
            _number(sent["withdraw"]),
            reason=sent.get("reason", ""),
            now=request.now,
        )
    else:
        try:
            said = _happened(sent.dict(), now=request.now)
        except WaymarkError as wrong:
            return _page(request, found, problem=str(wrong), typed=sent.dict())
        act = partial(record_happened, request.viewer, found.reference, said, now=request.now)
    problem = attempt(act)
    if problem:
        return _page(request, found, problem=problem, typed=sent.dict())
    messages.success(request, "Recorded. The clocks follow.")
    return redirect("clocks", found.reference)


class NothingChosen(WaymarkError):
    """It was not said what happened."""

    def __init__(self) -> None:
        super().__init__("Choose what happened")


def _happened(sent: Mapping[str, str], *, now: datetime) -> Happened:
    """What an officer stated. Raises NothingChosen, NotATime."""
    kind = sent.get("kind", "")
    if kind not in MilestoneKind._value2member_map_:
        raise NothingChosen
    until = sent.get("until", "").strip()
    return Happened(
        MilestoneKind(kind),
        moment_typed(sent.get("at", ""), now=now),
        sent.get("about", "").strip(),
        moment_typed(until, now=now) if until else None,
        sent.get("authority_reference", ""),
        sent.get("recipient", ""),
        sent.get("reply", ""),
        sent.get("note", ""),
    )


def _page(
    request: ViewedRequest,
    found: ReferralRecord,
    *,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    viewer = request.viewer
    nation = nations_of(viewer, [found.id])[found.id]
    runs = _shown(clocks_of(viewer, found.id), request, nation)
    lines = milestones(viewer, found.id)
    officers = names_of({each.officer_id for each in lines})
    return render(
        request,
        "clocks/clocks.html",
        {
            "referral": found,
            "line": prioritisation.queue_line(viewer, found.id, now=request.now),
            "problem": problem,
            "nation": NATION_NAMES[nation],
            "running": [each for each in runs if each.line.stopped_at is None],
            "stopped": [each for each in runs if each.line.stopped_at is not None],
            "lags": [(lag, span_in_words(lag.took) if lag.took else "") for lag in lags_of(viewer, found.id)],
            "happened": [
                (each, milestone_in_words(each.kind, nation), officers.get(each.officer_id, ""))
                for each in lines
            ],
            "kinds": [
                (kind.value, milestone_in_words(kind, nation))
                for kind in MilestoneKind
                if kind not in SEEN_IN_THE_RECORD
            ],
            "typed": {
                "at": desk_clock(request.now),
                **{k: v for k, v in (typed or {}).items() if k in _TYPED},
            },
            "holders": _operators(request, found),
            "may_record": viewer.may(Permission.RECORD_FACT),
        },
    )


def _shown(lines: list[ClockLine], request: ViewedRequest, nation: Nation) -> list[ClockShown]:
    lengths = lengths_in_force(request.viewer, now=request.now).lengths
    shown = []
    for line in lines:
        spec = CLOCKS.get(line.clock)
        if spec is None:  # a clock of an older catalogue: it stands under its own name
            shown.append(ClockShown(line, line.clock.replace("_", " "), line.stopped_by, "", no_length=False))
            continue
        length = lengths.of(spec, nation)
        shown.append(
            ClockShown(
                line,
                spec.title_in(nation),
                _within(milestone_in_words(line.stopped_by, nation)) if line.stopped_by else "",
                length.source,
                no_length=line.due_at is None and not line.is_paused,
                to_confirm=length.to_confirm,
            )
        )
    return shown


def _within(words: str) -> str:
    """Words as they stand within a sentence; what begins with initials keeps them."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


class Holder(NamedTuple):
    """Who holds evidence, and when the first and the last of it may be gone."""

    name: str
    first: date
    last: date


def _operators(request: ViewedRequest, found: ReferralRecord) -> list[Holder]:
    """Operators, by the last day to apply for their records; then each platform, by its preservation's end."""
    days: dict[str, list[date]] = {}
    for event in judged_events(request.viewer, found.report_ids):
        if event.last_day is not None:
            days.setdefault(event.operator or "An operator that is not known", []).append(event.last_day)
    held = [Holder(name, min(each), max(each)) for name, each in days.items()]
    kept: dict[str, list[date]] = {}
    for report in found.reports:
        if report.is_counted:
            name = f"{report.source or report.reporter or 'The platform'} (platform's preservation)"
            kept.setdefault(name, []).append(platform_preservation_ends(report.received_at).date())
    platforms = [Holder(name, min(each), max(each)) for name, each in kept.items()]
    return sorted(held, key=lambda each: each.first) + sorted(platforms, key=lambda each: each.first)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0  # noqa: PLR2004 - a bigint
