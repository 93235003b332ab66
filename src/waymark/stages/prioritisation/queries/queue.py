"""The queue in order, and why each referral stands where it does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.queries.bundles import BundleOfLine, bundles_of_lines
from waymark.stages.prioritisation.queries.clocks import breaches_of
from waymark.stages.prioritisation.rules.ranking import Actionability


class Sort(StrEnum):
    """What the queue can be sorted by: its own order, and each axis that it is made of, the most pressing first."""

    RANK = "rank"
    DANGER = "danger"
    DUE = "due"
    EVIDENCE = "evidence"
    ACTIONABILITY = "actionability"
    EFFORT = "effort"
    RECEIVED = "received"


_COLUMNS = {
    Sort.RANK: ("rank", "text"),
    Sort.DUE: ("due_at", "timestamptz"),
    Sort.EVIDENCE: ("evidence_lost_at", "date"),
    Sort.RECEIVED: ("received_at", "timestamptz"),
    Sort.DANGER: ("danger", "smallint"),
    Sort.ACTIONABILITY: ("actionability", "smallint"),
    Sort.EFFORT: ("minutes", "smallint"),
}


class UnknownSort(WaymarkError):
    """The queue was asked for in an order that it does not have."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"The queue has no order called {asked!r}: use {', '.join(Sort)}")


def sort_called(asked: str) -> Sort:
    """The order of that name. Raises UnknownSort."""
    if asked not in Sort._value2member_map_:
        raise UnknownSort(asked)
    return Sort(asked)


