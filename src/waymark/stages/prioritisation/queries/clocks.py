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
    """How long one hand took to pass to the next.

    missing: in words, whichever of both moments is not known, or has not come. source: the report whose own time the
    first moment is; empty where an officer recorded it, or the desk itself did.
    """

    name: str
    started_at: datetime | None
    ended_at: datetime | None
    missing: tuple[str, ...] = ()
    source: str = ""

    @property
    def took(self) -> timedelta | None:
        if self.started_at is None or self.ended_at is None or self.is_backwards:
            return None
        return self.ended_at - self.started_at

    @property
    def is_backwards(self) -> bool:
        return self.started_at is not None and self.ended_at is not None and self.ended_at < self.started_at


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


# From hand to hand, with what to do about a moment that is not known.
_MOMENTS = {
    "platform": "when the platform reported is in no report: record it",
    "national": "when the NCA received it is not recorded",
    "at_force": "when the force received it is not recorded",
    "desk": "the desk has not received it",
    "decided": "no officer has decided yet",
    "enforced": "no enforcement or safeguarding disruption yet",
}
_LAGS = (
    ("Platform to NCA", "platform", "national"),
    ("NCA to force", "national", "at_force"),
    ("Force to desk", "at_force", "desk"),
    ("Desk to decision", "desk", "decided"),
    ("Decision to enforcement", "decided", "enforced"),
    ("Desk to enforcement: what was promised", "desk", "enforced"),
)
_RECORDED = {
    MilestoneKind.PLATFORM_REPORTED.value: "platform",
    MilestoneKind.NATIONAL_RECEIVED.value: "national",
    MilestoneKind.FORCE_RECEIVED.value: "at_force",
    MilestoneKind.ENFORCEMENT.value: "enforced",
    MilestoneKind.SAFEGUARDING_DISRUPTION.value: "enforced",
}


def lags_of(viewer: Viewer, referral_id: int) -> list[Lag]:
    """How long each hand took, from the platform to enforcement, each apart. Raises NotPermitted.

    What an officer recorded stands before what reports say. A platform's moment is the earliest at which a clearing
    house says that it had the report, where the report states it with its zone. A decision is the first that an
    officer recorded; enforcement the first, or a safeguarding disruption.
    """
    require(viewer, Permission.READ_RECORD)
    at = _moments(referral_id)
    source = ""
    if "platform" not in at:
        stated = _stated_by_a_report(referral_id)
        if stated is not None:
            source, at["platform"] = stated
    return [
        Lag(
            name,
            at.get(start),
            at.get(end),
            tuple(_MOMENTS[each] for each in (start, end) if each not in at),
            source if start == "platform" else "",
        )
        for name, start, end in _LAGS
    ]


def _moments(referral_id: int) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select m.kind, min(m.happened_at) from milestone m join referral f on f.id = m.referral_id "
            "where coalesce(f.merged_into_id, f.id) = %(id)s and m.withdraws_id is null "
            "and not exists (select 1 from milestone w where w.withdraws_id = m.id) group by m.kind",
            {"id": referral_id},
        )
        for kind, at in cursor.fetchall():
            if kind in _RECORDED:
                name = _RECORDED[kind]
                found[name] = min(at, found.get(name, at))
        cursor.execute(
            "select q.received_at, (select min(d.decided_at) from level_decision d "
            "join referral f on f.id = d.referral_id where coalesce(f.merged_into_id, f.id) = %(id)s) "
            "from queue_entry q where q.referral_id = %(id)s",
            {"id": referral_id},
        )
        received, decided = cursor.fetchone() or (None, None)
    found |= {name: at for name, at in (("desk", received), ("decided", decided)) if at is not None}
    return found


def _stated_by_a_report(referral_id: int) -> tuple[str, datetime] | None:
    """The report that says earliest when its clearing house had it, and that moment; None where none says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, (r.detail->'received_at'->>1)::timestamptz as at from referral f "
            "join referral_report j on j.referral_id = f.id join report r on r.id = j.report_id "
            "where (f.id = %(id)s or f.merged_into_id = %(id)s) and r.detail->'received_at'->>1 is not null "
            "order by at, r.id limit 1",
            {"id": referral_id},
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None
