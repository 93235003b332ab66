"""Who acts, and `waymark officer …`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from waymark.access.rules import Role, Viewer
from waymark.interfaces.cli import door, officer_keys


class DeskKind(StrEnum):
    """Whose desk it is: one force's, a national one, or named officers' alone."""

    FORCE = "force"
    NATIONAL = "national"
    RESTRICTED = "restricted"


def acting_viewer() -> Viewer:
    """The officer who acts. Raises NobodyActs, NoSuchOfficer."""
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
                    typer.echo(
                        f"{line.username:<20}{', '.join(line.roles)}  at {', '.join(line.desks)}{state}"
                    )

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

    _register_making(officer_app)
    _register_changing(officer_app)
    officer_keys.register(officer_app)


def _register_making(officer_app: typer.Typer) -> None:
    @officer_app.command()
    def desk(
        code: str,
        name: Annotated[str, typer.Option(help="What the desk is called.")],
        kind: Annotated[DeskKind, typer.Option(help="Whose desk it is.")] = DeskKind.FORCE,
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
    def first(
        username: str,
        desk: Annotated[str, typer.Option(help="The code of their desk, which is made with them.")],
        desk_name: Annotated[str, typer.Option(help="What the desk is called.")],
        kind: Annotated[DeskKind, typer.Option(help="Whose desk it is.")] = DeskKind.FORCE,
    ) -> None:
        """Make the first officer of a new installation, an administrator; refused where there is one."""
        with door.refusing():
            import getpass

            from waymark.access import operations
            from waymark.access.viewing import acting

            with acting(operations.SYSTEM):
                operations.make_first_officer(
                    username=username,
                    roles=[Role.ADMINISTRATOR],
                    desk_code=desk,
                    desk_name=desk_name,
                    desk_kind=kind,
                    now=door.now(),
                    why=f"the installation's first officer, made by the system's user {getpass.getuser()}",
                )

    @officer_app.command()
    def add(
        username: str,
        *,
        desk: Annotated[list[str], typer.Option(help="Desk code; the first is home. Repeat for more.")],
        role: Annotated[list[Role], typer.Option(help="Repeat for more.")],
        name: Annotated[str, typer.Option(help="Their name.")] = "",
        no_password: Annotated[
            bool, typer.Option("--no-password", help="Commands only: no sign-in by page.")
        ] = False,
    ) -> None:
        """Make an officer; asks for a password."""
        with door.refusing():
            from waymark.access import operations
            from waymark.access.viewing import acting

            viewer = acting_viewer()
            password = (
                None if no_password else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
            )
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


def _register_changing(officer_app: typer.Typer) -> None:
    @officer_app.command()
    def change(
        username: str,
        *,
        role: Annotated[list[Role] | None, typer.Option(help="The roles from now on.")] = None,
        desk: Annotated[
            list[str] | None, typer.Option(help="The desks from now on; the first is home. Repeat for more.")
        ] = None,
        active: Annotated[bool | None, typer.Option("--active/--inactive")] = None,
        password: Annotated[bool, typer.Option(help="Ask for a new password.")] = False,
    ) -> None:
        """Change an officer's roles or desks, whether they may sign in, or their password."""
        with door.refusing():
            from waymark.access import operations
            from waymark.access.viewing import acting

            viewer = acting_viewer()
            new = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if password else None
            with acting(viewer):
                operations.change_officer(
                    username=username,
                    roles=role or None,
                    desk_codes=desk or None,
                    is_active=active,
                    password=new,
                    actor=viewer,
                    now=door.now(),
                )
