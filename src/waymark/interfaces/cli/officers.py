"""Who acts, and `waymark officer …`."""

from __future__ import annotations

from typing import Annotated

import typer

from waymark.access.rules import Role, Viewer
from waymark.interfaces.cli import door


def acting_viewer() -> Viewer:
    """The officer who acts, Raises NobodyActs, NoSuchOfficer."""
    from waymark.access import queries

    return queries.viewer_called(door.officer_name())


def register(app: typer.Typer) -> None:
    officer_app = typer.Typer(help="Officers, their roles and desks.", no_args_is_help=True)
    app.add_typer(officer_app, name="officer")

    @officer_app.command("list")
    def list_() -> None:
        """List every officer."""
        with door.refusing():
            from waymark.access import queries

            acting_viewer()
            for line in queries.officers():
                if door.OPTIONS.as_json:
                    door.answer(line)
                else:
                    state = "" if line.is_active else "  (inactive)"
                    typer.echo(f"{line.username:<20}{', '.join(line.roles)}  at {', '.join(line.desks)}{state}")

    @officer_app.command()
    def desks() -> None:
        """List every desk."""
        with door.refusing():
            from waymark.access import queries

            acting_viewer()
            for desk in queries.desks():
                if door.OPTIONS.as_json:
                    door.answer(desk)
                else:
                    typer.echo(f"{desk.code:<12}{desk.kind:<12}{desk.name}")

    @officer_app.command()
    def desk(
        code: str,
        name: Annotated[str, typer.Option(help="What the desk is called.")],
        kind: Annotated[str, typer.Option(help="force, national or restricted.")] = "force",
        force: Annotated[str, typer.Option(help="The force's code.")] = "",
    ) -> None:
        """Make a desk."""
        with door.refusing():
            from waymark.access import operations
            from waymark.access.viewing import acting

            viewer = acting_viewer()
            with acting(viewer):
                operations.make_desk(
                    code=code, name=name, kind=kind, force_code=force, actor=viewer, now=door.now()
                )

    @officer_app.command()
    def add(
        username: str,
        desk: Annotated[list[str], typer.Option(help="Desk code; the first is home. Repeat for more.")],
        role: Annotated[list[Role], typer.Option(help="Repeat for more.")],
        name: Annotated[str, typer.Option(help="Their name.")] = "",
        no_password: Annotated[bool, typer.Option(help="Commands only: no sign-in by page.")] = False,
    ) -> None:
        """Make an officer; asks for a password."""
        with door.refusing():
            from waymark.access import operations
            from waymark.access.viewing import acting

            viewer = acting_viewer()
            password = None if no_password else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
            with acting(viewer):
                operations.make_officer(
                    username=username,
                    name=name,
                    roles=role,
                    desk_codes=desk,
                    password=password,
                    actor=viewer,
                    now=door.now(),
                )

    @officer_app.command()
    def change(
        username: str,
        role: Annotated[list[Role] | None, typer.Option(help="The roles from now on.")] = None,
        active: Annotated[bool | None, typer.Option("--active/--inactive")] = None,
        password: Annotated[bool, typer.Option(help="Ask for a new password.")] = False,
    ) -> None:
        """Change an officer's roles, whether they may sign in, or their password."""
        with door.refusing():
            from waymark.access import operations
            from waymark.access.viewing import acting

            viewer = acting_viewer()
            new = (
                typer.prompt("Password", hide_input=True, confirmation_prompt=True) if password else None
            )
            with acting(viewer):
                operations.change_officer(
                    username=username, roles=role, is_active=active, password=new, actor=viewer, now=door.now()
                )
