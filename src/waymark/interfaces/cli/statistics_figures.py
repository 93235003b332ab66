"""`waymark stats figures`, `break`: what others published, beside our own counts and never joined to them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door


def register(group: typer.Typer) -> None:
    """Add the commands of the register of reference figures and of breaks."""

    @group.command()
    def figures(
        load: Annotated[
            Path | None,
            typer.Option(
                exists=True, dir_okay=False, help="A CSV file: series, area, period, value, basis, source."
            ),
        ] = None,
        series: Annotated[str, typer.Option(help="Only this series.")] = "",
    ) -> None:
        """The register of figures that others published: load a file of them, or list those held."""
        with door.refusing():
            _load(load) if load is not None else _list(series)

    @group.command(name="break")
    def break_(
        series: Annotated[str, typer.Argument(help="A unit, or a reference series, or how its name begins.")],
        on: Annotated[
            datetime, typer.Argument(formats=["%Y-%m-%d"], help="The first day of the new meaning.")
        ],
        what: Annotated[str, typer.Option(help="What is counted differently from then on.")],
        source: Annotated[str, typer.Option(help="Who says so.")],
    ) -> None:
        """Record that a series counts something else from a day on, so that no trend is drawn across it."""
        from waymark.access.viewing import acting
        from waymark.interfaces.cli.officers import acting_viewer
        from waymark.stages.statistics.operations.figures import record_break
        from waymark.stages.statistics.rules.breaks import Break

        with door.refusing():
            viewer = acting_viewer()
            with acting(viewer):
                record_break(viewer, Break(series, _day(on), what, source), now=door.now())


def _day(moment: datetime) -> date:
    return moment.date()


def _load(path: Path) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.interfaces.cli.tables import read_table
    from waymark.stages.statistics.operations.figures import load_figures
    from waymark.stages.statistics.rules.figures import COLUMNS

    table = read_table(path, {name: (name,) for name in COLUMNS}, needs=f"the columns {', '.join(COLUMNS)}")
    rows = [(row.number, row.wanted) for row in table]
    viewer = acting_viewer()
    with acting(viewer):
        new = load_figures(viewer, rows, name=path.name, now=door.now())
    if door.OPTIONS.as_json:
        door.answer({"path": str(path), "rows": len(rows), "new": new})
    else:
        typer.echo(f"{len(rows)} figures read, {new} of them new")


def _list(series: str) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.figures import held_figures
    from waymark.stages.statistics.queries.telling import lines_of_figures
    from waymark.stages.statistics.rules.written_figures import in_print

    viewer = acting_viewer()
    with acting(viewer):
        held = held_figures(viewer, series=series)
    if door.OPTIONS.as_json:
        for line in lines_of_figures(held):
            door.answer(line)
        return
    rows = [
        (
            e.figure.series,
            e.figure.area,
            e.figure.period,
            in_print(e.figure.value),
            e.figure.qualifier,
            "" if e.figure.per_day is None else f"{e.figure.per_day:,.3f}",
            e.figure.basis,
            ", ".join(map(in_print, e.revises)),
        )
        for e in held
    ]
    columns = ("series", "area", "period", "value", "", "a day", "basis", "revises")
    door.table("reference figures: others' counts", columns, rows)


def print_beside(series: str) -> None:
    """A reference series under its own heading, with what it counts: never in the same rows."""
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.figures import held_figures
    from waymark.stages.statistics.queries.telling import lines_beside
    from waymark.stages.statistics.rules.written_figures import in_print

    viewer = acting_viewer()
    with acting(viewer):
        held = held_figures(viewer, series=series)
    if door.OPTIONS.as_json:
        for line in lines_beside(held):
            door.answer(line)
    else:
        rows = [
            (e.figure.area, e.figure.period, in_print(e.figure.value), e.figure.qualifier, e.figure.basis)
            for e in held
        ]
        door.table(
            f"beside it, and not to be joined: {series}", ("area", "period", "value", "", "basis"), rows
        )
