"""`waymark audit`: is the ledger whole, and what does it say."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer


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
    def checkpoint(file: Annotated[Path, typer.Argument(help="Where to write it; keep it elsewhere.")]) -> None:
        """Write the chain's head to a file, to be kept where the database's keeper cannot reach it."""
        with door.refusing():
            _checkpoint(file)

    @audit_app.command()
    def export(file: Annotated[Path, typer.Argument(help="Where to write it, as JSON Lines.")]) -> None:
        """Write every entry with its detail to a file."""
        with door.refusing():
            _export(file)


def _verify(files: list[Path]) -> None:
    from waymark.access.viewing import acting
    from waymark.audit import queries
    from waymark.audit.chain import Checkpoint

    points = []
    for file in files:
        try:
            value = json.loads(file.read_text())
            points.append(
                Checkpoint(value["seq"], bytes.fromhex(value["digest"]), datetime.fromisoformat(value["at"]))
            )
        except (OSError, ValueError, KeyError, TypeError) as problem:
            door.say(f"{file} is not a checkpoint: give a file that `waymark audit checkpoint` wrote")
            raise typer.Exit(door.WRONG_USAGE) from problem
    viewer = acting_viewer()
    from waymark.access.rules import Permission, require

    require(viewer, Permission.VERIFY_AUDIT)
    with acting(viewer):
        finding = queries.verify(points)
    if door.OPTIONS.as_json:
        door.answer(finding)
    else:
        state = "whole" if finding.intact else f"NOT WHOLE from entry {finding.first_bad}: {finding.what}"
        typer.echo(f"{finding.entries} entries, {state}")
        if finding.unproven_tail:
            typer.echo(
                f"The newest {finding.unproven_tail} entries are vouched for by no checkpoint: that more were "
                "written and cut off again cannot be told from the chain alone"
            )
    if not finding.intact:
        raise typer.Exit(door.REFUSED)


def _checkpoint(file: Path) -> None:
    from waymark.access.rules import Permission, require
    from waymark.access.viewing import acting
    from waymark.audit import queries

    viewer = acting_viewer()
    require(viewer, Permission.VERIFY_AUDIT)
    with acting(viewer):
        seq, digest = queries.head()
    value = {"seq": seq, "digest": digest.hex(), "at": door.now().isoformat()}
    file.write_text(json.dumps(value) + "\n")
    if door.OPTIONS.as_json:
        door.answer(value)
    else:
        door.say(f"Entry {seq} written to {file}: keep it where the database's keeper cannot reach it.")


def _export(file: Path) -> None:
    from waymark.access.rules import Permission, require
    from waymark.access.viewing import acting
    from waymark.audit import queries

    viewer = acting_viewer()
    require(viewer, Permission.VERIFY_AUDIT)
    count = 0
    part = file.with_name(file.name + ".part")
    with acting(viewer), part.open("w", encoding="utf-8") as out:
        for entry in queries.everything():
            out.write(json.dumps(door.plain(entry), ensure_ascii=False) + "\n")
            count += 1
    part.replace(file)
    door.say(f"{count} entries written to {file}")
