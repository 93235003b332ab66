"""`waymark schema`: our published JSON Schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door

if TYPE_CHECKING:
    from waymark.stages.intake.readers.schema_building import Schema


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
        from waymark.stages.intake.readers.schemas import schema_text

        schemas = _published()
        if name not in schemas:
            door.say(f"No schema is called {name!r}: use one of {', '.join(schemas)}")
            raise typer.Exit(door.WRONG_USAGE)
        typer.echo(schema_text(schemas[name]), nl=False)

    @schema_app.command()
    def reads(
        kind: Annotated[str, typer.Argument(help="A kind of document; all if none.")] = "",
    ) -> None:
        """List what each reader knows and where it goes; whatever else a document holds is kept raw."""
        _reads(kind)


def _reads(kind: str) -> None:
    from waymark.stages.intake.readers.losses import known_paths

    known = {each.value: found for each, found in known_paths().items()}
    if kind and kind not in known:
        door.say(f"No document is of the kind {kind!r}: use one of {', '.join(known)}")
        raise typer.Exit(door.WRONG_USAGE)
    for name, (reader, paths) in known.items():
        if kind and name != kind:
            continue
        if door.OPTIONS.as_json:
            door.answer({"kind": name, "reader": reader, "reads": dict(paths), "is_whole": not paths})
        elif paths:
            door.table(name, ("path or label", "goes to"), paths.items())
        else:
            typer.echo(f"\n{name}\nEvery element and attribute of its published schema has a place.")


def _published() -> dict[str, Schema]:
    """Every schema by the name of its file: of documents, and of what travels with a package."""
    from waymark.stages.casework.rules import schemas as packages
    from waymark.stages.intake.readers import schemas as documents

    return {**documents.SCHEMAS, **packages.SCHEMAS}


def _list() -> None:
    lines = [
        {"name": name, "id": schema["$id"], "title": schema["title"]} for name, schema in _published().items()
    ]
    if door.OPTIONS.as_json:
        for line in lines:
            door.answer(line)
        return
    door.table("Schemas", ("name", "id", "title"), (tuple(line.values()) for line in lines))
