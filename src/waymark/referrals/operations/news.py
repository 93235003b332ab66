"""What came to a standing referral, put before its officers until one of them has looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, insert
from waymark.referrals.comparing import Difference
from waymark.referrals.operations.referring import standing_referral

_NEWS = Table(
    "referral_news",
    (
        "referral_id",
        "desk_id",
        "report_id",
        "kind",
        "words",
        "level_before",
        "level_after",
        "rank_before",
        "rank_after",
        "noted_at",
    ),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A referral's level, and its place on the queue in words."""

    level: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """One document that came to a standing referral. kind: report, supplement, original or retraction.

    words: what it says otherwise than the document it belongs with; empty where nothing was compared.
    """

    referral_id: int
    report_id: int
    kind: str
    words: tuple[Difference, ...]
    before: Place
    after: Place


def note_news(news: Sequence[News], *, desk: int, now: datetime) -> None:
    """Note what came. Part of reading the documents in, which has its own entry in the ledger."""
    insert(
        _NEWS,
        [
            (
                each.referral_id,
                desk,
                each.report_id,
                each.kind,
                Json(each.words),
                each.before.level,
                each.after.level,
                each.before.rank,
                each.after.rank,
                now,
            )
            for each in news
        ],
    )


def mark_news_seen(viewer: Viewer, reference: str, *, now: datetime) -> int:
    """Note that an officer has looked at everything that is new about a referral. Returns how much that was.

    Raises NotPermitted, BadReference, NothingByThatReference.
    """
    require(viewer, Permission.RECORD_FACT)
    referral = standing_referral(viewer, reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "update referral_news n set seen_at = %s, seen_by_id = %s from report r "
            "where n.referral_id = %s and n.seen_at is null and r.id = n.report_id returning r.reference",
            [now, viewer.officer_id, referral.id],
        )
        seen = sorted(name for (name,) in cursor.fetchall())
    if seen:
        record(
            Event.NEWS_SEEN,
            referral.reference,
            actor=viewer.officer_id,
            at=now,
            desk=referral.desk,
            detail={"reports": seen},
        )
    return len(seen)
