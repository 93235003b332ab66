"""`waymark stats holiday-effect`, `forecast`: what a series can and cannot say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.rules.units import By, Unit

if TYPE_CHECKING:
    from datetime import date

    from waymark.stages.statistics.rules.calendars import Calendar
    from waymark.stages.statistics.rules.series import Series
    from waymark.stages.statistics.rules.weeks import Week


def register(group: typer.Typer) -> None:
    """Add the commands that fit models."""
    _register_holiday_effect(group)
    _register_forecast(group)


def _register_holiday_effect(group: typer.Typer) -> None:
    @group.command(name="holiday-effect")
    def holiday_effect(  # noqa: PLR0917 - each is an option by name
        calendar: Annotated[
            Path | None,
            typer.Option(
                exists=True,
                dir_okay=False,
                help="CSV: week_start,holiday (1 or 0); start,end; or an authority's term dates.",
            ),
        ] = None,
        loaded_calendar: Annotated[
            str, typer.Option(help="Instead: this authority's term dates, as loaded in the reference data.")
        ] = "",
        series: Annotated[
            Path | None,
            typer.Option(exists=True, dir_okay=False, help="CSV: week_start,count or date,count."),
        ] = None,
        authority: Annotated[
            str, typer.Option("--authority", help="Whose term dates, by name or code.")
        ] = "",
        unit: Annotated[
            Unit | None, typer.Option(help="Count this unit from the record by the week.")
        ] = None,
        from_: Annotated[str, typer.Option("--from", help="From the first day of this period.")] = "",
        to: Annotated[str, typer.Option(help="To the last day of this period.")] = "",
        by_offence: Annotated[
            bool, typer.Option("--by-offence-date", help="Date by the offence, not by receipt.")
        ] = False,
        days_after: Annotated[int, typer.Option(min=1, max=60, help="Days after a break to look at.")] = 14,
        delay_days: Annotated[
            float, typer.Option(min=0, max=120, help="Mean days from what happened to its recording.")
        ] = 0,
        effect: Annotated[
            float, typer.Option(min=1.01, max=10, help="The rate ratio that the data should be able to show.")
        ] = 1.5,
        break_: Annotated[
            list[str] | None,
            typer.Option("--break", help="DATE: what is counted changed; a step is allowed for."),
        ] = None,
    ) -> None:
        """Whether weeks after a school break differ from other term weeks, and whether these data could show it."""
        with door.refusing():
            from waymark.stages.statistics.rules import seasonality

            weeks, known = (
                (weeks_in(series), []) if series else _weeks_counted(unit, from_, to, by_offence=by_offence)
            )
            found = seasonality.holiday_effect(
                weeks,
                calendar_in(calendar, authority) if calendar else _calendar_loaded(loaded_calendar),
                days_after=days_after,
                delay_days=delay_days,
                effect=effect,
                breaks=[*known, *(statistics.break_named(each).on for each in break_ or [])],
            )
            rows = [(f"{name} times", f"{power:.0%}") for name, power in found.power.items()]
            statistics.show(found, rows, ("an effect of", "would have been found"))
            if not door.OPTIONS.as_json:
                for reading in found.readings.values():
                    typer.echo(f"\n{reading}")


def _weeks_counted(
    unit: Unit | None, from_: str, to: str, *, by_offence: bool
) -> tuple[list[Week], list[date]]:
    """The whole weeks of a unit, counted from the record, and its breaks. Raises WaymarkErrors."""
    from waymark.stages.statistics.rules.periods import parse_period
    from waymark.stages.statistics.rules.weeks import weekly

    rows, breaks = _rows_counted(unit, By.DAY, from_, to, by_offence=by_offence)
    return weekly((parse_period(name).start.isoformat(), count) for name, count in rows), breaks


def _rows_counted(
    unit: Unit | None, by: By, from_: str, to: str, *, by_offence: bool
) -> tuple[list[tuple[str, str]], list[date]]:
    """Whole periods of a unit, counted from the record, and the days it broke on. Raises WaymarkErrors."""
    from waymark.interfaces.cli.statistics_counts import counted

    if unit is None or not (from_ and to):
        raise typer.BadParameter("give --series, or --unit with --from and --to")
    found = counted(unit, [by], from_, to, by_offence=by_offence)
    if found is None:
        raise typer.Exit
    if found.unfinished:
        door.say(f"Note: {found.unfinished} is not over and is left out")
    rows = [
        (row.by[by.value], str(row.count))
        for row in found.rows
        if row.by[by.value] not in {"", found.unfinished}
    ]
    return rows, [each.on for each in found.breaks]


def weeks_in(path: Path) -> list[Week]:
    """The weeks of a CSV file of weekly or daily counts. Raises WrongFile, BadSeries."""
    from waymark.stages.statistics.readers import tables

    with path.open("rb") as stream:
        return tables.weeks_in(stream, path.name)


def _calendar_loaded(authority: str) -> Calendar:
    """The calendar of an authority's loaded term dates. Raises WaymarkErrors."""
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.statistics.queries.calendars import calendar_of

    if not authority:
        raise typer.BadParameter("give --calendar FILE, or --loaded-calendar AUTHORITY")
    viewer = acting_viewer()
    with acting(viewer):
        return calendar_of(viewer, authority)


