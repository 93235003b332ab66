"""My work: what is mine, what of it is due, and what is new; and the same dates as a calendar."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from waymark.access.queries import NoSuchOfficer, names_of, viewer_called
from waymark.access.rules import Permission, Viewer
from waymark.access.viewing import acting
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import PageRequest, ViewedRequest, page
from waymark.interfaces.web.views.boards import clock_in_words
from waymark.referrals.queries import with_news
from waymark.stages.assignment.queries.own import own_desk
from waymark.stages.assignment.rules.desks import NoHomeDesk
from waymark.stages.prioritisation.operations.feeds import make_feed, withdraw_feed
from waymark.stages.prioritisation.operations.taking import put_back, take
from waymark.stages.prioritisation.queries import QueueLine, lines_of, taken_by
from waymark.stages.prioritisation.queries.feeds import dates_of, feed_made_at, feed_owner
from waymark.stages.prioritisation.rules.feeds import calendar


class LineShown(NamedTuple):
    """A piece of one's work. news: what came since somebody looked. breaches: in words. is_taken: by oneself."""

    line: QueueLine
    news: int
    breaches: list[str]
    is_taken: bool


@page(permission=Permission.READ_QUEUE)
def show(request: ViewedRequest) -> HttpResponse:
    return _page(request)


@page(permission=Permission.READ_QUEUE, methods=("POST",))
def act(request: ViewedRequest) -> HttpResponse:
    """Take, put back, make or withdraw the calendar."""
    sent, viewer, now = request.POST, request.viewer, request.now
    secret = ""
    match sent.get("act", ""):
        case "take":
            problem = attempt(partial(take, sent.getlist("referral"), viewer=viewer, now=now))
        case "put_back":
            problem = attempt(partial(put_back, sent.get("referral", ""), viewer=viewer, now=now))
        case "make_calendar":
            secret, problem = make_feed(viewer=viewer, now=now), ""
        case "withdraw_calendar":
            problem = attempt(partial(withdraw_feed, viewer=viewer, now=now))
        case _:
            problem = "Choose one of the buttons: nothing was changed"
    if problem or secret:
        return _page(request, problem=problem, secret=secret)
    messages.success(request, "Done.")
    return redirect("my_work")


@login_not_required
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """An officer's dates, for a calendar program: it cannot sign in, so the address itself is the key."""
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


def _page(request: ViewedRequest, *, problem: str = "", secret: str = "") -> HttpResponse:
    viewer = request.viewer
    taken = set(taken_by(viewer))
    lines = lines_of(viewer, _mine(viewer, request), now=request.now)
    news = with_news(viewer, [line.referral for line in lines])
    rows = [
        LineShown(
            line,
            news.get(line.referral, 0),
            [clock_in_words(clock, line.force) for clock in line.breaches],
            line.referral in taken,
        )
        for line in lines
    ]
    return render(
        request,
        "my_work/my_work.html",
        {
            "rows": rows,
            "new": sum(bool(row.news) for row in rows),
            "late": sum(
                bool(row.breaches) or (row.line.due_at is not None and row.line.due_at < request.now)
                for row in rows
            ),
            "problem": problem,
            "feed_made_at": feed_made_at(viewer),
            "feed_address": request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
            if secret
            else "",
            "may_take": viewer.may(Permission.RECORD_FACT),
        },
    )
