"""The clocks of this installation: what each starts and stops by, how long it runs, who says so; and setting one."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.queries import names_of
from waymark.access.rules import Permission
from waymark.clocks.catalogue import CLOCKS, ClockSpec, Group, Length, Unit, UnknownClock
from waymark.clocks.milestones import milestone_in_words
from waymark.clocks.nations import NATION_NAMES, Nation
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.stages.prioritisation.operations.clock_setting import set_clock
from waymark.stages.prioritisation.queries.clock_settings import SettingLine, lengths_in_force, settings

UNITS = {
    Unit.HOURS: "hours",
    Unit.DAYS: "days",
    Unit.WORKING_DAYS: "working days",
    Unit.MONTHS: "months",
}
GROUPS = {
    Group.PROMISE: "Promises of enforcement",
    Group.SAFEGUARDING: "Children at risk",
    Group.ENFORCEMENT: "Warrant, bail and release",
    Group.VICTIM: "Victims",
    Group.WELFARE: "Suspect's welfare",
    Group.EVIDENCE: "Evidence",
    Group.STATUTORY: "Set by law",
}


class LengthShown(NamedTuple):
    """How long a clock runs in some nations, and who says so. to_confirm: nobody here has read that source."""

    nations: str
    words: str
    source: str
    is_unset: bool
    to_confirm: bool


class ClockShown(NamedTuple):
    spec: ClockSpec
    title: str
    starts: list[str]
    stops: list[str]
    lengths: list[LengthShown]
    is_unset: bool


@page(permission=Permission.READ_REFERENCE)
def show(request: ViewedRequest) -> HttpResponse:
    return _page(request)


@page(permission=Permission.MANAGE_INSTALLATION, methods=("POST",), not_found=(UnknownClock,))
def change(request: ViewedRequest) -> HttpResponse:
    sent = request.POST
    amount = sent.get("amount", "").strip()
    unit = sent.get("unit", "")
    nation = sent.get("nation", "")
    if (amount and not (amount.isascii() and amount.isdigit() and len(amount) < 7)) or unit not in {*Unit}:  # noqa: PLR2004 - far beyond any length
        return _page(
            request, problem="Write the length as a whole number with its unit, or leave it empty for none"
        )
    if nation not in {"", *Nation}:
        return _page(request, problem="Choose the nation, or every nation")
    length = Length(int(amount) if amount else None, Unit(unit), sent.get("source", ""))
    problem = attempt(
        partial(
            set_clock,
            clock=sent.get("clock", ""),
            nation=nation,
            length=length,
            viewer=request.viewer,
            now=request.now,
        )
    )
    if problem:
        return _page(request, problem=problem)
    messages.success(request, "The clock is set. What runs follows within ten minutes.")
    return redirect("clock_settings")


def _page(request: ViewedRequest, *, problem: str = "") -> HttpResponse:
    lengths = lengths_in_force(request.viewer, now=request.now).lengths
    shown: dict[Group, list[ClockShown]] = {}
    for spec in CLOCKS.values():
        by_nation = {nation: lengths.of(spec, nation) for nation in Nation}
        rows = _rows(by_nation)
        shown.setdefault(spec.group, []).append(
            ClockShown(
                spec,
                spec.title_in(Nation.ENGLAND_AND_WALES),
                sorted(milestone_in_words(kind, Nation.ENGLAND_AND_WALES) for kind in spec.starts),
                sorted(milestone_in_words(kind, Nation.ENGLAND_AND_WALES) for kind in spec.stops),
                rows,
                any(row.is_unset for row in rows),
            )
        )
    history = settings(request.viewer, now=request.now)
    officers = names_of({each.officer_id for each in history})
    return render(
        request,
        "clocks/settings.html",
        {
            "problem": problem,
            "typed": request.POST.dict(),
            "groups": [(GROUPS[group], shown[group]) for group in Group if group in shown],
            "to_confirm": sum(
                row.to_confirm for group in shown.values() for each in group for row in each.lengths
            ),
            "unset": [each for group in shown.values() for each in group if each.is_unset],
            "history": [_told(each, officers.get(each.officer_id, "")) for each in history],
            "choices": [(spec.name, spec.title_in(Nation.ENGLAND_AND_WALES)) for spec in CLOCKS.values()],
            "units": [(unit.value, words) for unit, words in UNITS.items()],
            "nations": [(nation.value, NATION_NAMES[nation]) for nation in Nation],
            "may_set": request.viewer.may(Permission.MANAGE_INSTALLATION),
        },
    )


def _rows(by_nation: dict[Nation, Length]) -> list[LengthShown]:
    """One row for the nations that share a length and its source."""
    together: dict[Length, list[Nation]] = {}
    for nation, length in by_nation.items():
        together.setdefault(length, []).append(nation)
    return [
        LengthShown(
            "Every nation"
            if len(nations) == len(Nation)
            else ", ".join(NATION_NAMES[each] for each in nations),
            _in_words(length),
            length.source,
            length.amount is None,
            length.to_confirm,
        )
        for length, nations in together.items()
    ]


def _in_words(length: Length) -> str:
    if length.amount is None:
        return "No length set"
    unit = UNITS[length.unit]
    return f"{length.amount} {unit[:-1] if length.amount == 1 else unit}"


def _told(each: SettingLine, officer: str) -> tuple[SettingLine, str, str, str, str]:
    spec = CLOCKS.get(each.clock)
    title = spec.title_in(Nation.ENGLAND_AND_WALES) if spec else each.clock
    nation = NATION_NAMES[Nation(each.nation)] if each.nation else "Every nation"
    return each, title, nation, _in_words(each.length), officer
