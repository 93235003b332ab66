"""Victims that reports name, by age and sex, in sums alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.statistics.queries.counting import counts
from waymark.stages.statistics.rules.people import Ages, Share, ages, shares
from waymark.stages.statistics.rules.units import DEFINITIONS, By, Unit

_SEX_IS_NOT_KEPT = (
    "no report's statement of sex is kept as a field yet, so every one is unknown; it is not taken from names"
)


@dataclass(frozen=True, slots=True)
class Victims:
    """sexes, ages: how many of each, with those not known. averages: mean, median and mode apart."""

    count: int
    definition: str
    sexes: tuple[Share, ...]
    ages: tuple[Share, ...]
    averages: Ages
    reading: str
    warnings: tuple[str, ...]


def victims(
    viewer: Viewer, *, start: date | None = None, end: date | None = None, as_at: datetime
) -> Victims:
    """Victims of reports received from `start` to `end`. Raises NotPermitted."""
    require(viewer, Permission.READ_STATISTICS)
    found = counts(viewer, Unit.VICTIM, by=[By.AGE], start=start, end=end, as_at=as_at)
    stated: list[int | None] = []
    for row in found.rows:
        text = row.by[By.AGE.value]
        stated += [int(text) if text.isdigit() else None] * row.count
    averages = ages(stated)
    return Victims(
        count=found.total,
        definition=DEFINITIONS[Unit.VICTIM],
        sexes=tuple(shares([None] * found.total)),
        ages=tuple(shares([str(age) if age is not None else None for age in stated])),
        averages=averages,
        reading=_reading(found.total, averages),
        warnings=(_SEX_IS_NOT_KEPT, *averages.warnings),
    )


def _reading(total: int, averages: Ages) -> str:
    said = f"{total} victims named, of whom {averages.known} with an age"
    if averages.mean is None or averages.median is None:
        return said
    commonest = _and(averages.mode)
    return f"{said}: mean {averages.mean:.1f}, median {averages.median:g}, commonest {commonest}"


def _and(values: Sequence[int]) -> str:
    return " and ".join(str(value) for value in values[:3])
