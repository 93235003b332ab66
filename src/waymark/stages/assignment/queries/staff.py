"""The officers of a desk: what they can do, when they are there, what they hold, what they were exposed to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from waymark.access.models import Officer
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.assignment.models import DutyProfile, DutyTime, ExposureEntry, OfficerConflict, Placing
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import Kind, Span, on_duty, without
from waymark.stages.assignment.rules.exposure import WINDOW, Entry, Exposure, exposure
from waymark.stages.assignment.rules.exposure import Kind as ExposureKind
from waymark.stages.assignment.rules.states import State
from waymark.stages.assignment.rules.work import Worker

LOOK_BACK = timedelta(days=1)


class NotAtThisDesk(WaymarkError):
    """Nobody of that name is given work at this desk."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"No officer called {name!r} is given work at your desk: record their skills and hours first"
        )


class NoSuchReferral(WaymarkError):
    """No referral at the viewer's desk goes by that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No referral at your desk has the reference {reference}: check it")


@dataclass(frozen=True, slots=True)
class TimeLine:
    id: int
    kind: Kind
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class StaffLine:
    """An officer as the board shows one. held: parts that are theirs; proposed: parts proposed for them.

    times: from a day ago on, in order. held_minutes: of work left in what they hold. busy: seats that are theirs on
    teams of fixed dates: they take no place, and their time is not there for other work.
    """

    officer: int
    name: str
    team: str
    skills: tuple[str, ...]
    places: int
    piece_minutes: int
    rest_until: datetime | None
    is_available: bool
    mail: str
    held: int
    proposed: int
    held_minutes: int
    exposure: Exposure
    held_exposure: int
    times: tuple[TimeLine, ...]
    busy: tuple[Span, ...] = ()

    def spans(self, now: datetime) -> list[Span]:
        """On duty and on no team, from now on."""
        return without(self.shifts(now), self.busy)

    def shifts(self, now: datetime) -> list[Span]:
        """On duty, from now on."""
        return on_duty([(line.kind, line.span) for line in self.times], since=now)

    def doing(self, now: datetime) -> Kind | None:
        """What the officer's time is kept for at this moment: an absence before a shift; None where nothing is."""
        here = [line.kind for line in self.times if line.span.start <= now < line.span.end]
        return min(here, key=lambda kind: kind in {Kind.DUTY, Kind.OVERTIME, Kind.ON_CALL}, default=None)

    def next_here(self, now: datetime) -> datetime | None:
        spans = self.shifts(now)
        return spans[0].start if spans else None


def staff(viewer: Viewer, *, now: datetime) -> list[StaffLine]:
    """Every officer who is given work at the viewer's desk, by name, with what they were exposed to.

    Raises NotPermitted, NoHomeDesk.
    """
    require(viewer, Permission.READ_BOARD)
    return read_staff(home_desk(viewer), now=now)


def officer_record(viewer: Viewer, name: str, *, now: datetime) -> StaffLine:
    """One officer; reading another's hours and exposure is logged, and takes the right to read the board.

    Raises NotPermitted, NotAtThisDesk.
    """
    require(viewer, Permission.HOLD_WORK if name == viewer.username else Permission.READ_BOARD)
    found = next((line for line in read_staff(home_desk(viewer), now=now) if line.name == name), None)
    if found is None:
        raise NotAtThisDesk(name)
    if found.officer != viewer.officer_id:
        record(
            Event.OFFICER_HOURS_READ,
            f"officer:{found.officer}",
            actor=viewer.officer_id,
            at=now,
            desk=viewer.home_desk,
        )
    return found


@dataclass(frozen=True, slots=True)
class ConflictLine:
    id: int
    referral: str
    reason: str
    recorded_at: datetime


def conflicts_of(viewer: Viewer, officer: int) -> list[ConflictLine]:
    """An officer's conflicts of interest that stand: their own, or as a supervisor. Raises NotPermitted."""
    require(viewer, Permission.HOLD_WORK if officer == viewer.officer_id else Permission.READ_BOARD)
    rows = OfficerConflict.objects.filter(officer_id=officer, desk_id=home_desk(viewer), ended_at=None)
    return [
        ConflictLine(row.pk, row.referral.reference, row.reason, row.recorded_at)
        for row in rows.select_related("referral").order_by("-id")
    ]


