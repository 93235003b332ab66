"""Making desks and officers, and changing what an officer may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from waymark.access.models import Desk, DeskKind, Officer
from waymark.access.queries import NoSuchOfficer, viewer_of
from waymark.access.rules import Permission, Role, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError

SYSTEM = Viewer(0, "waymark", frozenset({Role.ADMINISTRATOR}), (), None)
"""Who acts when the installation itself does: at its first start, before there is any officer."""


class OfficerExists(WaymarkError):
    """The username is taken."""

    def __init__(self, username: str) -> None:
        super().__init__(f"There is already an officer called {username!r}: choose another username")


class NoSuchDesk(WaymarkError):
    """No desk has that code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"No desk has the code {code!r}: `waymark officer desks` shows them")


def make_desk(
    *, code: str, name: str, kind: str, force_code: str = "", actor: Viewer, now: datetime
) -> int:
    """Make a desk, or find the one with that code. Returns its id. Raises NotPermitted."""
    require(actor, Permission.MANAGE_OFFICERS)
    desk, made = Desk.objects.get_or_create(
        code=code, defaults={"name": name, "kind": DeskKind(kind), "force_code": force_code}
    )
    if made:
        record(Event.DESK_MADE, f"desk:{code}", actor=actor.officer_id, at=now, desk=None, detail={"kind": kind})
    return desk.pk


def make_officer(
    *,
    username: str,
    name: str,
    roles: Sequence[Role],
    desk_codes: Sequence[str],
    password: str | None,
    actor: Viewer,
    now: datetime,
    why: str = "",
) -> Viewer:
    """Make an officer; the first desk given is their home desk. None for a password: no sign-in by page.

    Raises NotPermitted, OfficerExists, NoSuchDesk.
    """
    require(actor, Permission.MANAGE_OFFICERS)
    if Officer.objects.filter(username=username).exists():
        raise OfficerExists(username)
    desks = [_desk(code) for code in desk_codes]
    officer = Officer(username=username, name=name, roles=[role.value for role in roles])
    officer.home_desk = desks[0] if desks else None
    officer.set_password(password)
    officer.save()
    officer.desks.set(desks)
    record(
        Event.OFFICER_MADE,
        f"officer:{officer.pk}",
        actor=actor.officer_id,
        at=now,
        desk=None,
        detail={"username": username, "roles": officer.roles, "desks": list(desk_codes), "why": why},
    )
    return viewer_of(officer)


def change_officer(
    *,
    username: str,
    roles: Sequence[Role] | None = None,
    is_active: bool | None = None,
    password: str | None = None,
    actor: Viewer,
    now: datetime,
) -> None:
    """Change what an officer may do, whether they may sign in, or their password. Raises as above."""
    require(actor, Permission.MANAGE_OFFICERS)
    officer = Officer.objects.select_for_update().filter(username=username).first()
    if officer is None:
        raise NoSuchOfficer(username)
    before = {"roles": list(officer.roles), "is_active": officer.is_active}
    if roles is not None:
        officer.roles = [role.value for role in roles]
    if is_active is not None:
        officer.is_active = is_active
    if password is not None:
        officer.set_password(password)
    officer.save()
    record(
        Event.OFFICER_CHANGED,
        f"officer:{officer.pk}",
        actor=actor.officer_id,
        at=now,
        desk=None,
        detail={
            "before": before,
            "after": {"roles": list(officer.roles), "is_active": officer.is_active},
            "password_set": password is not None,
        },
    )


def _desk(code: str) -> Desk:
    desk = Desk.objects.filter(code=code).first()
    if desk is None:
        raise NoSuchDesk(code)
    return desk
