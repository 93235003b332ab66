"""`waymark officer key …`: keys with which a program acts for an officer."""

from __future__ import annotations

from typing import Annotated

import typer

from waymark.access.keys.rules import MOST_DAYS, Scope
from waymark.interfaces.cli import door


def register(officer_app: typer.Typer) -> None:
    """Add the commands about keys to those about officers."""
    group = typer.Typer(
        help="Keys with which a program acts for an officer, by the API.", no_args_is_help=True
    )
    officer_app.add_typer(group, name="key")
    _register_create(group)
    _register_list(group)
    _register_revoke(group)


def _register_create(group: typer.Typer) -> None:
    @group.command()
    def create(
        username: Annotated[str, typer.Argument(help="The officer who answers for what the program does.")],
        program: Annotated[str, typer.Option(help="What the program is called, and where it runs.")],
        days: Annotated[int, typer.Option(help=f"How many days it holds, {MOST_DAYS} at most.")] = 90,
        scope: Annotated[list[Scope] | None, typer.Option(help="What it opens; may be given again.")] = None,
    ) -> None:
        """Make a key and show it once: nobody can show it again."""
        with door.refusing():
            from waymark.access.keys.operations import make_key
            from waymark.access.viewing import acting
            from waymark.interfaces.cli.officers import acting_viewer

            viewer, scopes = acting_viewer(), scope or [Scope.FIGURES]
            with acting(viewer):
                made = make_key(
                    username=username,
                    program=program,
                    days=days,
                    scopes=scopes,
                    actor=viewer,
                    now=door.now(),
                )
            if door.OPTIONS.as_json:
                door.answer(made)
                return
            typer.echo(made.key)
            door.say(
                f"Key {made.number}, until the end of {made.ends_on}. It is shown this once: put it where the program "
                "reads it and no person does."
            )


def _register_list(group: typer.Typer) -> None:
    @group.command("list")
    def list_() -> None:
        """List every key: for whom, which program, until when, and when it was last used."""
        with door.refusing():
            from waymark.access.keys.queries import keys
            from waymark.interfaces.cli.officers import acting_viewer

            found = keys(acting_viewer(), now=door.now())
            if door.OPTIONS.as_json:
                for each in found:
                    door.answer(each)
                return
            rows = [
                (
                    each.number,
                    each.officer,
                    each.program,
                    ", ".join(each.scopes),
                    each.standing,
                    each.ends_on,
                    each.last_used_on or "never",
                )
                for each in found
            ]
            columns = ("key", "officer", "program", "opens", "standing", "last day", "last used")
            door.table("keys of programs", columns, rows)


def _register_revoke(group: typer.Typer) -> None:
    @group.command()
    def revoke(
        number: Annotated[int, typer.Argument(help="The key's number, as `list` shows it.")],
        why: Annotated[str, typer.Option(help="Why: it is written down.")] = "",
    ) -> None:
        """Revoke a key, at once and for good."""
        with door.refusing():
            from waymark.access.keys.operations import revoke_key
            from waymark.access.viewing import acting
            from waymark.interfaces.cli.officers import acting_viewer

            viewer = acting_viewer()
            with acting(viewer):
                revoke_key(number=number, reason=why, actor=viewer, now=door.now())
            door.say(f"Key {number} is revoked.")
