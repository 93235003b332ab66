"""The console script `waymark`: sees to a database, then hands over to the command line.

This module must be readable by any Python 3, so that an old one can be told so in a line.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OLDEST_PYTHON = (3, 11)

# Commands that need no database, by their first words, and flags that make any command need none.
NEEDS_NO_DATABASE = {
    ("synth",),
    ("schema",),
    ("policy", "check"),
    ("db", "roles"),
    ("stats", "base"),
    ("stats", "capacity"),
}
# Commands that need one only when an option names something in the record.
_READS_THE_RECORD_BY = {"--unit", "--figure", "--loaded-calendar"}
_MAY_NEED_NO_DATABASE = {
    ("stats", "change"),
    ("stats", "decompose"),
    ("stats", "holiday-effect"),
    ("stats", "forecast"),
}
_ANSWERS_ALONE = {"--help", "-h", "--version", "--install-completion", "--show-completion"}
_OPTIONS_WITH_A_VALUE = {"--as"}


def main() -> int:
    """Run `waymark`; returns the exit code: 0, 1 or 2 as the command line has it, 2 if it cannot start."""
    if sys.version_info < OLDEST_PYTHON:
        asked, found = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, sys.version_info[:3]))
        return _refuse(f"Waymark needs Python {asked} or newer, and this is {found}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
    # A batch makes values by the hundred thousand and no cycles: looking through them all is an eighth of the work.
    gc.set_threshold(200_000, 20, 50)
    if needs_database(sys.argv[1:], os.environ) and not _has_its_own(os.environ):
        from waymark.errors import WaymarkError

        try:
            _use_embedded(sys.argv[1:])
        except WaymarkError as error:
            return _refuse(str(error))
        except OSError as error:
            return _refuse(f"the embedded database did not start: {error}")
        except KeyboardInterrupt:
            return 130
    if not _SERVES.intersection(words_of(sys.argv[1:])[:1]):
        os.environ["WAYMARK_DOOR"] = "command"
    if "audit" in words_of(sys.argv[1:])[:1]:
        # The auditor's role alone sees every desk's entries.
        os.environ.setdefault("WAYMARK_DATABASE_ROLE", "auditor")
    if _reads_sealed_media(sys.argv[1:]):
        # Nobody else can read the sealed store, and it can read little else.
        os.environ.setdefault("WAYMARK_DATABASE_ROLE", "sealed_reader")
    from waymark.interfaces.cli.app import main as command_line

    return command_line() or 0


def needs_database(arguments: Iterable[str], environment: Mapping[str, str]) -> bool:
    """Say whether a command line needs a database. arguments: without the program's name."""
    if any(name.endswith("_COMPLETE") and name.startswith("_WAYMARK") for name in environment):
        return False
    arguments = list(arguments)
    before_dashes = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if _ANSWERS_ALONE.intersection(before_dashes):
        return False
    words = words_of(arguments)
    named = {argument.partition("=")[0] for argument in before_dashes}
    if tuple(words[:2]) in _MAY_NEED_NO_DATABASE and not named & _READS_THE_RECORD_BY:
        return False
    return bool(words) and not any(tuple(words[: len(known)]) == known for known in NEEDS_NO_DATABASE)


def words_of(arguments: Iterable[str]) -> list[str]:
    """The words of a command line that are no options, up to `--`."""
    words = []
    pending = iter(arguments)
    for argument in pending:
        if argument == "--":
            break
        if argument in _OPTIONS_WITH_A_VALUE:
            next(pending, None)
        elif not argument.startswith("-"):
            words.append(argument)
    return words


def _reads_sealed_media(arguments: Iterable[str]) -> bool:
    return words_of(arguments)[:2] == ["sealed", "read"]


def _has_its_own(environment: Mapping[str, str]) -> bool:
    """Say whether the administrator has named a server. What a parent command of ours set is not that."""
    if environment.get("DATABASE_URL"):
        return True
    if environment.get("WAYMARK_EMBEDDED") == "1":
        return False
    return any(name.startswith("WAYMARK_DATABASE_URL_") and value for name, value in environment.items())


# Commands that serve the pages or do the timed work.
_SERVES = {"serve", "work"}

# Commands that may act as the database's owner; no other process is handed that password.
_OWNERS = {"db", "up", "doctor"}


def _use_embedded(arguments: list[str]) -> None:
    """Hold the embedded database and tell Django and our children where it is, through the environment."""
    from pathlib import Path

    from waymark.config import embedded

    database = embedded.hold(Path(os.environ.get("WAYMARK_STATE") or "state"))
    if database.created:
        _say(f"made a database of its own in {database.state}: demonstration, not live data")
        if database.moved_from is not None:
            _say(
                "it is there because PostgreSQL does not run as root, and the user it runs as cannot enter "
                f"{database.moved_from}; WAYMARK_STATE chooses another place"
            )
    for role, url in database.urls.items():
        os.environ["WAYMARK_DATABASE_URL_" + role.upper()] = url
    os.environ["WAYMARK_EMBEDDED"] = "1"
    os.environ["WAYMARK_STATE"] = str(database.state)
    os.environ["WAYMARK_PG_BIN"] = str(database.bin_dir)
    from waymark.config.first_start import prepare

    prepare(database.state)
    if not _OWNERS.intersection(words_of(arguments)[:1]):
        for role in ("OWNER", "DISPOSAL", "SEALED_READER"):
            if role != "SEALED_READER" or not _reads_sealed_media(arguments):
                os.environ.pop(f"WAYMARK_DATABASE_URL_{role}", None)


def _say(line: str) -> None:
    sys.stderr.write(f"waymark: {line}\n")


def _refuse(line: str) -> int:
    _say(" ".join(line.split()))
    return 2


if __name__ == "__main__":
    sys.exit(main())