def calendar_in(path: Path, authority: str = "") -> Calendar:
    """The calendar of a CSV file in any of its three shapes. Raises WrongFile, BadCalendar, WhichAuthority."""
    from waymark.stages.statistics.readers import tables

    with path.open("rb") as stream:
        return tables.calendar_in(stream, path.name, authority=authority)


def _register_forecast(group: typer.Typer) -> None:
    @group.command()
    def forecast(  # noqa: PLR0917 - each is an option by name
        horizon: Annotated[int, typer.Option(min=1, max=120, help="How many periods ahead.")],
        series: Annotated[
            Path | None, typer.Option(exists=True, dir_okay=False, help="CSV: a period and a count a row.")
        ] = None,
        unit: Annotated[Unit | None, typer.Option(help="Count this unit from the record.")] = None,
        by: Annotated[By, typer.Option(help="The periods of the unit: month, week, quarter ...")] = By.MONTH,
        from_: Annotated[str, typer.Option("--from", help="From the first day of this period.")] = "",
        to: Annotated[str, typer.Option(help="To the last day of this period.")] = "",
        by_offence: Annotated[
            bool, typer.Option("--by-offence-date", help="Date by the offence, not by receipt.")
        ] = False,
        where: Annotated[
            list[str] | None, typer.Option(help="COLUMN=VALUE: which rows of a file of several series.")
        ] = None,
        break_: Annotated[
            list[str] | None,
            typer.Option("--break", help="DATE: what is counted changed; what came before is left out."),
        ] = None,
    ) -> None:
        """What comes next, by the method that did best on the past, and whether that beat a naive one."""
        with door.refusing():
            from waymark.stages.statistics.rules.forecasts import forecasting
            from waymark.stages.statistics.rules.series import read_series

            known: list[date] = []
            if series:
                every = series_in(series, where or [])
            else:
                rows_counted, known = _rows_counted(unit, by, from_, to, by_offence=by_offence)
                every = {(): read_series(rows_counted)}
            for name, one in every.items():
                breaks = [*known, *(statistics.break_named(each).on for each in break_ or [])]
                found = forecasting.forecast(one, horizon=horizon, breaks=breaks)
                rows = [
                    (p.period, f"{p.mean:,.1f}", f"{p.lo90:,.1f}", f"{p.hi90:,.1f}") for p in found.points
                ]
                columns = ("period", "expected", "90% from", "to")
                statistics.show(found, rows, columns, **({"series": dict(name)} if name else {}))


def series_in(path: Path, where: list[str]) -> dict[tuple[tuple[str, str], ...], Series]:
    """The series of a CSV file: see `readers.tables.series_in`. Raises WrongFile, BadSeries."""
    from waymark.stages.statistics.readers import tables

    with path.open("rb") as stream:
        return tables.series_in(stream, path.name, where)
