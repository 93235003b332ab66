"""How many of one unit, in a period, split as asked; counted from the record each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.stages.statistics.queries.figures import recorded_breaks
from waymark.stages.statistics.queries.recorded import Recorded
from waymark.stages.statistics.queries.tables import RECORDED, ZONE, time_split
from waymark.stages.statistics.rules.breaks import Break, breaks_of
from waymark.stages.statistics.rules.extents import Extent, extent_of
from waymark.stages.statistics.rules.periods import Period, PeriodKind
from waymark.stages.statistics.rules.units import NOT_KNOWN_THEN, TIMES, By, Unit, definition_of

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


class RunsBackwards(WaymarkError):
    def __init__(self, start: date, end: date) -> None:
        super().__init__(f"From {start} to {end} runs backwards: give the earlier day first")


class NoOffenceDate(WaymarkError):
    def __init__(self, unit: Unit) -> None:
        super().__init__(f"{unit} has no date of an offence: it is dated by receipt alone")


class NotRecordedYet(WaymarkError):
    """A unit of which there are no rows to count: its count is not 0 but unknown."""

    def __init__(self, unit: Unit, why: str = "Waymark keeps no rows of it") -> None:
        self.unit = unit
        super().__init__(f"{unit} is not recorded yet: {why}, so there is nothing to count, and not 0")


@dataclass(frozen=True, slots=True)
class CountRow:
    """One cell. by: each split's value, empty text where the record does not say. count: of the unit."""

    by: dict[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """rows: in order; periods without anything have 0, from the first record on and till the time of asking.

    unknown: the periods asked for of which the record says nothing, each with why: they have no row.
    unfinished: the period that was not over then. total: of all rows. query: the SQL that counted.
    breaks: of the unit, within the time asked for. desks: how many desks' records it was counted from.
    first: the day from which the record holds such things, None where it held none by then.
    """

    unit: Unit
    definition: str
    by: tuple[str, ...]
    rows: tuple[CountRow, ...]
    total: int
    start: date | None
    end: date | None
    as_at: datetime
    query: str
    unknown: tuple[tuple[str, str], ...] = ()
    unfinished: str = ""
    warnings: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    desks: int = 0
    first: date | None = None


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

    as_at: everything is as the record had it then: nothing recorded later counts, referrals joined since are apart,
    and what they are split by is what was known of them. What was not kept then is `NOT_KNOWN_THEN`.
    by_offence: dated by the offence and not by receipt; what states no date of it is then in no period.
    Raises NotPermitted, NotRecordedYet, RunsBackwards, CannotSplit, TooManyRows.
    """
    require(viewer, Permission.READ_STATISTICS)
    if unit not in RECORDED:
        raise NotRecordedYet(unit)
    if start and end and start > end:
        raise RunsBackwards(start, end)
    recorded, window = RECORDED[unit], Window(start, end, as_at, by_offence)
    query, found = tallied(unit, recorded, by, window)
    first = _first_day(unit, recorded, window)
    if recorded.is_by_hand and first is None:
        raise NotRecordedYet(unit, "by then nobody had recorded one")
    cells = {tuple(str(value or "") for value in row[:-1]): int(row[-1]) for row in found}
    extent = _extent(by, window, first)
    unknown = _unknown(extent) if extent else _unknown_whole(window, first)
    cells = {} if unknown and extent is None else _with_noughts(cells, by, extent)
    rows = tuple(
        CountRow(dict(zip((each.value for each in by), cell, strict=True)), count)
        for cell, count in sorted(cells.items())
    )
    return Counts(
        unit=unit,
        definition=definition_of(unit, by_offence=by_offence),
        by=tuple(each.value for each in by),
        rows=rows,
        total=sum(cells.values()),
        start=start,
        end=end,
        as_at=as_at,
        query=query,
        unknown=unknown,
        unfinished=extent.unfinished if extent else "",
        warnings=_warnings(cells),
        breaks=_breaks(viewer, unit, window),
        desks=len(viewer.desks),
        first=first,
    )


def tallied(
    unit: Unit, recorded: Recorded, by: Sequence[By], window: Window
) -> tuple[str, list[tuple[Any, ...]]]:
    """The SQL that counts, and each split's values with their count. Raises CannotSplit, TooManyRows."""
    query, parameters = _query(unit, recorded, by, window)
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found = cursor.fetchall()
    if len(found) > _MOST_ROWS:
        raise TooManyRows
    return query, found


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


def _moment(unit: Unit, recorded: Recorded, window: Window) -> str:
    moment = recorded.offence if window.by_offence else recorded.moment
    if not moment:
        raise NoOffenceDate(unit)
    return moment


def _query(
    unit: Unit, recorded: Recorded, by: Sequence[By], window: Window
) -> tuple[str, dict[str, datetime]]:
    moment = _moment(unit, recorded, window)
    periods = [each for each in by if each in TIMES]
    if (
        len(periods) > 1
        or len(set(by)) != len(by)
        or any(e not in recorded.splits and e not in TIMES for e in by)
    ):
        raise CannotSplit(unit, by)
    splits = [time_split(e, moment) if e in TIMES else recorded.splits[e] for e in by]
    where, bounds = [recorded.where, _known(recorded)], {"as_at": window.as_at}
    if window.start is not None:
        where.append(f"{moment} >= %(start)s")
        bounds["start"] = _midnight(window.start)
    if window.end is not None:
        where.append(f"{moment} < %(end)s")
        bounds["end"] = _midnight(window.end + timedelta(days=1))
    columns, rows = ", ".join([*splits, "count(*)"]), recorded.rows_with(by)
    grouped = f" group by {', '.join(str(at) for at in range(1, len(splits) + 1))}" if splits else ""
    query = f"select {columns} from {rows} where {' and '.join(where)}{grouped} limit {_MOST_ROWS + 1}"
    return query, bounds


def _known(recorded: Recorded) -> str:
    return f"{recorded.known or recorded.moment} <= %(as_at)s"


def _first_day(unit: Unit, recorded: Recorded, window: Window) -> date | None:
    """The day from which the record holds such things, by the same dates; None where it held none by then.

    What arrives, and what Waymark does itself, is on record since the first delivery: none of it after that is 0. What
    somebody records by hand, and what is dated by the offence, is since the first that there is.
    """
    moment = _moment(unit, recorded, window)
    first = f"select min({moment}) from {recorded.rows} where {recorded.where} and {_known(recorded)}"
    if not (recorded.is_by_hand or window.by_offence):
        first = (
            f"select least(({first}), (select min(received_at) from delivery where received_at <= %(as_at)s))"
        )
    with connection.cursor() as cursor:
        cursor.execute(first, {"as_at": window.as_at})
        (found,) = cursor.fetchone()
    return found.astimezone(ZoneInfo(ZONE)).date() if found else None


def day_ends(day: date) -> datetime:
    """The last moment of a day by UK clocks."""
    return _midnight(day + timedelta(days=1)) - timedelta(microseconds=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(ZONE))


def _extent(by: Sequence[By], window: Window, first: date | None) -> Extent | None:
    """How far the record reaches into the periods asked for; None where none are."""
    kind = next((each for each in by if each in TIMES), None)
    if kind is None or window.start is None or window.end is None:
        return None
    day = window.as_at.astimezone(ZoneInfo(ZONE)).date()
    return extent_of(window.start, window.end, PeriodKind(kind.value), first=first, as_at=day)


def _with_noughts(
    cells: dict[tuple[str, ...], int], by: Sequence[By], extent: Extent | None
) -> dict[tuple[str, ...], int]:
    """Every period that the record covers, with 0 where nothing is dated in it."""
    if extent is None:
        return cells
    at = next(n for n, each in enumerate(by) if each in TIMES)
    others = {cell[:at] + cell[at + 1 :] for cell in cells} or ({()} if len(by) == 1 else set())
    if len(extent.counted) * max(len(others), 1) > _MOST_ROWS:
        raise TooManyRows
    whole = {(*rest[:at], name, *rest[at:]): 0 for rest, name in product(others, extent.counted)}
    return {**whole, **cells}


_BEFORE, _AFTER = "nothing is on record from before: not known, and not 0", "it had not begun"


def _unknown(extent: Extent) -> tuple[tuple[str, str], ...]:
    return (*((name, _BEFORE) for name in extent.before), *((name, _AFTER) for name in extent.after))


def _unknown_whole(window: Window, first: date | None) -> tuple[tuple[str, str], ...]:
    """The one period asked for, where all of it lies before the record or after the time of asking."""
    if window.end is not None and (first is None or window.end < first):
        return ((f"{window.start or ''}..{window.end}", _BEFORE),)
    if window.start is not None and window.start > window.as_at.astimezone(ZoneInfo(ZONE)).date():
        return ((f"{window.start}..{window.end or ''}", _AFTER),)
    return ()


def _breaks(viewer: Viewer, unit: Unit, window: Window) -> tuple[Break, ...]:
    last = min(window.end or window.as_at.date(), window.as_at.date())
    return tuple(
        each
        for each in breaks_of(unit.value, recorded_breaks(viewer))
        if each.on <= last and (window.start is None or each.on > window.start)
    )


def _warnings(cells: Mapping[tuple[str, ...], int]) -> tuple[str, ...]:
    lost = sum(count for cell, count in cells.items() if NOT_KNOWN_THEN in cell)
    said = f"of {lost} it is not known what they were then, which was not kept yet: they stand as {NOT_KNOWN_THEN}"
    return (said,) if lost else ()
