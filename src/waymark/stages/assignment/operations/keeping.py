"""Keeping what officers can do, when they are there, and what they may never work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waymark.access.models import Officer
from waymark.access.queries import NoSuchOfficer
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.models import Referral
from waymark.stages.assignment.models import DutyProfile, DutyTime, OfficerConflict, Placing
from waymark.stages.assignment.operations.telling import Telling, tell
from waymark.stages.assignment.operations.turns import take_turn
from waymark.stages.assignment.queries.staff import NoSuchReferral, NotAtThisDesk
from waymark.stages.assignment.readers.duty_files import DutyRow
from waymark.stages.assignment.rules.desks import home_desk
from waymark.stages.assignment.rules.duty import Kind, Span
from waymark.stages.assignment.rules.exposure import DEFAULT_LIMIT
from waymark.stages.assignment.rules.states import SKILLS, STANDING, ReasonMissing, State

PLACES, PIECE_MINUTES = 10, 180
"""Ours, until a desk says otherwise: parts in one officer's hands, and minutes of work in one of them."""

_MOST_PLACES = 60
_LONGEST_PIECE = 5 * 24 * 60


class ProfileRefused(WaymarkError):
    """Numbers or skills of an officer that cannot be."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: nothing was changed")


class TimeRefused(WaymarkError):
    """A shift or an absence that cannot be."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: nothing was changed")


@dataclass(frozen=True, slots=True)
class Profile:
    """What an officer can be given; see `models.DutyProfile`."""

    team: str = ""
    skills: Sequence[str] = ()
    places: int = PLACES
    piece_minutes: int = PIECE_MINUTES
    exposure_limit: int = DEFAULT_LIMIT
    rest_until: datetime | None = None
    is_available: bool = True
    mail: str = ""


def keep_profile(*, viewer: Viewer, officer: str, profile: Profile, now: datetime) -> None:
    """Record what an officer can be given at the viewer's desk.

    Raises NotPermitted, NoHomeDesk, NoSuchOfficer, ProfileRefused.
    """
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    _check(profile)
    row = Officer.objects.filter(username=officer, is_active=True, desks=desk).first()
    if row is None:
        raise NoSuchOfficer(officer)
    said = {
        "team": profile.team.strip(),
        "skills": sorted(set(profile.skills)),
        "places": profile.places,
        "piece_minutes": profile.piece_minutes,
        "exposure_limit": profile.exposure_limit,
        "rest_until": profile.rest_until,
        "is_available": profile.is_available,
        "mail": profile.mail.strip(),
    }
    kept = DutyProfile.objects.filter(desk_id=desk, officer=row)
    if not kept.update(**said):
        DutyProfile.objects.create(desk_id=desk, officer=row, **said)
    detail = {name: value for name, value in said.items() if name not in {"mail", "rest_until"}}
    _account(viewer, row.pk, desk, detail, now)


def _check(profile: Profile) -> None:
    strange = sorted(set(profile.skills) - set(SKILLS))
    if strange:
        raise ProfileRefused(
            f"{', '.join(strange)} is no skill that work asks for; there are {', '.join(SKILLS)}"
        )
    if not 0 <= profile.places <= _MOST_PLACES:
        raise ProfileRefused(f"An officer holds from 0 to {_MOST_PLACES} parts at once")
    if not 1 <= profile.piece_minutes <= _LONGEST_PIECE:
        raise ProfileRefused(
            "A part takes from one minute to five days of work; longer work is several parts"
        )
    if profile.exposure_limit < 0:
        raise ProfileRefused("A limit of exposure is minutes in seven days, from 0")


def load_times(*, viewer: Viewer, rows: Iterable[DutyRow], source: str, now: datetime) -> tuple[int, int]:
    """Keep shifts and absences of a file, all or none. Returns how many are new, and how many were known.

    Raises NotPermitted, NoHomeDesk, NotAtThisDesk for an officer to whom no work is given here.
    """
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    take_turn(desk)
    known = {
        name.casefold(): officer
        for name, officer in DutyProfile.objects.filter(desk_id=desk).values_list(
            "officer__username", "officer_id"
        )
    }
    wanted = []
    for row in rows:
        officer = known.get(row.officer.casefold())
        if officer is None:
            raise NotAtThisDesk(row.officer)
        wanted.append((officer, row.kind.value, row.starts_at, row.ends_at))
    distinct = list(dict.fromkeys(wanted))
    standing = set(
        DutyTime.objects.filter(desk_id=desk, withdrawn_at=None).values_list(
            "officer_id", "kind", "starts_at", "ends_at"
        )
    )
    new = [each for each in distinct if each not in standing]
    DutyTime.objects.bulk_create(
        [
            DutyTime(
                desk_id=desk,
                officer_id=officer,
                kind=kind,
                starts_at=starts_at,
                ends_at=ends_at,
                source=source,
                entered_at=now,
                entered_by_id=viewer.officer_id,
            )
            for officer, kind, starts_at, ends_at in new
        ]
    )
    _account(viewer, 0, desk, {"new": len(new), "known": len(wanted) - len(new), "source": source}, now)
    return len(new), len(wanted) - len(new)


