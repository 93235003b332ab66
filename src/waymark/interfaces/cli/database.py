"""`waymark db`: bringing the database to this version, keeping it, and bringing it back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.backups import backup_to, restore_from
from waymark.interfaces.cli.officers import acting_viewer
from waymark.interfaces.cli.server_tools import environment_of, owner_url, tool_path


def register(app: typer.Typer) -> None:
    db_app = typer.Typer(help="The database.", no_args_is_help=True)
    app.add_typer(db_app, name="db")

    @db_app.command()
    def migrate() -> None:
        """Bring the database to this version, as its owner."""
        with door.refusing():
            _migrate()

    @db_app.command()
    def upgrade(
        folder: Annotated[Path, typer.Argument(help="Where the backup before it goes.")],
    ) -> None:
        """Back up first, then bring the database to this version."""
        with door.refusing():
            backup_to(folder)
            _migrate()

    @db_app.command()
    def backup(folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")]) -> None:
        """Write the whole database, deliveries included, with a manifest of what it holds."""
        with door.refusing():
            backup_to(folder)

    @db_app.command()
    def restore(
        folder: Annotated[Path, typer.Argument(help="A folder that `waymark db backup` wrote.")],
        *,
        replace: Annotated[
            bool, typer.Option(help="Put it in place of what the database holds now.")
        ] = False,
    ) -> None:
        """Bring a backup back, then compare every delivery's digest and the audit chain with its manifest."""
        with door.refusing():
            restore_from(folder, replace=replace, migrate=_migrate)

    @db_app.command()
    def shell() -> None:
        """Open psql as the application's role: row security holds there too."""
        with door.refusing():
            acting_viewer()
            url = os.environ.get("WAYMARK_DATABASE_URL_APPLICATION") or os.environ.get("DATABASE_URL", "")
            done = subprocess.run([tool_path("psql")], env=environment_of(url), check=False)  # noqa: S603
            raise typer.Exit(done.returncode)

    @db_app.command()
    def roles() -> None:
        """Print the SQL that an administrator runs once on a real server."""
        from waymark.database.roles import administrator_script

        typer.echo(administrator_script())


def _migrate() -> None:
    owner_url()
    environment = {name: value for name, value in os.environ.items() if name != "WAYMARK_DOOR"}
    command = [sys.executable, "-m", "waymark.config.migrate"]
    done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise typer.Exit(door.WRONG_USAGE)
    door.say("The database is at this version.")
