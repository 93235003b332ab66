"""What a panel of figures is: a table with what it counts, a picture of it, and where the rows behind it are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from waymark.access.rules import Permission, Viewer
from waymark.stages.statistics.queries.behind import OF_REPORTS
from waymark.stages.statistics.rules.reports import Section, heading, shown

_NARROW, _HALF = 3, 4  # columns that fit a telephone, and half of a desk


class Cell(NamedTuple):
    """One number of a table. behind: where the rows that it adds up are; empty where the viewer may not look."""

    words: str
    behind: str = ""


class Row(NamedTuple):
    """A row of a table: its label, its numbers, and where the rows behind it are; empty where nobody may look."""

    label: str
    numbers: tuple[Cell, ...]
    behind: str = ""


class Tile(NamedTuple):
    """A force without a map. number: how many. shade: from 1, light, to 5, dark; 0 for none."""

    name: str
    number: str
    shade: int
    behind: str


class Panel(NamedTuple):
    """A table with its picture and what it counts. tiles: where there is no boundary to draw. empty: of no rows."""

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    definition: str
    chart: SafeString = SafeString("")
    words: tuple[str, ...] = ()
    tiles: Sequence[Tile] = ()
    is_map: bool = False
    note: str = ""
    empty: str = "Nothing to show."
    query: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it takes the width of two at a desk."""
        return len(self.columns) > _HALF

    @property
    def is_stacked(self) -> bool:
        """Whether a telephone shows each row as a short list."""
        return len(self.columns) > _NARROW

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """Each row with its numbers beside their columns' heads."""
        heads = self.columns[1:]
        return [(row, list(zip(heads, row.numbers, strict=True))) for row in self.rows]


Behind = Callable[[str, str], str]


def behind_for(viewer: Viewer) -> Behind:
    """Gives the address of the rows behind a figure, by its name and key; empty for who may not see them."""

    def address(figure: str, key: str) -> str:
        needed = Permission.READ_RECORD if figure in OF_REPORTS else Permission.READ_QUEUE
        if not viewer.may(needed):
            return ""
        return f"{reverse('statistics_behind')}?{urlencode({'figure': figure, 'key': key})}"

    return address


def cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(each) for each in words)


def section_panel(section: Section) -> Panel:
    """A section of a report as a panel."""
    return Panel(
        section.title,
        tuple(heading(name) for name in section.columns),
        [Row(heading(shown(row[0])), cells(*(shown(cell) for cell in row[1:]))) for row in section.rows],
        section.definition,
        SafeString(section.chart),
        tuple(heading(each) for each in section.words),
        query=section.query,
    )
