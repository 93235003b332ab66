"""Who the officers are, and how the rules see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.access.models import Desk, DeskKind, Officer
from waymark.access.rules import Permission, Role, Viewer, require
from waymark.audit import queries as ledger
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from waymark.audit.chain import Checkpoint, Finding


class NoSuchOfficer(WaymarkError):
    """Nobody active goes by that username."""

    def __init__(self, username: str) -> None:
        super().__init__(
            f"No active officer is called {username!r}: "
            "`waymark officer list` shows who is, and `waymark officer add` makes one"
        )


class SeesOneDesk(WaymarkError):
    """The whole ledger was asked for through a role that sees its own desks' entries alone."""

    def __init__(self) -> None:
        super().__init__(
            "Only the auditor's database role sees the whole ledger: "
            "set WAYMARK_DATABASE_URL_AUDITOR to its URL"
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


def installation_at_each_desk() -> list[Viewer]:
    """The installation itself, once for each desk, for timed work that no officer asks for."""
    roles = frozenset({Role.INTELLIGENCE_DESK})
    return [Viewer(0, "waymark", roles, (desk.id,), desk.id) for desk in desks()]


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One thing that an officer did. officer: the username; empty for the installation itself."""

    seq: int
    at: datetime
    event: Event
    subject: str
    officer: str


def access_log(
    viewer: Viewer, subjects: Sequence[str], *, about: str, now: datetime, limit: int = 200
) -> list[AccessLine]:
    """Who did what to these references, the newest first; that this was read is logged under `about`.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_ACCESS_LOG)
    found = _with_names(ledger.about(subjects, limit=limit))
    record(Event.ACCESS_LOG_READ, about, actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return found


def newest_entries(viewer: Viewer, *, now: datetime, limit: int = 100) -> list[AccessLine]:
    """The newest entries of the viewer's desks; the reading is logged. Raises NotPermitted."""
    require(viewer, Permission.READ_ACCESS_LOG)
    found = _with_names(ledger.newest(limit=limit))
    record(Event.ACCESS_LOG_READ, "ledger", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return found


def verify_ledger(viewer: Viewer, checkpoints: Iterable[Checkpoint] = ()) -> Finding:
    """Walk the whole chain of audit entries. Raises NotPermitted, SeesOneDesk."""
    _require_whole_ledger(viewer)
    return ledger.verify(checkpoints)


def ledger_head(viewer: Viewer) -> tuple[int, bytes]:
    """The newest entry's number and digest. Raises NotPermitted, SeesOneDesk."""
    _require_whole_ledger(viewer)
    return ledger.head()


def whole_ledger(viewer: Viewer, *, now: datetime) -> Iterator[dict[str, object]]:
    """Every entry with its detail; that it was taken is logged. Raises NotPermitted, SeesOneDesk."""
    _require_whole_ledger(viewer)
    record(Event.AUDIT_EXPORTED, "ledger", actor=viewer.officer_id, at=now, desk=None)
    return ledger.everything()


def _require_whole_ledger(viewer: Viewer) -> None:
    require(viewer, Permission.VERIFY_AUDIT)
    if not ledger.sees_every_desk():
        raise SeesOneDesk


def _with_names(lines: Sequence[ledger.LedgerLine]) -> list[AccessLine]:
    names = names_of({line.actor_id for line in lines})
    return [
        AccessLine(line.seq, line.at, Event(line.event), line.subject, names.get(line.actor_id, ""))
        for line in lines
    ]
