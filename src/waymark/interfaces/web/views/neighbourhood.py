"""What lies around a referral, drawn and as a table, up to a chosen day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.interfaces.web.moments import at_desk, desk_day
from waymark.interfaces.web.neighbourhood_pictures import picture_of
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.parts import offset_asked
from waymark.referrals import queries as records
from waymark.referrals.queries import NothingByThatReference
from waymark.referrals.references import BadReference
from waymark.stages.linking.queries.neighbourhood import MOST_THINGS, neighbourhood
from waymark.stages.linking.rules.sentences import KINDS

_LONGEST_DAYS = 36_500


@page(permission=Permission.READ_RECORD, not_found=(BadReference, NothingByThatReference))
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.referral(request.viewer, reference, now=request.now)
    back = _days_back(request.GET.get("back", ""))
    until = at_desk(datetime.combine(desk_day(request.now) - timedelta(days=back - 1), time()))
    start = offset_asked(request, "after") or max(0, offset_asked(request, "before") - MOST_THINGS)
    around = neighbourhood(
        request.viewer, found.id, found.reference, until=until, now=request.now, start=start
    )
    last = around.start + len(around.things)
    return render(
        request,
        "neighbourhood/neighbourhood.html",
        {
            "referral": found,
            "around": around,
            "rows": [(thing, KINDS[thing.kind]) for thing in around.things],
            "picture": picture_of(found.reference, around),
            "first": around.start + 1,
            "last": last,
            "following": str(last) if last < around.total else "",
            "preceding": str(around.start) if around.start else "",
            "back": back,
            "span": max(1, (desk_day(request.now) - around.first_on).days),
            "shown_until": desk_day(until) - timedelta(days=1),
            "today": desk_day(request.now),
        },
    )


def _days_back(asked: str) -> int:
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 6  # noqa: PLR2004 - a century of days
    return min(int(asked), _LONGEST_DAYS) if is_number else 0
