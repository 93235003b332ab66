"""A report: its document as text beside what was read from it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.interfaces.web.elements import elements_asked
from waymark.interfaces.web.long_lists import events_asked, files_asked
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import part_of
from waymark.interfaces.web.report_words import Compared, added_by, compared, handling_of
from waymark.interfaces.web.stated_parties import (
    incident_rows,
    law_enforcement_rows,
    stated_party,
    zone_in_words,
)
from waymark.referrals import queries as records
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.records import ReportRecord
from waymark.referrals.references import BadReference
from waymark.stages.intake import queries as intake

PEOPLE = 20


@page(permission=Permission.READ_RECORD, not_found=(BadReference, NothingByThatReference))
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.report(request.viewer, reference, now=request.now)
    delivery = intake.delivery_of(request.viewer, found.line.id)
    text, zone, assumed_by = found.incident_time
    line = found.line
    reported, reported_zone, reported_by = found.reported_time
    people = part_of(found.parties, request, name="people", size=PEOPLE).each_as(stated_party)
    return render(
        request,
        "report/report.html",
        {
            "report": found,
            "incident_text": text,
            "incident_zone": zone_in_words(zone, assumed_by) if text else "",
            "incident_rows": [(each.kind, incident_rows(each)) for each in found.details],
            "law_enforcement": law_enforcement_rows(found.law_enforcement),
            "people": people,
            "raw": records.kept_raw(request.viewer, [found.line.id], limit=1),
            "handling": handling_of(line),
            "added": added_by(records.additions(request.viewer, [line.id])),
            "originals": _originals(request, found),
            "media": intake.media_beside(request.viewer, line.id),
            "reported": reported,
            "reported_zone": zone_in_words(reported_zone, reported_by) if reported else "",
            "lies_in": intake.containers_of(request.viewer, delivery.id) if delivery else [],
            "delivery": delivery,
            "sha256": bytes(delivery.sha256).hex() if delivery else "",
            "received_by": names_of({delivery.received_by}).get(delivery.received_by, "") if delivery else "",
            **events_asked(request, [found.line], found.parties),
            **files_asked(request, [found.line]),
            **(
                elements_asked(request, delivery)
                if delivery
                else {"no_elements": "Its delivery is not at your desks."}
            ),
        },
    )


def _originals(request: ViewedRequest, found: ReportRecord) -> list[Compared]:
    """Every other document of the same report, with what it says otherwise than this one."""
    others = [each for each in found.originals if each.id != found.line.id]
    mine = intake.facts_of(request.viewer, found.line.id) if others else None
    return [compared(each, mine, intake.facts_of(request.viewer, each.id)) for each in others]
