"""`waymark assess REF`: level, what the unknowns leave open, and the next-best check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.stages.prioritisation.queries import QueueLine
    from waymark.stages.prioritisation.rules.assessment import Assessment


def register(app: typer.Typer) -> None:
    @app.command()
    def assess(
        reference: Annotated[str, typer.Argument(help="A referral.")],
        fact: Annotated[
            list[str] | None,
            typer.Option(help="Record an answer first: NAME=yes, NAME=no or NAME=unknown. Repeat for more."),
        ] = None,
        source: Annotated[str, typer.Option(help="Where the answers were looked up.")] = "",
        as_at: Annotated[
            str,
            typer.Option(help="Instead make again the assessment that stood then, by the policy of its day."),
        ] = "",
    ) -> None:
        """Assess a referral; with --fact, record what was found out first."""
        with door.refusing():
            if as_at and (fact or source):
                door.say("A past assessment takes no answers: leave out --fact and --source, or --as-at")
                raise typer.Exit(door.WRONG_USAGE)
            if as_at:
                _assess_again(reference, as_at)
            else:
                _assess(reference, fact or [], source)


def _assess_again(reference: str, as_at: str) -> None:
    """Say the assessment that stood at a moment, and whether it comes out the same to the byte. Exit 1 if not."""
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.stated_moments import stated_moment
    from waymark.referrals.operations.referring import standing_referral
    from waymark.stages.prioritisation.queries.own_first import hidden_from
    from waymark.stages.prioritisation.queries.replaying import past_assessments
    from waymark.stages.prioritisation.rules.own_first import OwnLevelFirst

    viewer = acting_viewer()
    with acting(viewer):
        referral = standing_referral(viewer, reference)
        if hidden_from(viewer, [referral.id]):
            raise OwnLevelFirst(referral.reference)
        past = past_assessments(viewer, referral.id, until=stated_moment(as_at), limit=1)
    if not past:
        door.say(f"{referral.reference} was not assessed by then")
        raise typer.Exit(door.REFUSED)
    (stood,) = past
    if door.OPTIONS.as_json:
        door.answer({"referral": referral.reference, **stood._asdict()})
    else:
        typer.echo(
            f"{referral.reference}: {stood.level.replace('_', ' ')}, by {stood.fired} of policy {stood.policy}"
        )
        typer.echo(f"  {stood.text}")
        words = {
            True: "made again: the same, to the byte",
            False: "made again: it comes out otherwise now",
            None: "it was not kept in full, so it cannot be held against what comes out now",
        }
        typer.echo(f"  {words[stood.is_same]}")
    if stood.is_same is False:
        raise typer.Exit(door.REFUSED)


def _assess(reference: str, facts: list[str], source: str) -> None:
    from waymark import pipeline
    from waymark.access.viewing import acting
    from waymark.referrals.operations.referring import standing_referral
    from waymark.stages.prioritisation.queries import queue_line
    from waymark.stages.prioritisation.rules.answers import Said

    answers: dict[str, Said] = {}
    for each in facts:
        name, _, said = each.partition("=")
        if said not in {*Said}:
            door.say(f"{each!r}: write NAME=yes, NAME=no or NAME=unknown")
            raise typer.Exit(door.WRONG_USAGE)
        if answers.get(name, said) != said:
            door.say(f"{name} is answered both {answers[name]} and {said}: nothing was recorded")
            raise typer.Exit(door.WRONG_USAGE)
        answers[name] = Said(said)
    viewer = acting_viewer()
    with acting(viewer):
        now = door.now()
        if answers:
            found = pipeline.answer(viewer, reference, answers, source=source, now=now)
        else:
            found = pipeline.assess_again(viewer, reference, now=now)
        line = queue_line(viewer, standing_referral(viewer, reference).id, now=now)
    made = found.assessment
    if line is not None and line.is_hidden:
        _say_without_levels(line, made)
        return
    if door.OPTIONS.as_json:
        door.answer(
            {
                "referral": found.reference,
                "stage": found.stage,
                "level": made.level,
                "could_be": [made.lowest, made.highest],
                "fired": made.fired,
                "because": made.because,
                "facts": made.facts,
                "unknown": made.unknown,
                "next_check": made.next_check,
                "path": made.path,
                "in_force": found.in_force,
                "policy": made.policy_version,
                "rank_reason": found.rank.reason,
            }
        )
        return
    typer.echo(f"{found.reference}: {made.level.replace('_', ' ')} ({found.stage})")
    typer.echo(f"  because {made.because}")
    force = found.in_force
    if force.basis == "proposed":
        typer.echo("  provisional: until the force's own result or an officer's decision is recorded")
    else:
        typer.echo(f"  in force: {force.level.replace('_', ' ')} ({force.basis})")
    typer.echo(f"  could be {made.lowest.replace('_', ' ')} to {made.highest.replace('_', ' ')}")
    if made.next_check:
        check = made.next_check
        typer.echo(
            f"  next: {check.title}: {check.question} (about {check.minutes} minutes; could make it "
            f"{check.could_move_to.replace('_', ' ')})"
        )
    typer.echo(f"  {found.rank.reason}")


def _say_without_levels(line: QueueLine, made: Assessment) -> None:
    """What is left where the officer gives their own level first: what is not known, and what to ask next."""
    if door.OPTIONS.as_json:
        door.answer(
            {
                "referral": line.referral,
                "stage": line.stage,
                "level": line.level,
                "could_be": line.could_be,
                "fired": line.fired,
                "because": line.rank_reason,
                "unknown": made.unknown,
                "next_check": line.next_check,
                "is_hidden": True,
                "policy": made.policy_version,
            }
        )
        return
    typer.echo(f"{line.referral} ({line.stage}): {line.rank_reason}")
    if line.next_check:
        typer.echo(f"  next: {line.next_check}")
