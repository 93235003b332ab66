"""What came to a referral since an officer last looked at what is new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.comparing import Difference, Only
from waymark.referrals.records import NewsLine


def news(viewer: Viewer, referral_id: int) -> list[NewsLine]:
    """What is new of a referral that was already read, and nobody has marked as seen; the newest first."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.kind, r.reference, r.form, n.noted_at, n.level_before, n.level_after, n.rank_before, "
            "n.rank_after, n.words, r.parties, r.events, r.files, r.escalation from referral_news n "
            "join report r on r.id = n.report_id where n.referral_id = %s and n.seen_at is null "
            "order by n.noted_at desc, n.id desc",
            [referral_id],
        )
        return [_news_line(list(row)) for row in cursor.fetchall()]


def _news_line(values: list[Any]) -> NewsLine:
    values[8] = tuple(_difference(each) for each in json.loads(values[8]))
    return NewsLine(*values)


def _difference(said: Sequence[str]) -> Difference:
    kind, about, what, first, second = said
    return Difference(Only(kind), about, what, first, second)


def with_news(viewer: Viewer, references: Sequence[str]) -> dict[str, int]:
    """How much is new of those of these referrals of which anything is."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.reference, count(*) from referral_news n join referral f on f.id = n.referral_id "
            "where n.seen_at is null and f.reference = any(%s) group by 1",
            [list(references)],
        )
        return dict(cursor.fetchall())
