"""What happened with a referral: it is recorded, its clocks follow, and it is put in its new place."""

from __future__ import annotations

from datetime import datetime, timedelta

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.clocks.catalogue import CLOCKS, Group
from waymark.pipeline.deciding import assess_again
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.prioritisation.operations.assessing import assess_referrals
from waymark.stages.prioritisation.operations.clocking import (
    clocks_set_otherwise,
    promised_otherwise,
    record_milestone,
    run_clocks,
    withdraw_milestone,
)
from waymark.stages.prioritisation.queries.clock_settings import (
    lengths_in_force,
    promises_in_force,
    settings,
)
from waymark.stages.prioritisation.rules.milestones import Happened

# A setting is looked for through the queue for so long after it was made; by then every line has followed it.
_FOLLOWED_WITHIN = timedelta(days=1)


def record_happened(viewer: Viewer, reference: str, said: Happened, *, now: datetime) -> None:
    """Record what happened with a referral. In the caller's transaction.

    Raises NotPermitted, NothingByThatReference, and as `record_milestone`.
    """
    referral = standing_referral(viewer, reference)
    record_milestone(referral, said, viewer=viewer, now=now)
    assess_again(viewer, referral.reference, now=now)


def take_back_happened(viewer: Viewer, reference: str, milestone: int, *, reason: str, now: datetime) -> None:
    """Take back what was recorded. In the caller's transaction. Raises NotPermitted, NoSuchMilestone."""
    referral = standing_referral(viewer, reference)
    withdraw_milestone(referral, milestone, reason=reason, viewer=viewer, now=now)
    assess_again(viewer, referral.reference, now=now)


def follow_settings(viewer: Viewer, *, now: datetime, limit: int = 500) -> int:
    """Reckon anew the clocks and promises that a newer setting makes otherwise. Returns how many referrals."""
    with acting(viewer):
        in_force = lengths_in_force(viewer, now=now)
        stale = clocks_set_otherwise(newest=in_force.newest, limit=limit)
        run_clocks(stale, viewer=viewer, now=now)
        moved = 0
        fresh = [each for each in settings(viewer, now=now) if each.set_at >= now - _FOLLOWED_WITHIN]
        if any(CLOCKS[each.clock].group is Group.PROMISE for each in fresh if each.clock in CLOCKS):
            others = promised_otherwise(promises_in_force(viewer, now=now), limit=limit)
            assess_referrals(others, forces={}, viewer=viewer, now=now)
            moved = len(others)
    return len(stale) + moved
