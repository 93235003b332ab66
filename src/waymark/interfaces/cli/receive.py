"""`waymark receive PATH…` and `waymark faults`: deliveries in, and what a person must look at."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.stages.intake.queries import DeliveryAnswer


class NothingThere(WaymarkError):
    """A path that does not exist or cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}. Nothing was received; check the path and the rights on it")


@dataclass(frozen=True, slots=True)
class FileOffer:
    """A file on disk, offered as a delivery."""

    name: str
    folder: str
    path: Path
    size: int

    def open(self) -> BinaryIO:
        return self.path.open("rb")


def offers(paths: list[Path]) -> list[FileOffer]:
    """Every file of these paths, folders walked in name order. Raises NothingThere before anything is read.

    Only what lies in one folder and comes by one command lies together: otherwise whether an answer gives a
    report its number would depend on which file happened to come first.
    """
    together = secrets.token_hex(4)
    found: list[FileOffer] = []
    for path in paths:
        if not path.exists():
            raise NothingThere(path, "there is nothing there")
        if not path.is_dir() and not path.is_file():
            raise NothingThere(path, "it is no file and no folder")
        files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for file in files:
            # What is kept is the name below the folder that was given, not where it lay on this machine.
            name = readable(file.relative_to(path.parent) if path.is_dir() else Path(file.name))
            folder = f"{together} {readable(file.resolve().parent)}"
            found.append(FileOffer(name, folder, file, file.stat().st_size))
    return found


def readable(path: Path) -> str:
    """A path as text, whatever bytes the file system holds it in."""
    return os.fsencode(path).decode("utf-8", "replace")


