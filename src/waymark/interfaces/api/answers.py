"""What is answered: the values that rules and queries return, with what stands beside them. Described, not made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.capacity.simulation import Capacity
from waymark.stages.statistics.rules.claims import Claim
from waymark.stages.statistics.rules.comparisons import Change
from waymark.stages.statistics.rules.dashboard import DeskCounts
from waymark.stages.statistics.rules.figures import Figure
from waymark.stages.statistics.rules.forecasts.forecasting import Forecast


class CountLine(Schema):
    """One row: besides these, a key for each split with its value, empty where the record does not say.

    count: null where it is not known, or hidden. missing: the splits that the record does not say.
    """

    model_config = ConfigDict(extra="allow")

    unit: str
    count: int | None
    missing: list[str] = []
    suppressed: bool = False
    unfinished: bool = False
    recorded: bool = True
    breaks: list[Break] = []
    warnings: list[str] = []
    why: str = ""
    as_at: datetime | None = None


class Answered(Schema):
    """forces: that answered. of: that were asked; null where nobody says."""

    forces: int
    of: int | None


class Beside(Schema):
    """A reference figure that stands beside a count: another unit and source, never joined or subtracted."""

    beside: Figure
    definition: str
    revises: list[float]


class CountRows(Schema):
    rows: list[CountLine]
    beside: list[Beside] = []


class ReferenceFigure(Schema):
    """A figure that others published. revises: the values that stood before. forces_answering: where it is said.

    per_day: of its period, where that is known and the figure is no rate already.
    """

    series: str
    area: str
    period: str
    value: float
    qualifier: str
    basis: str
    source: str
    revises: list[float]
    forces_answering: Answered | None
    per_day: float | None
    loaded_at: datetime


class ReferenceRows(Schema):
    rows: list[ReferenceFigure]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSaid(Change):
    """unit: what the two figures count, where it is known. claim: whether one holds."""

    unit: str = ""
    claim: Claim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastOfSeries(Forecast):
    """series: by what a table tells its several series apart."""

    series: Mapping[str, str] = field(default_factory=dict)


class ForecastRows(Schema):
    """unfinished: the period of the record that is not over, and so is left out."""

    rows: list[ForecastOfSeries]
    unfinished: str = ""


class CapacityRows(Schema):
    rows: list[Capacity]


class DashboardSaid(Schema):
    """taken_at: when it was counted; null where it never was, and then no figure is one."""

    taken_at: datetime | None
    counts: DeskCounts


class ReportFile(Schema):
    """path: the last part of its address here. digest: of the report, the same for every file of it."""

    path: str
    sha256: str
    digest: str


class ReportRows(Schema):
    rows: list[ReportFile]


class SheetFile(Schema):
    path: str
    for_: Annotated[str, Field(alias="for")]
    sha256: str
    as_at: str


class SheetRows(Schema):
    rows: list[SheetFile]
