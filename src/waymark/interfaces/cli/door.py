"""What every command shares: who acts, how answers are printed, and how refusals are."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import typer

from waymark.errors import WaymarkError
from waymark.interfaces import plain_values

REFUSED = 1
"""Exit code: something was refused or quarantined."""

WRONG_USAGE = 2
"""Exit code: the command could not do what was asked."""


class NobodyActs(WaymarkError):
    """No command runs without an officer to account to."""

    def __init__(self) -> None:
        super().__init__(
            "Say who acts: `--as OFFICER`, or set WAYMARK_OFFICER (`waymark officer list` shows who is)"
        )


class _Options:
    as_json = False
    officer = ""


OPTIONS = _Options()


def now() -> datetime:
    """The clock, read at this door and passed in everywhere else."""
    return datetime.now(UTC)


def officer_name() -> str:
    """Who acts: `--as`, WAYMARK_OFFICER, or on the embedded database the local officer. Raises NobodyActs."""
    name = OPTIONS.officer or os.environ.get("WAYMARK_OFFICER", "")
    if not name and os.environ.get("WAYMARK_EMBEDDED") == "1":
        name = local_officer()
    if not name:
        raise NobodyActs
    return name


def local_officer() -> str:
    """The officer that the embedded database's first start makes: the system's user, by name."""
    import getpass

    return f"{getpass.getuser()}"


def take_common_options(arguments: list[str]) -> list[str]:
    """Take `--json` and `--as OFFICER` from wherever they stand; returns the arguments without them."""
    left: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            left += [argument, *waiting]
        elif argument == "--json":
            OPTIONS.as_json = True
        elif argument == "--as":
            OPTIONS.officer = next(waiting, "")
        elif argument.startswith("--as="):
            OPTIONS.officer = argument.removeprefix("--as=")
        else:
            left.append(argument)
    return left


def say(line: str) -> None:
    """A message for a person: to standard error, so that standard output holds answers alone."""
    typer.echo(line, err=True)


plain = plain_values.plain


def answer(value: Any) -> None:
    """Print one JSON line."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")


def answer_each(
    answers: Iterable[Mapping[str, object]], in_words: Callable[[Mapping[str, object]], str]
) -> int:
    """Print each answer, as JSON where that was asked, else in words. Returns how many hold an `error`."""
    refused = 0
    for each in answers:
        refused += "error" in each
        if OPTIONS.as_json:
            answer(each)
        else:
            typer.echo(in_words(each))
    return refused


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table for a person. Nothing is cut to fit: a reference that is cut cannot be used."""
    heads = [str(column) for column in columns]
    lines = [["" if each is None else str(each).replace("\n", "; ") for each in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]

    def line(cells: list[str]) -> str:
        return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()

    heading = f"\n{title}\n" if title else "\n"
    sys.stdout.write(f"{heading}{line(heads)}\n{line(['-' * width for width in widths])}\n")
    for cells in lines:
        sys.stdout.write(line(cells) + "\n")


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a foreseen problem into one clear line and exit code 2; a refused pipe ends quietly."""
    try:
        yield
    except WaymarkError as problem:
        say(str(problem))
        raise typer.Exit(WRONG_USAGE) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(REFUSED) from None
