"""`waymark stats counts`, `victims`: counting from the record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.rules.units import TIMES, By, Unit

if TYPE_CHECKING:
    from waymark.stages.statistics.queries.counting import Counts
    from waymark.stages.statistics.rules.breaks import Break
    from waymark.stages.statistics.rules.people import Share

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
    from waymark.stages.statistics.queries.telling import line_of_unrecorded

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
            door.answer(line_of_unrecorded(problem))
        else:
            typer.echo(str(problem))
        return None


def moment(text: str) -> datetime:
    """Now, or a moment or the end of a day as typed. Raises NotAMoment, NotAPeriod."""
    from waymark.stages.statistics.queries.asked import moment_said

    return moment_said(text) if text else door.now()


def _print_counts(found: Counts, threshold: int) -> None:
    """The rows; with a threshold, small ones hidden, and the total with them where it would give them away."""
    from waymark.stages.statistics.queries.telling import lines_of, published
    from waymark.stages.statistics.rules.suppression import SUBTRACTED

    if threshold:
        door.say(f"Note: {SUBTRACTED}")
    if door.OPTIONS.as_json:
        for line in lines_of(found, threshold=threshold):
            door.answer(line)
        return
    told = published(found, threshold=threshold)
    rows: list[tuple[object, ...]] = [
        (*(value or "(not stated)" for value in row.by.values()), _SUPPRESSED if is_hidden else row.count)
        for row, is_hidden in told.rows
    ]
    kind = next((name for name in found.by if name in TIMES), "")
    rows += [(*(name if each == kind else "" for each in found.by), why) for name, why in found.unknown]
    total = _SUPPRESSED if told.hides_total else found.total if told.rows else "not known" if rows else 0
    door.table(
        found.unit.value,
        [*found.by, "count"],
        [*rows, *([(*["all"] * len(found.by), total)] if found.by else [])],
    )
    typer.echo(f"\n{found.unit}: {found.definition}")
    desks = f"{found.desks} desk{'' if found.desks == 1 else 's'}"
    typer.echo(
        f"as at {found.as_at.astimezone(ZoneInfo('Europe/London')):%Y-%m-%d %H:%M %Z}, from the record of {desks}"
    )
    if found.unfinished:
        door.say(f"Note: {found.unfinished} was not over then")
    for warning in (*found.warnings, *map(in_words, found.breaks)):
        door.say(f"Note: {warning}")


def in_words(found: Break) -> str:
    """A break in a series in one line."""
    return f"series break on {found.on.isoformat()}: {found.what} ({found.source})"


def _register_victims(group: typer.Typer) -> None:
    @group.command()
    def victims(
        from_: Annotated[str, typer.Option("--from", help="From the first day of this period.")] = "",
        to: Annotated[str, typer.Option(help="To the last day of this period.")] = "",
        as_at: Annotated[str, typer.Option(help="As the record stood at this time (RFC 3339) or day.")] = "",
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
                    as_at=moment(as_at),
                )
            rows = [
                (what, each.value, each.count, *_share_said(each))
                for what, each in (
                    *(("sex", each) for each in found.sexes),
                    *(("age", each) for each in found.ages),
                )
            ]
            statistics.show(found, rows, ("", "", "count", "of those known", "95% by chance"))


def _share_said(share: Share) -> tuple[str, str]:
    """A share and its interval; of those not known neither."""
    if share.share is None:
        return "", ""
    between = f"{share.interval[0]:.1f}% to {share.interval[1]:.1f}%" if share.interval else ""
    return f"{share.share:.1f}%", between
