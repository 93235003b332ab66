"""Counts: one unit over time and by what it is, as the record stood when asked for, with what it must be read with."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.interfaces.web.count_forms import CountForm
from waymark.interfaces.web.count_panels import counts_panel, unknown_in_words
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.statistics.queries.counting import CannotSplit, NotRecordedYet, TooManyRows, counts
from waymark.stages.statistics.queries.tables import ZONE
from waymark.stages.statistics.queries.telling import published
from waymark.stages.statistics.rules.suppression import SUBTRACTED, THRESHOLD
from waymark.stages.statistics.rules.units import By, Unit


@page(permission=Permission.READ_STATISTICS)
def show(request: ViewedRequest) -> HttpResponse:
    this_year = f"{request.now.astimezone(ZoneInfo(ZONE)).year}"
    usual = {"unit": Unit.REFERRAL.value, "over": By.MONTH.value, "start": this_year, "end": this_year}
    form = CountForm(request.GET or usual)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        try:
            context |= _counted(request, form)
        except (CannotSplit, TooManyRows) as problem:
            form.add_error("by", str(problem))
        except NotRecordedYet as problem:
            context["not_recorded"] = str(problem)
    return render(request, "statistics/counts.html", context)


def _counted(request: ViewedRequest, form: CountForm) -> dict[str, object]:
    asked = form.cleaned_data
    found = counts(
        request.viewer,
        Unit(asked["unit"]),
        by=form.splits(),
        start=form.first_day(),
        end=form.last_day(),
        as_at=form.moment(now=request.now),
    )
    told = published(found, threshold=THRESHOLD if asked["publish"] else 0)
    notes = unknown_in_words(found.unknown)
    notes += [f"{found.unfinished} was not over then"] if found.unfinished else []
    notes += [
        f"the series breaks on {each.on:%-d %B %Y}: {each.what} ({each.source})" for each in found.breaks
    ]
    notes += [*found.warnings, *([SUBTRACTED] if asked["publish"] else [])]
    return {"found": found, "panel": counts_panel(found, told), "notes": notes}
