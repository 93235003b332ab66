"""The research sheet: every place to look on one screen, what is known from each, and one button to record it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from waymark.access.rules import Permission
from waymark.errors import WaymarkError
from waymark.interfaces.web.attempts import attempt
from waymark.interfaces.web.moments import day_in_words, desk_clock, moment_in_words
from waymark.interfaces.web.pages import ViewedRequest, page
from waymark.interfaces.web.questions import FIELD
from waymark.interfaces.web.research_form import LOG, LOOK, SYSTEM, read_sheet
from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.interfaces.web.views.asking import RESULTS, SYSTEMS
from waymark.interfaces.web.views.referrals import NOT_FOUND
from waymark.pipeline.researching import research
from waymark.referrals import queries as records
from waymark.referrals.records import ReferralRecord
from waymark.referrals.references import read_reference
from waymark.referrals.types import Role
from waymark.stages.attribution.queries.gate import doors_of
from waymark.stages.linking.queries import asking
from waymark.stages.linking.rules.asking import CheckedSystem, CheckResult
from waymark.stages.prioritisation import queries as prioritisation
from waymark.stages.prioritisation.queries.nations import nations_of
from waymark.stages.prioritisation.queries.research import SheetFact, SheetLine, sheet
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.checking import SHEET, Outcome, title_of
from waymark.stages.prioritisation.rules.facts import CheckName
from waymark.stages.prioritisation.rules.own_first import HIDDEN, WHY_HIDDEN

_SYSTEM_OF = {"pnd": CheckName.PND, "pnc": CheckName.PNC, "local": CheckName.LOCAL_RECORDS}
_OUTCOMES = {
    Outcome.NOTHING: "Nothing held",
    Outcome.SOMETHING: "Something held",
    Outcome.COULD_NOT: "Could not look",
}


class FactShown(NamedTuple):
    """A question of a row. field: of its answer; chosen: just now."""

    fact: SheetFact
    field: str
    chosen: str


class RowShown(NamedTuple):
    """A row of the sheet. said: its newest look in words. hints: what the record holds already, with its source:
    pairs of words and a reference, which may be empty. fields: names of its fields, with what was just typed.
    """

    line: SheetLine
    title: str
    said: str
    hints: list[tuple[str, str]]
    facts: list[FactShown]
    standing: list[SheetFact]
    unknown: int
    systems: tuple[str, ...]
    chosen: Mapping[str, str]

    @property
    def is_report(self) -> bool:
        return self.line.check == CheckName.REPORT


@page(permission=Permission.READ_RECORD, not_found=NOT_FOUND)
def show(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.referral(request.viewer, reference, now=request.now)
    if found.reference != read_reference(reference)[1]:
        return redirect("research", found.reference)
    return _page(request, found)


@page(permission=Permission.RECORD_FACT, methods=("POST",), not_found=NOT_FOUND)
def record(request: ViewedRequest, reference: str) -> HttpResponse:
    found = records.referral(request.viewer, reference, now=request.now)
    before = prioritisation.queue_line(request.viewer, found.id, now=request.now)
    sent = request.POST.dict()
    try:
        marked = read_sheet(sent, now=request.now)
    except WaymarkError as wrong:
        return _page(request, found, problem=str(wrong), sent=sent)
    problem = attempt(
        partial(
            research,
            request.viewer,
            found.reference,
            marked.looks,
            uprn=marked.uprn,
            checker=marked.checker,
            now=request.now,
        )
    )
    if problem:
        return _page(request, found, problem=problem, sent=sent)
    after = prioritisation.queue_line(request.viewer, found.id, now=request.now)
    messages.success(request, _what_it_did(before, after))
    return redirect("research", found.reference)


def _what_it_did(before: prioritisation.QueueLine | None, after: prioritisation.QueueLine | None) -> str:
    if after is None:
        return "Recorded."
    left = f" Next: {after.next_check}" if after.next_check else " No answer could change it now: decide."
    if after.is_hidden:
        return f"Recorded. {WHY_HIDDEN}{left if after.next_check else ''}"
    level = LEVELS[after.level].lower()
    moved = (
        f"The level changed from {LEVELS[before.level].lower()} to {level}"
        if before and before.level not in {after.level, HIDDEN}
        else f"The level is still {level}"
    )
    return f"Recorded. {moved}.{left}"


def _page(
    request: ViewedRequest, found: ReferralRecord, *, problem: str = "", sent: Mapping[str, str] | None = None
) -> HttpResponse:
    viewer, typed = request.viewer, sent or {}
    held = sheet(viewer, found.id, now=request.now)
    nation = nations_of(viewer, [found.id])[found.id]
    hints = _hints(request, found)
    rows = [
        _row(line, title_of(row, nation), row.systems, hints.get(line.check, []), typed)
        for row, line in zip(SHEET, held.lines, strict=True)
    ]
    return render(
        request,
        "research/sheet.html",
        {
            "referral": found,
            "line": prioritisation.queue_line(viewer, found.id, now=request.now),
            "made": held.standing.assessment,
            "is_hidden": held.standing.is_hidden,
            "next_check": held.standing.assessment.next_check,
            "rows": rows,
            "problem": problem,
            "uprn": held.uprn,
            "uprn_hints": hints.get("uprn", []),
            "uprn_typed": typed.get("uprn", ""),
            "done_at": typed.get("done_at", desk_clock(request.now)),
            "checker": typed.get("checker", viewer.username),
            "may_record": viewer.may(Permission.RECORD_FACT),
            "to_do": sum(row.unknown > 0 for row in rows),
        },
    )


def _row(
    line: SheetLine,
    title: str,
    systems: tuple[str, ...],
    hints: list[tuple[str, str]],
    typed: Mapping[str, str],
) -> RowShown:
    look = line.look
    said = ""
    if look:
        where = f"{look.system}: " if look.system else ""
        words = _OUTCOMES[Outcome(look.outcome)].lower()
        at = moment_in_words(look.done_at)
        said = f"{where}{words}, {at}, {look.checker}{f', search {look.log}' if look.log else ''}"
    return RowShown(
        line,
        title,
        said[:1].upper() + said[1:],
        hints,
        [FactShown(fact, FIELD + fact.name, typed.get(FIELD + fact.name, "")) for fact in line.facts],
        [fact for fact in line.facts if fact.worth is Said.YES or fact.lapsed],
        sum(fact.worth is Said.UNKNOWN for fact in line.facts),
        systems,
        {
            "look": typed.get(LOOK + line.check, ""),
            "system": typed.get(SYSTEM + line.check, ""),
            "log": typed.get(LOG + line.check, ""),
        },
    )


def _hints(request: ViewedRequest, found: ReferralRecord) -> dict[str, list[tuple[str, str]]]:
    """What the record holds already that belongs beside a place to look, with where it stands."""
    hints: dict[str, list[tuple[str, str]]] = {}
    children = [each for each in found.parties if each.party.role is Role.CHILD_AT_ADDRESS]
    for each in children[:3]:
        hints.setdefault(CheckName.CHILDRENS_SERVICES, []).append(
            ("A report states a child at the address", each.report)
        )
    for check in asking.checks(request.viewer, found.id):
        place = _SYSTEM_OF.get(check.system)
        if place and not check.note.startswith("Research sheet: "):
            came = RESULTS[CheckResult(check.result)].partition(":")[0].lower()
            words = f"{SYSTEMS[CheckedSystem(check.system)]}, {day_in_words(check.done_on)}: {came}"
            hints.setdefault(place, []).append((words, ""))
    for door in doors_of(request.viewer, found.id):
        told = f"UPRN {door.door.uprn}" if door.door.uprn else "A door is known, without its UPRN"
        hints.setdefault("uprn", []).append((told, door.door.reference))
        if door.door.notes:
            words = f"{door.door.notes} held on the door: occupants, children, warnings"
            hints.setdefault(CheckName.LOCAL_RECORDS, []).append((words, door.door.reference))
    return hints
