"""`waymark schema`: our published JSON Schemas."""

from __future__ import annotations

import typer

from waymark.interfaces.cli import door


def register(app: typer.Typer) -> None:
    schema_app = typer.Typer(help="Our published JSON Schemas: what Waymark takes in and sends.")
    app.add_typer(schema_app, name="schema")

    @schema_app.callback(invoke_without_command=True)
    def schema(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            _list()

    @schema_app.command("list")
    def list_() -> None:
        """List the schemas by name, each with its identifier."""
        _list()

    @schema_app.command()
    def show(name: str) -> None:
        """Print one schema."""
        from waymark.stages.intake.readers.schemas import SCHEMAS, schema_text

        if name not in SCHEMAS:
            door.say(f"No schema is called {name!r}: use one of {', '.join(SCHEMAS)}")
            raise typer.Exit(door.WRONG_USAGE)
        typer.echo(schema_text(SCHEMAS[name]), nl=False)


def _list() -> None:
    from waymark.stages.intake.readers.schemas import SCHEMAS

    lines = [
        {"name": name, "id": schema["$id"], "title": schema["title"]} for name, schema in SCHEMAS.items()
    ]
    if door.OPTIONS.as_json:
        for line in lines:
            door.answer(line)
        return
    door.table("Schemas", ("name", "id", "title"), (tuple(line.values()) for line in lines))