def colleagues(viewer: Viewer) -> list[tuple[int, str]]:
    """Active officers of the viewer's desk, whether work is given to them yet or not. Raises NotPermitted."""
    require(viewer, Permission.READ_BOARD)
    rows = Officer.objects.filter(is_active=True, desks=home_desk(viewer)).order_by("username")
    return list(rows.values_list("id", "username"))


def read_staff(desk: int, *, now: datetime) -> list[StaffLine]:
    """Every officer who is given work at a desk, by name, with six readings however many they are."""
    profiles = DutyProfile.objects.filter(desk_id=desk).select_related("officer")
    held, times, sittings = _held(desk), _times(desk, now), _sittings(desk, now)
    # Whoever left the desk, or Waymark, keeps a profile, because placings name them: nothing more is given to them.
    members = set(Officer.objects.filter(is_active=True, desks=desk).values_list("id", flat=True))
    lines = []
    for row in profiles:
        mine: Sequence[_Held] = [each for each in held[row.officer_id] if each.span is None]
        confirmed = [each for each in mine if each.state == State.CONFIRMED]
        seats = [each for each in held[row.officer_id] if each.span and each.state == State.CONFIRMED]
        lines.append(
            StaffLine(
                officer=row.officer_id,
                name=row.officer.username,
                team=row.team,
                skills=tuple(row.skills),
                places=row.places,
                piece_minutes=row.piece_minutes,
                rest_until=row.rest_until,
                is_available=row.is_available and row.officer_id in members,
                mail=row.mail,
                held=len(confirmed),
                proposed=len(mine) - len(confirmed),
                held_minutes=sum(each.minutes for each in confirmed),
                exposure=exposure(sittings[row.officer_id], limit=row.exposure_limit, now=now),
                held_exposure=sum(each.exposure for each in (*confirmed, *seats)),
                times=tuple(times[row.officer_id]),
                busy=tuple(each.span for each in seats if each.span),
            )
        )
    return sorted(lines, key=lambda line: line.name)


class _Held(NamedTuple):
    """A part or a seat that an officer holds, or that is proposed for them. span: of a seat."""

    state: str
    minutes: int
    exposure: int
    span: Span | None


def _held(desk: int) -> Mapping[int, list[_Held]]:
    found: dict[int, list[_Held]] = defaultdict(list)
    standing = Placing.objects.filter(desk_id=desk, state__in=[State.CONFIRMED, State.PROPOSED])
    standing = standing.filter(part__finished_at=None)
    for officer, state, minutes, exposed, starts_at, ends_at in standing.values_list(
        "officer_id", "state", "part__minutes", "part__exposure_minutes", "part__starts_at", "part__ends_at"
    ):
        span = Span(starts_at, ends_at) if starts_at and ends_at else None
        found[officer].append(_Held(state, minutes, exposed, span))
    return found


def _times(desk: int, now: datetime) -> Mapping[int, list[TimeLine]]:
    rows = DutyTime.objects.filter(Q(ends_at__gt=now - LOOK_BACK), desk_id=desk, withdrawn_at=None)
    found: dict[int, list[TimeLine]] = defaultdict(list)
    for row in rows.order_by("starts_at", "id"):
        found[row.officer_id].append(
            TimeLine(row.pk, Kind(row.kind), Span(row.starts_at, row.ends_at), row.source)
        )
    return found


def _sittings(desk: int, now: datetime) -> Mapping[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    rows = ExposureEntry.objects.filter(desk_id=desk, ended_at__gt=now - WINDOW)
    for row in rows:
        found[row.officer_id].append(Entry(ExposureKind(row.kind), row.minutes, row.items, row.ended_at))
    return found


class Locked(NamedTuple):
    """A proposal that stays with its officer. is_seat: on a team, so that it takes no place."""

    minutes: int
    exposure: int
    is_seat: bool


def as_worker(line: StaffLine, *, now: datetime, locked: Iterable[Locked] = ()) -> Worker:
    """An officer as a proposal sees one. locked: proposals that stay with them."""
    kept = list(locked)
    parts = [each for each in kept if not each.is_seat]
    return Worker(
        officer=line.officer,
        name=line.name,
        skills=frozenset(line.skills),
        places=line.places,
        held=line.held + len(parts),
        held_minutes=line.held_minutes + sum(each.minutes for each in parts),
        piece_minutes=line.piece_minutes,
        exposure_used=line.exposure.minutes + line.held_exposure + sum(each.exposure for each in kept),
        exposure_limit=line.exposure.limit,
        rest_until=line.rest_until,
        spans=tuple(line.spans(now)),
    )