def register(app: typer.Typer) -> None:
    @app.command()
    def receive(
        paths: Annotated[list[Path], typer.Argument(help="Files, or folders to walk.")],
        source: Annotated[
            str, typer.Option(help="Who reported: the provider's or other reporter's name.")
        ] = "",
        password_file: Annotated[
            Path | None,
            typer.Option(help="A file with passwords to try on containers that ask for one, a line each."),
        ] = None,
        column_map: Annotated[
            str, typer.Option("--map", help="Take the files in as registers, by the column map of this name.")
        ] = "",
    ) -> None:
        """Take deliveries in: keep each, then read, link, attribute and prioritise it."""
        with door.refusing():
            if column_map:
                _receive_registers(paths, column_map)
            else:
                _receive(paths, source, _passwords(password_file))

    faults_app = typer.Typer(help="What a person must look at, and reading it again after a fix.")
    app.add_typer(faults_app, name="faults")

    @faults_app.callback(invoke_without_command=True)
    def faults(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            with door.refusing():
                _list(include_settled=False)

    @faults_app.command("list")
    def list_(
        everything: Annotated[bool, typer.Option("--all", help="Settled ones too.")] = False,
    ) -> None:
        """List open faults, the oldest first."""
        with door.refusing():
            _list(include_settled=everything)

    @faults_app.command()
    def show(reference: str) -> None:
        """Show one fault whole."""
        with door.refusing():
            _show(reference)

    @faults_app.command()
    def replay(
        references: Annotated[
            list[str] | None, typer.Argument(help="Faults or deliveries; all if none.")
        ] = None,
    ) -> None:
        """Read deliveries with open faults again."""
        with door.refusing():
            _replay(references or [])


def _passwords(path: Path | None) -> list[str]:
    """The passwords in a file, a line each. Never an argument: those can be read by every user of the machine."""
    if path is None:
        return []
    try:
        return [line for line in path.read_text("utf-8").splitlines() if line]
    except (OSError, UnicodeDecodeError) as problem:
        raise NothingThere(
            path, f"the passwords in it cannot be read ({type(problem).__name__})"
        ) from problem


def _receive(paths: list[Path], source: str, passwords: Sequence[str]) -> None:
    from waymark import pipeline

    viewer = acting_viewer()
    held_out = offers(paths)
    unread = pipeline.read_unread(viewer, clock=door.now)
    if unread:
        door.say(f"Read {unread} deliveries that an earlier command kept and did not read.")
    answers = pipeline.receive(
        viewer, held_out, source=source, door="command", clock=door.now, passwords=passwords
    )
    _print(answers, total=len(held_out), paths=[readable(offer.path) for offer in held_out])


def _receive_registers(paths: list[Path], name: str) -> None:
    """Take registers in through a column map. What is no table is refused before anything is written."""
    from waymark import pipeline
    from waymark.access.viewing import acting
    from waymark.pipeline.registers import as_offer, source_of
    from waymark.stages.intake.queries.column_maps import column_map_called

    viewer = acting_viewer()
    files = offers(paths)
    with acting(viewer):
        by = column_map_called(viewer, name)
    held_out = [as_offer(file, by) for file in files]
    answers = pipeline.receive(viewer, held_out, source=source_of(by), door="command", clock=door.now)
    _print(answers, total=len(held_out), paths=[readable(file.path) for file in files])


def _print(answers: Iterator[DeliveryAnswer], *, total: int, paths: Sequence[str] = ()) -> None:
    counts: dict[str, int] = {}
    is_troubled = False
    for each in with_progress(answers, total):
        counts[each.outcome] = counts.get(each.outcome, 0) + 1
        is_troubled |= bool(each.faults)
        path = paths[each.place] if paths else each.name
        if door.OPTIONS.as_json:
            door.answer(
                {
                    "path": path,
                    "sha256": each.sha256,
                    "outcome": each.outcome,
                    "delivery": each.reference,
                    "reports": each.reports,
                    "referrals": each.referrals,
                    "faults": each.faults,
                    "waits": each.waits,
                }
            )
        else:
            typer.echo(_line(each, path))
    if total > 1:
        door.say(", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    if is_troubled:
        raise typer.Exit(door.REFUSED)


def _line(each: DeliveryAnswer, name: str) -> str:
    outcome = each.outcome
    words = [f"{outcome:<12}{name}"]
    words += [f"  referral {', '.join(each.referrals)}"] if each.referrals else []
    words += [f"\n    {waits}" for waits in each.waits]
    words += [f"\n    {fault['where']}: {fault['what']}" for fault in each.faults]
    return "".join(words)


def with_progress(answers: Iterator[DeliveryAnswer], total: int) -> Iterator[DeliveryAnswer]:
    import sys

    if not sys.stderr.isatty() or total < 20:  # noqa: PLR2004 - a bar for a handful is noise
        yield from answers
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Receiving", total=total)
        for each in answers:
            progress.advance(task)
            yield each


def _list(*, include_settled: bool) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.intake import queries

    viewer = acting_viewer()
    with acting(viewer):
        lines = queries.faults(viewer, include_settled=include_settled, now=door.now())
    if door.OPTIONS.as_json:
        for line in lines:
            door.answer(line)
        return
    if not lines:
        door.say("No open faults.")
        return
    door.table(
        "Faults",
        ("fault", "delivery", "file", "where", "what"),
        ((f.reference, f.delivery, f.name, f.where, f.what) for f in lines),
    )


def _show(reference: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.intake import queries

    viewer = acting_viewer()
    with acting(viewer):
        lines = queries.faults(viewer, include_settled=True, now=door.now())
    for line in lines:
        if reference in {line.reference, line.delivery}:
            door.answer(line)
            return
    door.say(f"No fault {reference} at your desks: `waymark faults list --all` shows them")
    raise typer.Exit(door.WRONG_USAGE)


def _replay(references: list[str]) -> None:
    from waymark import pipeline

    viewer = acting_viewer()
    answers = list(pipeline.replay(viewer, references, clock=door.now))
    if not answers:
        door.say("Nothing to replay: no open fault of a delivery whose content is kept.")
        return
    _print(iter(answers), total=len(answers))
