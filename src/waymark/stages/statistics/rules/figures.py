"""Reference figures: what others counted, each with its unit, period and caveat; beside ours, never in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.periods import NotAPeriod, Period, financial_year, parse_period
from waymark.stages.statistics.rules.units import DifferentUnits
from waymark.stages.statistics.rules.written_figures import NotAFigure, figure_of, in_print

COLUMNS = ("series", "area", "period", "value", "qualifier", "basis", "source")


class BadFigure(WaymarkError):
    """A row of a table of figures that cannot be used."""

    def __init__(self, row: int, what: str) -> None:
        super().__init__(f"Row {row} of the figures: {what}. Nothing was loaded: correct the row")


class NoSuchFigure(WaymarkError):
    def __init__(self, series: str, period: str = "") -> None:
        of = f" for {period}" if period else ""
        super().__init__(
            f"No reference figure of {series!r} is held{of}: `waymark stats figures` lists those that are"
        )


_BY_FINANCIAL_YEAR = re.compile(r"financial year|year to (?:April|March)", re.IGNORECASE)
_ANSWERING = re.compile(r"(\d+)(?: of (?:the )?(\d+))? forces")


class Answering(NamedTuple):
    """forces: that answered. of: that were asked; None where nobody says."""

    forces: int
    of: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One published count. qualifier: exact, about, more than. basis: how it was counted. source: who said so."""

    series: str
    area: str
    period: str
    value: float
    qualifier: str
    basis: str
    source: str

    @property
    def definition(self) -> str:
        """What it counts, in the words of whoever published it."""
        said = f"{self.series.replace('_', ' ')} ({self.area}; {self.basis}; {self.source})"
        return said if self.qualifier == "exact" else f"{said}, {self.qualifier}"

    @property
    def answering(self) -> Answering | None:
        """How many forces it rests on, where its words say so."""
        said = _ANSWERING.search(f"{self.area} {self.basis}")
        return Answering(int(said[1]), int(said[2]) if said[2] else None) if said else None

    @property
    def span(self) -> Period | None:
        """Its period, where its words name one: of a series of financial years, `2009-10` is no month."""
        try:
            return (
                financial_year(self.period)
                if _BY_FINANCIAL_YEAR.search(self.basis)
                else parse_period(self.period)
            )
        except NotAPeriod:
            return None

    @property
    def per_day(self) -> float | None:
        """How many a day of its period; None where the words name none, or the figure is a rate already."""
        return self.value / self.span.days if self.span and "rate" not in self.basis.lower().split() else None

    def is_of(self, period: str) -> bool:
        """Whether that is its period, however it is written."""
        if self.period == period.strip():
            return True
        return self.span is not None and self.span.days_of in _spans_of(period)


def _spans_of(period: str) -> set[tuple[date, date]]:
    """The days of every period that those words can mean; none where they mean none."""
    found = set()
    for read in (parse_period, financial_year):
        try:
            found.add(read(period).days_of)
        except NotAPeriod:
            continue
    return found


def said_of(figure: Figure, revises: Sequence[float] = ()) -> Iterator[str]:
    """What must be read with a figure: how exact it is, how many forces it rests on, and what it was before."""
    value = in_print(figure.value)
    if figure.qualifier != "exact":
        yield f"{figure.period}: {figure.qualifier} {value}, so what is reckoned from it is no more exact"
    if answering := figure.answering:
        of = f" of {answering.of}" if answering.of else ""
        yield f"{figure.period}: {answering.forces}{of} forces answered"
    if revises:
        yield f"{figure.period}: {value} revises {', '.join(map(in_print, revises))}"


def read_figures(rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[Figure]:
    """Figures from rows by number, each with COLUMNS. Raises BadFigure for the first that cannot be used."""
    found = []
    for number, row in rows:
        for column in ("series", "period", "value"):
            if not row[column]:
                raise BadFigure(number, f"it has no {column}")
        try:
            value = figure_of(row["value"])
        except NotAFigure:
            raise BadFigure(number, f"{row['value'][:20]!r} is no number") from None
        if value < 0:
            raise BadFigure(number, f"{row['value'][:20]!r} is no count")
        found.append(
            Figure(
                row["series"],
                row["area"],
                row["period"],
                value,
                row["qualifier"] or "exact",
                row["basis"],
                row["source"],
            )
        )
    return found


def is_one_series(a: Figure, b: Figure) -> bool:
    """Whether two figures count the same thing in the same place on the same basis."""
    return (a.series, a.area, a.basis) == (b.series, b.area, b.basis)


def are_one_series(a: Figure, b: Figure) -> None:
    """Pass when two figures are one series. Raises DifferentUnits."""
    if not is_one_series(a, b):
        raise DifferentUnits(f"{a.series} {a.period}", a.definition, f"{b.series} {b.period}", b.definition)


def said_otherwise(others: Sequence[Figure]) -> Iterator[str]:
    """The figures that stand for the same period and were counted otherwise, each in a line."""
    for each in others:
        yield f"{each.period} also stands at {in_print(each.value)}, counted otherwise: {each.definition}"
