"""What the sealed store holds, by reference and size alone, and who read what of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.queries import names_of
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.audit.queries import told
from waymark.stages.intake.sealing import fingerprint

MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class AuthorityCard:
    """An authority with who asked, confirmed and ended it. is_own: the viewer asked, so another confirms."""

    reference: str
    document: str
    valid_from: datetime
    valid_until: datetime
    state: str
    asked_by: str
    asked_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    ended_by: str
    ended_at: datetime | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class SealedReading:
    at: datetime
    officer: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SealedLine:
    """A sealed delivery. size: of the delivery as it came, bytes. readings: the newest first."""

    reference: str
    delivery: str
    kind: str
    size: int
    sealed_at: datetime
    sealed_by: str
    authority: str
    key: str
    readings: tuple[SealedReading, ...]


@dataclass(frozen=True, slots=True)
class SealedStore:
    """key: the fingerprint of the key that is sealed for from now on; empty where there is none.

    items: the newest, at most `MOST_ITEMS`; count, size: of all there are.
    """

    is_open: bool
    key: str
    authorities: tuple[AuthorityCard, ...]
    count: int
    size: int
    items: tuple[SealedLine, ...]


def sealed_store(viewer: Viewer, *, now: datetime) -> SealedStore:
    """The store of the viewer's desks as it stands; that it was looked at is logged. Raises NotPermitted."""
    require(viewer, Permission.AUTHORISE_MEDIA)
    with connection.cursor() as cursor:
        cursor.execute(
            "select public from sealing_key where desk_id = %s order by id desc limit 1", [viewer.home_desk]
        )
        key = cursor.fetchone()
        cursor.execute(
            "select count(*), coalesce(sum(d.size), 0) from sealed_item i join delivery d on d.id = i.delivery_id"
        )
        count, size = cursor.fetchone()
    cards = _authorities(viewer, now)
    items = _items()
    record(
        Event.SEALED_STORE_READ,
        "sealed store",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"items": [each.reference for each in items]},
    )
    return SealedStore(
        any(each.state == "in_force" for each in cards),
        fingerprint(bytes(key[0])) if key else "",
        cards,
        count,
        int(size),
        items,
    )


def _authorities(viewer: Viewer, now: datetime) -> tuple[AuthorityCard, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference, document, valid_from, valid_until, case when ended_at is not null then 'ended' "
            "when valid_until <= %s then 'over' when confirmed_at is null then 'asked' "
            "when valid_from > %s then 'not_yet' else 'in_force' end, "
            "asked_by_id, asked_at, confirmed_by_id, confirmed_at, ended_by_id, ended_at "
            "from media_authority order by id desc",
            [now, now],
        )
        rows = cursor.fetchall()
    names = names_of({officer for row in rows for officer in (row[5], row[7], row[9]) if officer})
    return tuple(
        AuthorityCard(
            reference,
            document,
            valid_from,
            valid_until,
            state,
            names.get(asked_by, ""),
            asked_at,
            names.get(confirmed_by, ""),
            confirmed_at,
            names.get(ended_by, ""),
            ended_at,
            asked_by == viewer.officer_id,
        )
        for reference, document, valid_from, valid_until, state, *who in rows
        for asked_by, asked_at, confirmed_by, confirmed_at, ended_by, ended_at in (who,)
    )


def _items() -> tuple[SealedLine, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select i.reference, d.reference, d.kind, d.size, i.sealed_at, i.sealed_by_id, a.reference, k.public "
            "from sealed_item i join delivery d on d.id = i.delivery_id "
            "join media_authority a on a.id = i.authority_id join sealing_key k on k.id = i.key_id "
            "order by i.id desc limit %s",
            [MOST_ITEMS],
        )
        rows = cursor.fetchall()
    readings = told([row[1] for row in rows], Event.SEALED_MEDIA_READ)
    names = names_of({row[5] for row in rows} | {each.actor_id for each in readings})
    by_delivery: dict[str, list[SealedReading]] = {}
    for each in readings:
        said = SealedReading(each.at, names.get(each.actor_id, ""), str(each.detail.get("purpose", "")))
        by_delivery.setdefault(each.subject, []).append(said)
    return tuple(
        SealedLine(
            reference,
            delivery,
            kind,
            size,
            sealed_at,
            names.get(sealed_by, ""),
            authority,
            fingerprint(bytes(key)),
            tuple(by_delivery.get(delivery, ())),
        )
        for reference, delivery, kind, size, sealed_at, sealed_by, authority, key in rows
    )
