"""What happened with referrals: recorded by officers, and seen in the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.clocks.milestones import Milestone, MilestoneKind
from waymark.stages.prioritisation.queries.known import everything_known
from waymark.stages.prioritisation.rules.answers import Answer, Said, settled

_OF_FACT = {
    "child_at_address": MilestoneKind.CHILD_AT_ADDRESS_KNOWN,
    "position_of_trust": MilestoneKind.POSITION_OF_TRUST_KNOWN,
}


@dataclass(slots=True)
class HappenedWith:
    """Everything that clocks of one referral run by. level: the one in force, which chooses the promise."""

    level: str = ""
    milestones: list[Milestone] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One thing that was recorded. withdrawn_because: why it was taken back; empty while it stands."""

    id: int
    kind: str
    about: str
    happened_at: datetime
    until: datetime | None
    authority_reference: str
    recipient: str
    reply: str
    note: str
    recorded_at: datetime
    officer_id: int
    withdrawn_because: str


def happened_with(viewer: Viewer, ids: Sequence[int], *, now: datetime) -> dict[int, HappenedWith]:
    """What happened with each of these referrals, those absorbed by them included. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    found = {id_: HappenedWith() for id_ in ids}
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, level, received_at from queue_entry where referral_id = any(%s)", [list(ids)]
        )
        for id_, level, received_at in cursor.fetchall():
            found[id_].level = level
            found[id_].milestones.append(Milestone(MilestoneKind.RECEIVED, received_at))
        cursor.execute(
            "select coalesce(f.merged_into_id, f.id), m.kind, m.happened_at, m.about, m.until "
            "from referral f join milestone m on m.referral_id = f.id "
            "where (f.id = any(%(ids)s) or f.merged_into_id = any(%(ids)s)) and m.withdraws_id is null "
            "and not exists (select 1 from milestone w where w.withdraws_id = m.id)",
            {"ids": list(ids)},
        )
        for id_, kind, at, about, until in cursor.fetchall():
            if id_ in found:
                found[id_].milestones.append(Milestone(MilestoneKind(kind), at, about, until))
    for id_, known in everything_known(viewer, ids).items():
        found[id_].milestones += _found_out(known.answers, now)
    return found


def _found_out(answers: Sequence[Answer], now: datetime) -> list[Milestone]:
    """When it was first found out, for what stands as yes: a yes that was taken back starts nothing."""
    standing = settled(answers, now)
    return [
        Milestone(
            kind, min(each.answered_at for each in answers if each.fact == fact and each.said is Said.YES)
        )
        for fact, kind in _OF_FACT.items()
        if fact in standing and standing[fact].said is Said.YES
    ]


def milestones(viewer: Viewer, referral_id: int) -> list[MilestoneLine]:
    """What officers recorded of a referral, the newest first. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select m.id, m.kind, m.about, m.happened_at, m.until, m.authority_reference, m.recipient, m.reply, "
            "m.note, m.recorded_at, m.officer_id, coalesce(w.note, '') from milestone m "
            "join referral f on f.id = m.referral_id left join milestone w on w.withdraws_id = m.id "
            "where coalesce(f.merged_into_id, f.id) = %s and m.withdraws_id is null "
            "order by m.happened_at desc, m.id desc",
            [referral_id],
        )
        return [MilestoneLine(*row) for row in cursor.fetchall()]
