"""`waymark policy …`: check, show, replay, propose, approve, refuse and evaluate the policy that gives levels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer
from waymark.interfaces.cli.policy_evaluate import evaluate_command
from waymark.interfaces.cli.stated_moments import stated_moment
from waymark.stages.prioritisation.rules.guards import check_policy

if TYPE_CHECKING:
    from waymark.stages.prioritisation.rules.replay import Replayed

policy_commands = typer.Typer(help="The policy that gives levels.", no_args_is_help=True)

_MOVES_SHOWN = 50

PolicyFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The policy file.")
]
Name = Annotated[str, typer.Argument(help="A policy's name, as `waymark policy list` gives it.")]


def register(app: typer.Typer) -> None:
    """Add the `policy` commands to the command line."""
    app.add_typer(policy_commands, name="policy")


@policy_commands.callback()
def _policy() -> None:
    """Keeps the commands a group of their own."""


policy_commands.command("evaluate")(evaluate_command)


@policy_commands.command()
def check(file: PolicyFile) -> None:
    """Say whether a policy may be used: exit 0 if so, 1 with every problem if not. Needs no database."""
    policy, problems = check_policy(file.read_bytes())
    for problem in problems:
        if door.OPTIONS.as_json:
            typer.echo(json.dumps(problem._asdict(), ensure_ascii=False))
        else:
            at = f"{file}:{problem.line}" if problem.line else f"{file}"
            typer.echo(f"{at}: {problem.where}: {problem.what}. {problem.do} [{problem.code}]")
    if problems:
        typer.echo(f"Refused: {len(problems)} to put right.", err=True)
        raise typer.Exit(door.REFUSED)
    if policy is not None:
        counts = f"{len(policy.steps)} steps, {len(policy.floors)} floors, {len(policy.ceilings)} ceilings"
        typer.echo(f"Policy {policy.version} may be used: {counts}.", err=True)


@policy_commands.command("list")
def list_() -> None:
    """List the policy in force and every change that was proposed for your force."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.queries.policies import policy_changes, policy_in_force

        viewer = acting_viewer()
        with acting(viewer):
            held = policy_in_force(viewer.home_desk, at=door.now())
            changes = policy_changes(viewer)
        if door.OPTIONS.as_json:
            door.answer({"in_force": held.name, "changes": [change._asdict() for change in changes]})
            return
        typer.echo(f"In force: {held.name}, from {held.effective.isoformat()}")
        for change in changes:
            state = change.outcome or "waits for a second person"
            typer.echo(f"{change.policy}  from {change.effective_on.isoformat()}  {state}: {change.reason}")


@policy_commands.command()
def show(
    name: Annotated[str, typer.Argument(help="A policy's name; the one in force if none.")] = "",
    *,
    file: Annotated[bool, typer.Option("--file", help="Its file, to the byte.")] = False,
) -> None:
    """Show a policy in plain words, or its file."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.queries.policies import policy_called, policy_in_force
        from waymark.stages.prioritisation.rules.plain_words import in_plain_words

        viewer = acting_viewer()
        with acting(viewer):
            found = policy_called(viewer, name or policy_in_force(viewer.home_desk, at=door.now()).name)
        if file:
            typer.echo(found.text, nl=False)
        elif door.OPTIONS.as_json:
            door.answer(in_plain_words(found.policy))
        else:
            for line in in_plain_words(found.policy).lines():
                typer.echo(line)


@policy_commands.command()
def replay(
    file: PolicyFile,
    as_at: Annotated[str, typer.Option(help="As things stood then: YYYY-MM-DD, or a time with zone.")] = "",
) -> None:
    """Say whom a policy would move, both ways and why, and the desk's work under it. Changes nothing."""
    from waymark.stages.prioritisation.rules.policy import load_policy

    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.queries.replaying import replay_policy

        policy = load_policy(_text_of(file))
        viewer = acting_viewer()
        with acting(viewer):
            found = replay_policy(viewer, policy, now=stated_moment(as_at) if as_at else door.now())
        if door.OPTIONS.as_json:
            door.answer(_as_json(found))
        else:
            _print_replayed(found)


@policy_commands.command()
def propose(file: PolicyFile, reason: Annotated[str, typer.Option(help="Why it changes.")]) -> None:
    """Propose a policy for your force. Another supervisor approves it before it is in force."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.operations.policy_changes import propose_policy
        from waymark.stages.prioritisation.queries.replaying import replay_policy
        from waymark.stages.prioritisation.rules.policy import load_policy

        text = _text_of(file)
        viewer = acting_viewer()
        with acting(viewer):
            now = door.now()
            found = replay_policy(viewer, load_policy(text), now=now)
            policy = propose_policy(text, reason=reason, replayed=found, viewer=viewer, now=now)
        if door.OPTIONS.as_json:
            door.answer(
                {"policy": policy.name, "effective": policy.effective, "up": found.up, "down": found.down}
            )
            return
        door.say(
            f"Proposed {policy.name}, from {policy.effective.isoformat()}: {found.up} would rise, {found.down} "
            "would fall. Another supervisor approves it: `waymark policy approve`"
        )


@policy_commands.command()
def approve(name: Name) -> None:
    """Approve a policy that another officer proposed: it is in force from its day on."""
    _decide(name, is_approved=True, because="")


@policy_commands.command()
def refuse(name: Name, reason: Annotated[str, typer.Option(help="Why not.")]) -> None:
    """Refuse a policy that another officer proposed."""
    _decide(name, is_approved=False, because=reason)


def _decide(name: str, *, is_approved: bool, because: str) -> None:
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.operations.policy_changes import decide_policy

        viewer = acting_viewer()
        with acting(viewer):
            decide_policy(name, is_approved=is_approved, because=because, viewer=viewer, now=door.now())
        door.say(f"{name}: {'approved' if is_approved else 'refused'}.")


def _text_of(file: Path) -> str:
    """The file's text. Raises PolicyRefused where it is not UTF-8."""
    from waymark.stages.prioritisation.rules.policy import PolicyRefused

    content = file.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise PolicyRefused(check_policy(content)[1]) from None


def _as_json(found: Replayed) -> dict[str, Any]:
    return {
        "referrals": found.referrals,
        "up": found.up,
        "down": found.down,
        "by_move": [{"from": a, "to": b, "referrals": count} for a, b, count in found.by_move],
        "loads": [load._asdict() for load in found.loads],
        "moves": [move._asdict() for move in found.moves],
        "not_shown": found.not_shown,
    }


def _print_replayed(found: Replayed) -> None:
    def words(level: str) -> str:
        return level.replace("_", " ")

    typer.echo(f"{found.referrals} referrals: {found.up} would rise, {found.down} would fall.")
    for before, after, count in found.by_move:
        typer.echo(f"  {words(before)} to {words(after)}: {count}")
    typer.echo("Work still to do, in hours of research by level (now, then):")
    for load in found.loads:
        typer.echo(
            f"  {words(load.level):<10} {load.referrals_before} referrals {load.hours_before} h, "
            f"{load.referrals_after} referrals {load.hours_after} h"
        )
    for move in found.moves[:_MOVES_SHOWN]:
        typer.echo(f"{move.referral}: {words(move.before)} to {words(move.after)}, because {move.because}")
    if len(found.moves) > _MOVES_SHOWN:
        typer.echo(f"and {len(found.moves) - _MOVES_SHOWN} more: `--json` names them all")
    if found.not_shown:
        typer.echo(f"{found.not_shown} are not named: give your own level of each first")
