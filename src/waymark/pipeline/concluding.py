"""What became of each document of a batch: outcome and readings kept, faults told, an entry in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.pipeline.documents import Documents, reader_of
from waymark.pipeline.relating import Related
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.operations.referring import Referred
from waymark.referrals.rules import Relation
from waymark.stages.intake import operations as intake
from waymark.stages.intake.operations import Kept
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.rules import Refusal, outcome_of
from waymark.stages.prioritisation.rules.placing import Assessed


def conclude(
    documents: Documents,
    referred: Sequence[Referred],
    assessed: Mapping[int, Assessed],
    related: Mapping[int, Related],
    *,
    desk: int,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Say of each document what became of it, and account for each report.

    assessed: by referral; related: by report, of those that say again what another said.
    """
    homes: dict[int, list[Referred]] = {}
    for each in referred:
        for report_id in each.reports:
            homes.setdefault(report_id, []).append(each)
    outcomes: dict[int, tuple[Kept, list[str]]] = {}
    readings = []
    for kept, report in zip(documents.kept, documents.reports, strict=True):
        mine, relation = homes.get(report.id, []), related.get(report.id)
        outcome = _outcome(report, [each.reports[report.id] for each in mine], relation)
        outcomes.setdefault(kept.id, (kept, []))[1].append(outcome)
        readings.append((kept, report.id, reader_of(kept)))
        record(
            Event.REPORT_READ_IN,
            report.reference,
            actor=viewer.officer_id,
            at=now,
            desk=desk,
            detail={
                "delivery": kept.reference,
                "reader": reader_of(kept),
                "relation": relation.relation.value if relation else "",
                "events": report.events,
                "files": report.files,
                "kept_raw": report.raw,
                "referrals": {each.reference: _joined(each, report, assessed) for each in mine},
            },
        )
    intake.conclude([(kept, outcome_of(each)) for kept, each in outcomes.values()], readings, now=now)
    flaws = [
        (kept, Refusal("accepted", _place(kept, flaw.where), flaw.what)) for kept, flaw in documents.flaws
    ]
    intake.raise_faults(flaws, viewer=viewer, now=now)


def _joined(referral: Referred, report: OpenReport, assessed: Mapping[int, Assessed]) -> list[str]:
    """Why the report is in that referral, and the level that it has by it."""
    found = assessed.get(referral.id)
    return [referral.reports[report.id], found.assessment.level.value if found else ""]


def _outcome(report: OpenReport, belongs: Sequence[str], related: Related | None) -> str:
    """What became of it: new, the same again, or more: of two of which one names the other, that one, always."""
    if related is not None and related.relation is Relation.RESEND:
        return "duplicate"
    adds = report.head is not None and bool(report.head.adds_to)
    if adds or (related is not None and related.relation is Relation.SUPPLEMENT):
        return "supplement"
    is_naming = any(party.prior_reports for party in report.parties)
    return "supplement" if is_naming and "named_report" in belongs else "accepted"


def quarantine(faults: Sequence[tuple[Kept, CannotRead]], *, viewer: Viewer, now: datetime) -> None:
    if faults:
        intake.raise_faults(
            [
                (kept, Refusal("quarantined", _place(kept, fault.where), f"{fault.what}. {fault.remedy}"))
                for kept, fault in faults
            ],
            viewer=viewer,
            now=now,
        )
        intake.conclude([(kept, "quarantined") for kept, _ in faults], [], now=now)


def _place(kept: Kept, where: str) -> str:
    """Where in what was delivered: inside a container its member is named first."""
    return where if kept.part_of is None else f"{kept.name}, {where}"
