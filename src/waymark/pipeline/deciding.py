"""Assessing again: when time has passed, and when an officer has found something out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.referrals.operations.referring import Referred, standing_referral
from waymark.stages.prioritisation.operations import assessing
from waymark.stages.prioritisation.operations.answering import record_answers
from waymark.stages.prioritisation.operations.assessing import Assessed, assess_referrals
from waymark.stages.prioritisation.operations.bundle_decisions import record_searched
from waymark.stages.prioritisation.operations.bundling import bundle_referrals
from waymark.stages.prioritisation.rules.answers import Said


def look_again(viewer: Viewer, *, now: datetime, limit: int = 1_000) -> int:
    """Put in their place referrals that time alone has moved. Returns how many."""
    with acting(viewer):
        due = assessing.due_for_another_look(now=now, limit=limit)
        assess_referrals(due, forces={}, viewer=viewer, now=now)
        bundle_referrals(due, viewer=viewer, now=now)
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
    return _assessed(referral, viewer=viewer, now=now)


def assess_again(viewer: Viewer, reference: str, *, now: datetime) -> Assessed:
    """Assess one referral from everything known now. In the caller's transaction. Raises as `answer`."""
    referral = standing_referral(viewer, reference)
    return _assessed(referral, viewer=viewer, now=now)


def _assessed(referral: Referred, *, viewer: Viewer, now: datetime) -> Assessed:
    found = assess_referrals([referral], forces={}, viewer=viewer, now=now)[referral.id]
    bundle_referrals([referral], viewer=viewer, now=now)
    return found


def record_none_held(viewer: Viewer, reference: str, *, digest: str, source: str, now: datetime) -> int:
    """Record that registers were searched for everybody on a bundle's list, and hold nothing; put each in its
    new place. In the caller's transaction. Returns how many. Raises NotPermitted, NoSuchBundle, ListChanged.
    """
    searched = record_searched(reference, digest=digest, source=source, viewer=viewer, now=now)
    assess_referrals(searched, forces={}, viewer=viewer, now=now)
    bundle_referrals(searched, viewer=viewer, now=now)
    return len(searched)
