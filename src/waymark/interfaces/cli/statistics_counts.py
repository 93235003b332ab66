"""`waymark stats counts`, `victims`: counting from the record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.rules.units import TIMES, By, Unit

if TYPE_CHECKING:
    from waymark.stages.statistics.queries.counting import Counts
    from waymark.stages.statistics.rules.breaks import Break

_SUPPRESSED = "suppressed"


def register(group: typer.Typer) -> None:
    """Add the commands that count from the record."""
    _register_counts(group)
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
                from waymark.interfaces.cli.statistics_figures import print_beside

                print_beside(beside)


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
    from waymark.stages.statistics.rules.suppression import SUBTRACTED, hidden_cells, hides_total

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
            door.answer({**values, **_standing_of(found, row.by), "as_at": found.as_at})
        rows.append(
            (*(value or "(not stated)" for value in row.by.values()), _SUPPRESSED if is_hidden else row.count)
        )
    rows += _print_unknown(found)
    if threshold:
        door.say(f"Note: {SUBTRACTED}")
    if door.OPTIONS.as_json:
        return
    total = _SUPPRESSED if hides_all else found.total
    door.table(
        found.unit.value,
        [*found.by, "count"],
        [*rows, *([(*["all"] * len(found.by), total)] if found.by else [])],
    )
    typer.echo(f"\n{found.unit}: {found.definition}")
    typer.echo(f"as at {found.as_at:%Y-%m-%d %H:%M %Z}, from the record of {found.desks} desks")
    if found.unfinished:
        door.say(f"Note: {found.unfinished} was not over then")
    for warning in (*found.warnings, *map(in_words, found.breaks)):
        door.say(f"Note: {warning}")


def in_words(found: Break) -> str:
    """A break in a series in one line."""
    return f"series break on {found.on.isoformat()}: {found.what} ({found.source})"


def _standing_of(found: Counts, by: dict[str, str]) -> dict[str, object]:
    """What a row must be read with: that its period was not over, that its split is today's."""
    said: dict[str, object] = {"unfinished": True} if found.unfinished in by.values() else {}
    if found.breaks:
        said["breaks"] = [door.plain(each) for each in found.breaks]
    return {**said, "warnings": found.warnings} if found.warnings else said


def _print_unknown(found: Counts) -> list[tuple[object, ...]]:
    """The periods of which the record says nothing, in rows of their own: no count, and why."""
    kind = next((name for name in found.by if name in TIMES), "")
    if door.OPTIONS.as_json:
        for name, why in found.unknown:
            door.answer(
                {"unit": found.unit.value, kind: name, "count": None, "missing": ["count"], "why": why}
            )
    return [(*(name if each == kind else "" for each in found.by), why) for name, why in found.unknown]


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
