"""Recording what happened with a referral, and keeping its clocks as what happened makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import Level, Promise
from waymark.clocks.catalogue import CLOCKS, Group
from waymark.clocks.nations import Nation
from waymark.clocks.running import Run, runs
from waymark.clocks.working_days import WorkingCalendar
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError
from waymark.referrals.operations.referring import Referred
from waymark.stages.prioritisation.queries.clock_settings import InForce, lengths_in_force, working_calendar
from waymark.stages.prioritisation.queries.milestones import HappenedWith, happened_with
from waymark.stages.prioritisation.queries.nations import nations_of
from waymark.stages.prioritisation.rules.milestones import Happened, check

_MILESTONE = Table(
    "milestone",
    (
        *(
            "referral_id",
            "desk_id",
            "kind",
            "about",
            "happened_at",
            "until",
            "authority_reference",
            "recipient",
        ),
        *("reply", "note", "recorded_at", "officer_id", "withdraws_id"),
    ),
)
_CLOCK = Table(
    "running_clock",
    (
        *("referral_id", "desk_id", "clock", "about", "started_at", "due_at", "is_paused", "stopped_at"),
        *("stopped_by", "setting_id"),
    ),
)


class NoSuchMilestone(WaymarkError):
    """Nothing of that number stands in the referral's record of what happened."""

    def __init__(self) -> None:
        super().__init__("That is not, or no longer, in the record of what happened: look at the page again")


def record_milestone(referral: Referred, said: Happened, *, viewer: Viewer, now: datetime) -> None:
    """Record what happened, and let it start, stop, pause or extend clocks.

    Raises NotPermitted, and as `rules.milestones.check`.
    """
    require(viewer, Permission.RECORD_FACT)
    check(said, now=now)
    words = (said.authority_reference, said.recipient, said.reply, said.note)
    insert(
        _MILESTONE,
        [
            (
                *(referral.id, referral.desk, said.kind.value, said.about.strip(), said.at, said.until),
                *(each.strip() for each in words),
                *(now, viewer.officer_id, None),
            )
        ],
    )
    record(
        Event.MILESTONE_RECORDED,
        referral.reference,
        actor=viewer.officer_id,
        at=now,
        desk=referral.desk,
        detail={"kind": said.kind.value, "happened_at": said.at.isoformat(), "about": said.about.strip()},
    )
    run_clocks([referral], viewer=viewer, now=now)


def withdraw_milestone(
    referral: Referred, milestone: int, *, reason: str, viewer: Viewer, now: datetime
) -> None:
    """Take back what was recorded; both stay to be read. Raises NotPermitted, NoSuchMilestone."""
    require(viewer, Permission.RECORD_FACT)
    with connection.cursor() as cursor:
        cursor.execute(
            "select m.kind, m.about, m.happened_at from milestone m join referral f on f.id = m.referral_id "
            "where m.id = %s and coalesce(f.merged_into_id, f.id) = %s and m.withdraws_id is null "
            "and not exists (select 1 from milestone w where w.withdraws_id = m.id)",
            [milestone, referral.id],
        )
        row = cursor.fetchone()
    if row is None or not reason.strip():
        raise NoSuchMilestone
    kind, about, at = row
    # Its own kind would run into what that kind must hold, and it has happened no more than what it takes back.
    insert(
        _MILESTONE,
        [
            (
                *(referral.id, referral.desk, "withdrawn", about, at, None, "", "", "", reason.strip()),
                *(now, viewer.officer_id, milestone),
            )
        ],
    )
    record(
        Event.MILESTONE_WITHDRAWN,
        referral.reference,
        actor=viewer.officer_id,
        at=now,
        desk=referral.desk,
        detail={"kind": kind, "reason": reason.strip()},
    )
    run_clocks([referral], viewer=viewer, now=now)


def run_clocks(referrals: Sequence[Referred], *, viewer: Viewer, now: datetime) -> None:
    """Reckon every clock of these referrals anew from what happened. Raises NotPermitted.

    The promise of enforcement stands on the queue while it runs; here it stands with what stopped it.
    """
    require(viewer, Permission.RECORD_FACT)
    ids = [each.id for each in referrals]
    if not ids:
        return
    in_force = lengths_in_force(viewer, now=now)
    nations = nations_of(viewer, ids)
    happened = happened_with(viewer, ids, now=now)
    calendars = {nation: working_calendar(viewer, nation) for nation in {*nations.values()}}
    rows = [
        (
            *(each.id, each.desk, run.clock, run.about, run.started_at, run.due_at, run.is_paused),
            *(run.stopped_at, run.stopped_by, in_force.newest),
        )
        for each in referrals
        for run in _runs(
            happened[each.id], nations[each.id], in_force, calendars[nations[each.id]], as_at=now
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute("delete from running_clock where referral_id = any(%s)", [ids])
    insert(_CLOCK, rows)


def _runs(
    happened: HappenedWith, nation: Nation, in_force: InForce, calendar: WorkingCalendar, *, as_at: datetime
) -> Iterable[Run]:
    for spec in CLOCKS.values():
        if spec.group is Group.PROMISE and spec.name != f"enforcement_{happened.level}":
            continue
        for run in runs(
            spec,
            happened.milestones,
            nation=nation,
            lengths=in_force.lengths,
            calendar=calendar,
            as_at=as_at,
        ):
            if spec.group is not Group.PROMISE or run.stopped_at is not None:
                yield run


def clocks_set_otherwise(*, newest: int, limit: int) -> list[Referred]:
    """Referrals whose open clocks were reckoned before the newest setting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct c.referral_id, f.reference, c.desk_id from running_clock c "
            "join referral f on f.id = c.referral_id where c.stopped_at is null and c.setting_id < %s "
            "order by c.referral_id limit %s",
            [newest, limit],
        )
        return [Referred(id_, name, desk, is_new=False) for id_, name, desk in cursor.fetchall()]


def promised_otherwise(promises: Mapping[Level, Promise], *, limit: int) -> list[Referred]:
    """Referrals whose running promise falls due at another time than the lengths in force say."""
    seconds = {level.value: promise.duration.total_seconds() for level, promise in promises.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "select q.referral_id, q.reference, q.desk_id from queue_entry q "
            "join unnest(%s::text[], %s::float8[]) as p (level, seconds) on p.level = q.level "
            "where q.due_at is not null and q.due_at <> q.received_at + make_interval(secs => p.seconds) "
            "order by q.referral_id limit %s",
            [list(seconds), list(seconds.values()), limit],
        )
        return [Referred(id_, name, desk, is_new=False) for id_, name, desk in cursor.fetchall()]
