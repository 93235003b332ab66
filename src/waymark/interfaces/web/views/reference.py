"""Reference data: what is loaded, for which dates, and what has gone stale."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.reference.kinds import Kind
from waymark.reference.queries import loaded


@page(permission=Permission.READ_REFERENCE)
def show(request: ViewedRequest) -> HttpResponse:
    today = request.now.date()
    versions = loaded(request.viewer, on=today)
    officers = names_of({each.version.loaded_by for each in versions})
    there = {each.version.kind for each in versions}
    return render(
        request,
        "reference/reference.html",
        {
            "versions": [
                (each, (today - each.version.loaded_at.date()).days, officers.get(each.version.loaded_by, ""))
                for each in versions
            ],
            "missing": [kind.value for kind in Kind if kind not in there],
            "stale": sum(each.stale for each in versions),
            "may_load": request.viewer.may(Permission.LOAD_REFERENCE),
        },
    )
