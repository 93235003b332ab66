"""Taking a dissemination from state to state, each step kept with who took it and why."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.casework.models import Dissemination, DisseminationStep
from waymark.stages.casework.operations.turns import take_turn
from waymark.stages.casework.queries.disseminations import NoSuchDissemination
from waymark.stages.casework.rules.states import MoveName, State, What, find_move


def held(reference: str) -> Dissemination:
    """A dissemination, held until the transaction ends. Raises NoSuchDissemination."""
    take_turn(reference)
    row = Dissemination.objects.select_related("referral", "desk").filter(reference=reference).first()
    if row is None:
        raise NoSuchDissemination(reference)
    return row


def step(
    viewer: Viewer,
    permission: Permission,
    row: Dissemination,
    name: MoveName,
    *,
    reason: str = "",
    code: str = "",
    named: str = "",
    now: datetime,
) -> None:
    """Take one step of the table and save the row. Raises NotPermitted, NotThatMove, ReasonMissing."""
    require(viewer, permission)
    before = State(row.state)
    move = find_move(What.DISSEMINATION, before, name, reason=reason or code)
    row.state = move.end.value
    row.save(update_fields=["state"])
    DisseminationStep.objects.create(
        dissemination=row,
        n=DisseminationStep.objects.filter(dissemination=row).count() + 1,
        desk_id=row.desk_id,
        at=now,
        move=name.value,
        before=before.value,
        after=move.end.value,
        officer_id=viewer.officer_id,
        officer=viewer.username,
        code=code,
        named=named,
        reason=reason.strip(),
    )
    record(
        Event.DISSEMINATION_MOVED,
        row.reference,
        actor=viewer.officer_id,
        at=now,
        desk=row.desk_id,
        detail={"move": name.value, "code": code, "reason": reason.strip(), "named": named},
    )
