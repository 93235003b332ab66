"""What officers record as having happened, and what was sent, as units: each with the moment it was recorded."""

from __future__ import annotations

from waymark.clocks.milestones import MilestoneKind
from waymark.stages.statistics.queries.recorded import Recorded
from waymark.stages.statistics.queries.then import JOINED, SPLITS, home, state
from waymark.stages.statistics.rules.units import By, Unit

# The referral that it was part of, as `f`: what it is split by is known of that one. `offset 0` keeps it a number of
# its own: row security lets no index be used for a comparison with what it is made from.
_HOME = f"join referral x on x.id = m.referral_id cross join lateral (select {home('x')} as id offset 0) f"
_FORCE_AND_LEVEL = {by: SPLITS[by] for by in (By.FORCE, By.LEVEL)}

# What was taken back by then does not count; the taking back is no event of its own.
_STANDS = (
    "m.withdraws_id is null and not exists "
    "(select from milestone w where w.withdraws_id = m.id and w.recorded_at <= %(as_at)s)"
)


def _milestone(kind: MilestoneKind) -> Recorded:
    return Recorded(
        rows=f"milestone m {_HOME}",
        where=f"m.kind = '{kind.value}' and {_STANDS}",
        moment="m.happened_at",
        known="m.recorded_at",
        splits=_FORCE_AND_LEVEL,
        joined=JOINED,
        is_by_hand=True,
    )


# One child may be told of again: the first answer is the one that counts.
_FIRST_TOLD = (
    f"(select distinct on (f.id, m.about) f.id as home, m.* from milestone m {_HOME} "
    f"where m.kind = '{MilestoneKind.CHILDRENS_SERVICES_TOLD.value}' and m.recorded_at <= %(as_at)s and {_STANDS} "
    "order by f.id, m.about, m.happened_at, m.id) m cross join lateral (select m.home as id offset 0) f"
)

EVENTS: dict[Unit, Recorded] = {
    Unit.DISSEMINATION: Recorded(
        rows="dissemination n",
        where="n.sent_at is not null",
        moment="n.sent_at",
        splits={By.FORCE: "n.force_code", By.KIND: "n.about", By.STATE: state("dissemination", "n")},
        is_by_hand=True,
    ),
    Unit.WARRANT: _milestone(MilestoneKind.WARRANT_ISSUED),
    Unit.ARREST: _milestone(MilestoneKind.ARREST),
    Unit.VOLUNTARY_ATTENDANCE: _milestone(MilestoneKind.VOLUNTARY_INTERVIEW),
    Unit.CHARGE: _milestone(MilestoneKind.CHARGE),
    Unit.CHILD_SAFEGUARDED: Recorded(
        rows=_FIRST_TOLD,
        where="true",
        moment="m.happened_at",
        known="m.recorded_at",
        splits=_FORCE_AND_LEVEL,
        joined=JOINED,
        is_by_hand=True,
    ),
}
