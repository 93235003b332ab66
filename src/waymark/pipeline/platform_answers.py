"""A platform's answer taken for an enquiry: compared with it, and its IP events carried to the referral asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waymark.access.rules import Permission, Viewer
from waymark.referrals import queries as records
from waymark.referrals.operations.answers import join_answer
from waymark.referrals.operations.referring import Referred, standing_referral
from waymark.stages.attribution.operations import placing
from waymark.stages.attribution.operations.answering import enter_answers
from waymark.stages.attribution.queries.enquiries import enquiry
from waymark.stages.attribution.rules.answers import Came
from waymark.stages.attribution.rules.platform_answers import answers_from
from waymark.stages.linking.operations import mentioning, proposing
from waymark.stages.linking.queries.evidence import identifiers_of
from waymark.stages.prioritisation.operations import assessing
from waymark.stages.prioritisation.operations.assessing import assess_referrals
from waymark.stages.prioritisation.operations.bundling import bundle_referrals


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """answers: their references. events: how many IP events of it stand on the referral, each with its verdict.

    apart: other referrals with reports of the same account, for an officer to judge.
    """

    answers: tuple[str, ...]
    events: int
    apart: tuple[str, ...]


def take_platform_answer(viewer: Viewer, reference: str, report: str, *, now: datetime) -> TakenAnswer:
    """Take a report that a platform sent as its answer to an enquiry, in the caller's transaction.

    Each account in it is compared with the one asked about. Its events were judged when it was read; they can be
    asked about from the referral of the enquiry from then. Raises as `records.report` and `enter_answers`.
    """
    asked = enquiry(viewer, reference, now=now)
    said = records.report(viewer, report, now=now)
    rows = answers_from(
        [line.party for line in said.parties], provider=said.line.source or said.platform, asked=asked.account
    )
    made = enter_answers(
        viewer=viewer,
        reference=asked.reference,
        rows=rows,
        came=Came.PLATFORM_ANSWER,
        source=said.line.reference,
        now=now,
    )
    about = standing_referral(viewer, asked.referral)
    joined, apart = join_answer(report_id=said.line.id, into=about, viewer=viewer, now=now)
    if joined.absorbed:
        _follow(viewer, joined, now=now)
    stands = said.line.id in records.referral(viewer, about.reference, now=now).report_ids
    return TakenAnswer(tuple(made), said.line.events if stands else 0, tuple(apart))


def _follow(viewer: Viewer, joined: Referred, *, now: datetime) -> None:
    """Link, place and prioritise anew what an answer was added to."""
    mentioning.follow([(old, joined.id) for old in joined.absorbed])
    placing.follow(joined.absorbed, now=now)
    assessing.follow(joined.absorbed)
    if viewer.may(Permission.DELIVER):
        changed = identifiers_of([joined.id])
        proposing.propose_links(changed, desk=joined.desk, viewer=viewer, now=now)
    forces = placing.place_again([joined], viewer=viewer, now=now)
    assess_referrals([joined], forces=forces, viewer=viewer, now=now)
    bundle_referrals([joined], viewer=viewer, now=now)
