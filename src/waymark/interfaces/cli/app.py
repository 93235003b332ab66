"""The command line: one module a verb, put together here."""

from __future__ import annotations

import logging
import secrets
import sys
from importlib.metadata import version
from itertools import pairwise
from typing import Annotated

import typer

from waymark.interfaces.cli import door

_log = logging.getLogger(__name__)

_INTERRUPTED = 130

# Each verb and the module that knows it; only the module that is asked for is loaded.
_VERBS = {
    "receive": "receive",
    "faults": "receive",
    "schema": "schema",
    "queue": "queue",
    "show": "show",
    "attribute": "attribute",
    "place": "place",
    "reference": "reference",
    "link": "link",
    "links": "links",
    "label": "labels",
    "ask": "asking",
    "check": "asking",
    "enquiries": "enquiries",
    "disseminate": "disseminate",
    "export": "export",
    "assess": "assess",
    "assign": "assign",
    "forecast-breaches": "forecast_breaches",
    "level": "level",
    "policy": "policy",
    "audit": "audit",
    "sealed": "sealed",
    "stats": "statistics",
    "synth": "synth",
    "up": "serving",
    "serve": "serving",
    "work": "serving",
    "db": "database",
    "officer": "officers",
    "doctor": "doctor",
}

# What `waymark export` writes: its `--as` names one of these, or else an officer.
_FORMS = frozenset({"package", "csv", "case", "vics", "sfr"})


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
        *,
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


def forms_named(arguments: list[str]) -> list[str]:
    """Take `export REF --as csv` for the form of the file, because `--as OFFICER` says who acts everywhere."""
    if "export" not in arguments:
        return arguments
    named = list(arguments)
    for n, (option, value) in enumerate(pairwise(named)):
        if option == "--as" and value in _FORMS:
            named[n] = "--form"
    return [
        f"--form={each[5:]}" if each.startswith("--as=") and each[5:] in _FORMS else each for each in named
    ]


def main() -> int:
    """Run the command line. Returns the exit code: 0, 1 something was refused, 2 wrong usage."""
    arguments = door.take_common_options(forms_named(sys.argv[1:]))
    verb = arguments[0] if arguments and arguments[0] in _VERBS else ""
    try:
        return _run(verb, arguments)
    except (typer.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except Exception as problem:  # noqa: BLE001 - the last line of defence: its words may quote the record
        return _explain(verb, problem)


def _run(verb: str, arguments: list[str]) -> int:
    import django

    django.setup()
    from django.db import connection

    try:
        # Outside its own main, typer gives the code of an Exit back instead of raising it.
        code = build(verb)(args=arguments, standalone_mode=False)
    finally:
        connection.close_pool()  # type: ignore[attr-defined]
    return code if isinstance(code, int) else 0


def _explain(verb: str, problem: Exception) -> int:
    """Say in one line what ended the command, and log where, without the words of a fault of ours."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    if hasattr(problem, "format_message"):
        said, shows = " ".join(problem.format_message().split()), " ".join(["waymark", *filter(None, [verb])])
        door.say(f"{said} `{shows} --help` shows how.")
        return door.WRONG_USAGE
    if isinstance(problem, ImproperlyConfigured):
        door.say(str(problem))
        return door.WRONG_USAGE
    if isinstance(problem, OSError) and problem.filename:
        door.say(f"{problem.filename}: {problem.strerror}. Check that it is there and that you may use it.")
        return door.WRONG_USAGE
    reference = secrets.token_hex(4)
    # Before the settings are read there is no handler but Python's own, which would print the words.
    told = problem if logging.getLogger().handlers else None
    _log.error("command ended by a fault", exc_info=told, extra={"reference": reference, "command": verb})
    if isinstance(problem, OperationalError):
        what = "The database did not answer, or broke off: see that it runs, and try again."
    else:
        what = "A fault of ours: nothing that was not already confirmed has been changed."
    door.say(
        f"{what} Reference {reference}: the line above has where it happened; send it to whoever keeps this."
    )
    return door.WRONG_USAGE
