"""`waymark reference`: loading reference data, and listing what is loaded."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.reference.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark.access.rules import Viewer


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        help="Areas, postcodes, networks: loading them, and what is loaded.", no_args_is_help=True
    )
    app.add_typer(group, name="reference")

    @group.command()
    def load(  # noqa: PLR0917 - typer reads a command from its signature
        kind: Annotated[Kind, typer.Argument(help="What the file holds.")],
        path: Annotated[Path, typer.Argument(exists=True, help="A file, or a folder or ZIP as published.")],
        valid_from: Annotated[
            datetime | None, typer.Option(formats=_DAY, help="The first day it holds for.")
        ] = None,
        valid_to: Annotated[
            datetime | None, typer.Option(formats=_DAY, help="The last day it holds for.")
        ] = None,
        source: Annotated[str, typer.Option(help="Where it came from.")] = "",
        in_place_of: Annotated[
            int | None, typer.Option(help="The number of a version that was wrong: this one succeeds it.")
        ] = None,
    ) -> None:
        """Load a file of reference data beside what is there already."""
        with door.refusing():
            dates = {"valid_from": _day(valid_from), "valid_to": _day(valid_to)}
            _load(kind, path, source=source, in_place_of=in_place_of, **dates)

    @group.command(name="end")
    def end_(
        version: Annotated[int, typer.Argument(help="Its number: `waymark reference list` shows it.")],
        last_day: Annotated[datetime, typer.Option(formats=_DAY, help="The last day it holds for.")],
        reason: Annotated[str, typer.Option(help="Why it ended.")],
    ) -> None:
        """Say on which day a version ceased to hold; not before what was made from it."""
        with door.refusing():
            _end(version, last_day.date(), reason)

    @group.command(name="list")
    def list_() -> None:
        """List what is loaded, and what has gone stale."""
        with door.refusing():
            _list()


_DAY = ["%Y-%m-%d"]


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def _load(
    kind: Kind,
    path: Path,
    *,
    source: str,
    valid_from: date | None,
    valid_to: date | None,
    in_place_of: int | None,
) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.reference.readers.tables import WrongFile

    viewer = acting_viewer()
    try:
        with acting(viewer):
            answer = load_reference(
                viewer,
                kind,
                path,
                now=door.now(),
                source=source,
                valid_from=valid_from,
                valid_to=valid_to,
                in_place_of=in_place_of,
            )
    except WrongFile as refusal:
        if door.OPTIONS.as_json:
            door.answer(
                {"kind": kind, "name": path.name, "outcome": "refused", "rows": 0, "error": str(refusal)}
            )
        door.say(f"{path}: {refusal}")
        raise typer.Exit(door.REFUSED) from None
    if door.OPTIONS.as_json:
        door.answer(answer)
    else:
        typer.echo(
            f"{answer['outcome']}  {kind.value}  {path.name}  {answer['rows']} rows, version {answer['version']}"
        )
        if in_place_of is not None:
            door.say(
                f"{answer['succeeded_verdicts']} verdicts were made from version {in_place_of}. They stay as "
                "they were made: look at them again."
            )


def _end(version: int, last_day: date, reason: str) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.reference import operations

    viewer = acting_viewer()
    with acting(viewer):
        operations.end(viewer, version, last_day=last_day, reason=reason, now=door.now())
    if door.OPTIONS.as_json:
        door.answer({"version": version, "valid_to": last_day, "outcome": "ended"})
    else:
        typer.echo(f"version {version} holds until {last_day}")


def _list() -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer

    viewer = acting_viewer()
    with acting(viewer):
        lines = list(list_reference(viewer, on=door.now().date()))
    if door.OPTIONS.as_json:
        for line in lines:
            door.answer(line)
        return
    if not lines:
        door.say("Nothing is loaded: `waymark reference load KIND FILE`.")
        return
    columns = (
        "version",
        "kind",
        "name",
        "rows",
        "valid_from",
        "valid_to",
        "loaded_at",
        "stale_on",
        "standing",
        "verdicts",
    )
    door.table("Reference data", columns, ([line[column] for column in columns] for line in lines))


def load_reference(
    viewer: Viewer,
    kind: Kind,
    path: Path,
    *,
    now: datetime,
    source: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    in_place_of: int | None = None,
) -> dict[str, object]:
    """Load a file, or a folder or ZIP as its publisher gives it out, inside `acting(...)`.

    `outcome` is loaded, or duplicate when the same file for the same days was there already.
    `succeeded_verdicts`: how many verdicts were made from the version it was loaded in place of. Raises
    NotPermitted, WrongFile and the other refusals of `reference.operations.load`.
    """
    from waymark.reference import operations
    from waymark.reference.readers.containers import open_publication

    with open_publication(path, kind) as streams:
        outcome = operations.load(
            viewer,
            kind,
            streams,
            name=path.name,
            now=now,
            source=source,
            valid_from=valid_from,
            valid_to=valid_to,
            succeeds=in_place_of,
        )
    return {
        "version": outcome.version_id,
        "kind": outcome.kind.value,
        "name": outcome.name,
        "outcome": "loaded" if outcome.is_new else "duplicate",
        "sha256": outcome.sha256,
        "rows": outcome.rows,
        "valid_from": valid_from.isoformat() if valid_from else None,
        "valid_to": valid_to.isoformat() if valid_to else None,
        "source": source,
        "succeeded_verdicts": outcome.succeeded.verdicts if outcome.succeeded else None,
    }


def list_reference(viewer: Viewer, *, on: date) -> Iterator[dict[str, object]]:
    """One line a loaded version, the oldest load first, with the day on which it goes stale."""
    from waymark.reference import queries
    from waymark.reference.versions import Standing

    for entry in queries.loaded(viewer, on=on):
        version = entry.version
        yield {
            "version": version.id,
            "kind": version.kind.value,
            "name": version.name,
            "source": version.source,
            "sha256": version.sha256,
            "rows": version.rows,
            "valid_from": version.valid_from.isoformat() if version.valid_from else None,
            "valid_to": version.valid_to.isoformat() if version.valid_to else None,
            "loaded_at": version.loaded_at.isoformat().replace("+00:00", "Z"),
            "loaded_by": version.loaded_by,
            "stale_on": version.stale_on.isoformat(),
            "stale": entry.standing is Standing.STALE,
            "standing": entry.standing.value,
            "succeeded_by": version.succeeded_by,
            "verdicts": entry.use.verdicts,
        }
