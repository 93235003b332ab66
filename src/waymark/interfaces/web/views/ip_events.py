"""A referral's IP events by operator and day with the few best asked about; and the forces it could be for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.interfaces.web.area_pictures import area_picture
from waymark.interfaces.web.event_pictures import event_picture
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import part_of
from waymark.reference.forces import force_by_name
from waymark.reference.kinds import Kind
from waymark.reference.outlines import outlines_of
from waymark.reference.queries import area_map, versions
from waymark.referrals import queries as records
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.references import BadReference
from waymark.stages.attribution import queries as attribution
from waymark.stages.attribution.rules.event_groups import best_to_ask, group_events

GROUPS = 60
NOT_FOUND = (BadReference, NothingByThatReference)


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.referral(request.viewer, reference, now=request.now)
    groups = group_events(attribution.judged_events(request.viewer, found.report_ids))
    return render(
        request,
        "ip_events/ip_events.html",
        {
            "referral": found,
            "choices": best_to_ask(groups, today=request.now.date()),
            "picture": event_picture(groups),
            "groups": part_of(groups, request, name="groups", size=GROUPS),
            "total": sum(group.events for group in groups),
            "event_counts": attribution.resolvability_counts(request.viewer, found.report_ids),
        },
    )


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def areas(request: ViewedRequest, reference: str) -> HttpResponse:
    """The forces that a referral could be for, drawn from the boundaries loaded, and as a table."""
    found = records.referral(request.viewer, reference, now=request.now)
    places = attribution.places(request.viewer, found.report_ids)
    force = attribution.force_of(request.viewer, found.id)
    why: dict[str, list[str]] = {}
    for place in places:
        for name in place.forces or ((place.force,) if place.force else ()):
            why.setdefault(force_by_name(name).code, []).append(place.reason)
    if force.code and force.code not in why:
        why[force.code] = [force.reason]
    candidates = sorted(why, key=lambda code: (code != force.code, -len(why[code]), code))
    outlines = outlines_of(area_map(request.viewer, on=request.now.date()), candidates)
    names = {code: force_by_name(code).name for code in {*candidates, *outlines}}
    return render(
        request,
        "ip_events/areas.html",
        {
            "referral": found,
            "force": force,
            "picture": area_picture(candidates, outlines, names=names),
            "sources": sorted(
                {
                    version.source or version.name
                    for version in versions(request.viewer)
                    if version.kind is Kind.FORCE_AREAS
                    and version.succeeded_by is None
                    and version.holds_on(request.now.date())
                }
            ),
            "candidates": [
                (names[code], code, list(dict.fromkeys(why[code]))[:5], len(why[code]), code in outlines)
                for code in candidates
            ],
        },
    )
