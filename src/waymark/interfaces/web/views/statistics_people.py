"""Victims by sex and age, and the prevention sheets that are made from safe figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render

from waymark.access.rules import Permission
from waymark.interfaces.web.figure_shapes import Cell, Panel, Row, cells
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.period_forms import PeriodForm, SheetForm
from waymark.stages.statistics.queries.people import People
from waymark.stages.statistics.queries.people import victims as asked
from waymark.stages.statistics.queries.prevention import prevention_sheet
from waymark.stages.statistics.queries.reached import NothingOfThen
from waymark.stages.statistics.queries.reporting import NothingReceived
from waymark.stages.statistics.queries.tables import ZONE
from waymark.stages.statistics.rules.people import Share
from waymark.stages.statistics.rules.periods import Period
from waymark.stages.statistics.rules.prevention import Audience, Sheet
from waymark.stages.statistics.rules.prevention_pdf import sheet_as_pdf
from waymark.stages.statistics.rules.reports import heading, shown


def _given(request: ViewedRequest) -> dict[str, str]:
    """The period that the address names; this year where it names none."""
    today = request.now.astimezone(ZoneInfo(ZONE)).date()
    return {"period": request.GET.get("period", f"{today.year}")}


@page(permission=Permission.READ_STATISTICS)
def victims(request: ViewedRequest) -> HttpResponse:
    form = PeriodForm(_given(request))
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        period: Period = form.cleaned_data["period"]
        try:
            found = asked(request.viewer, start=period.start, end=period.end, as_at=request.now)
        except NothingOfThen as refused:
            return render(request, "statistics/victims.html", {**context, "nothing": str(refused)})
        context |= {
            "period": period,
            "found": found,
            "panels": [*_panels("Victims", found), *_panels("Intended recipients", found.recipients)],
        }
    return render(request, "statistics/victims.html", context)


def _panels(who: str, found: People) -> list[Panel]:
    of_known = "as above; shares are of those that are known"
    averages = Panel(
        f"{who}: averages of age",
        ("Average", "Years", "95% interval"),
        _averages(found),
        found.definition,
        words=(f"{found.reading}.",),
    )
    ages = _shares(sorted(found.ages, key=_by_age))
    return [
        averages,
        Panel(f"{who} by age", ("Age", *_SHARES), ages, of_known),
        Panel(f"{who} by sex", ("Sex", *_SHARES), _shares(found.sexes), of_known),
    ]


_SHARES = ("Times named", "% of those known", "95% interval")


def _by_age(share: Share) -> tuple[bool, int]:
    return (not share.value.isdigit(), int(share.value) if share.value.isdigit() else 0)


def _shares(found: Sequence[Share]) -> list[Row]:
    return [
        Row(
            "Not known" if each.share is None else _called(each.value),
            cells(
                f"{each.count:,}",
                "left out" if each.share is None else f"{each.share:.1f}",
                "none" if each.interval is None else f"{each.interval.low:.1f} to {each.interval.high:.1f}",
            ),
        )
        for each in found
    ]


def _called(value: str) -> str:
    """An age with its unit, a sex as it is stated."""
    return f"{value} year{'s' * (value != '1')}" if value.isdigit() else heading(value)


def _averages(found: People) -> list[Row]:
    averages = found.averages
    mode = " and ".join(map(str, averages.mode)) if averages.mode else "not given"
    return [
        Row("Mean", _average(averages.mean, averages.mean_interval)),
        Row("Median", _average(averages.median, averages.median_interval)),
        Row("Mode, the commonest age", cells(mode, "none")),
    ]


def _average(value: float | None, interval: tuple[float, float] | None) -> tuple[Cell, ...]:
    ends = f"{interval[0]:.1f} to {interval[1]:.1f}" if interval else "none"
    return cells("not given" if value is None else f"{value:.1f}", ends)


@page(permission=Permission.READ_STATISTICS, not_found=(NothingReceived,))
def prevention(request: ViewedRequest) -> HttpResponse:
    form = SheetForm(_given(request))
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        sheets = [
            prevention_sheet(request.viewer, each, form.cleaned_data["period"], now=request.now)
            for each in Audience
        ]
        context |= {"sheets": sheets, "asked": urlencode(form.data), "tables": _tables(sheets[0])}
    return render(request, "statistics/prevention.html", context)


def _tables(sheet: Sheet) -> list[Panel]:
    return [
        Panel(
            title,
            heads,
            [Row(label, cells(shown(count))) for label, count in (*table.rows, ("all", table.total))],
            "small numbers are not shown, others are rounded",
        )
        for title, heads, table in sheet.tables
    ]


@page(permission=Permission.READ_STATISTICS, not_found=(NothingReceived,))
def sheet(request: ViewedRequest, audience: str) -> HttpResponse:
    if audience not in set(Audience):
        raise Http404
    form = SheetForm(_given(request))
    if not form.is_valid():
        return render(request, "statistics/prevention.html", {"form": form})
    found = prevention_sheet(request.viewer, Audience(audience), form.cleaned_data["period"], now=request.now)
    response = HttpResponse(sheet_as_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="prevention-{found.audience}.pdf"'
    return response