class BadCursor(WaymarkError):
    """The place to go on from is not one that a page gave."""

    def __init__(self) -> None:
        super().__init__("That place on the queue is not known: start from its first page")


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One referral on the queue. could_be: lowest and highest level that the unknowns leave open.

    minutes: of research still to do. actionability: the best that there is to act on. breaches: other clocks than the
    promise that are overdue. decided: the decision over a list that covers it; empty where none does. bundle: the
    bundle that it is listed in, with how many are folded behind this line; None where it is in none.
    """

    referral: str
    stage: str
    level: str
    could_be: tuple[str, str]
    fired: str
    next_check: str
    due_at: datetime | None
    evidence_lost_at: date | None
    force: str
    people: int
    reports: int
    received_at: datetime
    rank_reason: str
    minutes: int = 0
    actionability: str = ""
    breaches: tuple[str, ...] = ()
    decided: str = ""
    bundle: BundleOfLine | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue, and where the next begins; empty on the last."""

    lines: tuple[QueueLine, ...]
    next_after: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; empty shows all. unfolded: also the lines that are folded behind another of their bundle."""

    force: str = ""
    stage: str = ""
    level: str = ""
    unfolded: bool = False


_LINE = (
    "reference, stage, level, lowest, highest, fired, next_check, due_at, evidence_lost_at, force_code, "
    "people, reports, received_at, rank_reason, minutes, actionability, "
    "coalesce((select d.reference from list_decision d where d.id = list_decision_id), ''), referral_id"
)
_ID, _PLACE, _BUNDLE = 17, 18, 19
_FEW_DESKS = 4


def queue(
    viewer: Viewer,
    *,
    filters: Filters = Filters(),
    sort: Sort = Sort.RANK,
    after: str = "",
    limit: int = 50,
    now: datetime,
) -> QueuePage:
    """A page of the queue, most pressing first. The reading of it is logged.

    after: the `next_after` of the page before. Raises NotPermitted, BadCursor.
    """
    require(viewer, Permission.READ_QUEUE)
    column, kind = _COLUMNS[sort]
    wanted = {"force_code": filters.force, "stage": filters.stage, "level": filters.level}
    conditions = [f"{name} = %({name})s" for name, value in wanted.items() if value]
    if not filters.unfolded:
        conditions.append("not is_folded")
    parameters: dict[str, Any] = {**wanted, "limit": limit + 1}
    if after:
        parameters["value"], parameters["id"] = _read_cursor(after)
        conditions.append(_beyond(column, kind, parameters["value"]))
    rows = _rows(viewer, conditions, f"{column} nulls last, referral_id", parameters, column)
    listed = [row[0] for row in rows[:limit] if row[_BUNDLE] is not None]
    bundles = bundles_of_lines(viewer, listed) if listed else {}
    late = breaches_of(viewer, [row[_ID] for row in rows[:limit]], now=now)
    lines = tuple(
        replace(_line(row), bundle=bundles.get(row[0]), breaches=tuple(late.get(row[_ID], ())))
        for row in rows[:limit]
    )
    next_after = _write_cursor(rows[limit - 1]) if len(rows) > limit else ""
    record(
        Event.QUEUE_READ,
        "queue",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"filters": {k: v for k, v in wanted.items() if v}, "sort": sort.value, "lines": len(lines)},
    )
    return QueuePage(lines, next_after)


def _rows(
    viewer: Viewer, conditions: Sequence[str], order: str, parameters: Mapping[str, Any], column: str
) -> list[tuple[Any, ...]]:
    """A page's rows. An officer of few desks has each desk's own index walked in order, then merged."""
    # Named apart: `due_at` twice would leave `order by due_at` without a meaning.
    fields = f"{_LINE}, {column}::text as place, bundle_id"
    where = " and ".join(conditions) or "true"
    if len(viewer.desks) <= _FEW_DESKS:
        parts = [
            f"(select {fields}, {column} as sorted from queue_entry where desk_id = {int(desk)} and {where} "
            f"order by {order} limit %(limit)s)"
            for desk in viewer.desks
        ]
        if not parts:
            return []
        every = " union all ".join(parts)
        query = f"select * from ({every}) page order by sorted nulls last, referral_id limit %(limit)s"
    else:
        query = f"select {fields} from queue_entry where {where} order by {order} limit %(limit)s"
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _beyond(column: str, kind: str, value: str | None) -> str:
    """What comes after a place: nulls are last."""
    if value is None:
        return f"{column} is null and referral_id > %(id)s"
    return f"(({column}, referral_id) > (%(value)s::{kind}, %(id)s) or {column} is null)"


def _write_cursor(row: Sequence[Any]) -> str:
    return json.dumps([row[_PLACE], row[_ID]])


def _read_cursor(text: str) -> tuple[str | None, int]:
    try:
        value, id_ = json.loads(text)
        return (None if value is None else str(value)), int(id_)
    except (ValueError, TypeError):
        raise BadCursor from None


def _line(row: Sequence[Any]) -> QueueLine:
    can_act = Actionability(row[15]).name.lower()
    stated = (row[0], row[1], row[2], (row[3], row[4]), *row[5:15], can_act)
    return replace(QueueLine(*stated), decided=row[16])


def queue_line(viewer: Viewer, referral_id: int) -> QueueLine | None:
    """One referral's line on the queue; None when it has none."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(f"select {_LINE} from queue_entry where referral_id = %s", [referral_id])
        row = cursor.fetchone()
    return _line(row) if row else None


def places(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The level of each of these referrals, and why it is where it is on the queue."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, level, rank_reason from queue_entry where referral_id = any(%s)",
            [list(referral_ids)],
        )
        return {id_: (level, reason) for id_, level, reason in cursor.fetchall()}


def lines_of(viewer: Viewer, references: Sequence[str], *, now: datetime) -> list[QueueLine]:
    """The lines of these referrals that stand on the queue, the most pressing first. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_LINE} from queue_entry where referral_id in "
            "(select id from referral where reference = any(%s)) order by rank, referral_id",
            [list(references)],
        )
        rows = cursor.fetchall()
    late = breaches_of(viewer, [row[_ID] for row in rows], now=now)
    return [replace(_line(row), breaches=tuple(late.get(row[_ID], ()))) for row in rows]


def taken_by(viewer: Viewer, *, most: int = 200) -> list[str]:
    """References of the referrals that the viewer took, the most pressing first. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference from queue_entry where taken_by_id = %s order by rank, referral_id limit %s",
            [viewer.officer_id, most],
        )
        return [reference for (reference,) in cursor.fetchall()]
