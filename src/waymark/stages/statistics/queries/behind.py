"""The rows behind a figure of the dashboard, for those who may see them: references, never a person's details."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.statistics.queries.drawn import LEADS_TO, window_of

MOST = 200
"""Rows that one page lists. More are said to be there, and counted."""

OF_REPORTS = frozenset({"sources", "lags"})


class NoSuchFigure(WaymarkError):
    """A figure was asked for that the dashboard does not have."""

    def __init__(self) -> None:
        super().__init__("The dashboard has no such figure: follow a link from it")


@dataclass(frozen=True, slots=True)
class BehindLine:
    """A referral or a report, and the moment that the figure dates it by."""

    reference: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Behind:
    """lines: the newest MOST. count: all of them now. of_reports: they are reports, and not referrals."""

    lines: tuple[BehindLine, ...]
    count: int
    of_reports: bool


def rows_behind(viewer: Viewer, figure: str, key: str, *, at: datetime, now: datetime) -> Behind:
    """The rows that a figure of the dashboard adds up, at the viewer's desks. The reading is logged.

    at: the moment of the count, which bounds its days. Raises NotPermitted, NoSuchFigure.
    """
    require(viewer, Permission.READ_STATISTICS)
    drawn = LEADS_TO.get(figure)
    if drawn is None:
        raise NoSuchFigure
    of_reports = figure in OF_REPORTS
    require(viewer, Permission.READ_RECORD if of_reports else Permission.READ_QUEUE)
    given = {"desks": list(viewer.desks), **window_of(at), "key": key, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select reference, moment, count(*) over () from (select {drawn.reference} as reference, "
            f"{drawn.moment} as moment, {drawn.key} as key {drawn.rows}) every "
            "where coalesce(key, '') = %(key)s order by moment desc nulls last, reference limit %(most)s",
            given,  # type: ignore[arg-type]
        )
        rows = cursor.fetchall()
    record(
        Event.STATISTICS_READ,
        "rows behind",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"figure": figure, "key": key, "rows": rows[0][2] if rows else 0},
    )
    return Behind(tuple(BehindLine(*row[:2]) for row in rows), rows[0][2] if rows else 0, of_reports)
