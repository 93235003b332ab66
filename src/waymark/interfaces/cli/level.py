"""`waymark level …`: levels as people give them, and what was found out later."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.clocks import Level
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer
from waymark.interfaces.cli.stated_moments import stated_moment
from waymark.stages.prioritisation.rules.deciding import Confirmation, Reason
from waymark.stages.prioritisation.rules.outcomes import Found
from waymark.stages.prioritisation.rules.own_first import HIDDEN

if TYPE_CHECKING:
    from waymark.stages.prioritisation.rules.placing import Assessed

level_commands = typer.Typer(help="Levels as people give them.", no_args_is_help=True)


class Setting(StrEnum):
    ON = "on"
    OFF = "off"


Reference = Annotated[str, typer.Argument(help="A referral.")]


def register(app: typer.Typer) -> None:
    """Add the `level` commands to the command line."""
    app.add_typer(level_commands, name="level")


@level_commands.command()
def own(reference: Reference, level: Level) -> None:
    """Record your own level before you look at the one proposed."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.pipeline import levels

        viewer = acting_viewer()
        with acting(viewer):
            levels.give_own_level(viewer, reference, level, now=door.now())
        door.say(f"{reference}: your own level is recorded, {_words(level)}.")


@level_commands.command("force-result")
def force_result(
    reference: Reference,
    level: Level,
    source: Annotated[str, typer.Option(help="Where the form is held.")],
    tool: Annotated[str, typer.Option(help="The tool, with its version.")] = "KIRAT",
    scored_at: Annotated[str, typer.Option(help="When it was scored; now if not said.")] = "",
) -> None:
    """Record the result of the force's own risk tool: it then drives the promise."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.pipeline import levels
        from waymark.stages.prioritisation.queries.own_first import hidden_by_reference

        viewer = acting_viewer()
        with acting(viewer):
            now = door.now()
            at = stated_moment(scored_at, not_after=now) if scored_at else now
            found = levels.give_force_result(
                viewer, reference, level, tool=tool, scored_at=at, source=source, now=now
            )
            is_hidden = bool(hidden_by_reference(viewer, [found.reference]))
        _say(found, is_hidden=is_hidden)


@level_commands.command()
def decide(
    reference: Reference,
    level: Level,
    reason: Annotated[Reason, typer.Option(help="The code that is counted.")] = Reason.AGREED,
    words: Annotated[str, typer.Option(help="Why, in words.")] = "",
) -> None:
    """Decide a referral's level. A lower one waits for a second person, and the level holds until then."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.pipeline import levels
        from waymark.stages.prioritisation.operations.deciding import Given

        viewer = acting_viewer()
        with acting(viewer):
            found = levels.decide(viewer, reference, Given(level, reason, words), now=door.now())
        _say(found.assessed)
        if found.waits:
            door.say("A lower level waits for a second person: `waymark level confirm`")


@level_commands.command()
def confirm(
    reference: Reference,
    because: Annotated[str, typer.Option(help="Why, in words.")] = "",
    *,
    refuse: Annotated[bool, typer.Option("--refuse", help="Refuse it: the level stays.")] = False,
) -> None:
    """Confirm or refuse, as the second person, a lower level that another officer decided."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.pipeline import levels

        said = Confirmation.REFUSED if refuse else Confirmation.CONFIRMED
        viewer = acting_viewer()
        with acting(viewer):
            _say(levels.answer_lowering(viewer, reference, said, because=because, now=door.now()))


@level_commands.command()
def waiting() -> None:
    """List every lower level that waits for a second person."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.queries.levels import waiting_for_second

        viewer = acting_viewer()
        with acting(viewer):
            lines = waiting_for_second(viewer, now=door.now())
        for line in lines:
            if door.OPTIONS.as_json:
                door.answer(line)
            else:
                typer.echo(
                    f"{line.referral}: {_words(line.held)} until a second person confirms {_words(line.level)} "
                    f"({_words(line.reason_code)})"
                )


@level_commands.command()
def outcome(
    reference: Reference,
    found: Found,
    on: Annotated[str, typer.Option(help="The day, YYYY-MM-DD; today if not said.")] = "",
    source: Annotated[str, typer.Option(help="Where it is recorded.")] = "",
) -> None:
    """Record what was found out later, so that levels can be held against it."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.pipeline import levels

        viewer = acting_viewer()
        with acting(viewer):
            now = door.now()
            day: date = stated_moment(on).date() if on else now.date()
            levels.give_outcome(viewer, reference, found, on=day, source=source, now=now)
        door.say(f"{reference}: recorded.")


@level_commands.command()
def held() -> None:
    """Say what was found out later at each level: children at addresses rated too low, and the days they waited."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.queries.levels import levels_held

        viewer = acting_viewer()
        with acting(viewer):
            lines = levels_held(viewer)
        for line in lines:
            if door.OPTIONS.as_json:
                door.answer(line)
            else:
                waited = (
                    f", waited {line.median_days:g} days (longest {line.longest_days})"
                    if line.children
                    else ""
                )
                typer.echo(
                    f"{_words(line.level)}: {line.children} with a child at the address{waited}; "
                    f"{line.contact_offences} with contact offences; {line.no_children} without a child"
                )


@level_commands.command("own-first")
def own_first(
    setting: Annotated[Setting, typer.Argument(help="on, or off.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")] = "",
) -> None:
    """Have every officer of the force give their own level before ours is shown, or no longer."""
    with door.refusing():
        from waymark.access.viewing import acting
        from waymark.stages.prioritisation.operations.own_first import set_own_level_first

        viewer = acting_viewer()
        with acting(viewer):
            set_own_level_first(is_on=setting is Setting.ON, reason=reason, viewer=viewer, now=door.now())
        door.say(f"The officer's own level first: {setting}.")


def _say(found: Assessed, *, is_hidden: bool = False) -> None:
    """Say where a level stands; is_hidden: without ours, which its officer is shown after their own."""
    force = found.in_force
    if is_hidden:
        force = force._replace(challenge=None)
    if door.OPTIONS.as_json:
        door.answer(
            {
                "referral": found.reference,
                "level": force.level,
                "from": force.basis,
                "proposed": HIDDEN if is_hidden else found.assessment.level,
                "challenge": force.challenge,
                "lowering_to": force.lowering_to,
            }
        )
        return
    typer.echo(f"{found.reference}: {_words(force.level)}, {_BASIS[force.basis]}")
    if force.challenge:
        typer.echo(f"  Waymark proposes {_words(force.challenge)}: {found.assessment.because}")


_BASIS = {"proposed": "proposed", "force": "by the force's own result", "officer": "decided"}


def _words(name: str) -> str:
    return name.replace("_", " ")
