"""The dashboard of a desk with the rows behind it, and the report on a period, as a page and as files."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.access.rules import Permission
from waymark.interfaces.web import figure_panels as panels
from waymark.interfaces.web.figure_shapes import Panel, behind_for, section_panel
from waymark.interfaces.web.figure_words import figure_in_words, force_names
from waymark.interfaces.web.force_maps import map_of
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.period_forms import PeriodForm
from waymark.stages.statistics.operations.counting import take_figures
from waymark.stages.statistics.queries.behind import MOST, NoSuchFigure, rows_behind
from waymark.stages.statistics.queries.dashboard import Dashboard, dashboard
from waymark.stages.statistics.queries.reporting import NothingReceived, report_on
from waymark.stages.statistics.queries.tables import ZONE
from waymark.stages.statistics.rules.load import loads, reading_of
from waymark.stages.statistics.rules.periods import PeriodKind, period_of
from waymark.stages.statistics.rules.report_files import as_zip
from waymark.stages.statistics.rules.trends import Trend, trend_of

_OLD = timedelta(minutes=30)
"""Figures older than it are said to be: the worker counts every ten minutes, and three rounds were missed."""


class ReportForm(PeriodForm):
    publish = forms.BooleanField(label="Hide small numbers, for publication", required=False)


@page(permission=Permission.READ_STATISTICS)
def show(request: ViewedRequest) -> HttpResponse:
    found = dashboard(request.viewer)
    today = request.now.astimezone(ZoneInfo(ZONE)).date()
    trend = trend_of(found.counts.days, today=today)
    return render(
        request,
        "statistics/dashboard.html",
        {
            "taken_at": found.taken_at,
            "is_old": found.taken_at is not None and request.now - found.taken_at > _OLD,
            "waiting": f"{sum(found.counts.levels.values()):,}",
            "overdue": f"{sum(found.counts.overdue.values()):,}",
            "trend": trend,
            "week_rows": behind_for(request.viewer)("weeks", period_of(today, PeriodKind.WEEK).text),
            "panels": _panels(request, found, trend, today=today),
            "form": ReportForm(initial={"period": f"{today.year}"}),
        },
    )


def _panels(request: ViewedRequest, found: Dashboard, trend: Trend, *, today: date) -> list[Panel]:
    counts, behind = found.counts, behind_for(request.viewer)
    spans = loads(counts, today=today)
    readings = [f"{span.name}: {reading_of(span)}." for span in spans[:2]]
    may_look = request.viewer.may(Permission.READ_BOARD) and request.viewer.home_desk is not None
    hours = reverse("board_hours") if may_look else ""
    drawn = map_of(request.viewer, counts.forces, names=force_names(), on=today)
    return [
        panels.load_panel(spans, readings, behind, hours=hours),
        panels.weeks_panel(trend, behind),
        panels.queue_panel(counts, behind),
        panels.kept_panel(counts, behind),
        panels.forces_panel(counts, behind, drawn),
        panels.sources_panel(counts, behind),
        panels.incident_panel(counts, behind),
        panels.hands_panel(counts, behind),
    ]


@page(permission=Permission.READ_STATISTICS, not_found=(NoSuchFigure,))
def behind(request: ViewedRequest) -> HttpResponse:
    figure, key = request.GET.get("figure", ""), request.GET.get("key", "")
    taken_at = dashboard(request.viewer).taken_at or request.now
    found = rows_behind(request.viewer, figure, key, at=taken_at, now=request.now)
    return render(
        request,
        "statistics/behind.html",
        {"found": found, "taken_at": taken_at, "words": figure_in_words(figure, key), "most": MOST},
    )


@page(permission=Permission.READ_STATISTICS, methods=("POST",))
def count_now(request: ViewedRequest) -> HttpResponse:
    take_figures(request.viewer, now=request.now)
    return redirect("statistics")


@page(permission=Permission.READ_STATISTICS, not_found=(NothingReceived,))
def report(request: ViewedRequest) -> HttpResponse:
    form = ReportForm(request.GET)
    if not form.is_valid():
        return render(request, "statistics/report.html", {"form": form})
    chosen = form.cleaned_data
    found = report_on(
        request.viewer, chosen["period"], as_at=None, publish=chosen["publish"], now=request.now
    )
    asked = urlencode({"period": request.GET["period"], **({"publish": "on"} if chosen["publish"] else {})})
    return render(
        request,
        "statistics/report.html",
        {
            "form": form,
            "report": found,
            "panels": [section_panel(section) for section in found.sections],
            "files": f"{reverse('statistics_files')}?{asked}",
        },
    )


@page(permission=Permission.READ_STATISTICS, not_found=(NothingReceived,))
def files(request: ViewedRequest) -> HttpResponse:
    form = ReportForm(request.GET)
    if not form.is_valid():
        return render(request, "statistics/report.html", {"form": form})
    chosen = form.cleaned_data
    found = report_on(
        request.viewer, chosen["period"], as_at=None, publish=chosen["publish"], now=request.now
    )
    response = HttpResponse(as_zip(found), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="report-{found.digest[:12]}.zip"'
    return response
