"""Making desks and officers, changing what an officer may do, and accounting for how they sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.access.models import Desk, DeskKind, Officer
from waymark.access.queries import NoSuchOfficer, viewer_of
from waymark.access.rules import Permission, Role, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

SYSTEM = Viewer(0, "waymark", frozenset({Role.ADMINISTRATOR}), (), None)
"""Who acts when the installation itself does: at its first start, before there is any officer."""


class OfficerExists(WaymarkError):
    """The username is taken."""

    def __init__(self, username: str) -> None:
        super().__init__(f"There is already an officer called {username!r}: choose another username")


class LastAdministrator(WaymarkError):
    """The change would leave nobody who may make or change officers."""

    def __init__(self, username: str) -> None:
        super().__init__(
            f"{username!r} is the last active administrator: make another one first with `waymark officer add`"
        )


class NoSuchDesk(WaymarkError):
    """No desk has that code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"No desk has the code {code!r}: `waymark officer desks` shows them")


# What happens at the door, before there is a permission to ask for.
_AT_THE_DOOR = frozenset(
    {
        Event.OFFICER_SIGNED_IN,
        Event.OFFICER_SIGNED_OUT,
        Event.SIGN_IN_REFUSED,
        Event.PASSWORD_CHANGED,
        Event.SECOND_FACTOR_ADDED,
        Event.SECOND_FACTOR_REMOVED,
    }
)


class OfficersExist(WaymarkError):
    """The installation has officers, so that nobody is the first."""

    def __init__(self) -> None:
        super().__init__(
            "There are officers already: an administrator among them adds more with `waymark officer add`"
        )


class NotASignIn(ValueError):
    """A fault of ours: an event that does not happen at the door was recorded as if it did."""


def make_desk(*, code: str, name: str, kind: str, force_code: str = "", actor: Viewer, now: datetime) -> int:
    """Make a desk, or find the one with that code. Returns its id. Raises NotPermitted."""
    require(actor, Permission.MANAGE_OFFICERS)
    desk, made = Desk.objects.get_or_create(
        code=code, defaults={"name": name, "kind": DeskKind(kind), "force_code": force_code}
    )
    if made:
        record(
            Event.DESK_MADE, f"desk:{code}", actor=actor.officer_id, at=now, desk=None, detail={"kind": kind}
        )
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
    username = username.strip()
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


def make_first_officer(
    *,
    username: str,
    roles: Sequence[Role],
    desk_code: str,
    desk_name: str,
    desk_kind: str,
    now: datetime,
    why: str,
) -> Viewer:
    """Make the first officer and their desk, as the installation itself; no password is set.

    why: who asked, for the ledger. Raises OfficersExist.
    """
    require(SYSTEM, Permission.MANAGE_OFFICERS)
    if Officer.objects.exists():
        raise OfficersExist
    force = "" if desk_kind == DeskKind.RESTRICTED else desk_code
    make_desk(code=desk_code, name=desk_name, kind=desk_kind, force_code=force, actor=SYSTEM, now=now)
    return make_officer(
        username=username,
        name="",
        roles=roles,
        desk_codes=[desk_code],
        password=None,
        actor=SYSTEM,
        now=now,
        why=why,
    )


def change_officer(
    *,
    username: str,
    roles: Sequence[Role] | None = None,
    desk_codes: Sequence[str] | None = None,
    is_active: bool | None = None,
    password: str | None = None,
    actor: Viewer,
    now: datetime,
) -> None:
    """Change what an officer may do, where, whether they may sign in, or their password.

    desk_codes: every desk from now on, the first their home. Raises NotPermitted, NoSuchOfficer, NoSuchDesk,
    LastAdministrator.
    """
    require(actor, Permission.MANAGE_OFFICERS)
    officer = Officer.objects.select_for_update().filter(username=username).first()
    if officer is None:
        raise NoSuchOfficer(username)
    before = _standing(officer)
    was_administrator = officer.is_active and Role.ADMINISTRATOR.value in officer.roles
    if desk_codes is not None:
        desks = [_desk(code) for code in desk_codes]
        officer.home_desk = desks[0] if desks else None
        officer.desks.set(desks)
    if roles is not None:
        officer.roles = [role.value for role in roles]
    if is_active is not None:
        officer.is_active = is_active
    if password is not None:
        officer.set_password(password)
    officer.save()
    administrators = Officer.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR.value])
    if was_administrator and not administrators.exists():
        raise LastAdministrator(username)
    record(
        Event.OFFICER_CHANGED,
        f"officer:{officer.pk}",
        actor=actor.officer_id,
        at=now,
        desk=None,
        detail={"before": before, "after": _standing(officer), "password_set": password is not None},
    )


def record_sign_in(event: Event, *, username: str, by: str, now: datetime) -> None:
    """Account for what an officer did at the door, or for what was refused to somebody.

    event: signing in or out, a refusal, a new password, a second factor added or removed. by: the means
    (page, passkey, ...). A refused username that is no officer's is not kept: it may be a password typed in
    the wrong box. A refusal has no actor, because nobody has shown who they are. Call it inside
    `acting(viewer)`, or `acting(SYSTEM)` where there is none. Raises NotASignIn.
    """
    if event not in _AT_THE_DOOR:
        raise NotASignIn(event)
    id_ = Officer.objects.filter(username=username).values_list("id", flat=True).first()
    record(
        event,
        "officer:unknown" if id_ is None else f"officer:{id_}",
        actor=SYSTEM.officer_id if id_ is None or event is Event.SIGN_IN_REFUSED else id_,
        at=now,
        desk=None,
        detail={"by": by},
    )


def record_about_ledger(event: Event, *, detail: Mapping[str, object], actor: Viewer, now: datetime) -> None:
    """Account for a check of the ledger, or for a checkpoint taken of it. Raises NotPermitted."""
    require(actor, Permission.VERIFY_AUDIT)
    record(event, "ledger", actor=actor.officer_id, at=now, desk=None, detail=detail)


def _standing(officer: Officer) -> dict[str, object]:
    return {
        "roles": list(officer.roles),
        "desks": sorted(officer.desks.values_list("code", flat=True)),
        "is_active": officer.is_active,
    }


def _desk(code: str) -> Desk:
    desk = Desk.objects.filter(code=code).first()
    if desk is None:
        raise NoSuchDesk(code)
    return desk
