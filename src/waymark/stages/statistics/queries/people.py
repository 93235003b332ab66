"""Victims that reports name, by age and sex, in sums alone; and beside them the intended recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.statistics.queries.counting import Window, counts, tallied
from waymark.stages.statistics.queries.reached import NothingOfThen, why_nothing
from waymark.stages.statistics.queries.recorded import Recorded
from waymark.stages.statistics.queries.tables import RECIPIENTS, RECORDED
from waymark.stages.statistics.rules.people import Ages, Share, ages, sex_stated, shares
from waymark.stages.statistics.rules.units import DEFINITIONS, By, Unit

_SEX_IS_RARE = (
    "sex is known only where a document has a field for it, and of the formats that Waymark reads the clearing house's "
    "JSON alone has one, for suspects and recipients; it is not taken from names, pronouns or descriptions"
)
RECIPIENT_DEFINITION = (
    "a person or account that a report names as an intended recipient, once for each report that names them; some may "
    "be children and some are not, so they stand beside victims and are never added to them; dated by the report's "
    "receipt"
)


@dataclass(frozen=True, slots=True)
class People:
    """sexes, ages: how many of each, with those not known. averages: mean, median and mode apart."""

    count: int
    definition: str
    sexes: tuple[Share, ...]
    ages: tuple[Share, ...]
    averages: Ages
    reading: str


@dataclass(frozen=True, slots=True)
class Victims(People):
    """recipients: intended recipients of the same reports, beside the victims."""

    warnings: tuple[str, ...]
    recipients: People


def victims(
    viewer: Viewer, *, start: date | None = None, end: date | None = None, as_at: datetime
) -> Victims:
    """Victims of reports received from `start` to `end`.

    Raises NotPermitted, RunsBackwards, and NothingOfThen of a period before the first record or after `as_at`.
    """
    require(viewer, Permission.READ_STATISTICS)
    reached = counts(viewer, Unit.VICTIM, start=start, end=end, as_at=as_at)
    if reached.unknown:
        is_before = end is not None and (reached.first is None or end < reached.first)
        why = why_nothing(Unit.VICTIM, reached.first) if is_before else "it had not begun"
        raise NothingOfThen(Unit.VICTIM, f"{start or 'the time'} to {end or as_at.date()}", why)
    begun = f"nothing is on record from before {reached.first}: the period is counted from there"
    in_part = (begun,) if start and reached.first and start < reached.first else ()
    window = Window(start, end, as_at)
    named = _people(RECORDED[Unit.VICTIM], DEFINITIONS[Unit.VICTIM], window, "victims named")
    recipients = _people(RECIPIENTS, RECIPIENT_DEFINITION, window, "intended recipients named")
    return Victims(
        named.count,
        named.definition,
        named.sexes,
        named.ages,
        named.averages,
        named.reading,
        warnings=(*in_part, _SEX_IS_RARE, *named.averages.warnings),
        recipients=recipients,
    )


def _people(recorded: Recorded, definition: str, window: Window, called: str) -> People:
    _, rows = tallied(Unit.VICTIM, recorded, [By.AGE, By.SEX], window)
    stated: list[int | None] = []
    sexes: list[str | None] = []
    for age, sex, count in sorted(rows):
        stated += [int(age) if age.isdigit() else None] * count
        sexes += [sex_stated(sex)] * count
    averages = ages(stated)
    return People(
        count=len(stated),
        definition=definition,
        sexes=tuple(shares(sexes)),
        ages=tuple(shares([str(age) if age is not None else None for age in stated])),
        averages=averages,
        reading=_reading(len(stated), averages, called),
    )


def _reading(total: int, averages: Ages, called: str) -> str:
    said = f"{total} {called}, of whom {averages.known} with an age"
    if averages.mean is None or averages.median is None:
        return said
    commonest = _and(averages.mode)
    return f"{said}: mean {averages.mean:.1f}, median {averages.median:g}, commonest {commonest}"


def _and(values: Sequence[int]) -> str:
    return " and ".join(str(value) for value in values[:3])
