"""A pack that puts another right: its report takes the other's back, joins its referral, and who was told is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.referrals.identifiers import reporter_of
from waymark.referrals.operations.numbering import number_report
from waymark.referrals.operations.referring import standing_referral
from waymark.referrals.queries.reports import referrals_of
from waymark.referrals.rules import house_of
from waymark.referrals.types import Fact, Party, Report, Role
from waymark.stages.casework.queries.disseminations import corrections, disseminations_of
from waymark.stages.casework.rules.states import TOLD
from waymark.stages.intake.operations import Kept
from waymark.stages.intake.queries.packs import PackRecord, reports_of_packs
from waymark.stages.intake.rules import clearing_house_of

_SAID_BY = "the pack's own reference"


@dataclass(frozen=True, slots=True)
class Told:
    """A force that was sent what a corrected pack said. is_corrected: it was told of the correction since."""

    dissemination: str
    referral: str
    force: str
    sent_at: datetime | None
    is_corrected: bool


def naming_corrected(
    facts: Sequence[Fact], pack: PackRecord, *, kept: Kept, viewer: Viewer, now: datetime
) -> tuple[Fact, ...]:
    """The facts of a correction, saying which report they take back and why.

    The corrected pack's report is given the pack's reference as its number, so that it can be named; nothing in it
    changes. Each suspect is said to be whom that report is about, so that both stand at one referral.
    """
    corrected = reports_of_packs(viewer, [pack.corrects])[pack.corrects]
    head = next(each for each in facts if isinstance(each, Report))
    house = house_of(clearing_house_of(kept.kind), reporter=reporter_of(head, source=kept.source))
    number_report(
        report_id=corrected.id,
        reference=corrected.reference,
        desk=pack.desk,
        number=pack.corrects,
        said_by=_SAID_BY,
        clearing_house=house,
        viewer=viewer,
        now=now,
    )
    return tuple(_naming(each, pack, corrected.reference) for each in facts)


def _naming(fact: Fact, pack: PackRecord, report: str) -> Fact:
    if isinstance(fact, Report):
        said = f"Corrects report {report} (pack {pack.corrects}): {pack.why}"
        return replace(
            fact, withdraws=(*fact.withdraws, pack.corrects), additional_info=(*fact.additional_info, said)
        )
    if isinstance(fact, Party) and fact.role is Role.SUSPECT and fact.associated_with is None:
        return replace(fact, prior_reports=(*fact.prior_reports, pack.corrects))
    return fact


def told_of(viewer: Viewer, pack: PackRecord) -> list[Told]:
    """Who was sent anything of the referrals that an entered correction is about. Raises NotPermitted."""
    since = pack.entered_at
    return [
        Told(
            line.reference,
            referral,
            line.force,
            line.sent_at,
            any(
                since is not None and each.sent_at >= since
                for each in corrections(viewer, dissemination_id=line.id)
            ),
        )
        for referral in referrals_of(pack.report_id)
        for line in disseminations_of(viewer, standing_referral(viewer, referral).id)
        if line.state in {state.value for state in TOLD}
    ]
