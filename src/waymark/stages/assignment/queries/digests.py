"""What officers have not been told yet, and the digests that could not be sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waymark.access.models import Officer
from waymark.access.rules import Permission, Viewer, require
from waymark.stages.assignment.models import DigestSending, DutyProfile, WorkNotice
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.digests import changes

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Digest:
    """What one officer has not been told yet. mail: empty where they want none. notices: by id; lines: what stands."""

    officer: int
    mail: str
    notices: tuple[int, ...]
    lines: tuple[tuple[str, str], ...]


def digests(viewer: Viewer) -> list[Digest]:
    """A digest for each officer of the desk who has something that they have not seen nor been told.

    Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.HOLD_WORK)
    desk = home_desk(viewer)
    mails = dict(DutyProfile.objects.filter(desk_id=desk).values_list("officer_id", "mail"))
    waiting: dict[int, list[WorkNotice]] = {}
    for row in WorkNotice.objects.filter(desk_id=desk, seen_at=None, told_at=None).order_by("id"):
        waiting.setdefault(row.officer_id, []).append(row)
    active = set(Officer.objects.filter(pk__in=waiting, is_active=True).values_list("id", flat=True))
    return [
        Digest(
            officer,
            mails.get(officer, ""),
            tuple(row.pk for row in rows),
            tuple(changes([(row.kind, row.subject) for row in rows])),
        )
        for officer, rows in sorted(waiting.items())
        if officer in active
    ]


@dataclass(frozen=True, slots=True)
class SendingLine:
    """officer: None for the desk's webhook. fault: what kind of fault; empty where it was sent."""

    officer: int | None
    way: str
    at: datetime
    notices: int
    is_sent: bool
    fault: str


def unsent(viewer: Viewer) -> dict[int | None, SendingLine]:
    """Of each officer, and of the webhook, the last digest, where it could not be sent.

    Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.HOLD_WORK)
    last = DigestSending.objects.filter(desk_id=home_desk(viewer)).order_by("officer_id", "-id")
    return {row.officer_id: _line(row) for row in last.distinct("officer_id") if not row.is_sent}


def failed_sendings(viewer: Viewer, *, since: datetime) -> list[SendingLine]:
    """Digests that could not be sent since a moment, the newest first. Raises NotPermitted, NoHomeDesk."""
    require(viewer, Permission.READ_BOARD)
    rows: Iterable[DigestSending] = DigestSending.objects.filter(
        desk_id=home_desk(viewer), is_sent=False, at__gte=since
    ).order_by("-id")[:_SHOWN]
    return [_line(row) for row in rows]


def _line(row: DigestSending) -> SendingLine:
    return SendingLine(row.officer_id, row.way, row.at, row.notices, row.is_sent, row.fault)
