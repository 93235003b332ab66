"""Assessing again: when time has passed, and when an officer has found something out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.referrals.operations.referring import Referred, standing_referral
from waymark.stages.prioritisation.operations import assessing
from waymark.stages.prioritisation.operations.answering import record_answers
from waymark.stages.prioritisation.operations.assessing import assess_referrals
from waymark.stages.prioritisation.operations.bundle_decisions import record_searched
from waymark.stages.prioritisation.operations.bundling import bundle_referrals
from waymark.stages.prioritisation.operations.clocking import run_clocks
from waymark.stages.prioritisation.operations.lists import bring_back
from waymark.stages.prioritisation.operations.policy_changes import spread_policies
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.deciding import Cause
from waymark.stages.prioritisation.rules.placing import Assessed


def look_again(viewer: Viewer, *, now: datetime, limit: int = 1_000) -> int:
    """Put in their place referrals that time alone has moved. Returns how many."""
    with acting(viewer):
        spread_policies(viewer=viewer, now=now)
        due = assessing.due_for_another_look(now=now, limit=limit)
        assess_referrals(due, forces={}, viewer=viewer, now=now, cause=Cause.TIME)
        bundle_referrals(due, viewer=viewer, now=now)
        bring_back([each.id for each in due], something_new=False, viewer=viewer, now=now)
    return len(due)


def answer(
    viewer: Viewer, reference: str, answers: Mapping[str, Said], *, source: str, now: datetime
) -> Assessed:
    """Record what an officer found out about a referral, and put it in its new place. In the caller's
    transaction. Raises NotPermitted, NothingByThatReference, UnknownFact, NothingAnswered.
    """
    referral = standing_referral(viewer, reference)
    record_answers(
        referral_id=referral.id,
        reference=referral.reference,
        desk=referral.desk,
        answers=answers,
        source=source,
        viewer=viewer,
        now=now,
    )
    run_clocks([referral], viewer=viewer, now=now)
    return _assessed(referral, cause=Cause.ANSWER, viewer=viewer, now=now)


def assess_again(viewer: Viewer, reference: str, *, now: datetime, cause: Cause = Cause.ASKED) -> Assessed:
    """Assess one referral from everything known now. In the caller's transaction. Raises as `answer`."""
    referral = standing_referral(viewer, reference)
    return _assessed(referral, cause=cause, viewer=viewer, now=now)


def _assessed(referral: Referred, *, cause: Cause, viewer: Viewer, now: datetime) -> Assessed:
    found = assess_referrals([referral], forces={}, viewer=viewer, now=now, cause=cause)[referral.id]
    bundle_referrals([referral], viewer=viewer, now=now)
    bring_back([referral.id], something_new=False, viewer=viewer, now=now)
    return found


def record_none_held(viewer: Viewer, reference: str, *, digest: str, source: str, now: datetime) -> int:
    """Record that registers were searched for everybody on a bundle's list, and hold nothing; put each in its
    new place. In the caller's transaction. Returns how many. Raises NotPermitted, NoSuchBundle, ListChanged.
    """
    searched = record_searched(reference, digest=digest, source=source, viewer=viewer, now=now)
    assess_referrals(searched, forces={}, viewer=viewer, now=now, cause=Cause.ANSWER)
    bundle_referrals(searched, viewer=viewer, now=now)
    return len(searched)
