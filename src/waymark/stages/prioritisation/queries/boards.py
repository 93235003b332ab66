"""Boards: what is overdue, what falls due next, and what evidence is lost next, at the viewer's desks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.attribution.queries.gate import DecisionLine, reviews_due
from waymark.stages.prioritisation.queries.own_first import hidden_by_reference
from waymark.stages.prioritisation.rules.own_first import level_shown

AHEAD = timedelta(hours=72)
"""How far ahead a board looks: over a weekend. Waymark default, 22 November 2026."""

EVIDENCE_AHEAD = timedelta(days=14)
"""How far ahead evidence is shown before it is lost: an application takes its days. Waymark default."""

MOST = 50
"""Lines of one list. A longer one says so, and is worked from its top."""


_Line = TypeVar("_Line", "BoardLine", "EvidenceLine")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One clock of one referral. clock: `promise` for that of enforcement, or a name in `clocks.toml`."""

    referral: str
    level: str
    clock: str
    about: str
    due_at: datetime
    force: str
    taken_by: int | None
    level_from: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    referral: str
    level: str
    lost_on: date
    force: str
    level_from: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Each list soonest first, at most MOST of it. standing_still: clocks that are paused, or have no length.

    reviews: doors declared ready for danger to life, or over what was missing, that another supervisor is to review;
    empty for who may not read the record.
    """

    overdue: tuple[BoardLine, ...]
    next: tuple[BoardLine, ...]
    evidence: tuple[EvidenceLine, ...]
    standing_still: int
    has_more_overdue: bool
    has_more_next: bool
    reviews: tuple[DecisionLine, ...] = ()


def board(viewer: Viewer, *, now: datetime) -> Board:
    """The boards of the viewer's desks. The reading is logged. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    overdue = _due(viewer, _LONG_AGO, now)
    soon = _due(viewer, now, now + AHEAD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference, level, evidence_lost_at, force_code, level_from from queue_entry "
            "where desk_id = any(%(desks)s) and evidence_lost_at >= %(today)s and evidence_lost_at < %(until)s "
            "and not is_folded order by evidence_lost_at, referral_id limit %(most)s",
            {
                "desks": list(viewer.desks),
                "today": now.date(),
                "until": (now + EVIDENCE_AHEAD).date(),
                "most": MOST,
            },
        )
        evidence = tuple(EvidenceLine(*row) for row in cursor.fetchall())
        cursor.execute(
            "select count(*) from (select 1 from running_clock where desk_id = any(%s) and stopped_at is null "
            "and due_at is null limit 1000) still",
            [list(viewer.desks)],
        )
        (still,) = cursor.fetchone()
    record(Event.BOARDS_READ, "boards", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    hidden = hidden_by_reference(
        viewer, {each.referral for each in (*overdue, *soon)} | {each.referral for each in evidence}
    )
    return Board(
        tuple(_shown(each, hidden) for each in overdue[:MOST]),
        tuple(_shown(each, hidden) for each in soon[:MOST]),
        tuple(_shown(each, hidden) for each in evidence),
        still,
        len(overdue) > MOST,
        len(soon) > MOST,
        tuple(reviews_due(viewer, now=now)) if viewer.may(Permission.READ_RECORD) else (),
    )


def _shown(line: _Line, hidden: Collection[str]) -> _Line:
    """A line without the level that its viewer is to give first. Its date stays: a board is about dates."""
    if line.referral not in hidden:
        return line
    return replace(line, level=level_shown(line.level, line.level_from))


def _due(viewer: Viewer, since: datetime, until: datetime) -> tuple[BoardLine, ...]:
    """Promises and other clocks together, soonest due first; each side walks its own index from where it begins."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from ((select reference, level, 'promise' as clock, '' as about, due_at, force_code, "
            "taken_by_id, level_from from queue_entry where desk_id = any(%(desks)s) "
            "and due_at >= %(since)s and due_at < %(until)s and not is_folded "
            "order by due_at, referral_id limit %(most)s) union all "
            "(select q.reference, q.level, c.clock, c.about, c.due_at, q.force_code, q.taken_by_id, q.level_from "
            "from running_clock c join queue_entry q on q.referral_id = c.referral_id "
            "where c.desk_id = any(%(desks)s) and c.stopped_at is null "
            "and c.due_at >= %(since)s and c.due_at < %(until)s "
            "order by c.due_at, c.referral_id limit %(most)s)) every_clock order by due_at, reference limit %(most)s",
            {"since": since, "until": until, "desks": list(viewer.desks), "most": MOST + 1},
        )
        return tuple(BoardLine(*row) for row in cursor.fetchall())
