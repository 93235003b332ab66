"""`waymark stats change`, `decompose`, `counts`: figures given on the line, or counted from the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.rules.units import By, Unit

if TYPE_CHECKING:
    from waymark.stages.statistics.rules.asked import Asked, AskedParts


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
            from waymark.interfaces.cli.statistics_sentences import lines_of_change
            from waymark.stages.statistics.rules import claims, comparisons
            from waymark.stages.statistics.rules.breaks import breaks_of

            asked = _asked(figures or [], unit, figure or [], (a, b), by_offence=by_offence)
            name = series or asked.name
            found = comparisons.change(
                asked.old,
                asked.new,
                a=asked.a,
                b=asked.b,
                noted=asked.noted,
                breaks=[*breaks_of(name, asked.breaks), *map(statistics.break_named, break_ or [])],
                across_breaks=across_breaks,
            )
            more: dict[str, Any] = {"claim": claims.hold_against_change(claimed, found)} if claimed else {}
            statistics.show(found, lines=lines_of_change(found), **({"unit": name} if name else {}), **more)
            if claimed and not door.OPTIONS.as_json:
                standing = more["claim"].standing.value.replace("_", " ")
                typer.echo(f"claimed {claimed}: {standing}: {more['claim'].says}")


def _asked(
    figures: list[str], unit: Unit | None, series: list[str], periods: tuple[str, str], *, by_offence: bool
) -> Asked:
    """The two figures: as typed, counted from the record, or from the register. Raises WaymarkErrors."""
    a, b = periods
    if unit is None and not series:
        from waymark.stages.statistics.rules.asked import typed_twice

        return typed_twice(*_two(figures), a, b)
    if figures or not (a and b) or (unit and series) or len(series) > 2:  # noqa: PLR2004 - an old and a new
        raise typer.BadParameter("give --a and --b with --unit or --figure, and no figures.")
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.asked import counted_twice, published_twice

    viewer = acting_viewer()
    with acting(viewer):
        if unit is not None:
            return counted_twice(viewer, unit, a, b, as_at=door.now(), by_offence=by_offence)
        return published_twice(viewer, series, a, b)


def _two(figures: list[str]) -> tuple[str, str]:
    for each in figures:
        if each.startswith("--"):
            raise typer.BadParameter(f"there is no option {each}.")
    if len(figures) != 2:  # noqa: PLR2004 - an old and a new one
        raise typer.BadParameter("give two figures, OLD and NEW.")
    return figures[0], figures[1]


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
        across_breaks: Annotated[
            bool, typer.Option("--across-breaks", help="Give shares across a break all the same.")
        ] = False,
    ) -> None:
        """Which sources made the growth, and which may have changed what they count."""
        with door.refusing():
            from waymark.interfaces.cli.statistics_sentences import PART_COLUMNS, rows_of_parts
            from waymark.stages.statistics.rules import decomposition

            asked = (
                _parts_counted(unit, by, (a, b), by_offence=by_offence)
                if unit
                else _parts_given(parts or [], file, (a, b))
            )
            found = decomposition.decompose(
                asked.parts,
                total=statistics.pair_of(total) if total else None,
                a=asked.a,
                b=asked.b,
                breaks=asked.breaks,
                across_breaks=across_breaks,
                noted=asked.noted,
            )
            statistics.show(found, rows_of_parts(found), PART_COLUMNS)


def _parts_given(words: list[str], file: Path | None, periods: tuple[str, str]) -> AskedParts:
    from waymark.stages.statistics.rules.asked import AskedParts
    from waymark.stages.statistics.rules.periods import parse_pair

    first, second = parse_pair(*periods)
    return AskedParts(statistics.parts_from(words, file), a=first, b=second)


def _parts_counted(unit: Unit, by: By, periods: tuple[str, str], *, by_offence: bool) -> AskedParts:
    """Each part of a unit in two periods, by the record. Raises WaymarkErrors."""
    if not all(periods):
        raise typer.BadParameter("give --a and --b with --unit.")
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.asked import parts_counted

    viewer = acting_viewer()
    with acting(viewer):
        return parts_counted(viewer, unit, by, periods, as_at=door.now(), by_offence=by_offence)
