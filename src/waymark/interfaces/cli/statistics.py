"""`waymark stats`: comparing figures, and the group that every other figure is asked through."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from waymark.stages.statistics.rules.breaks import Break
    from waymark.stages.statistics.rules.periods import Period


class NotAPart(WaymarkError):
    """A word or a row that names no source with its old and its new figure."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}: write each source once, as NAME=OLD:NEW or in a file with source, old and new"
        )


def register(app: typer.Typer) -> None:
    """Add the `stats` commands to the command line."""
    from waymark.interfaces.cli import (
        statistics_capacity,
        statistics_counts,
        statistics_figures,
        statistics_models,
        statistics_prevention,
        statistics_record,
        statistics_report,
    )

    group = typer.Typer(
        help="Figures: counts, changes, the holiday test, forecasts, capacity and reports.",
        no_args_is_help=True,
    )
    app.add_typer(group, name="stats")
    _register_base(group)
    statistics_record.register(group)
    statistics_models.register(group)
    statistics_capacity.register(group)
    statistics_counts.register(group)
    statistics_figures.register(group)
    statistics_report.register(group)
    statistics_prevention.register(group)


def _register_base(group: typer.Typer) -> None:
    @group.command()
    def base(
        value: Annotated[str, typer.Argument(help="The later figure.")],
        rise: Annotated[str, typer.Option(help="The rise in percent, as published: 79.5, 700, -12.")],
        rounded_to: Annotated[
            float, typer.Option(min=0, help="What the percentage was rounded to, in points; else as written.")
        ] = 0,
        period: Annotated[
            str, typer.Option(help="The period of the figure, where it is part of a year.")
        ] = "",
    ) -> None:
        """What a figure was before it rose by a published percentage, and every figure it could have been."""
        with door.refusing():
            from waymark.stages.statistics.rules import bases

            found = bases.base(
                figure(value), rise, rounded_to=rounded_to or None, period=period_named(period)
            )
            show(
                found,
                [
                    (each.reading, f"{each.base:,.4f}", _ends(each.interval), each.says)
                    for each in found.readings
                ],
            )


def _ends(interval: tuple[float, float]) -> str:
    return f"{interval[0]:,.4f} to {interval[1]:,.4f}"


def figure(text: str) -> float:
    """A figure as typed: 1050, 1,050 or 10.5. Raises NotAFigure."""
    from waymark.stages.statistics.rules.written_figures import figure_of

    value = figure_of(text)
    return int(value) if value == int(value) else value


def period_named(text: str) -> Period | None:
    """The period of those words, None of none. Raises NotAPeriod."""
    from waymark.stages.statistics.rules.periods import parse_period

    return parse_period(text) if text else None


def parts_from(words: list[str], file: Path | None) -> dict[str, tuple[float, float]]:
    """Parts as `NAME=OLD:NEW`, or from a CSV file with the columns source, old, new. Raises WaymarkErrors."""
    found: dict[str, tuple[float, float]] = {}
    for word in words:
        name, equals, pair = word.rpartition("=")
        if not equals or ":" not in pair:
            raise NotAPart(f"{word[:40]!r} names no part")
        _add_part(found, name, pair_of(pair))
    for name, old_and_new in _parts_in(file) if file is not None else ():
        _add_part(found, name, old_and_new)
    return found


def _parts_in(file: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    from waymark.interfaces.cli.tables import read_table
    from waymark.stages.statistics.rules.written_figures import check_points, figure_of

    columns = {
        "source": ("source", "part", "name"),
        "old": ("old", "before", "a"),
        "new": ("new", "after", "b"),
    }
    rows = list(read_table(file, columns, needs="the columns source, old and new"))
    check_points(row.wanted[column] for row in rows for column in ("old", "new"))
    for row in rows:
        where = f"row {row.number} of {file.name}"
        old, new = (figure_of(row.wanted[column], f"{where}, {column}") for column in ("old", "new"))
        yield row.wanted["source"], (old, new)


def _add_part(found: dict[str, tuple[float, float]], name: str, pair: tuple[float, float]) -> None:
    named = name.strip() or "(not stated)"
    if named in found:
        raise NotAPart(f"{named[:40]!r} is there twice")
    found[named] = pair


def pair_of(text: str) -> tuple[float, float]:
    """`OLD:NEW` as two figures. Raises NotAFigure."""
    old, _, new = text.partition(":")
    return figure(old), figure(new)


def break_named(text: str) -> Break:
    """`DATE` or `DATE=what changed`. Raises NotAPeriod."""
    from waymark.stages.statistics.rules.breaks import Break
    from waymark.stages.statistics.rules.periods import parse_period

    on, _, what = text.partition("=")
    return Break("", parse_period(on).start, what or "what is counted changed", "as stated")


def show(found: Any, rows: Sequence[Sequence[object]] = (), columns: Sequence[str] = (), **more: Any) -> None:
    """Print an answer: one JSON line, or its reading, its table and its warnings for a person."""
    values: Mapping[str, Any] = {**(asdict(found) if is_dataclass(found) else dict(found)), **more}  # type: ignore[arg-type]
    if door.OPTIONS.as_json:
        door.answer(finite(door.plain(_as_lists(values))))
        return
    if values.get("reading"):
        typer.echo(values["reading"])
    if rows:
        door.table("", columns, rows)
    elif not values.get("reading"):
        for name, value in values.items():
            typer.echo(f"{name}: {value}")
    for warning in values.get("warnings", ()):
        door.say(f"Note: {warning}")


def _as_lists(value: Any) -> Any:
    """Intervals as [low, high] and not as named fields: what every key called `interval` holds."""
    if isinstance(value, dict):
        return {name: _as_lists(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_lists(each) for each in value]
    return value


def finite(value: Any) -> Any:
    """Numbers without end, and no numbers, as null: JSON has neither."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {name: finite(each) for name, each in value.items()}
    if isinstance(value, list):
        return [finite(each) for each in value]
    return value
