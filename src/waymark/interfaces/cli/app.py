"""The command line: one module a verb, put together here."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from waymark.interfaces.cli import door

_MODULES = (
    "receive",
    "queue",
    "show",
    "attribute",
    "place",
    "reference",
    "links",
    "assess",
    "policy",
    "audit",
    "synth",
    "serving",
    "database",
    "officers",
    "doctor",
)


def build() -> typer.Typer:
    """Put the verbs together; a module is loaded here, what it needs only when its verb runs."""
    from importlib import import_module

    app = typer.Typer(
        name="waymark",
        help="Takes in reports of online child sexual abuse, and puts each on the right officer's desk.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.callback(invoke_without_command=True)
    def common(
        show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
        _as_json: Annotated[
            bool, typer.Option("--json", help="JSON Lines on standard output; anywhere on the line.")
        ] = False,
        _officer: Annotated[
            str, typer.Option("--as", help="The officer who acts (or WAYMARK_OFFICER); anywhere on the line.")
        ] = "",
    ) -> None:
        if show_version:
            typer.echo(f"waymark {version('waymark')}")
            raise typer.Exit

    for name in _MODULES:
        import_module(f"waymark.interfaces.cli.{name}").register(app)
    return app


def main() -> int:
    """Run the command line. Returns the exit code: 0, 1 something was refused, 2 wrong usage."""
    import django

    django.setup()
    arguments = door.take_common_options(sys.argv[1:])
    from django.db import connection

    try:
        build()(args=arguments, standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return 130
    except Exception as problem:
        if hasattr(problem, "format_message"):
            door.say(f"{problem.format_message()} `waymark --help` shows how.")  # pyright: ignore
            return door.WRONG_USAGE
        raise
    finally:
        connection.close_pool()  # type: ignore[attr-defined]
    return 0
