"""How long each clock runs: as an administrator set it, else as shipped; and by which bank holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.clocks import PROMISES, Level, Promise
from waymark.clocks.calendars import shipped_calendar
from waymark.clocks.catalogue import CLOCKS, Length, Lengths, Unit
from waymark.clocks.nations import Nation
from waymark.clocks.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A length that was set, the newest first."""

    clock: str
    nation: str
    length: Length
    set_at: datetime
    officer_id: int


@dataclass(frozen=True, slots=True)
class InForce:
    """Lengths at one moment. newest: the id of the newest setting; 0 where nothing was set."""

    lengths: Lengths
    newest: int


def settings(viewer: Viewer, *, now: datetime) -> list[SettingLine]:
    """Every length that was ever set, the newest first. Raises NotPermitted."""
    require(viewer, Permission.READ_REFERENCE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select clock, nation, amount, unit, source, set_at, officer_id from clock_setting "
            "where set_at <= %s order by id desc",
            [now],
        )
        return [
            SettingLine(clock, nation, Length(amount, Unit(unit), source), at, officer)
            for clock, nation, amount, unit, source, at, officer in cursor.fetchall()
        ]


def lengths_in_force(viewer: Viewer, *, now: datetime | None) -> InForce:
    """The lengths that hold at `now`; the newest where it is None. Raises NotPermitted."""
    require(viewer, Permission.READ_REFERENCE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (clock, nation) clock, nation, amount, unit, source, id from clock_setting "
            "where set_at <= coalesce(%s, 'infinity'::timestamptz) order by clock, nation, id desc",
            [now],
        )
        rows = cursor.fetchall()
    chosen = {
        (clock, nation): Length(amount, Unit(unit), source)
        for clock, nation, amount, unit, source, _ in rows
        if clock in CLOCKS
    }
    return InForce(Lengths(chosen), max((row[5] for row in rows), default=0))


def promises_in_force(viewer: Viewer, *, now: datetime | None) -> Mapping[Level, Promise]:
    """The four promises, each as long as it was set. now: None for the newest. Raises NotPermitted."""
    lengths = lengths_in_force(viewer, now=now).lengths
    found = {}
    for level, promise in PROMISES.items():
        length = lengths.of(CLOCKS[promise.name], Nation.ENGLAND_AND_WALES)
        if length.amount is not None and length.unit in {Unit.HOURS, Unit.DAYS}:
            each = timedelta(hours=1) if length.unit is Unit.HOURS else timedelta(days=1)
            found[level] = replace(promise, duration=each * length.amount, source=length.source)
        else:
            found[level] = promise
    return found


def working_calendar(viewer: Viewer, nation: Nation) -> WorkingCalendar:
    """A nation's bank holidays: those loaded as reference data, for their years; else those shipped.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_REFERENCE)
    shipped = shipped_calendar(nation)
    with connection.cursor() as cursor:
        cursor.execute(
            "select b.day from bank_holiday b where b.division = %s and b.version_id = "
            "(select max(v.id) from reference_version v where v.kind = 'bank-holidays' and v.succeeded_by_id is null)",
            [nation.value.replace("_", "-")],
        )
        loaded = {day for (day,) in cursor.fetchall()}
    if not loaded:
        return shipped
    years = {day.year for day in loaded}
    kept = {day for day in shipped.holidays if day.year not in years}
    return WorkingCalendar(
        shipped.name,
        frozenset(loaded | kept),
        min(shipped.covers_from, date(min(years), 1, 1)),
        max(shipped.covers_to, date(max(years), 12, 31)),
    )
