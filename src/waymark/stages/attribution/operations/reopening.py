"""Attribution begun again, because a force that was told says that who or where was wrong."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.reference.placements import Route
from waymark.referrals.operations.referring import Referred
from waymark.stages.attribution.models import GateDecision
from waymark.stages.attribution.operations.placing import keep_forces
from waymark.stages.attribution.operations.turns import take_turn
from waymark.stages.attribution.queries.gate import doors_of
from waymark.stages.attribution.rules.decisions import Decision


def reopen(*, viewer: Viewer, about: Referred, reason: str, now: datetime) -> list[str]:
    """Put a referral among those whose force a person must choose, and let no door of it stand as ready.

    reason: who said what, in words. Returns the doors that were closed. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    take_turn(about.reference)
    keep_forces({about.id: ""}, now=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into referral_force (referral_id, desk_id, force_code, certainty, reason, route) "
            "values (%s, %s, '', 'ambiguous', %s, %s) on conflict (referral_id) do update set "
            "force_code = '', certainty = 'ambiguous', reason = excluded.reason, route = excluded.route",
            [about.id, about.desk, reason, Route.CHOOSE.value],
        )
    standing = [gate for gate in doors_of(viewer, about.id) if gate.stands is not None]
    n = GateDecision.objects.filter(referral_id=about.id).count()
    for place, gate in enumerate(standing, start=n + 1):
        GateDecision.objects.create(
            referral_id=about.id,
            n=place,
            premises_id=gate.door.id,
            desk_id=about.desk,
            decision=Decision.CLOSED.value,
            reason=reason,
            finding=gate.finding._asdict(),
            at=now,
            officer_id=viewer.officer_id,
            officer=viewer.username,
        )
    closed = [gate.door.reference for gate in standing]
    record(
        Event.ATTRIBUTION_REOPENED,
        about.reference,
        actor=viewer.officer_id,
        at=now,
        desk=about.desk,
        detail={"reason": reason, "closed": closed},
    )
    return closed
