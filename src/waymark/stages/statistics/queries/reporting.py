"""The figures of a period put together as a report: referrals, their sources, levels and forces, and what next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from waymark.access.queries import desks
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import GRAVEST_FIRST
from waymark.errors import WaymarkError
from waymark.reference.forces import FORCES
from waymark.stages.statistics.queries.counting import Counts, counts
from waymark.stages.statistics.queries.figures import recorded_breaks
from waymark.stages.statistics.queries.people import victims
from waymark.stages.statistics.queries.tables import ZONE
from waymark.stages.statistics.rules.breaks import breaks_of
from waymark.stages.statistics.rules.charts import Point, bar_chart, line_chart
from waymark.stages.statistics.rules.comparisons import change
from waymark.stages.statistics.rules.periods import Period, parse_period
from waymark.stages.statistics.rules.reports import Cell, Report, Section, heading
from waymark.stages.statistics.rules.suppression import THRESHOLD, hidden_cells, hides_total
from waymark.stages.statistics.rules.tables_together import hidden_together
from waymark.stages.statistics.rules.units import DEFINITIONS, By, Unit

_MOST_BARS = 12
_SPLITS = (
    (Unit.REFERRAL, By.LEVEL, "Referrals by level as assessed by then"),
    (Unit.REFERRAL, By.FORCE, "Referrals by force area"),
    (Unit.REPORT, By.SOURCE, "Reports by source"),
    (Unit.REPORT, By.REPORTER, "Reports by reporter"),
    (Unit.REPORT, By.OFFENCE, "Reports by kind of incident, as stated"),
    (Unit.DELIVERY, By.OUTCOME, "Deliveries by what became of them"),
)
_LINKED = (By.SOURCE, By.REPORTER)
_GRAVITY = {level.value: n for n, level in enumerate(GRAVEST_FIRST)}


class NothingReceived(WaymarkError):
    """A report was asked for of a record with nothing in it, or of a time that it does not reach."""

    def __init__(self, began: date | None = None) -> None:
        super().__init__(
            f"Nothing is on record from before {began}: what there was till then is not known, and not 0, so there is "
            "nothing to report on"
            if began
            else "Nothing had been received by that period's first day, so there is nothing to report on"
        )


def report_on(
    viewer: Viewer, period: Period, *, as_at: datetime | None, publish: bool, now: datetime
) -> Report:
    """A report on a period, from what the viewer's desks hold. publish: small numbers hidden.

    as_at: as the record had it then; where it is None, then is when the record last changed, so that the same
    record always gives the same report. Logged. Raises NotPermitted, NothingReceived.
    """
    require(viewer, Permission.READ_STATISTICS)
    moment = as_at or moment_of()
    name, period = period.text, until(period, moment)
    if period.end < _began():
        raise NothingReceived(_began())
    hidden = _hidden_in_both(viewer, period, moment) if publish else None
    sections = [
        _headline(viewer, period, moment, publish=publish),
        _by_month(viewer, period, moment, publish=publish),
        *(_split(viewer, period, moment, each, hidden=hidden) for each in _SPLITS),
        _victims(viewer, period, moment, publish=publish),
    ]
    detail = {"period": name, "as_at": moment.isoformat(), "publish": publish}
    record(
        Event.STATISTICS_READ, "report", actor=viewer.officer_id, at=now, desk=viewer.home_desk, detail=detail
    )
    notes = [
        "Reports and referrals are counted as received: more of them is not more offending by itself.",
        "Days are those of the clocks of the United Kingdom.",
        *(
            [f"Counts from 1 to {THRESHOLD - 1} are not shown, nor others that would give them away."]
            if publish
            else []
        ),
    ]
    return Report(
        title=f"Referrals of online child sexual abuse: {name}",
        period=f"{period.start.isoformat()} to {period.end.isoformat()}",
        as_at=moment.astimezone(UTC).isoformat(timespec="seconds"),
        who=desks_of(viewer),
        notes=tuple(notes),
        sections=tuple(sections),
    )


def until(period: Period, as_at: datetime) -> Period:
    """The part of a period that the record can speak of: days yet to come are not days of nothing."""
    last = as_at.astimezone(ZoneInfo(ZONE)).date()
    if last < period.start:
        raise NothingReceived
    return period if last >= period.end else parse_period(f"{period.start.isoformat()}..{last.isoformat()}")


def desks_of(viewer: Viewer, *, by_code: bool = True) -> str:
    """The desks whose record it is, so that two officers of one desk are given the same report. Raises NotPermitted."""
    require(viewer, Permission.READ_STATISTICS)
    return ", ".join(
        f"{desk.name} ({desk.code})" if by_code else desk.name for desk in desks() if desk.id in viewer.desks
    )


# What a report counts, and what its rows are split by, with the moment that each came to be so.
_MOMENTS = (
    "select max(received_at) from delivery", "select max(received_at) from report",
    "select max(joined_at) from referral_report", "select max(at) from referral_join",
    "select max(at) from assessment", "select max(recorded_at) from force_result",
    "select max(decided_at) from level_decision", "select max(confirmed_at) from level_decision",
    "select max(until) from referral_force_before", "select max(until) from delivery_before",
    "select max(found_at) from same_report",
)  # fmt: skip


def moment_of() -> datetime:
    """The newest moment at which anything that a report tells came to be so. Raises NothingReceived."""
    moments = ", ".join(f"({each})" for each in _MOMENTS)
    with connection.cursor() as cursor:
        cursor.execute(f"select greatest({moments}) from (select from report limit 1) any_at_all")
        (found,) = cursor.fetchone() or (None,)
    if found is None:
        raise NothingReceived
    assert isinstance(found, datetime)
    return found


def _before(period: Period) -> Period | None:
    """The same period a year earlier, where a year before it has the same days of the calendar."""
    try:
        start = period.start.replace(year=period.start.year - 1)
        end = period.end.replace(year=period.end.year - 1)
    except ValueError:  # 29 February
        return None
    return parse_period(f"{start.isoformat()}..{end.isoformat()}")


def _shown(count: int, *, publish: bool) -> int | None:
    return None if publish and 0 < count < THRESHOLD else count


def _headline(viewer: Viewer, period: Period, as_at: datetime, *, publish: bool) -> Section:
    before = _before(period)
    if before is not None and before.end < _began():
        before = None
    rows: list[tuple[Cell, ...]] = []
    words = []
    breaks = recorded_breaks(viewer)
    for unit in (Unit.DELIVERY, Unit.REPORT, Unit.REFERRAL, Unit.SUSPECT, Unit.VICTIM):
        new = counts(viewer, unit, start=period.start, end=period.end, as_at=as_at).total
        if before is None:
            rows.append((unit.value, "no record", _shown(new, publish=publish), "no percentage"))
            continue
        old = counts(viewer, unit, start=before.start, end=before.end, as_at=as_at).total
        cells = [_shown(old, publish=publish), _shown(new, publish=publish)]
        percent: Cell = None
        if None not in cells:
            found = change(old, new, a=before, b=period, breaks=breaks_of(unit.value, breaks))
            percent = round(found.percent, 1) if found.percent is not None else "no percentage"
            if unit is Unit.REFERRAL:
                words = [f"Referrals against the year before: {found.reading}."]
                words += [f"{heading(each)}." for each in found.warnings]
        rows.append((unit.value, *cells, percent))
    if period.start < _began():
        words.append(f"The record begins on {_began().isoformat()}: of the days before it nothing is known.")
    elif before is not None and before.start < _began():
        words.append(f"The record begins on {_began().isoformat()}: the year before is there in part alone.")
    columns = ("unit", "year before", "now", "change, %")
    definition = (
        "each unit is defined where it is split below; they are different things and never add up; the year before "
        "is the same days of it, and no record of it is not 0"
    )
    return Section("headline", "In short", columns, tuple(rows), definition, words=tuple(words))


def _began() -> date:
    """The first day on which anything is on record, by UK clocks. Something is: see `moment_of`."""
    with connection.cursor() as cursor:
        cursor.execute("select min(received_at) from delivery")
        (first,) = cursor.fetchone() or (None,)
    assert isinstance(first, datetime)
    return first.astimezone(ZoneInfo(ZONE)).date()


def _by_month(viewer: Viewer, period: Period, as_at: datetime, *, publish: bool) -> Section:
    found = counts(viewer, Unit.REFERRAL, by=[By.MONTH], start=period.start, end=period.end, as_at=as_at)
    rows = _hidden(found, publish=publish)
    describes = f"{len(rows)} months; the numbers stand in the table"
    points = [Point(label, value) for label, value in rows]
    # One month is no line.
    chart = line_chart(points, title="Referrals by month", describes=describes) if len(rows) > 1 else ""
    return Section(
        "referrals_by_month", "Referrals by month", ("month", "referrals"), tuple(rows),
        found.definition, found.query, (), chart,
    )  # fmt: skip


def _split(
    viewer: Viewer,
    period: Period,
    as_at: datetime,
    asked: tuple[Unit, By, str],
    *,
    hidden: Mapping[By, frozenset[str]] | None,
) -> Section:
    """hidden: for publication, what is hidden in a table because of another; None shows everything."""
    unit, by, title = asked
    found = counts(viewer, unit, by=[by], start=period.start, end=period.end, as_at=as_at)
    cells = _hidden(found, publish=hidden is not None, also=(hidden or {}).get(by, frozenset()))
    rows = sorted(cells, key=lambda row: (-(row[1] or 0), row[0]))
    if by is By.LEVEL:
        rows.sort(key=lambda row: _GRAVITY.get(row[0], len(_GRAVITY)))
    if by is By.FORCE:
        names = {force.code: force.name for force in FORCES}
        rows = [(names.get(code, code) or "No single force", count) for code, count in rows]
    elif by in {By.LEVEL, By.OUTCOME}:
        rows = [(heading(name.replace("_", " ")), count) for name, count in rows]
    drawn = [(label or "(not stated)", float(value) if value is not None else None) for label, value in rows]
    chart = bar_chart(
        drawn[:_MOST_BARS], title=title, describes=f"{len(rows)} rows; the numbers stand in the table"
    )
    name = f"{unit.value}s_by_{by.value}".replace("ys_by", "ies_by")
    columns = (by.value.replace("_", " "), f"{unit.value}s".replace("ys", "ies"))
    return Section(name, title, columns, tuple(rows), found.definition, found.query, (), chart)


def _hidden_in_both(viewer: Viewer, period: Period, as_at: datetime) -> dict[By, frozenset[str]]:
    """What one table of reports hides because of the other: whoever reports does so through a source or two, and a
    source may be named as the reporter, so that what either shows could be taken from the other.
    """
    found = counts(viewer, Unit.REPORT, by=list(_LINKED), start=period.start, end=period.end, as_at=as_at)
    cells = {tuple(row.by.values()): row.count for row in found.rows}
    return dict(zip(_LINKED, hidden_together(cells), strict=False))


def _hidden(
    found: Counts, *, publish: bool, also: frozenset[str] = frozenset()
) -> list[tuple[str, int | None]]:
    """Each row's label and count, small ones hidden for publication, and `also` these."""
    cells = {tuple(row.by.values()): row.count for row in found.rows}
    hidden = hidden_cells(cells) | {(name,) for name in also} if publish else frozenset()
    if publish and hides_total(cells, hidden):
        hidden = frozenset(cell for cell, count in cells.items() if count)
    return [(cell[0], None if cell in hidden else count) for cell, count in cells.items()]


def _victims(viewer: Viewer, period: Period, as_at: datetime, *, publish: bool) -> Section:
    found = victims(viewer, start=period.start, end=period.end, as_at=as_at)
    if publish and 0 < found.count < THRESHOLD * 4:
        return Section(
            "victims_by_age", "Victims that reports name, by age", ("age", "victims"), (),
            DEFINITIONS[Unit.VICTIM], words=("Too few to publish by age.",),
        )  # fmt: skip
    rows: Sequence[tuple[Cell, ...]] = [
        (each.value, each.count, round(each.share, 1) if each.share is not None else "left out")
        for each in sorted(found.ages, key=lambda share: (not share.value.isdigit(), share.value.zfill(3)))
    ]
    if publish:
        hidden = hidden_cells({(str(row[0]),): int(row[1] or 0) for row in rows})
        rows = [(row[0], None, None) if (str(row[0]),) in hidden else row for row in rows]
    words = () if publish else tuple(f"{heading(each)}." for each in (found.reading, *found.warnings))
    columns = ("age", "victims", "% of those known")
    return Section(
        "victims_by_age",
        "Victims that reports name, by age",
        columns,
        tuple(rows),
        found.definition,
        words=words,
    )