def add_time(*, viewer: Viewer, officer: str, kind: Kind, span: Span, now: datetime) -> None:
    """Record one shift or absence by hand. Raises NotPermitted, NotAtThisDesk, TimeRefused."""
    require(viewer, Permission.ASSIGN_WORK)
    if span.end <= span.start:
        raise TimeRefused("It ends before it starts")
    if span.end - span.start > timedelta(days=366):
        raise TimeRefused("It is longer than a year")
    row = DutyRow(0, officer, kind, span.start, span.end)
    load_times(viewer=viewer, rows=[row], source="page", now=now)


def withdraw_time(*, viewer: Viewer, id_: int, now: datetime) -> None:
    """Take back a shift or an absence that is not to be. Raises NotPermitted, TimeRefused."""
    require(viewer, Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    row = DutyTime.objects.filter(pk=id_, desk_id=desk, withdrawn_at=None).first()
    if row is None:
        raise TimeRefused("That time is not kept, or was taken back already")
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    _account(viewer, row.officer_id, desk, {"withdrawn": row.pk, "kind": row.kind}, now)


def record_conflict(*, viewer: Viewer, officer: str, referral: str, reason: str, now: datetime) -> int:
    """Record that an officer may never work on a referral; what they hold or are proposed for of it is taken away.

    An officer records their own; a supervisor anybody's. Returns how many placings were taken away.
    Raises NotPermitted, NotAtThisDesk, NoSuchReferral, ReasonMissing.
    """
    require(viewer, Permission.HOLD_WORK if officer == viewer.username else Permission.ASSIGN_WORK)
    desk = home_desk(viewer)
    if not reason.strip():
        raise ReasonMissing
    take_turn(desk)
    who = _at_desk(desk, officer)
    about = Referral.objects.filter(desk_id=desk, reference=referral, merged_into=None).first()
    if about is None:
        raise NoSuchReferral(referral)
    OfficerConflict.objects.get_or_create(
        desk_id=desk,
        officer_id=who,
        referral=about,
        ended_at=None,
        defaults={"reason": reason.strip(), "recorded_at": now, "recorded_by_id": viewer.officer_id},
    )
    held = Placing.objects.filter(
        desk_id=desk, officer_id=who, part__referral=about, state__in=[each.value for each in STANDING]
    )
    taken = held.update(
        state=State.REFUSED.value,
        decided_at=now,
        decided_by_id=viewer.officer_id,
        decided_because="conflict of interest",
    )
    if taken and who != viewer.officer_id:
        tell(desk, [Telling(who, "taken_away", referral)], now=now)
    record(
        Event.OFFICER_CONFLICT_RECORDED,
        referral,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"officer": who, "placings_taken": taken},
    )
    return taken


def end_conflict(*, viewer: Viewer, id_: int, reason: str, now: datetime) -> None:
    """End a conflict that was recorded wrongly. Raises NotPermitted, ReasonMissing, NoSuchReferral."""
    require(viewer, Permission.ASSIGN_WORK)
    if not reason.strip():
        raise ReasonMissing
    desk = home_desk(viewer)
    row = (
        OfficerConflict.objects.select_related("referral").filter(pk=id_, desk_id=desk, ended_at=None).first()
    )
    if row is None:
        raise NoSuchReferral(str(id_))
    row.ended_at, row.ended_because = now, reason.strip()
    row.save(update_fields=["ended_at", "ended_because"])
    record(
        Event.OFFICER_CONFLICT_ENDED,
        row.referral.reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"officer": row.officer_id},
    )


def _at_desk(desk: int, officer: str) -> int:
    row = DutyProfile.objects.filter(desk_id=desk, officer__username=officer).first()
    if row is None:
        raise NotAtThisDesk(officer)
    return row.officer_id


def _account(viewer: Viewer, officer: int, desk: int, detail: dict[str, object], now: datetime) -> None:
    subject = f"officer:{officer}" if officer else "hours"
    record(Event.HOURS_KEPT, subject, actor=viewer.officer_id, at=now, desk=desk, detail=detail)
