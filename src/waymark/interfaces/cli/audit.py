"""`waymark audit`: is the ledger whole, and what does it say."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.audit.chain import Checkpoint, Finding


class NotACheckpoint(WaymarkError):
    """The file given to compare the ledger with is not one of ours."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is not a checkpoint: give a file that `waymark audit checkpoint` wrote")


def register(app: typer.Typer) -> None:
    audit_app = typer.Typer(help="The audit chain.", no_args_is_help=True)
    app.add_typer(audit_app, name="audit")

    @audit_app.command()
    def verify(
        checkpoint: Annotated[
            list[Path] | None, typer.Option(help="A checkpoint kept elsewhere. Repeat for more.")
        ] = None,
    ) -> None:
        """Walk the whole chain: is every entry there, unchanged and in its place?"""
        with door.refusing():
            _verify(checkpoint or [])

    @audit_app.command()
    def checkpoint(
        file: Annotated[Path, typer.Argument(help="Where to write it; keep it elsewhere.")],
    ) -> None:
        """Write the chain's head to a file, to be kept where the database's keeper cannot reach it."""
        with door.refusing():
            _checkpoint(file)

    @audit_app.command()
    def export(file: Annotated[Path, typer.Argument(help="Where to write it, as JSON Lines.")]) -> None:
        """Write every entry with its detail to a file."""
        with door.refusing():
            _export(file)


def _verify(files: list[Path]) -> None:
    from waymark.access import operations, queries
    from waymark.access.viewing import acting
    from waymark.audit.events import Event

    points = [_checkpoint_in(file) for file in files]
    viewer = acting_viewer()
    with acting(viewer):
        finding = queries.verify_ledger(viewer, points)
    if door.OPTIONS.as_json:
        door.answer(finding)
    else:
        _tell(finding)
    if not finding.intact:
        # Nothing more is written to a ledger that is not whole: as it stands it is evidence.
        raise typer.Exit(door.REFUSED)
    detail = {"entries": finding.entries, "unproven_tail": finding.unproven_tail, "checkpoints": len(points)}
    with acting(viewer):
        operations.record_about_ledger(Event.AUDIT_VERIFIED, detail=detail, actor=viewer, now=door.now())


def _tell(finding: Finding) -> None:
    state = "whole" if finding.intact else f"NOT WHOLE from entry {finding.first_bad}: {finding.what}"
    typer.echo(f"{finding.entries} entries, {state}")
    if finding.unproven_tail:
        typer.echo(
            f"The newest {finding.unproven_tail} entries are vouched for by no checkpoint: that more were "
            "written and cut off again cannot be told from the chain alone"
        )
    if finding.details_erased:
        typer.echo(
            f"{finding.details_erased} entries have no detail any more: that each was erased as it was due "
            "cannot be told from the chain alone"
        )


def _checkpoint_in(file: Path) -> Checkpoint:
    from waymark.audit.chain import Checkpoint

    try:
        value = json.loads(file.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(value["at"])
        return Checkpoint(int(value["seq"]), bytes.fromhex(value["digest"]), at)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise NotACheckpoint(file) from problem


def _checkpoint(file: Path) -> None:
    from waymark.access import operations, queries
    from waymark.access.viewing import acting
    from waymark.audit.events import Event

    if file.exists():
        door.say(f"{file} is there already, and a checkpoint is never written over: name another file")
        raise typer.Exit(door.WRONG_USAGE)
    viewer = acting_viewer()
    with acting(viewer):
        operations.record_about_ledger(Event.AUDIT_CHECKPOINTED, detail={}, actor=viewer, now=door.now())
    with acting(viewer):
        seq, digest = queries.ledger_head(viewer)
    value = {"seq": seq, "digest": digest.hex(), "at": door.now().isoformat()}
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps(value) + "\n", encoding="utf-8")
    part.replace(file)
    if door.OPTIONS.as_json:
        door.answer(value)
    else:
        door.say(f"Entry {seq} written to {file}: keep it where the database's keeper cannot reach it.")


def _export(file: Path) -> None:
    from waymark.access import queries
    from waymark.access.viewing import acting

    viewer = acting_viewer()
    count = 0
    part = file.with_name(file.name + ".part")
    with acting(viewer), part.open("w", encoding="utf-8") as out:
        for entry in queries.whole_ledger(viewer, now=door.now()):
            out.write(json.dumps(door.plain(entry), ensure_ascii=False) + "\n")
            count += 1
    part.replace(file)
    if door.OPTIONS.as_json:
        door.answer({"entries": count, "file": str(file)})
    else:
        door.say(f"{count} entries written to {file}")
