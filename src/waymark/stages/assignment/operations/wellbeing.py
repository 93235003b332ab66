"""Recording what officers were exposed to, and what came of the cases that they worked on."""

from __future__ import annotations

from datetime import date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.models import Referral
from waymark.stages.assignment.models import CaseOutcome, DutyProfile, ExposureEntry, Placing
from waymark.stages.assignment.operations.telling import Telling, tell
from waymark.stages.assignment.queries.staff import NoSuchReferral, NotAtThisDesk
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.exposure import Kind, check_entry
from waymark.stages.assignment.rules.outcomes import Outcome
from waymark.stages.assignment.rules.states import State


class InTheFuture(WaymarkError):
    """Something was recorded as having happened later than now."""

    def __init__(self) -> None:
        super().__init__("That lies ahead: give when it ended")


def record_exposure(
    *,
    viewer: Viewer,
    kind: Kind,
    minutes: int,
    items: int,
    ended_at: datetime,
    referral: str = "",
    now: datetime,
) -> None:
    """Record the viewer's own exposure. Raises NotPermitted, NotAnExposure, InTheFuture, NoSuchReferral."""
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    check_entry(minutes, items)
    if ended_at > now:
        raise InTheFuture
    if not DutyProfile.objects.filter(desk_id=desk, officer_id=viewer.officer_id).exists():
        raise NotAtThisDesk(viewer.username)
    about = _referral(desk, referral) if referral else None
    row = ExposureEntry.objects.create(
        officer_id=viewer.officer_id,
        desk_id=desk,
        referral=about,
        kind=kind.value,
        minutes=minutes,
        items=items,
        ended_at=ended_at,
        recorded_at=now,
        recorded_by_id=viewer.officer_id,
    )
    record(
        Event.EXPOSURE_RECORDED,
        f"officer:{viewer.officer_id}",
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        # How much stands in the entry alone: the officer and their supervisors see it, and no reader of the ledger.
        detail={"entry": row.pk},
    )


def record_outcome(*, viewer: Viewer, referral: str, outcome: Outcome, on: date, now: datetime) -> int:
    """Record what came of a referral, and tell everybody who ever worked on it. Returns how many were told.

    Raises NotPermitted, NoSuchReferral, InTheFuture.
    """
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    if on > now.date():
        raise InTheFuture
    about = _referral(desk, referral)
    CaseOutcome.objects.create(
        referral=about,
        desk_id=desk,
        outcome=outcome.value,
        on=on,
        recorded_at=now,
        recorded_by_id=viewer.officer_id,
    )
    worked = set(
        Placing.objects.filter(
            desk_id=desk,
            part__referral=about,
            state__in=[State.CONFIRMED, State.FINISHED, State.HANDED_OVER],
        ).values_list("officer_id", flat=True)
    )
    tell(desk, [Telling(officer, "outcome", referral) for officer in sorted(worked)], now=now)
    record(
        Event.CASE_OUTCOME_RECORDED,
        referral,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"outcome": outcome.value, "told": len(worked)},
    )
    return len(worked)


def _referral(desk: int, reference: str) -> Referral:
    found = Referral.objects.filter(desk_id=desk, reference=reference, merged_into=None).first()
    if found is None:
        raise NoSuchReferral(reference)
    return found
