"""An officer's dates, for a calendar program: it cannot sign in, so the address itself is the key."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from waymark.access.queries import NoSuchOfficer, names_of, viewer_called
from waymark.access.rules import Permission, Viewer
from waymark.access.viewing import acting
from waymark.interfaces.web.pages import PageRequest
from waymark.stages.assignment.queries.own import own_desk
from waymark.stages.assignment.rules.desks import NoHomeDesk
from waymark.stages.prioritisation.queries import taken_by
from waymark.stages.prioritisation.queries.feeds import dates_of, feed_owner
from waymark.stages.prioritisation.rules.feeds import calendar


@login_not_required
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The dates of whoever made this address, until they withdraw it; references alone."""
    asked: PageRequest = request  # type: ignore[assignment] # the middleware sets the moment on every request
    owner = feed_owner(secret)
    names = names_of({owner}) if owner is not None else {}
    try:
        viewer = viewer_called(names.get(owner or 0, ""))
    except NoSuchOfficer:
        raise Http404 from None
    with acting(viewer):
        entries = dates_of(viewer, _mine(viewer, asked), now=asked.now)
    response = HttpResponse(calendar(entries, now=asked.now), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _mine(viewer: Viewer, request: PageRequest) -> list[str]:
    """What the officer took from the queue, and what was given to them on the board."""
    held: list[str] = []
    if viewer.may(Permission.HOLD_WORK):
        try:
            held = [each.work.referral for each in own_desk(viewer, now=request.now).held]
        except NoHomeDesk:
            held = []
    return list(dict.fromkeys([*taken_by(viewer), *held]))
