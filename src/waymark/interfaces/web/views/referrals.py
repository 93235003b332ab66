"""A referral: everything known, why it stands where it does, and what to find out next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.audit.events import Event
from waymark.audit.queries import ToldLine, told
from waymark.interfaces.web import link_words, timelines
from waymark.interfaces.web.long_lists import events_asked, files_asked
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import Part, part_of
from waymark.interfaces.web.questions import questions_of
from waymark.interfaces.web.report_words import shown_news
from waymark.interfaces.web.stated_parties import StatedParty, place_of, stated_party
from waymark.referrals import queries as records
from waymark.referrals.operations.news import mark_news_seen
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.records import ReferralRecord, ReportLine
from waymark.referrals.references import BadReference, read_reference
from waymark.referrals.types import DocumentKind
from waymark.stages.attribution import queries as attribution
from waymark.stages.linking import queries as linking
from waymark.stages.linking.queries import LinkLine
from waymark.stages.linking.queries.asking import checks_not_done
from waymark.stages.linking.queries.elsewhere import whom_to_ask
from waymark.stages.prioritisation import queries as prioritisation
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.facts import FACTS
from waymark.stages.prioritisation.rules.own_first import WHY_HIDDEN

PEOPLE = 20
REPORTS = 25
PLACES = 25
LINKS = 10
HAPPENINGS = 25
RAW = 25

NOT_FOUND = (BadReference, NothingByThatReference)


class SourceForm(forms.Form):
    """Where an officer looked. The answers themselves are read apart: their questions are the policy's."""

    source = forms.CharField(
        label="Where did you look?",
        max_length=500,
        error_messages={"required": "Say where you looked, for example: PNC, or the report"},
    )


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.referral(request.viewer, reference, now=request.now)
    if found.reference != read_reference(reference)[1]:
        # It became part of an elder referral: that is the one to work on, and its page says so.
        return redirect("referral", found.reference)
    return referral_page(request, found, form=SourceForm(), chosen={})


def referral_page(
    request: ViewedRequest, found: ReferralRecord, *, form: SourceForm, chosen: Mapping[str, Said]
) -> HttpResponse:
    """The whole page. form, chosen: what was just sent and could not be recorded, with why."""
    viewer, ids = request.viewer, found.report_ids
    standing = prioritisation.standing(viewer, found.id, now=request.now)
    places = attribution.places(viewer, ids)
    descriptions = sum(map(_is_description, found.reports))
    raw = records.kept_raw(viewer, ids, limit=RAW + 1)
    counted = sum(report.is_counted for report in found.reports)
    return render(
        request,
        "referral/referral.html",
        {
            "referral": found,
            "line": prioritisation.queue_line(viewer, found.id, now=request.now),
            "made": standing.assessment,
            "in_force": standing.in_force,
            "is_hidden": standing.is_hidden,
            "why_hidden": WHY_HIDDEN,
            "may_decide": viewer.may(Permission.DECIDE_LEVEL),
            "facts_used": [(FACTS[fact.name].question, fact.said) for fact in standing.assessment.facts],
            "next_check": standing.assessment.next_check,
            "questions": questions_of(standing, chosen=chosen),
            "form": form,
            "may_answer": viewer.may(Permission.RECORD_FACT),
            "may_judge": viewer.may(Permission.JUDGE_LINK),
            "may_ask": viewer.may(Permission.DRAFT_ENQUIRY),
            "may_hold": viewer.may(Permission.HOLD_WORK),
            "may_assign": viewer.may(Permission.ASSIGN_WORK),
            "may_see_log": viewer.may(Permission.READ_ACCESS_LOG),
            "force": attribution.force_of(viewer, found.id),
            "not_checked": checks_not_done(viewer, found.id),
            "together": linking.together_with(viewer, found.id),
            "elsewhere": whom_to_ask(viewer, found.id, found.reference, now=request.now),
            "people": _people(request, found),
            "stated_places": part_of(places, request, name="places", size=PLACES),
            "reports": part_of(
                sorted(found.reports, key=_is_description), request, name="reports", size=REPORTS
            ),
            "descriptions": descriptions,
            "report_count": counted,
            "more_documents": len(found.reports) - descriptions - counted,
            "withdrawn": [report for report in found.reports if report.withdrawn_by],
            "news": [shown_news(each) for each in records.news(viewer, found.id)],
            "raw": raw[:RAW],
            "has_more_raw": len(raw) > RAW,
            **events_asked(request, found.reports, found.parties),
            **files_asked(request, found.reports),
            **_links_and_timeline(request, found),
        },
    )


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def news_seen(request: ViewedRequest, reference: str) -> HttpResponse:
    """The officer has looked at what is new."""
    seen = mark_news_seen(request.viewer, reference, now=request.now)
    if seen:
        messages.success(request, "Noted that you have looked at what is new.")
    return redirect("referral", read_reference(reference)[1])


def _is_description(report: ReportLine) -> bool:
    """Whether it describes a file of a report. There may be thousands: they are listed after the reports."""
    return report.kind == DocumentKind.FILE_DETAILS


def _people(request: ViewedRequest, found: ReferralRecord) -> Part[StatedParty]:
    """Parties, those that the referral is about first, the reporter's own staff last."""
    ordered = sorted(found.parties, key=lambda line: (not line.is_subject, *place_of(line.party)))
    return part_of(ordered, request, name="people", size=PEOPLE).each_as(stated_party)


def _links_and_timeline(request: ViewedRequest, found: ReferralRecord) -> dict[str, Any]:
    viewer = request.viewer
    links = linking.links(viewer, referral=found.reference, now=request.now)
    judgements = told([line.reference for line in links], Event.LINK_JUDGED)
    officers = names_of({each.actor_id for each in judgements})
    happened = timelines.happenings(
        found,
        assessments=prioritisation.assessments(viewer, found.id),
        answers=prioritisation.known_facts(viewer, found.id),
        links=links,
        judgements=judgements,
        officers=officers,
    )
    return {
        "links": _shown(request, links, found.reference, judgements, officers),
        "open_links": sum(line.judgement == "open" for line in links),
        "timeline": part_of(happened, request, name="timeline", size=HAPPENINGS),
    }


def _shown(
    request: ViewedRequest,
    links: Sequence[LinkLine],
    referral: str,
    judgements: Sequence[ToldLine],
    officers: Mapping[int, str],
) -> Part[link_words.LinkShown]:
    """Links that wait for a judgement first, then those judged; in each, the likeliest first."""
    ordered = sorted(links, key=lambda line: line.judgement != "open")
    return part_of(ordered, request, name="links", size=LINKS).each_as(
        lambda line: link_words.shown(line, referral=referral, judgements=judgements, officers=officers)
    )
