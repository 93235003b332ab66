"""Recording what was looked up elsewhere: by whom, when, and what came of it."""

from __future__ import annotations

from datetime import date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.linking.models import OutsideCheck
from waymark.stages.linking.rules.asking import CheckedSystem, CheckResult


class CheckInTheFuture(WaymarkError):
    """A check is said to have been done on a day that has not come."""

    def __init__(self) -> None:
        super().__init__("That day has not come: give the day on which the check was done")


def record_check(
    viewer: Viewer,
    reference: str,
    *,
    system: CheckedSystem,
    result: CheckResult,
    done_on: date,
    note: str = "",
    now: datetime,
) -> None:
    """Record that the officer looked elsewhere. Raises NotPermitted, CheckInTheFuture, NothingByThatReference."""
    require(viewer, Permission.RECORD_FACT)
    if done_on > now.date():
        raise CheckInTheFuture
    referral = standing_referral(viewer, reference)
    OutsideCheck.objects.create(
        desk_id=referral.desk,
        referral_id=referral.id,
        system=system,
        officer_id=viewer.officer_id,
        done_on=done_on,
        result=result,
        note=note.strip(),
        recorded_at=now,
    )
    record(
        Event.CHECK_RECORDED,
        referral.reference,
        actor=viewer.officer_id,
        at=now,
        desk=referral.desk,
        detail={"system": system.value, "result": result.value, "done_on": done_on.isoformat()},
    )
