"""A count in a period as far as the record reaches into it: nothing of before it began, and no more than was over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.stages.statistics.queries.counting import Counts, counts
from waymark.stages.statistics.queries.tables import RECORDED, ZONE
from waymark.stages.statistics.rules.periods import Period, PeriodKind
from waymark.stages.statistics.rules.units import By, Unit

# A record whose first day lies further into a period than this holds the period in part only.
_BEGINS_WITH_IT = 0.02


class NothingOfThen(WaymarkError):
    """A period of which the record knows nothing: its count is not 0."""

    def __init__(self, unit: Unit, period: str, why: str) -> None:
        super().__init__(f"{unit} in {period} is not known, and not 0: {why}")


class Reached(NamedTuple):
    """counts: of the period. period: as much of it as the record holds. noted: what must be read with the count."""

    counts: Counts
    period: Period
    noted: tuple[str, ...]


def counted_so_far(
    viewer: Viewer, unit: Unit, period: Period, by: Sequence[By], *, as_at: datetime, by_offence: bool
) -> Reached:
    """Count a unit in one period, for a comparison with another.

    Raises NotPermitted, NothingOfThen of a period before the first record or after the time of asking, and what
    `counts` raises.
    """
    require(viewer, Permission.READ_STATISTICS)
    today = as_at.astimezone(ZoneInfo(ZONE)).date()
    if period.start > today:
        raise NothingOfThen(unit, period.text, "it had not begun")
    found = counts(
        viewer, unit, by=by, start=period.start, end=period.end, as_at=as_at, by_offence=by_offence
    )
    if found.first is None or found.first > period.end:
        raise NothingOfThen(unit, period.text, why_nothing(unit, found.first, by_offence=by_offence))
    noted = []
    if (found.first - period.start).days > period.days * _BEGINS_WITH_IT:
        noted.append(
            f"nothing is on record from before {found.first}: {period.text} is counted, and its days are, from there"
        )
        period = replace(period, kind=PeriodKind.RANGE, start=found.first)
    if period.end > today:
        noted.append(f"{period.text} was not over: it is counted, and its days are, up to {today}")
        period = replace(period, kind=PeriodKind.RANGE, end=today)
    return Reached(found, period, tuple(noted))


def why_nothing(unit: Unit, first: date | None, *, by_offence: bool = False) -> str:
    """Why a period before the record has no count. first: the day on which the record begins, None of none."""
    said = f"nothing is on record from before {first}" if first else "nothing is on record"
    if by_offence or not RECORDED[unit].offence:
        return said
    return f"{said}, by receipt; by the date of the offence there may be"
