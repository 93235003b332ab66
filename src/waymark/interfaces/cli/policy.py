"""`waymark policy check FILE`: may this policy give levels, and if not, why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door
from waymark.stages.prioritisation.rules.guards import check_policy

policy_commands = typer.Typer(help="The policy that gives levels.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the `policy` commands to the command line."""
    app.add_typer(policy_commands, name="policy")


@policy_commands.callback()
def _policy() -> None:
    """Keeps `check` a command of its own while it is the only one."""


@policy_commands.command()
def check(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The policy file.")
    ],
) -> None:
    """Say whether a policy may be used: exit 0 if so, 1 with every problem if not. Needs no database."""
    policy, problems = check_policy(file.read_bytes())
    for problem in problems:
        if door.OPTIONS.as_json:
            typer.echo(json.dumps(problem._asdict(), ensure_ascii=False))
        else:
            at = f"{file}:{problem.line}" if problem.line else f"{file}"
            typer.echo(f"{at}: {problem.where}: {problem.what} [{problem.code}]\n    {problem.do}")
    if problems:
        typer.echo(f"Refused: {len(problems)} to put right.", err=True)
        raise typer.Exit(1)
    if policy is not None:
        counts = f"{len(policy.steps)} steps, {len(policy.floors)} floors, {len(policy.ceilings)} ceilings"
        typer.echo(f"Policy {policy.version} may be used: {counts}.", err=True)
