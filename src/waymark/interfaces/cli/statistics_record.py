"""`waymark stats change`, `decompose`, `counts`: figures given on the line, or counted from the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.rules.units import By, Unit

if TYPE_CHECKING:
    from waymark.stages.statistics.rules.breaks import Break


def register(group: typer.Typer) -> None:
    """Add the commands that compare and count."""
    _register_change(group)
    _register_decompose(group)


def _register_change(group: typer.Typer) -> None:
    @group.command(context_settings={"ignore_unknown_options": True})  # so that -3 is answered as a figure
    def change(  # noqa: PLR0917 - each is an option by name
        figures: Annotated[list[str] | None, typer.Argument(help="OLD NEW: two counts of one unit.")] = None,
        a: Annotated[str, typer.Option(help="The period of the old figure.")] = "",
        b: Annotated[str, typer.Option(help="The period of the new figure.")] = "",
        unit: Annotated[
            Unit | None, typer.Option(help="Count this unit from the record in both periods.")
        ] = None,
        figure: Annotated[
            list[str] | None,
            typer.Option(help="A series of the register of reference figures, for both periods."),
        ] = None,
        by_offence: Annotated[
            bool, typer.Option("--by-offence-date", help="Date by the offence, not by receipt.")
        ] = False,
        claimed: Annotated[str, typer.Option(help="A published percentage to hold against the counts.")] = "",
        series: Annotated[str, typer.Option(help="What is counted, so that its known breaks are seen.")] = "",
        break_: Annotated[
            list[str] | None, typer.Option("--break", help="DATE or DATE=WHAT: what is counted changed then.")
        ] = None,
        across_breaks: Annotated[
            bool, typer.Option("--across-breaks", help="Give one percentage across a break all the same.")
        ] = False,
    ) -> None:
        """What became of a figure: by how much, by the day, and what print would make of it."""
        with door.refusing():
            from waymark.stages.statistics.rules import claims, comparisons
            from waymark.stages.statistics.rules.breaks import breaks_of

            asked = _asked(figures or [], unit, figure or [], (a, b), by_offence=by_offence)
            name = series or asked.name
            found = comparisons.change(
                asked.old,
                asked.new,
                a=statistics.period_named(a),
                b=statistics.period_named(b),
                breaks=[*breaks_of(name, asked.breaks), *map(statistics.break_named, break_ or [])],
                across_breaks=across_breaks,
            )
            more: dict[str, Any] = (
                {"claim": claims.hold_against(claimed, asked.old, asked.new)} if claimed else {}
            )
            statistics.show(found, old=asked.old, new=asked.new, **({"unit": name} if name else {}), **more)
            if claimed and not door.OPTIONS.as_json:
                typer.echo(f"claimed {claimed}: {more['claim'].standing.value}: {more['claim'].says}")


class Asked(NamedTuple):
    """An old and a new figure, what they count, and the breaks that officers have recorded."""

    old: float
    new: float
    name: str = ""
    breaks: tuple[Break, ...] = ()


def _asked(
    figures: list[str], unit: Unit | None, series: list[str], periods: tuple[str, str], *, by_offence: bool
) -> Asked:
    """The two figures: as typed, counted from the record, or from the register. Raises WaymarkErrors."""
    a, b = periods
    if unit is None and not series:
        return Asked(*_two(figures))
    if figures or not (a and b) or (unit and series) or len(series) > 2:  # noqa: PLR2004 - an old and a new
        raise typer.BadParameter("give --a and --b with --unit or --figure, and no figures")
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.counting import count_in
    from waymark.stages.statistics.queries.figures import figure_for, recorded_breaks
    from waymark.stages.statistics.rules.figures import are_one_series
    from waymark.stages.statistics.rules.periods import parse_period

    viewer = acting_viewer()
    with acting(viewer):
        breaks = tuple(recorded_breaks(viewer))
        if unit is not None:
            now = door.now()
            old, new = (
                count_in(viewer, unit, parse_period(each), as_at=now, by_offence=by_offence)
                for each in periods
            )
            return Asked(old, new, unit.value, breaks)
        first, second = figure_for(viewer, series[0], a), figure_for(viewer, series[-1], b)
    are_one_series(first, second)
    return Asked(first.value, second.value, first.series, breaks)


def _two(figures: list[str]) -> tuple[float, float]:
    for each in figures:
        if each.startswith("--"):
            raise typer.BadParameter(f"there is no option {each}")
    if len(figures) != 2:  # noqa: PLR2004 - an old and a new one
        raise typer.BadParameter("give two figures, OLD and NEW")
    return statistics.figure(figures[0]), statistics.figure(figures[1])


def _register_decompose(group: typer.Typer) -> None:
    @group.command()
    def decompose(  # noqa: PLR0917 - each is an option by name
        parts: Annotated[list[str] | None, typer.Argument(help="NAME=OLD:NEW for each source.")] = None,
        total: Annotated[
            str, typer.Option(help="OLD:NEW of all sources; what is left over is `other`.")
        ] = "",
        file: Annotated[
            Path | None, typer.Option(exists=True, dir_okay=False, help="A CSV file: source, old, new.")
        ] = None,
        unit: Annotated[
            Unit | None, typer.Option(help="Count this unit from the record in both periods.")
        ] = None,
        by: Annotated[By, typer.Option(help="What to split the unit by.")] = By.SOURCE,
        by_offence: Annotated[
            bool, typer.Option("--by-offence-date", help="Date by the offence, not by receipt.")
        ] = False,
        a: Annotated[str, typer.Option(help="The old period.")] = "",
        b: Annotated[str, typer.Option(help="The new period.")] = "",
    ) -> None:
        """Which sources made the growth, and which may have changed what they count."""
        with door.refusing():
            from waymark.stages.statistics.rules import decomposition

            given = (
                _parts_counted(unit, by, (a, b), by_offence=by_offence)
                if unit
                else statistics.parts_from(parts or [], file)
            )
            found = decomposition.decompose(given, total=statistics.pair_of(total) if total else None)
            rows = [
                (
                    part.source,
                    f"{part.old:,g}",
                    f"{part.new:,g}",
                    f"{part.absolute:+,g}",
                    _percent(part.share_of_growth),
                )
                for part in found.parts
            ]
            statistics.show(found, rows, ("source", "old", "new", "change", "of the growth"))


def _parts_counted(
    unit: Unit, by: By, periods: tuple[str, str], *, by_offence: bool
) -> dict[str, tuple[float, float]]:
    """Each part of a unit in two periods, by the record. Raises WaymarkErrors."""
    if not all(periods):
        raise typer.BadParameter("give --a and --b with --unit")
    from waymark.interfaces.cli.statistics_counts import counted

    old, new = (counted(unit, [by], each, each, by_offence=by_offence) for each in periods)
    if old is None or new is None:
        raise typer.Exit
    before, after = (
        {row.by[by.value] or "(not stated)": row.count for row in each.rows} for each in (old, new)
    )
    return {name: (before.get(name, 0), after.get(name, 0)) for name in {**before, **after}}


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}%"
