"""The command line: one module a verb, put together here."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from waymark.interfaces.cli import door

# Each verb and the module that knows it; only the module that is asked for is loaded.
_VERBS = {
    "receive": "receive",
    "faults": "receive",
    "queue": "queue",
    "show": "show",
    "attribute": "attribute",
    "place": "place",
    "reference": "reference",
    "links": "links",
    "assess": "assess",
    "policy": "policy",
    "audit": "audit",
    "synth": "synth",
    "up": "serving",
    "serve": "serving",
    "work": "serving",
    "db": "database",
    "officer": "officers",
    "doctor": "doctor",
}


def build(verb: str = "") -> typer.Typer:
    """Put the verbs together: all of them, or the one that is asked for."""
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

    wanted = [_VERBS[verb]] if verb in _VERBS else dict.fromkeys(_VERBS.values())
    for name in wanted:
        import_module(f"waymark.interfaces.cli.{name}").register(app)
    return app


def main() -> int:
    """Run the command line. Returns the exit code: 0, 1 something was refused, 2 wrong usage."""
    import django

    django.setup()
    arguments = door.take_common_options(sys.argv[1:])
    from django.db import connection

    try:
        build(arguments[0] if arguments else "")(args=arguments, standalone_mode=False)
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
