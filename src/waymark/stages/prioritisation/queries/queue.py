"""The queue in order, and why each referral stands where it does."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.queries.bundles import BundleOfLine, bundles_of_lines
from waymark.stages.prioritisation.queries.clocks import breaches_of
from waymark.stages.prioritisation.queries.one_person import one_line_each
from waymark.stages.prioritisation.queries.own_first import check_not_hidden, hidden_from
from waymark.stages.prioritisation.queries.sorts import COLUMNS, DANGER_OF, MAY_BE_MISSING, Sort
from waymark.stages.prioritisation.rules.own_first import HIDDEN, WHY_HIDDEN, due_shown, level_shown
from waymark.stages.prioritisation.rules.ranking import Actionability


class BadCursor(WaymarkError):
    """The place to go on from is not one that a page gave."""

    def __init__(self) -> None:
        super().__init__("That place on the queue is not known: start from its first page")


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One referral on the queue. could_be: lowest and highest level that the unknowns leave open.

    minutes: of research still to do. actionability: the best that there is to act on. breaches: other clocks than the
    promise that are overdue. decided: the decision over a list that covers it; empty where none does. bundle: the
    bundle that it is listed in, with how many are folded behind this line; None where it is in none. is_hidden: the
    viewer gives their own level first, so what Waymark proposes is not in it (`rules.own_first`). together: referrals
    that accepted links make one piece of work with it, and that it stands for.
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
    is_hidden: bool = False
    together: tuple[str, ...] = ()


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

    @property
    def wanted(self) -> dict[str, str]:
        """The columns of `queue_entry` that are asked for, with what they are to be."""
        asked = {"force_code": self.force, "stage": self.stage, "level": self.level}
        return {name: value for name, value in asked.items() if value}


_LINE = (
    "reference, stage, level, lowest, highest, fired, next_check, due_at, evidence_lost_at, force_code, "
    "people, reports, received_at, rank_reason, minutes, actionability, "
    "coalesce((select d.reference from list_decision d where d.id = list_decision_id), ''), referral_id, level_from"
)
_ID, _BASIS, _PLACE, _BUNDLE = 17, 18, 19, 20
_FEW_DESKS = 4


def queue(
    viewer: Viewer,
    *,
    filters: Filters = Filters(),
    sort: Sort = Sort.RANK,
    after: str = "",
    limit: int = 50,
    as_it_stands: bool = False,
    now: datetime,
) -> QueuePage:
    """A page of the queue, most pressing first. The reading of it is logged.

    after: the `next_after` of the page before. as_it_stands: for what reckons with levels and shows none, also those
    that are hidden from the viewer. Raises NotPermitted, BadCursor, LevelsHidden.
    """
    require(viewer, Permission.READ_QUEUE)
    if filters.level or sort is Sort.DANGER:
        check_not_hidden(viewer)
    rows, stands_for = _standing(viewer, filters, sort, after, limit, is_folded=not as_it_stands)
    listed = [row[0] for row in rows[:limit] if row[_BUNDLE] is not None]
    bundles = bundles_of_lines(viewer, listed) if listed else {}
    late = breaches_of(viewer, [row[_ID] for row in rows[:limit]], now=now)
    hidden = frozenset() if as_it_stands else hidden_from(viewer, [row[_ID] for row in rows[:limit]])
    lines = tuple(
        replace(
            _shown(row, hidden, now=now),
            bundle=bundles.get(row[0]),
            breaches=tuple(late.get(row[_ID], ())),
            together=stands_for.get(row[_ID], ()),
        )
        for row in rows[:limit]
    )
    next_after = _write_cursor(rows[limit - 1]) if len(rows) > limit else ""
    record(
        Event.QUEUE_READ,
        "queue",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"filters": filters.wanted, "sort": sort.value, "lines": len(lines)},
    )
    return QueuePage(lines, next_after)


def _standing(
    viewer: Viewer, filters: Filters, sort: Sort, after: str, limit: int, *, is_folded: bool
) -> tuple[list[tuple[Any, ...]], dict[int, tuple[str, ...]]]:
    """A page's rows, one more than `limit` where there is one, and the referrals that each stands for.

    is_folded: of those who are one piece of work the most pressing stands for all.
    """
    column, kind = COLUMNS[sort]
    shown = [f"{name} = %({name})s" for name in filters.wanted]
    if not filters.unfolded:
        shown.append("not is_folded")
    parameters: dict[str, Any] = {**filters.wanted, "limit": limit + 1}
    if sort is Sort.DANGER and filters.level in DANGER_OF:
        # The level says it already; said of the column too, its index is entered where it begins.
        shown.append(f"danger = {DANGER_OF[filters.level]}")

    def page(last: tuple[Any, ...] | None) -> list[tuple[Any, ...]]:
        beyond, given = ["true"], dict(parameters)
        if place := _write_cursor(last) if last else after:
            given["value"], given["id"] = _read_cursor(place)
            beyond = _beyond(column, kind, given["value"])
        return _rows(viewer, [[*shown, each] for each in beyond], given, column)

    if filters.unfolded or not is_folded:
        return page(None), {}
    return one_line_each(viewer, page, id_at=_ID, limit=limit, shown=shown, parameters=parameters)


def _rows(
    viewer: Viewer, conditions: Sequence[Sequence[str]], parameters: Mapping[str, Any], column: str
) -> list[tuple[Any, ...]]:
    """A page's rows, which meet one of several sets of conditions: each is walked by itself, in order, then merged.

    So is each desk's own index, for an officer of few.
    """
    # Named apart: `due_at` twice would leave `order by due_at` without a meaning.
    fields = f"{_LINE}, {column}::text as place, bundle_id"
    desks = ["true"]
    if len(viewer.desks) <= _FEW_DESKS:
        desks = [f"desk_id = {int(desk)}" for desk in viewer.desks]
    parts = [
        f"(select {fields}, {column} as sorted from queue_entry where {' and '.join((desk, *each))} "
        f"order by {column} nulls last, referral_id limit %(limit)s)"
        for desk in desks
        for each in conditions
    ]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"select * from ({' union all '.join(parts)}) page "
            "order by sorted nulls last, referral_id limit %(limit)s",
            parameters,
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _beyond(column: str, kind: str, value: str | None) -> list[str]:
    """What comes after a place, each part a range of an index: nulls are last."""
    if value is None:
        return [f"{column} is null and referral_id > %(id)s"]
    valued = f"({column}, referral_id) > (%(value)s::{kind}, %(id)s)"
    return [valued, f"{column} is null"] if column in MAY_BE_MISSING else [valued]


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


def _shown(row: Sequence[Any], hidden: Collection[int], *, now: datetime) -> QueueLine:
    """A line without what is hidden from the viewer."""
    line, basis = _line(row), row[_BASIS]
    if row[_ID] not in hidden:
        return line
    return replace(
        line,
        level=level_shown(line.level, basis),
        could_be=(HIDDEN, HIDDEN),
        fired=HIDDEN,
        due_at=due_shown(line.due_at, basis, now=now),
        rank_reason=WHY_HIDDEN,
        is_hidden=True,
    )


def queue_line(
    viewer: Viewer, referral_id: int, *, as_it_stands: bool = False, now: datetime
) -> QueueLine | None:
    """One referral's line on the queue; None when it has none. as_it_stands: as of `queue`."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(f"select {_LINE} from queue_entry where referral_id = %s", [referral_id])
        row = cursor.fetchone()
    if row is None:
        return None
    return _shown(row, frozenset() if as_it_stands else hidden_from(viewer, [referral_id]), now=now)


def places(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The level of each of these referrals, and why it is where it is on the queue, hidden from nobody: no page's."""
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
    hidden = hidden_from(viewer, [row[_ID] for row in rows])
    return [replace(_shown(row, hidden, now=now), breaches=tuple(late.get(row[_ID], ()))) for row in rows]


def taken_by(viewer: Viewer, *, most: int = 200) -> list[str]:
    """References of the referrals that the viewer took, the most pressing first. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select reference from queue_entry where taken_by_id = %s order by rank, referral_id limit %s",
            [viewer.officer_id, most],
        )
        return [reference for (reference,) in cursor.fetchall()]
