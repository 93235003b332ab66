"""Having the officers of a force give their own level before ours is shown, or no longer."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.stages.prioritisation.operations.policy_changes import NoDeskToChange, WhyMissing
from waymark.stages.prioritisation.queries.policies import holder_of

_SETTING = Table("own_level_first", ("holder", "is_on", "reason", "set_at", "officer_id"))


def set_own_level_first(*, is_on: bool, reason: str, viewer: Viewer, now: datetime) -> None:
    """Have every officer of the viewer's own force give their level first, or no longer.

    Raises NotPermitted, NoDeskToChange, WhyMissing.
    """
    require(viewer, Permission.CHANGE_POLICY)
    if viewer.home_desk is None:
        raise NoDeskToChange
    if not reason.strip():
        raise WhyMissing
    holder = holder_of(viewer.home_desk)
    insert(_SETTING, [(holder, is_on, reason.strip(), now, viewer.officer_id)])
    record(
        Event.OWN_LEVEL_FIRST_SET,
        f"force:{holder}",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"is_on": is_on, "reason": reason.strip()},
    )
