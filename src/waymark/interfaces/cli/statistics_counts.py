"""`waymark stats counts`, `figures`, `break`: counting from the record, and what others published beside it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.rules.units import By, Unit

if TYPE_CHECKING:
    from waymark.stages.statistics.queries.counting import Counts

_SUPPRESSED = "suppressed"


def register(group: typer.Typer) -> None:
    """Add the commands that count from the record."""
    _register_counts(group)
    _register_figures(group)
    _register_victims(group)


def _register_counts(group: typer.Typer) -> None:
    @group.command()
    def counts(  # noqa: PLR0917 - each is an option by name
        unit: Annotated[Unit, typer.Option(help="What to count.")],
        by: Annotated[list[By] | None, typer.Option(help="What to split it by; may be given again.")] = None,
        from_: Annotated[str, typer.Option("--from", help="From the first day of this period.")] = "",
        to: Annotated[str, typer.Option(help="To the last day of this period.")] = "",
        as_at: Annotated[str, typer.Option(help="As the record stood at this time (RFC 3339) or day.")] = "",
        publish: Annotated[
            bool, typer.Option("--publish", help="Hide small numbers, and others that would give them away.")
        ] = False,
        threshold: Annotated[int, typer.Option(min=2, help="Counts below it are small.")] = 5,
        by_offence: Annotated[
            bool, typer.Option("--by-offence-date", help="Date by the offence, not by receipt.")
        ] = False,
        beside: Annotated[str, typer.Option(help="A reference series to set beside it, never joined.")] = "",
    ) -> None:
        """Count one unit, split as asked; what the record does not say stands in rows of its own."""
        with door.refusing():
            found = counted(unit, by or [], from_, to, as_at=as_at, by_offence=by_offence)
            if found is None:
                return
            _print_counts(found, threshold if publish else 0)
            if beside:
                _print_beside(beside)


def counted(
    unit: Unit, by: list[By], from_: str, to: str, *, as_at: str = "", by_offence: bool = False
) -> Counts | None:
    """Count by the record; None where the unit is not recorded yet, which is said. Raises WaymarkErrors."""
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.counting import NotRecordedYet, counts

    start, end = statistics.period_named(from_), statistics.period_named(to)
    viewer = acting_viewer()
    try:
        with acting(viewer):
            return counts(
                viewer,
                unit,
                by=by,
                start=start.start if start else None,
                end=end.end if end else None,
                as_at=moment(as_at),
                by_offence=by_offence,
            )
    except NotRecordedYet as problem:
        if door.OPTIONS.as_json:
            door.answer({"unit": unit.value, "count": None, "recorded": False, "why": str(problem)})
        else:
            typer.echo(str(problem))
        return None


def moment(text: str) -> datetime:
    """Now, or a moment or the end of a day as typed. Raises NotAPeriod."""
    if not text:
        return door.now()
    if "T" not in text:
        period = statistics.period_named(text)
        assert period is not None
        from waymark.stages.statistics.queries.counting import day_ends

        return day_ends(period.end)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time: write it as 2026-11-22T09:00:00Z") from None
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no zone: add Z or an offset")
    return moment


def _print_counts(found: Counts, threshold: int) -> None:
    """The rows; with a threshold, small ones hidden, and the total with them where it would give them away."""
    from waymark.stages.statistics.rules.suppression import hidden_cells, hides_total

    cells = {tuple(row.by.values()): row.count for row in found.rows}
    hidden = hidden_cells(cells, threshold=threshold) if threshold else frozenset()
    hides_all = bool(threshold) and hides_total(cells, hidden, threshold=threshold)
    rows: list[tuple[object, ...]] = []
    for row in found.rows:
        is_hidden = tuple(row.by.values()) in hidden or (hides_all and not found.by)
        if door.OPTIONS.as_json:
            values: dict[str, object] = {"unit": found.unit.value, **row.by}
            values |= {
                "count": None if is_hidden else row.count,
                "missing": [k for k, v in row.by.items() if not v],
            }
            if threshold:
                values[_SUPPRESSED] = is_hidden
            door.answer({**values, "as_at": found.as_at})
        rows.append(
            (*(value or "(not stated)" for value in row.by.values()), _SUPPRESSED if is_hidden else row.count)
        )
    if door.OPTIONS.as_json:
        return
    total = _SUPPRESSED if hides_all else found.total
    door.table(
        found.unit.value,
        [*found.by, "count"],
        [*rows, *([(*["all"] * len(found.by), total)] if found.by else [])],
    )
    typer.echo(f"\n{found.unit}: {found.definition}")
    typer.echo(f"as at {found.as_at:%Y-%m-%d %H:%M %Z}")


def _print_beside(series: str) -> None:
    """A reference series under its own heading, with what it counts: never in the same rows."""
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.figures import held_figures

    viewer = acting_viewer()
    with acting(viewer):
        held = held_figures(viewer, series=series)
    for each in held:
        if door.OPTIONS.as_json:
            door.answer(
                {"beside": each.figure, "definition": each.figure.definition, "revises": each.revises}
            )
    if not door.OPTIONS.as_json:
        rows = [
            (e.figure.area, e.figure.period, f"{e.figure.value:,g}", e.figure.qualifier, e.figure.basis)
            for e in held
        ]
        door.table(
            f"beside it, and not to be joined: {series}", ("area", "period", "value", "", "basis"), rows
        )


def _register_figures(group: typer.Typer) -> None:
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

    viewer = acting_viewer()
    with acting(viewer):
        held = held_figures(viewer, series=series)
    if door.OPTIONS.as_json:
        for each in held:
            door.answer({**door.plain(each.figure), "revises": each.revises, "loaded_at": each.loaded_at})
        return
    rows = [
        (
            e.figure.series,
            e.figure.area,
            e.figure.period,
            f"{e.figure.value:,g}",
            e.figure.qualifier,
            e.figure.basis,
        )
        for e in held
    ]
    door.table("reference figures: others' counts", ("series", "area", "period", "value", "", "basis"), rows)


def _register_victims(group: typer.Typer) -> None:
    @group.command()
    def victims(
        from_: Annotated[str, typer.Option("--from", help="From the first day of this period.")] = "",
        to: Annotated[str, typer.Option(help="To the last day of this period.")] = "",
    ) -> None:
        """Victims that reports name: sex and age with those not known, and each average by its own name."""
        from waymark.access.viewing import acting
        from waymark.interfaces.cli.officers import acting_viewer
        from waymark.stages.statistics.queries.people import victims as asked

        with door.refusing():
            start, end = statistics.period_named(from_), statistics.period_named(to)
            viewer = acting_viewer()
            with acting(viewer):
                found = asked(
                    viewer,
                    start=start.start if start else None,
                    end=end.end if end else None,
                    as_at=door.now(),
                )
            rows = [
                (each.value, each.count, f"{each.share:.1f}%" if each.share is not None else "")
                for each in found.ages
            ]
            statistics.show(found, rows, ("age", "count", "of those known"))
