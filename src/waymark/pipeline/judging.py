"""What follows at once from an officer's judgement of a suspect, or of an answer: the force, the rank, who is told."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.attribution.operations.answering import judge_answer
from waymark.stages.attribution.operations.gating import judge_suspect
from waymark.stages.attribution.operations.placing import place_again
from waymark.stages.casework.operations.proposing import propose
from waymark.stages.prioritisation.operations.assessing import assess_referrals


def judge_suspect_of(
    viewer: Viewer, referral: str, *, answer: str, is_suspect: bool, reason: str, now: datetime
) -> None:
    """Judge whether the person whom an answer names is a suspect; their door then says whose the referral is.

    In the caller's transaction. Raises as `gating.judge_suspect`, NothingByThatReference.
    """
    judge_suspect(
        viewer=viewer, referral=referral, answer=answer, is_suspect=is_suspect, reason=reason, now=now
    )
    _follow(viewer, referral, now=now)


def judge_answer_of(viewer: Viewer, reference: str, *, is_wrong: bool, reason: str, now: datetime) -> None:
    """Say that an answer proved wrong, or stands after all: its door counts no more, or counts again.

    In the caller's transaction. Raises as `answering.judge_answer`, NothingByThatReference.
    """
    referral = judge_answer(viewer=viewer, reference=reference, is_wrong=is_wrong, reason=reason, now=now)
    _follow(viewer, referral, now=now)


def _follow(viewer: Viewer, referral: str, *, now: datetime) -> None:
    about = standing_referral(viewer, referral)
    forces = place_again([about], viewer=viewer, now=now)
    assess_referrals([about], forces=forces, viewer=viewer, now=now)
    # Whoever may not tell other forces leaves it to the installation, which looks each minute.
    if viewer.may(Permission.DISSEMINATE):
        propose(viewer=viewer, referral=about.reference, now=now)
