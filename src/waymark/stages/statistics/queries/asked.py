"""Figures as people ask for them: two of a unit, its parts in two periods, its whole periods in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.stages.statistics.queries.counting import Counts, counts, day_ends
from waymark.stages.statistics.queries.figures import figures_alike, recorded_breaks
from waymark.stages.statistics.queries.reached import counted_so_far
from waymark.stages.statistics.rules.asked import Asked, AskedParts
from waymark.stages.statistics.rules.breaks import breaks_of
from waymark.stages.statistics.rules.figures import said_of, said_otherwise
from waymark.stages.statistics.rules.periods import parse_period, periods_of
from waymark.stages.statistics.rules.units import By, Unit

_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class NotAMoment(WaymarkError):
    """Words that name no moment."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:40]!r} is no time: write it as 2026-11-22T09:00:00Z, with Z or an offset, or as a day"
        )


@dataclass(frozen=True, slots=True)
class WholePeriods:
    """rows: each period with its count, as text. breaks: the days on which the unit broke. unfinished: left out."""

    rows: tuple[tuple[str, str], ...]
    breaks: tuple[date, ...]
    unfinished: str


def moment_said(text: str) -> datetime:
    """A moment in RFC 3339, or the end of a day or of another period. Raises NotAMoment, NotAPeriod."""
    if "T" not in text:
        return day_ends(parse_period(text).end)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotAMoment(text) from None
    # Beyond these years a change of zone may leave the calendar.
    if moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise NotAMoment(text)
    return moment


def counted_twice(
    viewer: Viewer, unit: Unit, a: str, b: str, *, as_at: datetime, by_offence: bool = False
) -> Asked:
    """A unit in two periods, by the record.

    Raises NotPermitted, NotAPeriod, MonthsOrYears, NotRecordedYet, NoOffenceDate, NothingOfThen.
    """
    require(viewer, Permission.READ_STATISTICS)
    found = [
        counted_so_far(viewer, unit, period, (), as_at=as_at, by_offence=by_offence)
        for period in periods_of(a, b)
    ]
    old, new = found
    return Asked(
        old.counts.total,
        new.counts.total,
        unit.value,
        tuple(recorded_breaks(viewer)),
        old.period,
        new.period,
        tuple(dict.fromkeys((*old.noted, *new.noted))),
    )


def published_twice(viewer: Viewer, series: Sequence[str], a: str, b: str) -> Asked:
    """A reference series in two periods, or two that count alike. Raises NotPermitted, NoSuchFigure, DifferentUnits."""
    require(viewer, Permission.READ_STATISTICS)
    old, new, others = figures_alike(viewer, (series[0], a), (series[-1], b))
    noted = [said for each in (old, new) for said in said_of(each.figure, each.revises)]
    return Asked(
        old.figure.value,
        new.figure.value,
        old.figure.series,
        tuple(recorded_breaks(viewer)),
        old.figure.span,
        new.figure.span,
        (*noted, *said_otherwise(others)),
    )


def parts_counted(
    viewer: Viewer, unit: Unit, by: By, periods: tuple[str, str], *, as_at: datetime, by_offence: bool = False
) -> AskedParts:
    """Each part of a unit in two periods, by the record.

    Raises NotPermitted, NotAPeriod, MonthsOrYears, NotRecordedYet, NothingOfThen, CannotSplit.
    """
    require(viewer, Permission.READ_STATISTICS)
    old, new = (
        counted_so_far(viewer, unit, period, (by,), as_at=as_at, by_offence=by_offence)
        for period in periods_of(*periods)
    )
    before, after = (
        {row.by[by.value] or "(not stated)": row.count for row in each.counts.rows} for each in (old, new)
    )
    return AskedParts(
        {name: (before.get(name, 0), after.get(name, 0)) for name in {**before, **after}},
        tuple(breaks_of(unit.value, recorded_breaks(viewer))),
        old.period,
        new.period,
        tuple(dict.fromkeys((*old.noted, *new.noted))),
    )


def whole_periods(
    viewer: Viewer, unit: Unit, by: By, ends: tuple[str, str], *, as_at: datetime, by_offence: bool = False
) -> WholePeriods:
    """A unit in every whole period from one to another.

    Raises NotPermitted, NotAPeriod, NotRecordedYet, CannotSplit.
    """
    require(viewer, Permission.READ_STATISTICS)
    found = _counted(viewer, unit, by, ends, as_at, by_offence=by_offence)
    left_out = {"", found.unfinished}
    rows = ((row.by[by.value], str(row.count)) for row in found.rows if row.by[by.value] not in left_out)
    return WholePeriods(tuple(rows), tuple(each.on for each in found.breaks), found.unfinished)


def _counted(
    viewer: Viewer, unit: Unit, by: By, ends: tuple[str, str], as_at: datetime, *, by_offence: bool
) -> Counts:
    first, last = (parse_period(each) for each in ends)
    return counts(viewer, unit, by=[by], start=first.start, end=last.end, as_at=as_at, by_offence=by_offence)
