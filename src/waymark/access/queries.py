"""Who the officers are, and how the rules see them."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.access.models import Desk, DeskKind, Officer
from waymark.access.rules import Role, Viewer
from waymark.errors import WaymarkError


class NoSuchOfficer(WaymarkError):
    """Nobody active goes by that username."""

    def __init__(self, username: str) -> None:
        super().__init__(
            f"No active officer is called {username!r}: "
            "`waymark officer list` shows who is, and `waymark officer add` makes one"
        )


@dataclass(frozen=True, slots=True)
class OfficerLine:
    username: str
    name: str
    roles: tuple[str, ...]
    desks: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True, slots=True)
class DeskLine:
    id: int
    code: str
    name: str
    kind: str


def viewer_of(officer: Officer) -> Viewer:
    """See an officer as the rules and the database do: a national one has every unrestricted desk."""
    own = list(officer.desks.all())
    is_national = any(desk.kind == DeskKind.NATIONAL for desk in own)
    ids = {desk.pk for desk in own}
    if is_national:
        ids.update(Desk.objects.exclude(kind=DeskKind.RESTRICTED).values_list("id", flat=True))
    return Viewer(
        officer_id=officer.pk,
        username=officer.username,
        roles=frozenset(Role(role) for role in officer.roles),
        desks=tuple(sorted(ids)),
        home_desk=officer.home_desk_id,
        is_national=is_national,
    )


def viewer_called(username: str) -> Viewer:
    """The active officer of that username. Raises NoSuchOfficer."""
    officer = Officer.objects.filter(username=username, is_active=True).prefetch_related("desks").first()
    if officer is None:
        raise NoSuchOfficer(username)
    return viewer_of(officer)


def officers() -> list[OfficerLine]:
    """Every officer, active or not, by username."""
    return [
        OfficerLine(
            officer.username,
            officer.name,
            tuple(officer.roles),
            tuple(desk.code for desk in officer.desks.all()),
            officer.is_active,
        )
        for officer in Officer.objects.order_by("username").prefetch_related("desks")
    ]


def desks() -> list[DeskLine]:
    """Every desk, by code."""
    return [DeskLine(d.pk, d.code, d.name, d.kind) for d in Desk.objects.order_by("code")]


def names_of(officer_ids: set[int]) -> dict[int, str]:
    """Usernames by officer id, for pages that say who did what."""
    return dict(Officer.objects.filter(pk__in=officer_ids).values_list("id", "username"))


def has_officers() -> bool:
    return Officer.objects.exists()
