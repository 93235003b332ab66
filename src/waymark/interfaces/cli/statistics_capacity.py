"""`waymark stats capacity`: what a desk and its forensic unit can keep up with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door, statistics


def register(group: typer.Typer) -> None:
    """Add the command that runs scenarios."""

    @group.command()
    def capacity(
        scenario: Annotated[
            Path | None, typer.Option(exists=True, dir_okay=False, help="A scenario in TOML or JSON.")
        ] = None,
        example: Annotated[
            bool, typer.Option("--example", help="Print a whole scenario to begin from.")
        ] = False,
    ) -> None:
        """What a desk and its forensic unit can keep up with: backlog, waits, promises missed, who is needed."""
        with door.refusing():
            from waymark.stages.statistics.rules.capacity import scenario_file, simulation

            if example:
                typer.echo(scenario_file.example())
                return
            if scenario is None:
                raise typer.BadParameter("give --scenario FILE, or --example")
            for each in scenario_file.read_scenarios(scenario.read_bytes()):
                found = simulation.capacity(each)
                rows = [
                    (
                        level,
                        f"{found.waits[level].median.mean:,.1f}",
                        f"{found.waits[level].p90.mean:,.1f}",
                        f"{missed.mean:.1f}%",
                    )
                    for level, missed in found.promises_missed.items()
                ]
                statistics.show(
                    found, rows, ("level", "days, median", "days, nine in ten", "promises missed")
                )
