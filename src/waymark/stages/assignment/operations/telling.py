"""Telling officers what changed on their desks: on the page at once, and in a digest that is sent for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.assignment.models import DigestSending, WorkNotice
from waymark.stages.assignment.rules.desks import home_desk


class Telling(NamedTuple):
    """kind: `given`, `taken_away`, `outcome`, ...; subject: a reference, never a detail."""

    officer: int
    kind: str
    subject: str


def tell(desk: int, tellings: Sequence[Telling], *, now: datetime) -> None:
    """Leave each officer a notice; part of the act that it tells of."""
    WorkNotice.objects.bulk_create(
        [
            WorkNotice(
                officer_id=each.officer, desk_id=desk, kind=each.kind, subject=each.subject, made_at=now
            )
            for each in tellings
        ]
    )


def see_notices(*, viewer: Viewer, now: datetime) -> int:
    """Note that the viewer has seen every notice of theirs. Returns how many. Raises NotPermitted."""
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    seen = WorkNotice.objects.filter(
        desk_id=desk, officer_id=viewer.officer_id, seen_at=None, made_at__lte=now
    ).update(seen_at=now)
    record(
        Event.WORK_NOTICES_SEEN, "notices", actor=viewer.officer_id, at=now, desk=desk, detail={"seen": seen}
    )
    return seen


class Sending(NamedTuple):
    """What became of one digest. officer: None for the desk's webhook. notices: those that it tells of, by id.

    fault: empty where it was sent.
    """

    officer: int | None
    way: str
    notices: tuple[int, ...]
    fault: str


def note_sending(*, viewer: Viewer, sending: Sending, now: datetime) -> None:
    """Record that a digest was sent, or why not; what failed is sent again with the next. Raises NotPermitted."""
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    DigestSending.objects.create(
        officer_id=sending.officer,
        desk_id=desk,
        way=sending.way,
        notices=len(sending.notices),
        at=now,
        is_sent=not sending.fault,
        fault=sending.fault,
    )
    if not sending.fault:
        WorkNotice.objects.filter(desk_id=desk, pk__in=list(sending.notices)).update(told_at=now)
    record(
        Event.DIGEST_SENT,
        f"officer:{sending.officer}" if sending.officer else "webhook",
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"way": sending.way, "notices": len(sending.notices), "is_sent": not sending.fault},
    )
