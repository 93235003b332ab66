"""How many of one unit, in a period, split as asked; counted from the record each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.stages.statistics.queries.tables import RECORDED, ZONE, Recorded, time_split
from waymark.stages.statistics.rules.periods import Period, PeriodKind, periods_between
from waymark.stages.statistics.rules.units import DEFINITIONS, TIMES, By, Unit

_MOST_ROWS = 200_000


class CannotSplit(WaymarkError):
    """A unit was to be split by something that its rows do not hold, or by two kinds of period."""

    def __init__(self, unit: Unit, by: Sequence[By]) -> None:
        known = RECORDED[unit].splits if unit in RECORDED else {}
        super().__init__(
            f"{unit} cannot be split by {', '.join(by)} at once: give one kind of period ({', '.join(TIMES)}) and "
            f"any of {', '.join(known) or 'nothing else'}"
        )


class TooManyRows(WaymarkError):
    def __init__(self) -> None:
        super().__init__(
            f"That table has more than {_MOST_ROWS:,} rows: ask for fewer splits or a shorter time"
        )


class NoOffenceDate(WaymarkError):
    def __init__(self, unit: Unit) -> None:
        super().__init__(f"{unit} has no date of an offence: it is dated by receipt alone")


class NotRecordedYet(WaymarkError):
    """A unit of which no table holds rows: its count is not 0 but unknown."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        super().__init__(
            f"{unit} is not recorded yet: Waymark keeps no rows of it, so there is nothing to count, and not 0"
        )


@dataclass(frozen=True, slots=True)
class CountRow:
    """One cell. by: each split's value, empty text where the record does not say. count: of the unit."""

    by: dict[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """rows: in order; periods without anything have 0. total: of all rows. query: the SQL that counted."""

    unit: Unit
    definition: str
    by: tuple[str, ...]
    rows: tuple[CountRow, ...]
    total: int
    start: date | None
    end: date | None
    as_at: datetime
    query: str


def counts(
    viewer: Viewer,
    unit: Unit,
    *,
    by: Sequence[By] = (),
    start: date | None = None,
    end: date | None = None,
    as_at: datetime,
    by_offence: bool = False,
) -> Counts:
    """Count what the viewer's desks hold. start, end: the first and last day, by UK clocks.

    as_at: nothing received later counts; joins of referrals made since are not undone.
    by_offence: dated by the offence and not by receipt; what states no date of it is then in no period.
    Raises NotPermitted, NotRecordedYet, CannotSplit, TooManyRows.
    """
    require(viewer, Permission.READ_STATISTICS)
    if unit not in RECORDED:
        raise NotRecordedYet(unit)
    recorded = RECORDED[unit]
    query, parameters = _query(unit, recorded, by, Window(start, end, as_at, by_offence))
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found = cursor.fetchall()
    if len(found) > _MOST_ROWS:
        raise TooManyRows
    cells = {tuple(str(value or "") for value in row[:-1]): int(row[-1]) for row in found}
    cells = _with_noughts(cells, by, start, end)
    rows = tuple(
        CountRow(dict(zip((each.value for each in by), cell, strict=True)), count)
        for cell, count in sorted(cells.items())
    )
    return Counts(
        unit=unit,
        definition=DEFINITIONS[unit],
        by=tuple(each.value for each in by),
        rows=rows,
        total=sum(cells.values()),
        start=start,
        end=end,
        as_at=as_at,
        query=query,
    )


def count_in(viewer: Viewer, unit: Unit, period: Period, *, as_at: datetime, by_offence: bool = False) -> int:
    """How many of a unit in one period. Raises NotPermitted, NotRecordedYet."""
    found = counts(viewer, unit, start=period.start, end=period.end, as_at=as_at, by_offence=by_offence)
    return found.total


class Window(NamedTuple):
    """The first and last day, and the moment after which nothing counts."""

    start: date | None
    end: date | None
    as_at: datetime
    by_offence: bool = False


def _query(unit: Unit, recorded: Recorded, by: Sequence[By], window: Window) -> tuple[str, list[datetime]]:
    moment = recorded.offence if window.by_offence else recorded.moment
    if not moment:
        raise NoOffenceDate(unit)
    periods = [each for each in by if each in TIMES]
    if (
        len(periods) > 1
        or len(set(by)) != len(by)
        or any(e not in recorded.splits and e not in TIMES for e in by)
    ):
        raise CannotSplit(unit, by)
    splits = [time_split(e, moment) if e in TIMES else recorded.splits[e] for e in by]
    where, bounds = [recorded.where, f"{recorded.moment} <= %s"], [window.as_at]
    if window.start is not None:
        where.append(f"{moment} >= %s")
        bounds.append(_midnight(window.start))
    if window.end is not None:
        where.append(f"{moment} < %s")
        bounds.append(_midnight(window.end + timedelta(days=1)))
    columns = ", ".join([*splits, "count(*)"])
    grouped = f" group by {', '.join(str(at) for at in range(1, len(splits) + 1))}" if splits else ""
    query = (
        f"select {columns} from {recorded.rows} where {' and '.join(where)}{grouped} limit {_MOST_ROWS + 1}"
    )
    return query, bounds


def day_ends(day: date) -> datetime:
    """The last moment of a day by UK clocks."""
    return _midnight(day + timedelta(days=1)) - timedelta(microseconds=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(ZONE))


def _with_noughts(
    cells: dict[tuple[str, ...], int], by: Sequence[By], start: date | None, end: date | None
) -> dict[tuple[str, ...], int]:
    """Every period from the first day to the last, with 0 where nothing is dated in it: the record is whole there."""
    at = next((n for n, each in enumerate(by) if each in TIMES), None)
    if at is None or start is None or end is None:
        return cells
    names = [period.text for period in periods_between(start, end, PeriodKind(by[at].value))]
    others = {cell[:at] + cell[at + 1 :] for cell in cells} or ({()} if len(by) == 1 else set())
    if len(names) * max(len(others), 1) > _MOST_ROWS:
        raise TooManyRows
    whole = {(*rest[:at], name, *rest[at:]): 0 for rest, name in product(others, names)}
    return {**whole, **cells}
