"""What officers record as having happened, and what was sent, as units: each with the moment it was recorded."""

from __future__ import annotations

from waymark.clocks.milestones import MilestoneKind
from waymark.stages.statistics.queries.recorded import Recorded
from waymark.stages.statistics.rules.units import By, Unit

_HOME = (
    "join referral x on x.id = {of}.referral_id join referral f on f.id = coalesce(x.merged_into_id, x.id) "
    "left join referral_force g on g.referral_id = f.id left join queue_entry q on q.referral_id = f.id"
)
_SPLITS = {By.FORCE: "coalesce(g.force_code, '')", By.LEVEL: "coalesce(q.level, '')"}

# What was taken back by then does not count; the taking back is no event of its own.
_STANDS = (
    "m.withdraws_id is null and not exists "
    "(select from milestone w where w.withdraws_id = m.id and w.recorded_at <= %(as_at)s)"
)


def _milestone(kind: MilestoneKind) -> Recorded:
    return Recorded(
        rows=f"milestone m {_HOME.format(of='m')}",
        where=f"m.kind = '{kind.value}' and {_STANDS}",
        moment="m.happened_at",
        known="m.recorded_at",
        splits=_SPLITS,
        is_by_hand=True,
    )


# One child may be told of again: the first answer is the one that counts.
_FIRST_TOLD = (
    "(select distinct on (f.id, m.about) f.id as home, m.* from milestone m "
    "join referral x on x.id = m.referral_id join referral f on f.id = coalesce(x.merged_into_id, x.id) "
    f"where m.kind = '{MilestoneKind.CHILDRENS_SERVICES_TOLD.value}' and m.recorded_at <= %(as_at)s and {_STANDS} "
    "order by f.id, m.about, m.happened_at, m.id) m "
    "left join referral_force g on g.referral_id = m.home left join queue_entry q on q.referral_id = m.home"
)

EVENTS: dict[Unit, Recorded] = {
    Unit.DISSEMINATION: Recorded(
        rows="dissemination n",
        where="n.sent_at is not null",
        moment="n.sent_at",
        splits={By.FORCE: "n.force_code", By.KIND: "n.about", By.STATE: "n.state"},
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
        splits=_SPLITS,
        is_by_hand=True,
    ),
}
