"""How clocks run: from what happened with a referral to what is due, what was kept, and what stands still. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from waymark.clocks.catalogue import WORKING_DAY_ENDS, ClockSpec, Length, Lengths, Unit
from waymark.clocks.milestones import Milestone
from waymark.clocks.moments import in_utc, months_later
from waymark.clocks.nations import Nation
from waymark.clocks.promises import Pause, merged_pauses
from waymark.clocks.working_days import CalendarTooShort, WorkingCalendar

LONDON = ZoneInfo("Europe/London")


class Run(NamedTuple):
    """One run of a clock. due_at: None while it is paused, and where no length is set or no calendar reaches.

    stopped_by: the milestone that did. Times in UTC.
    """

    clock: str
    about: str
    started_at: datetime
    due_at: datetime | None
    is_paused: bool = False
    stopped_at: datetime | None = None
    stopped_by: str = ""


def runs(
    spec: ClockSpec,
    milestones: Iterable[Milestone],
    *,
    nation: Nation,
    lengths: Lengths,
    calendar: WorkingCalendar,
    as_at: datetime,
) -> list[Run]:
    """Every run of one clock, in the order in which they began.

    The first start opens a run, further ones change nothing while it is open: what was to be done first is still to
    be done. What is about nobody in particular opens a run of its own, and stops every open run. Milestones later
    than `as_at` have not happened yet. Officers write minutes: within one minute, what starts comes before what
    stops, and what begins a pause before what ends one; what does both stops the run that is open and starts another.
    Raises TimeWithoutZone.
    """
    happened = sorted(
        (each._replace(at=in_utc(each.at)) for each in milestones if in_utc(each.at) <= in_utc(as_at)),
        key=lambda each: _order(spec, each),
    )
    length = lengths.of(spec, nation)
    open_runs: dict[str, Milestone] = {}
    found: list[Run] = []
    for each in happened:
        if each.kind in spec.stops:
            for about in [about for about in open_runs if each.about in ("", about)]:
                opened = open_runs.pop(about)
                found.append(_run(spec, opened, happened, length, calendar, until=each.at, stop=each))
        if each.kind in spec.starts:
            open_runs.setdefault(each.about, each)
    found += [
        _run(spec, opened, happened, length, calendar, until=in_utc(as_at), stop=None)
        for opened in open_runs.values()
    ]
    return sorted(found, key=lambda run: (run.started_at, run.about))


def _order(spec: ClockSpec, each: Milestone) -> tuple[datetime, int, bool, datetime, str, str, datetime]:
    part = (each.kind in spec.stops) + (each.kind not in spec.starts)
    ends_pause = any(each.kind is ends for _, ends in spec.pauses)
    until = in_utc(each.until or each.at)
    return each.at.replace(second=0, microsecond=0), part, ends_pause, each.at, each.kind, each.about, until


def _run(
    spec: ClockSpec,
    opened: Milestone,
    happened: Sequence[Milestone],
    length: Length,
    calendar: WorkingCalendar,
    *,
    until: datetime,
    stop: Milestone | None,
) -> Run:
    pauses = _pauses(spec, opened, happened, until)
    is_paused = stop is None and any(pause.end is None for pause in pauses)
    due = None if is_paused else _due(spec, opened, happened, length, calendar, pauses=pauses, until=until)
    return Run(
        spec.name,
        opened.about,
        opened.at,
        due,
        is_paused,
        max(stop.at, opened.at) if stop else None,
        stop.kind.value if stop else "",
    )


def _due(
    spec: ClockSpec,
    opened: Milestone,
    happened: Sequence[Milestone],
    length: Length,
    calendar: WorkingCalendar,
    *,
    pauses: Sequence[Pause],
    until: datetime,
) -> datetime | None:
    extended = [
        each.until
        for each in happened
        if each.kind in spec.extends
        and each.until is not None
        and each.about in ("", opened.about)
        and opened.at <= each.at <= until
    ]
    if extended:
        return in_utc(extended[-1])
    try:
        due = end_of(length, started_at=opened.at, calendar=calendar)
    except CalendarTooShort:
        due = None
    if opened.until is not None:
        due = min(due, in_utc(opened.until)) if due else in_utc(opened.until)
    if due is None:
        return None
    for start, end in merged_pauses(pauses, as_at=until):
        if start >= due:
            break
        due += end - start
    return due


def end_of(length: Length, *, started_at: datetime, calendar: WorkingCalendar) -> datetime | None:
    """When a length that began at a moment is over, in UTC; None where no length is set.

    Working days end at the catalogue's hour, London time. Months end as the day of that number begins in London, the
    shorter way to count them. Raises TimeWithoutZone, CalendarTooShort.
    """
    start = in_utc(started_at)
    if length.amount is None:
        return None
    match length.unit:
        case Unit.HOURS:
            return start + timedelta(hours=length.amount)
        case Unit.DAYS:
            return start + timedelta(days=length.amount)
        case Unit.WORKING_DAYS:
            day = calendar.after(start.astimezone(LONDON).date(), length.amount)
            return datetime.combine(day, WORKING_DAY_ENDS, tzinfo=LONDON).astimezone(UTC)
        case Unit.MONTHS:
            day = months_later(start.astimezone(LONDON).date(), length.amount)
            return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def _pauses(
    spec: ClockSpec, opened: Milestone, happened: Sequence[Milestone], until: datetime
) -> list[Pause]:
    """The pauses of one run, each from what began it to what ended it; the last may still run."""
    found: list[Pause] = []
    for begins, ends in spec.pauses:
        began: datetime | None = None
        for each in happened:
            if each.at < opened.at or each.at > until or each.about not in ("", opened.about):
                continue
            if each.kind is begins and began is None:
                began = each.at
            elif each.kind is ends and began is not None:
                found.append(Pause(began, each.at, begins))
                began = None
        if began is not None:
            found.append(Pause(began, None, begins))
    return found
