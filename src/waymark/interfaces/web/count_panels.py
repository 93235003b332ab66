"""A count of one unit as a panel: its table, and a picture of it where it is split once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString

from waymark.clocks import GRAVEST_FIRST
from waymark.interfaces.web.figure_shapes import Panel, Row, cells
from waymark.interfaces.web.figure_words import BY_NAMES, UNIT_NAMES, part_in_words
from waymark.stages.statistics.queries.counting import Counts
from waymark.stages.statistics.queries.telling import Published
from waymark.stages.statistics.rules.charts import Point, bar_chart, line_chart
from waymark.stages.statistics.rules.units import TIMES, By

_MOST_BARS = 12
_MOST_ROWS = 400
_GRAVITY = {level.value: n for n, level in enumerate(GRAVEST_FIRST)}


def counts_panel(found: Counts, told: Published) -> Panel:
    """What was counted as a table, with a picture where it is split once; what is hidden says so."""
    name = UNIT_NAMES[found.unit]
    parts = [BY_NAMES[By(by)] for by in found.by]
    lines = [
        ([part_in_words(by, value) for by, value in row.by.items()], None if is_hidden else row.count)
        for row, is_hidden in sorted(told.rows, key=lambda each: _place(each[0].by))
    ]
    rows = [
        Row(labels[0] if labels else "All", cells(*labels[1:], _number(count)))
        for labels, count in lines[:_MOST_ROWS]
    ]
    if parts:
        total = None if told.hides_total else found.total
        rows.append(Row("All", cells(*[""] * (len(parts) - 1), _number(total))))
    more = len(lines) - _MOST_ROWS
    note = f"The first {_MOST_ROWS} lines of {len(lines):,}: the command has them all." if more > 0 else ""
    title = f"{name} by {' and '.join(parts).lower()}" if parts else name
    return Panel(
        title, (parts[0] if parts else "What", *parts[1:], name), rows, found.definition,
        SafeString(_picture(found, lines, title)), note=note, query=found.query,
    )  # fmt: skip


def _place(by: Mapping[str, str]) -> list[int | str]:
    """Where a row stands: by its words, but levels the gravest first and what is none of them last."""
    return [_GRAVITY.get(value, len(_GRAVITY)) if name == By.LEVEL else value for name, value in by.items()]


def unknown_in_words(unknown: Sequence[tuple[str, str]]) -> list[str]:
    """The periods of which the record says nothing, those in a row for the same reason told together."""
    told = []
    for why, together in groupby(unknown, key=itemgetter(1)):
        names = [name for name, _ in together]
        told.append(f"{names[0]}{f' to {names[-1]}' if len(names) > 1 else ''}: {why}")
    return told


def _picture(found: Counts, lines: Sequence[tuple[list[str], int | None]], title: str) -> str:
    if len(found.by) != 1:
        return ""
    says = f"{len(lines)} numbers; they stand in the table"
    values = [(labels[0], None if count is None else float(count)) for labels, count in lines]
    if found.by[0] in TIMES:
        return line_chart([Point(*each) for each in values], title=title, describes=says)
    return bar_chart(values[:_MOST_BARS], title=title, describes=says)


def _number(count: int | None) -> str:
    return "not shown" if count is None else f"{count:,}"
