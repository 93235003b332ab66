"""Surges and series at the officer's desks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.linking.queries.patterns import FEWEST_WEEKS, patterns
from waymark.stages.linking.rules.sentences import KINDS
from waymark.stages.linking.rules.surges import TIMES


@page(permission=Permission.READ_RECORD)
def show(request: ViewedRequest) -> HttpResponse:
    found = patterns(request.viewer, now=request.now)
    rows = [("Reports from", each.name, each) for each in found.reporters]
    rows += [("Reports that name", _one(KINDS.get(each.name, each.name)), each) for each in found.kinds]
    return render(
        request,
        "patterns/patterns.html",
        {
            "surges": rows,
            "series": found.series,
            "weeks": found.weeks,
            "fewest_weeks": FEWEST_WEEKS,
            "times": f"{TIMES:.0f}",
        },
    )


def _one(kind: str) -> str:
    """A kind with its article, by its first letter: an IP address, a telephone number."""
    return f"{'an' if kind[0] in 'aeioI' else 'a'} {kind}"
