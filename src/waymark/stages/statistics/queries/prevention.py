"""What may be told to anybody of a period: counted, put into broad rows, and made safe before it is returned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.statistics.queries.counting import counts
from waymark.stages.statistics.queries.reporting import desks_of, moment_of, until
from waymark.stages.statistics.rules.periods import Period
from waymark.stages.statistics.rules.prevention import (
    AGES,
    NOT_KNOWN,
    OTHER_KIND,
    Audience,
    Sheet,
    Told,
    age_band,
    check_period,
    kind_in_plain_words,
    made_safe,
)
from waymark.stages.statistics.rules.prevention_sheets import sheet_of
from waymark.stages.statistics.rules.units import By, Unit


def prevention_sheet(
    viewer: Viewer, audience: Audience, period: Period, *, as_at: datetime | None = None, now: datetime
) -> Sheet:
    """The sheet of a period for an audience, from the viewer's desks. Logged.

    as_at: as the record had it then; when it last changed where it is None. Raises NotPermitted, NothingReceived,
    PeriodTooFine.
    """
    require(viewer, Permission.READ_STATISTICS)
    check_period(period)
    moment = as_at or moment_of()
    period = until(period, moment)
    told = _told(viewer, period, moment)
    record(
        Event.STATISTICS_READ,
        "prevention sheet",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"for": audience.value, "period": told.period, "as_at": told.as_at},
    )
    return sheet_of(told, audience)


def _told(viewer: Viewer, period: Period, moment: datetime) -> Told:
    def by(unit: Unit, split: By) -> Iterable[tuple[str, int]]:
        found = counts(viewer, unit, by=[split], start=period.start, end=period.end, as_at=moment)
        return ((row.by[split.value], row.count) for row in found.rows)

    ages: Counter[str] = Counter({band: 0 for _, band in AGES})
    for age, count in by(Unit.VICTIM, By.AGE):
        ages[age_band(age)] += count
    ages[NOT_KNOWN] += 0
    kinds: Counter[str] = Counter()
    for kind, count in by(Unit.REPORT, By.OFFENCE):
        kinds[kind_in_plain_words(kind)] += count
    ordered = dict(sorted(kinds.items(), key=lambda pair: (pair[0] == OTHER_KIND, -pair[1], pair[0])))
    return Told(
        period=f"{_plain(period.start)} to {_plain(period.end)}",
        who=desks_of(viewer, by_code=False),
        as_at=moment.astimezone(UTC).isoformat(timespec="seconds"),
        ages=made_safe(dict(ages)),
        kinds=made_safe(ordered),
        quarters=made_safe(dict(by(Unit.REPORT, By.QUARTER))),
    )


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
