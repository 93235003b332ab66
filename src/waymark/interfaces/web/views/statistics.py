"""The dashboard of a desk, and the report on a period, as a page and as files."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from waymark.access.rules import Permission
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.reference.forces import FORCES
from waymark.stages.statistics.operations.counting import take_figures
from waymark.stages.statistics.queries.dashboard import dashboard
from waymark.stages.statistics.queries.reporting import NothingReceived, report_on
from waymark.stages.statistics.rules.dashboard import LAGS, DeskCounts
from waymark.stages.statistics.rules.periods import NotAPeriod, Period, parse_period
from waymark.stages.statistics.rules.report_files import as_zip
from waymark.stages.statistics.rules.reports import Section, shown
from waymark.stages.statistics.rules.trends import Trend, trend_of

_MOST_FORCES = 15
_LEVELS_IN_ORDER = ("very_high", "high", "medium", "low", "unknown", "")


class Row(NamedTuple):
    """A row of a table: its label, its numbers, and where the rows behind it are; empty where nobody may look."""

    label: str
    numbers: tuple[str, ...]
    behind: str = ""


class Panel(NamedTuple):
    """A table with its picture and what it counts."""

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    definition: str
    chart: SafeString = SafeString("")


class ReportForm(forms.Form):
    period = forms.CharField(
        label="Period", max_length=40, help_text="Such as 2018, 2018-19, 2018-Q1 or 2018-01"
    )
    publish = forms.BooleanField(label="Hide small numbers, for publication", required=False)

    def clean_period(self) -> Period:
        """The period that was named."""
        try:
            return parse_period(self.cleaned_data["period"])
        except NotAPeriod as problem:
            raise forms.ValidationError(str(problem)) from None


@page(permission=Permission.READ_STATISTICS)
def show(request: ViewedRequest) -> HttpResponse:
    found = dashboard(request.viewer)
    trend = trend_of(found.counts.days, today=request.now.date())
    may_look = request.viewer.may(Permission.READ_QUEUE)
    return render(
        request,
        "statistics/dashboard.html",
        {
            "taken_at": found.taken_at,
            "waiting": sum(found.counts.levels.values()),
            "overdue": sum(found.counts.overdue.values()),
            "trend": trend,
            "panels": [
                _promises(found.counts, may_look=may_look),
                _weeks(trend),
                _forces(found.counts, may_look=may_look),
                _sources(found.counts),
                _lags(found.counts),
            ],
            "form": ReportForm(initial={"period": f"{request.now.year}"}),
        },
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
            "panels": [_panel(section) for section in found.sections],
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


def _panel(section: Section) -> Panel:
    rows = [Row(shown(row[0]), tuple(shown(cell) for cell in row[1:])) for row in section.rows]
    return Panel(section.title, section.columns, rows, section.definition, SafeString(section.chart))


def _promises(counts: DeskCounts, *, may_look: bool) -> Panel:
    rows = []
    for level in _LEVELS_IN_ORDER:
        if total := counts.levels.get(level, 0):
            late, soon = counts.overdue.get(level, 0), counts.due_soon.get(level, 0)
            behind = f"{reverse('queue')}?level={level}&sort=due" if may_look and level in LEVELS else ""
            numbers = (f"{total:,}", f"{late:,}", f"{soon:,}", f"{(total - late) / total:.0%}")
            rows.append(Row(LEVELS.get(level, "No level yet"), numbers, behind))
    columns = ("Level", "On the queue", "Promise passed", "Due in 7 days", "Not passed")
    definition = (
        "referrals on the queue now; a promise runs from receipt and passes when its time is up with no stop"
    )
    return Panel("Promises", columns, rows, definition)


def _weeks(trend: Trend) -> Panel:
    rows = [Row(name, (f"{count:,}", "")) for name, count in trend.weeks[-8:]]
    rows += [
        Row(f"{p.period}, expected", (f"{p.mean:,.0f}", f"{p.lo90:,.0f} to {p.hi90:,.0f}"))
        for p in trend.points
    ]
    definition = (
        "referrals received by the week, from Monday, by UK clocks; expected weeks are a forecast, and nine in ten "
        "should lie in its interval"
    )
    columns = ("Week", "Referrals", "90% interval")
    return Panel("Referrals by week", columns, rows, definition, SafeString(trend.chart))


def _forces(counts: DeskCounts, *, may_look: bool) -> Panel:
    names = {force.code: force.name for force in FORCES}
    ordered = sorted(counts.forces.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = []
    for code, count in ordered[:_MOST_FORCES]:
        behind = (
            f"{reverse('queue')}?{urlencode({'force': names[code]})}" if may_look and code in names else ""
        )
        rows.append(Row(names.get(code, code) or "No one force", (f"{count:,}",), behind))
    if rest := sum(count for _, count in ordered[_MOST_FORCES:]):
        rows.append(Row(f"{len(ordered) - _MOST_FORCES} other forces", (f"{rest:,}",)))
    definition = (
        "referrals on the queue now, by the force that their places propose; never snapped to a near one"
    )
    return Panel("By force", ("Force", "On the queue"), rows, definition)


def _sources(counts: DeskCounts) -> Panel:
    total = sum(counts.sources.values()) or 1
    ordered = sorted(counts.sources.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [Row(name or "Not stated", (f"{count:,}", f"{count / total:.0%}")) for name, count in ordered]
    definition = "reports received in the last 90 days, by the source that the door was told"
    return Panel("Sources", ("Source", "Reports", "Share"), rows, definition)


def _lags(counts: DeskCounts) -> Panel:
    before, rows = 0, []
    for end in LAGS:
        key = str(end) if end else "more"
        label = (
            "Within a day" if end == 1 else f"{before} to {end} days" if end else f"More than {before} days"
        )
        rows.append(Row(label, (f"{counts.lags.get(key, 0):,}",)))
        before = end or before
    rows.append(Row("Time of the incident not stated", (f"{counts.lags.get('none', 0):,}",)))
    definition = "reports received in the last 90 days, by the time from the incident, as stated, to receipt"
    return Panel("From incident to receipt", ("Time", "Reports"), rows, definition)
