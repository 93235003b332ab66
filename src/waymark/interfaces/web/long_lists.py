"""IP events and files of reports, a page of each at a time: for referrals, and for single reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from waymark.interfaces.web.pages import ViewedRequest
from waymark.interfaces.web.parts import Part, place_asked
from waymark.interfaces.web.stated_parties import name_of, zone_in_words
from waymark.interfaces.web.words import plainly, words_for
from waymark.referrals.queries import captures, files
from waymark.referrals.records import CaptureLine, FileLine, PartyLine, ReportLine
from waymark.referrals.types import Of, Party
from waymark.stages.attribution.queries import VerdictLine, resolvability_counts, verdicts

EVENTS = 50
FILES = 50


class EventRow(NamedTuple):
    """An IP event as stated, with what it is worth. about: whose use of what; zone: how its zone is known."""

    stated: CaptureLine
    about: str
    verdict: VerdictLine | None
    zone: str


def events_asked(
    request: ViewedRequest, reports: Sequence[ReportLine], parties: Sequence[PartyLine]
) -> dict[str, Any]:
    """`events`, the part that is asked for, and `event_counts`, by what can be made of them, over all."""
    named = {(line.report, line.party.ordinal): line.party for line in parties}
    ids = [report.id for report in reports]
    after = place_asked(request, "events")
    found = captures(request.viewer, ids, after=after, limit=EVENTS + 1)
    judged = verdicts(request.viewer, ids, after=after, limit=EVENTS + 1)
    rows = [
        EventRow(
            each,
            _about(each, named),
            judged.get((each.report_id, each.ordinal)),
            zone_in_words(each.zone, each.zone_assumed_by) if each.captured_at else "",
        )
        for each in found[:EVENTS]
    ]
    following = f"{found[EVENTS - 1].report_id}.{found[EVENTS - 1].ordinal}" if len(found) > EVENTS else ""
    total = sum(report.events for report in reports)
    return {
        "events": Part("events", rows, total, following, after != (0, 0)),
        "event_counts": resolvability_counts(request.viewer, ids),
    }


def _about(each: CaptureLine, named: Mapping[tuple[str, int], Party]) -> str:
    party = named.get((each.report, each.of_ordinal)) if each.of == Of.PARTY else None
    if party is None:
        return f"{plainly(each.of)} {each.of_ordinal}"
    return f"{words_for(party.role, 'role')} {name_of(party)}".strip()


def files_asked(request: ViewedRequest, reports: Sequence[ReportLine]) -> dict[str, Any]:
    """`files`, the part that is asked for."""
    ids = {report.reference: report.id for report in reports}
    after = place_asked(request, "files")
    found: list[FileLine] = files(request.viewer, list(ids.values()), after=after, limit=FILES + 1)
    last = found[FILES - 1] if len(found) > FILES else None
    following = f"{ids[last.report]}.{last.ordinal}" if last else ""
    total = sum(report.files for report in reports)
    return {"files": Part("files", found[:FILES], total, following, after != (0, 0))}
