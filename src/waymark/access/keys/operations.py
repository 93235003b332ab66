"""Making and revoking keys, and accounting for their use."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from waymark.access.keys.queries import uk_day
from waymark.access.keys.rules import SECRET_OCTETS, Scope, digest_of, ends_on, program_named, written
from waymark.access.models import Officer, OfficerKey
from waymark.access.operations import SYSTEM
from waymark.access.queries import NoSuchOfficer
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from waymark.access.keys.queries import Bearer, KeyRefused


class NoSuchKey(WaymarkError):
    """No key that holds has that number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No key that could be revoked has the number {number}: `waymark officer key list` shows them"
        )


class MadeKey(NamedTuple):
    """key: to be shown once and kept nowhere of ours. ends_on: the last day on which it holds."""

    number: int
    key: str
    ends_on: date


def make_key(
    *, username: str, program: str, days: int, scopes: Sequence[Scope], actor: Viewer, now: datetime
) -> MadeKey:
    """Make a key with which a program may act for an officer, for so many days with today.

    Raises NotPermitted, NoSuchOfficer, BadKey.
    """
    require(actor, Permission.MANAGE_OFFICERS)
    named, last = program_named(program), ends_on(uk_day(now), days)
    officer = Officer.objects.filter(username=username, is_active=True).first()
    if officer is None:
        raise NoSuchOfficer(username)
    key = written(secrets.token_urlsafe(SECRET_OCTETS))
    made = OfficerKey(officer=officer, program=named, scopes=[each.value for each in scopes])
    made.digest, made.made_at, made.made_by_id, made.ends_on = digest_of(key), now, actor.officer_id, last
    made.save()
    detail = {"officer": officer.pk, "program": named, "scopes": made.scopes, "ends_on": last.isoformat()}
    record(Event.OFFICER_KEY_MADE, f"key:{made.pk}", actor=actor.officer_id, at=now, desk=None, detail=detail)
    return MadeKey(made.pk, key, last)


def revoke_key(*, number: int, reason: str, actor: Viewer, now: datetime) -> None:
    """Revoke a key, at once and for good. An officer may revoke the keys that act for them.

    Raises NotPermitted, NoSuchKey.
    """
    found = OfficerKey.objects.select_for_update(of=("self",)).filter(pk=number, revoked_at=None).first()
    if found is None or found.officer_id != actor.officer_id:
        require(actor, Permission.MANAGE_OFFICERS)
    if found is None:
        raise NoSuchKey(number)
    found.revoked_at, found.revoked_by_id, found.revoked_because = now, actor.officer_id, reason.strip()
    found.save(update_fields=["revoked_at", "revoked_by_id", "revoked_because"])
    detail = {"officer": found.officer_id, "why": found.revoked_because}
    record(
        Event.OFFICER_KEY_REVOKED, f"key:{number}", actor=actor.officer_id, at=now, desk=None, detail=detail
    )


def note_use(bearer: Bearer, *, now: datetime) -> None:
    """Account for the first use of a key in a day; the day is kept, so that keys that nobody uses are seen."""
    today = uk_day(now)
    if OfficerKey.objects.filter(pk=bearer.number).exclude(last_used_on=today).update(last_used_on=today):
        record(
            Event.OFFICER_KEY_USED, f"key:{bearer.number}", actor=bearer.viewer.officer_id, at=now, desk=None
        )


def record_refused(problem: KeyRefused, *, now: datetime) -> None:
    """Account for a key that was refused. Nobody has shown who they are, so it has no actor but the installation."""
    subject = "key:unknown" if problem.number is None else f"key:{problem.number}"
    detail = {"why": problem.why, "officer": problem.officer_id}
    record(Event.OFFICER_KEY_REFUSED, subject, actor=SYSTEM.officer_id, at=now, desk=None, detail=detail)
