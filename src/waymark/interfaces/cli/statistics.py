"""`waymark stats`: comparing figures, and the group that every other figure is asked through."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.plain_values import plain_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from waymark.stages.statistics.rules.breaks import Break
    from waymark.stages.statistics.rules.periods import Period


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
    @group.command(context_settings={"ignore_unknown_options": True})  # so that -3 is answered as a figure
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
            from waymark.interfaces.cli.statistics_sentences import BASE_COLUMNS, rows_of_base
            from waymark.stages.statistics.rules import bases
            from waymark.stages.statistics.rules.written_figures import check_points

            check_points([value])
            found = bases.base(
                figure(value), rise, rounded_to=rounded_to or None, period=period_named(period)
            )
            show(found, rows_of_base(found), BASE_COLUMNS)


def figure(text: str) -> float:
    """A figure as typed: 1050, 1,050 or 10.5. Raises NotAFigure."""
    from waymark.stages.statistics.rules.written_figures import whole_or_not

    return whole_or_not(text)


def period_named(text: str) -> Period | None:
    """The period of those words, None of none. Raises NotAPeriod."""
    from waymark.stages.statistics.rules.periods import parse_period

    return parse_period(text) if text else None


def parts_from(words: list[str], file: Path | None) -> dict[str, tuple[float, float]]:
    """Parts as `NAME=OLD:NEW`, or from a CSV file with the columns source, old, new. Raises WaymarkErrors."""
    from waymark.stages.statistics.readers.tables import named_parts

    return named_parts([*map(_part_in, words), *(_parts_in(file) if file is not None else ())])


def _part_in(word: str) -> tuple[str, tuple[float, float]]:
    from waymark.stages.statistics.readers.tables import NotAPart

    name, equals, pair = word.rpartition("=")
    if not equals or ":" not in pair:
        raise NotAPart(f"{word[:40]!r} names no part")
    return name, pair_of(pair)


def _parts_in(file: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    from waymark.stages.statistics.readers import tables

    with file.open("rb") as stream:
        yield from tables.parts_in(stream, file.name)


def pair_of(text: str) -> tuple[float, float]:
    """`OLD:NEW` as two figures. Raises NotAFigure, TwoReadings."""
    from waymark.stages.statistics.rules.written_figures import check_points

    old, _, new = text.partition(":")
    check_points([old, new])
    return figure(old), figure(new)


def break_named(text: str) -> Break:
    """`DATE` or `DATE=what changed`. Raises NotAPeriod."""
    from waymark.stages.statistics.rules.breaks import stated_break

    return stated_break(text)


def show(
    found: Any,
    rows: Sequence[Sequence[object]] = (),
    columns: Sequence[str] = (),
    *,
    lines: Iterable[str] = (),
    **more: Any,
) -> None:
    """Print an answer: one JSON line, or its reading, its measures, its table and its warnings for a person."""
    values: Mapping[str, Any] = {**(asdict(found) if is_dataclass(found) else dict(found)), **more}  # type: ignore[arg-type]
    if door.OPTIONS.as_json:
        door.answer(plain_figures(found, **more))
        return
    if values.get("reading"):
        typer.echo(values["reading"])
    for line in lines:
        typer.echo(f"  {line}")
    if rows:
        door.table("", columns, rows)
    elif not values.get("reading"):
        for name, value in values.items():
            typer.echo(f"{name}: {value}")
    for warning in values.get("warnings", ()):
        door.say(f"Note: {warning}")
