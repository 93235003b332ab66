"""The programs that act for an officer by key, for that officer to see and to stop."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.keys.operations import NoSuchKey, revoke_key
from waymark.access.keys.queries import keys_acting_for
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page_for_every_officer


@page_for_every_officer(
    reason="shows an officer the keys that act for them, and lets them revoke these and no other; shows no record",
    methods=("GET", "HEAD", "POST"),
)
def show(request: ViewedRequest) -> HttpResponse:
    """Keys that hold first; a button revokes one at once."""
    problem = ""
    if request.method == "POST":
        problem = attempt(lambda: _revoke(request))
        if not problem:
            messages.success(request, "The key is revoked. The program can ask nothing any more.")
            return redirect("programs")
    held = keys_acting_for(request.viewer.officer_id, now=request.now)
    return render(
        request,
        "web/programs.html",
        {
            "problem": problem,
            "holding": [each for each in held if each.standing == "holds"],
            "past": [each for each in held if each.standing != "holds"],
        },
    )


def _revoke(request: ViewedRequest) -> None:
    number = request.POST.get("key", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):  # noqa: PLR2004 - what a bigint holds
        raise NoSuchKey(0)
    mine = {each.number for each in keys_acting_for(request.viewer.officer_id, now=request.now)}
    if int(number) not in mine:
        raise NoSuchKey(int(number))
    revoke_key(number=int(number), reason="by its officer", actor=request.viewer, now=request.now)
