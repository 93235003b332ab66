"""Which keys there are, and whose key a program has shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from waymark.access.keys.rules import Scope, digest_of
from waymark.access.models import OfficerKey
from waymark.access.queries import viewer_of
from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

_ZONE = ZoneInfo("Europe/London")
"""Days of keys are days by UK clocks, as people read them."""


class KeyRefused(WaymarkError):
    """A program showed no key that holds. Its words are the same whatever is wrong: see `why`."""

    def __init__(self, why: str, *, officer_id: int | None = None, number: int | None = None) -> None:
        self.why, self.officer_id, self.number = why, officer_id, number
        super().__init__(
            "The key is not one that holds: it may have ended or been revoked, or its officer's account is closed. "
            "An administrator makes another with `waymark officer key create`"
        )


@dataclass(frozen=True, slots=True)
class KeyLine:
    """number: how a key is spoken of; the key itself is kept nowhere. standing: holds, ended or revoked."""

    number: int
    officer: str
    program: str
    scopes: tuple[str, ...]
    made_at: datetime
    ends_on: date
    last_used_on: date | None
    standing: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """A program that has shown a key: for whom it acts, and what the key opens.

    is_first_today: whether the key has not been used on this day yet.
    """

    number: int
    viewer: Viewer
    scopes: tuple[Scope, ...]
    is_first_today: bool


def uk_day(moment: datetime) -> date:
    """The day of a moment by UK clocks."""
    return moment.astimezone(_ZONE).date()


def keys(viewer: Viewer, *, now: datetime) -> list[KeyLine]:
    """Every key that was ever made, the newest first. Raises NotPermitted."""
    require(viewer, Permission.MANAGE_OFFICERS)
    return _lines(OfficerKey.objects.select_related("officer").order_by("-id"), now)


def keys_acting_for(officer_id: int, *, now: datetime) -> list[KeyLine]:
    """An officer's own keys, the newest first: what acts in their name is theirs to know."""
    found = OfficerKey.objects.filter(officer_id=officer_id).select_related("officer")
    return _lines(found.order_by("-id"), now)


def bearer_of(key: str, *, now: datetime) -> Bearer:
    """Whose key this is. Found by its digest, so that no comparison takes longer the more of it is right.

    Raises KeyRefused.
    """
    found = OfficerKey.objects.filter(digest=digest_of(key)).select_related("officer").first()
    if found is None:
        raise KeyRefused("unknown")
    today = uk_day(now)
    why = (
        "revoked"
        if found.revoked_at is not None
        else "ended"
        if found.ends_on < today
        else "officer_inactive"
        if not found.officer.is_active
        else ""
    )
    if why:
        raise KeyRefused(why, officer_id=found.officer_id, number=found.pk)
    return Bearer(
        number=found.pk,
        viewer=viewer_of(found.officer),
        scopes=tuple(Scope(each) for each in found.scopes),
        is_first_today=found.last_used_on != today,
    )


def _lines(found: Iterable[OfficerKey], now: datetime) -> list[KeyLine]:
    today = uk_day(now)
    return [
        KeyLine(
            number=each.pk,
            officer=each.officer.username,
            program=each.program,
            scopes=tuple(each.scopes),
            made_at=each.made_at,
            ends_on=each.ends_on,
            last_used_on=each.last_used_on,
            standing="revoked" if each.revoked_at else "ended" if each.ends_on < today else "holds",
        )
        for each in found
    ]
