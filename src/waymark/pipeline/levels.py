"""Levels as people give them: what is recorded puts the referral in its new place, in the caller's transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from waymark.access.rules import Viewer
from waymark.clocks import Level
from waymark.referrals.operations.referring import Referred, standing_referral
from waymark.stages.linking.operations.judging import Judgement, judge_link
from waymark.stages.linking.queries import link_called
from waymark.stages.linking.queries.groups import work_together
from waymark.stages.prioritisation.operations import deciding
from waymark.stages.prioritisation.operations.assessing import assess_referrals, standing_of
from waymark.stages.prioritisation.operations.bundling import bundle_referrals
from waymark.stages.prioritisation.operations.deciding import Given
from waymark.stages.prioritisation.queries.standing import standing
from waymark.stages.prioritisation.rules.deciding import Cause, Confirmation
from waymark.stages.prioritisation.rules.outcomes import Found
from waymark.stages.prioritisation.rules.placing import Assessed


class Decided(NamedTuple):
    """waits: a second person must confirm it before it counts; until then the level holds."""

    assessed: Assessed
    waits: bool


def give_own_level(viewer: Viewer, reference: str, level: Level, *, now: datetime) -> None:
    """Record an officer's own level before ours is shown. Raises NotPermitted, NothingByThatReference."""
    referral = standing_referral(viewer, reference)
    deciding.record_own_level(referral, level, viewer=viewer, now=now)


def give_force_result(
    viewer: Viewer,
    reference: str,
    level: Level,
    *,
    tool: str,
    scored_at: datetime,
    source: str,
    now: datetime,
) -> Assessed:
    """Record the result of the force's own tool, which then drives the promise. Raises as `record_force_result`."""
    referral = standing_referral(viewer, reference)
    deciding.record_force_result(
        referral, level, tool=tool, scored_at=scored_at, source=source, viewer=viewer, now=now
    )
    return _placed(referral, Cause.FORCE_RESULT, viewer=viewer, now=now)


def decide(viewer: Viewer, reference: str, given: Given, *, now: datetime) -> Decided:
    """Record an officer's decision on a level. Raises as `decide_level`."""
    referral = standing_referral(viewer, reference)
    assessed = _placed(referral, Cause.ASKED, viewer=viewer, now=now)
    waits = deciding.decide_level(referral, assessed, given, viewer=viewer, now=now)
    return Decided(_placed(referral, Cause.DECISION, viewer=viewer, now=now), waits)


def answer_lowering(
    viewer: Viewer, reference: str, confirmation: Confirmation, *, because: str = "", now: datetime
) -> Assessed:
    """Confirm or refuse a lower level as the second person. Raises as `deciding.answer_lowering`."""
    referral = standing_referral(viewer, reference)
    deciding.answer_lowering(referral, confirmation, because=because, viewer=viewer, now=now)
    return _placed(referral, Cause.DECISION, viewer=viewer, now=now)


def give_outcome(
    viewer: Viewer, reference: str, found: Found, *, on: date, source: str, now: datetime
) -> None:
    """Record what was found out later, beside the level in force now. Raises NotPermitted, NotYet."""
    referral = standing_referral(viewer, reference)
    level = standing(viewer, referral.id, now=now).in_force.level
    deciding.record_outcome(referral, found, on=on, level=level, source=source, viewer=viewer, now=now)


def see_moves(viewer: Viewer, reference: str, *, now: datetime) -> int:
    """Note that an officer has looked at every move of a referral's level. Returns how many were new."""
    return deciding.mark_moves_seen(standing_referral(viewer, reference), viewer=viewer, now=now)


def judge(viewer: Viewer, link: str, judgement: Judgement, *, reason: str, now: datetime) -> None:
    """Judge a link, and assess anew everybody whom it joins or parts. Raises as `judge_link`."""
    line = link_called(viewer, link, now=now)
    ends = [standing_referral(viewer, end).id for end in (line.a, line.b)] if line else []
    before = work_together(viewer, ends)
    judge_link(reference=link, judgement=judgement, reason=reason, viewer=viewer, now=now)
    after = work_together(viewer, ends)
    ids = {each for groups in (before, after) for group in groups.values() for each in group}
    assess_referrals(standing_of(ids), forces={}, viewer=viewer, now=now, cause=Cause.LINK)


def _placed(referral: Referred, cause: Cause, *, viewer: Viewer, now: datetime) -> Assessed:
    found = assess_referrals([referral], forces={}, viewer=viewer, now=now, cause=cause)[referral.id]
    bundle_referrals([referral], viewer=viewer, now=now)
    return found
