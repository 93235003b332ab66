"""Recording that a key is a force's: read out by that force over another way than the package came."""

from __future__ import annotations

import re
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.reference.forces import force_by_name
from waymark.stages.casework.models import KnownSender
from waymark.stages.casework.operations.receiving import NoDeskToKeepIt
from waymark.stages.casework.operations.turns import take_turn
from waymark.stages.casework.rules.states import ReasonMissing

_KEY = re.compile(r"[0-9a-f]{64}")


class NotAKey(WaymarkError):
    """What was given is no public key."""

    def __init__(self) -> None:
        super().__init__(
            "A sender's key is 64 hexadecimal digits: take it from `waymark disseminate key` there"
        )


class KnownAsAnother(WaymarkError):
    """The key is recorded as another force's."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This key is recorded as that of {name}: end that first, if it is wrong")


class NoSuchSender(WaymarkError):
    """No key that is trusted has this number."""

    def __init__(self) -> None:
        super().__init__("No key of that number is trusted here: `waymark disseminate keys` lists them")


def know_sender(*, viewer: Viewer, key: str, force: str, checked: str, now: datetime) -> None:
    """Record whose key it is. force: a code or name. checked: how an officer made sure, in words.

    Raises NotPermitted, NotAKey, UnknownForce, ReasonMissing, KnownAsAnother, NoDeskToKeepIt.
    """
    require(viewer, Permission.KNOW_SENDER)
    written = "".join(key.split()).lower()
    if not _KEY.fullmatch(written):
        raise NotAKey
    if not checked.strip():
        raise ReasonMissing("trust this key: how was it checked")
    if viewer.home_desk is None:
        raise NoDeskToKeepIt
    whose = force_by_name(force)
    take_turn(written)
    standing = KnownSender.objects.filter(desk_id=viewer.home_desk, key=written, ended_at=None).first()
    if standing is not None:
        if standing.force_code == whose.code:
            return
        raise KnownAsAnother(standing.name)
    made = KnownSender.objects.create(
        desk_id=viewer.home_desk,
        key=written,
        force_code=whose.code,
        name=whose.name,
        checked=checked.strip(),
        added_at=now,
        officer_id=viewer.officer_id,
        officer=viewer.username,
    )
    _account(viewer, made, "recorded", checked.strip(), now=now)


def end_sender(*, viewer: Viewer, number: int, reason: str, now: datetime) -> None:
    """Say that a key no longer holds; what it signed stays as it was taken in.

    number: of the sender in the list. Raises NotPermitted, ReasonMissing, NoSuchSender.
    """
    require(viewer, Permission.KNOW_SENDER)
    if not reason.strip():
        raise ReasonMissing("trust this key no longer")
    row = KnownSender.objects.filter(pk=number, ended_at=None).first()
    if row is None:
        raise NoSuchSender
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _account(viewer, row, "ended", reason.strip(), now=now)


def _account(viewer: Viewer, row: KnownSender, deed: str, reason: str, *, now: datetime) -> None:
    record(
        Event.SENDER_KNOWN,
        row.key[:16],
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"force": row.force_code, "deed": deed, "reason": reason, "key": row.key},
    )
