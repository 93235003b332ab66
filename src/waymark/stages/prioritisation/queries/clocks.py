"""The clocks of one referral, and the lags between what happened with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.clocks.milestones import MilestoneKind


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One run of a clock. due_at: None while paused, or where no length is set."""

    referral: str
    referral_id: int
    clock: str
    about: str
    started_at: datetime
    due_at: datetime | None
    is_paused: bool
    stopped_at: datetime | None
    stopped_by: str


@dataclass(frozen=True, slots=True)
class Lag:
    """How long one hand took to pass to the next; None where either moment is not known."""

    name: str
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def took(self) -> timedelta | None:
        if self.started_at is None or self.ended_at is None:
            return None
        return self.ended_at - self.started_at


_RUN = "f.reference, c.referral_id, c.clock, c.about, c.started_at, c.due_at, c.is_paused, c.stopped_at, c.stopped_by"


def clocks_of(viewer: Viewer, referral_id: int) -> list[ClockLine]:
    """Every run of every clock but the promise that still runs: open ones first, soonest due first.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_RUN} from running_clock c join referral f on f.id = c.referral_id where c.referral_id = %s "
            "order by c.stopped_at is not null, c.due_at nulls last, c.started_at, c.clock",
            [referral_id],
        )
        return [ClockLine(*row) for row in cursor.fetchall()]


def breaches_of(viewer: Viewer, referral_ids: Sequence[int], *, now: datetime) -> dict[int, list[str]]:
    """The clocks of each of these referrals that are overdue, the longest first. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    found: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, clock from running_clock where referral_id = any(%s) and stopped_at is null "
            "and due_at < %s order by due_at",
            [list(referral_ids), now],
        )
        for id_, clock in cursor.fetchall():
            found.setdefault(id_, []).append(clock)
    return found


# From hand to hand. Each moment is of the record where it is there, else what an officer recorded.
_LAGS = (
    ("Platform to NCA", MilestoneKind.PLATFORM_REPORTED, MilestoneKind.NATIONAL_RECEIVED),
    ("NCA to force", MilestoneKind.NATIONAL_RECEIVED, MilestoneKind.FORCE_RECEIVED),
    ("Force to desk", MilestoneKind.FORCE_RECEIVED, MilestoneKind.RECEIVED),
)


def lags_of(viewer: Viewer, referral_id: int) -> list[Lag]:
    """How long each hand took, from the platform to enforcement, each apart. Raises NotPermitted.

    A decision is the first that an officer recorded; enforcement the first, or a safeguarding disruption.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select m.kind, min(m.happened_at) from milestone m join referral f on f.id = m.referral_id "
            "where coalesce(f.merged_into_id, f.id) = %(id)s and m.withdraws_id is null "
            "and not exists (select 1 from milestone w where w.withdraws_id = m.id) group by m.kind",
            {"id": referral_id},
        )
        at: dict[str, datetime] = dict(cursor.fetchall())
        cursor.execute(
            "select q.received_at, (select min(d.decided_at) from level_decision d "
            "join referral f on f.id = d.referral_id where coalesce(f.merged_into_id, f.id) = %(id)s) "
            "from queue_entry q where q.referral_id = %(id)s",
            {"id": referral_id},
        )
        received, decided = cursor.fetchone() or (None, None)
    if received is not None:
        at[MilestoneKind.RECEIVED.value] = received
    acted = [at[kind] for kind in ("enforcement", "safeguarding_disruption") if kind in at]
    enforced = min(acted, default=None)
    return [
        *(Lag(name, at.get(start.value), at.get(end.value)) for name, start, end in _LAGS),
        Lag("Desk to decision", received, decided),
        Lag("Decision to enforcement", decided, enforced),
        Lag("Desk to enforcement: what was promised", received, enforced),
    ]
