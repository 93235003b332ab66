"""Writes docs/reference from the code and from the database as the migrations leave it; `--check` compares.

What a page says is nowhere typed twice: commands come from the command line itself, columns and rights
from PostgreSQL's own catalogue, purposes and ends from the models' docstrings, layers from pyproject.toml.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that this runs as a file, from any folder

from tools.reference_markdown import code, table  # noqa: E402
from tools.reference_policy import policy  # noqa: E402
from tools.reference_states import dissemination_states, enquiry_states  # noqa: E402
from tools.reference_tables import data_dictionary  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from waymark.config import embedded

PAGES = ROOT / "docs" / "reference"
SOURCE = ROOT / "src" / "waymark"
_HEAD = "<!-- Written by tools/reference_docs.py: do not edit. -->\n"
_COMMANDS = """# Commands

`--json` prints JSON Lines on standard output; messages go to standard error. Exit 0: done; 1: something was
refused or quarantined; 2: wrong usage, or the command could not do what was asked.
"""
_PERMISSIONS = """# Permissions

An officer may do what any one of their roles allows, at the desks they belong to.
"""
_EVENTS = """# Audit events

The kinds are those of the Data Protection Act 2018 s 62, and one for the installation itself. An event that
nothing records yet belongs to work that is still to come.
"""
_DESCRIPTION = "openapi.json"
_LAYERS = """# Layers

Held by import-linter: a layer imports from those below it, never from above.
"""
# Wide enough that no list of choices is broken, narrow enough to read beside the code.
_HELP_WIDTH = 100


def commands() -> str:
    """Every verb with its arguments and options, as `--help` prints them."""
    import typer

    from waymark.interfaces.cli.app import build

    def walk(command: Any, name: str, parent: Any = None) -> Iterator[str]:
        context = command.make_context(
            name, [], parent=parent, resilient_parsing=True, terminal_width=_HELP_WIDTH, color=False
        )
        lines = [line.rstrip() for line in command.get_help(context).splitlines()]
        yield f"## {context.command_path}\n\n```text\n" + "\n".join(lines) + "\n```\n"
        for child, inner in sorted(getattr(command, "commands", {}).items()):
            yield from walk(inner, child, context)

    return "\n".join([_COMMANDS, *walk(typer.main.get_command(build()), "waymark")])


def permissions() -> str:
    """What each role may do, and who the database's own roles are."""
    from waymark.access.rules import ALLOWED, Permission, Role
    from waymark.database.roles import ROLES

    heads = ("may", *(role.value.replace("_", " ") for role in Role))
    rows: list[tuple[object, ...]] = [
        (
            each.value.replace("_", " "),
            *("yes" if each in ALLOWED.get(role, frozenset()) else "" for role in Role),
        )
        for each in Permission
    ]
    logins: list[tuple[object, ...]] = [(code(role.name), role.purpose) for role in ROLES]
    return (
        f"{_PERMISSIONS}\n## Officers' roles\n\n{table(heads, rows)}\n"
        f"## The database's login roles\n\nNone may bypass row security.\n\n{table(('role', 'for'), logins)}"
    )


# The ledger's own words, their words for a page, and the question what was told of a kind of deed.
_NOT_RECORDING, _ASKS = {"audit.events", "interfaces.web.words"}, "told"


def _recorders() -> dict[str, set[str]]:
    """Which modules record which event: those that name it other than to ask for what was recorded."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = {
            id(inner)
            for each in ast.walk(tree)
            if isinstance(each, ast.Call) and ast.unparse(each.func) == _ASKS
            for inner in ast.walk(each)
        }
        for each in ast.walk(tree):
            if (
                isinstance(each, ast.Attribute)
                and ast.unparse(each.value) == "Event"
                and id(each) not in asked
            ):
                found.setdefault(each.attr, set()).add(module)
    return {event: modules - _NOT_RECORDING for event, modules in found.items()}


def audit_events() -> str:
    """Every event of the ledger, and what records it."""
    from waymark.audit.events import Event

    recorders, parts = _recorders(), [_EVENTS]
    source = (SOURCE / "audit" / "events.py").read_text(encoding="utf-8")
    for kind, block in re.findall(r"    # ([^\n]+)\n((?:    [A-Z_]+ = [^\n]+\n)+)", source):
        names = re.findall(r"([A-Z_]+) = ", block)
        rows: list[tuple[object, ...]] = [
            (code(Event[name].value), code(sorted(recorders.get(name, ()))) or "nothing yet")
            for name in names
        ]
        parts.append(f"## {kind[0].upper()}{kind[1:]}\n\n{table(('event', 'recorded by'), rows)}")
    return "\n".join(parts)


_CONTRACT_KEYS = (
    "layers", "modules", "source_modules", "forbidden_modules", "protected_modules", "allowed_importers",
)  # fmt: skip


def layers() -> str:
    """The import contracts, and what each module says it knows."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    parts = [_LAYERS]
    for each in contracts:
        told = [f"- {key.replace('_', ' ')}: {code(each[key])}\n" for key in _CONTRACT_KEYS if key in each]
        parts.append(f"## {each['name']}\n\n{''.join(told)}")
    rows: list[tuple[object, ...]] = []
    for path in sorted(SOURCE.rglob("*.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if said and "migrations" not in path.parts:
            name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
            rows.append((code(name), said.split("\n\n")[0]))
    parts.append(f"## What each module knows\n\n{table(('module', 'in its own words'), rows)}")
    return "\n".join(parts)


_FORMATS = (
    "# Formats: what is read, and what is kept raw\n\nFor each kind of document what its reader knows, and where "
    "it goes. Whatever else a document holds is kept raw at its own path and shown there; nothing is dropped.\n"
)


def formats() -> str:
    """The field-loss report: of each format the paths that its reader knows, from the readers themselves."""
    from waymark.stages.intake.readers.losses import known_paths

    parts = [_FORMATS]
    for kind, (reader, known) in known_paths().items():
        rows: list[tuple[object, ...]] = [(code(path), goes) for path, goes in known.items()]
        words = (
            table(("path or label", "goes to"), rows)
            if rows
            else ("Every element and attribute of its published schema has a place.\n")
        )
        parts.append(f"## {kind.value.replace('_', ' ')}, read by {code(reader)}\n\n{words}")
    return "\n".join(parts)


MAKERS: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "permissions.md": permissions,
    "audit-events.md": audit_events,
    "data-dictionary.md": data_dictionary,
    "policy.md": policy,
    "formats.md": formats,
    "enquiry-states.md": enquiry_states,
    "dissemination-states.md": dissemination_states,
    "layers.md": layers,
}


def description() -> str:
    """The API in OpenAPI 3.1, as it is served."""
    from waymark.interfaces.api.urls import written

    return written()


def made() -> dict[str, str]:
    """Every page by its file's name. Django must be set up on a migrated database."""
    pages = {name: _HEAD + "\n" + make() for name, make in MAKERS.items()}
    index = "".join(f"- [{page.splitlines()[2].lstrip('# ')}]({name})\n" for name, page in pages.items())
    index += f"- [The API]({_DESCRIPTION}), in OpenAPI 3.1\n"
    pages[_DESCRIPTION] = description()
    pages["README.md"] = (
        f"{_HEAD}\n# Reference\n\nTaken from the code; compared with it by the tests.\n\n{index}"
    )
    return pages


def stale() -> list[str]:
    """The pages that differ from what the code says now; those that should not be there as well."""
    pages = made()
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    return sorted(name for name in pages.keys() | there.keys() if pages.get(name) != there.get(name))


def _set_up(held: embedded.Database) -> None:
    """Point this process at a database of its own, as the migrations leave it."""
    os.environ |= {f"WAYMARK_DATABASE_URL_{role.upper()}": url for role, url in held.urls.items()}
    # As the tests do: no officer is made, because no page says anything of one.
    os.environ |= {"WAYMARK_EMBEDDED": "1", "WAYMARK_TEST_STATE": str(held.state)}
    os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
    subprocess.run([sys.executable, "-m", "waymark.config.migrate"], check=True)
    import django

    django.setup()


def main() -> int:
    """Write the pages, or with `--check` return 1 and name those that differ."""
    from waymark.config import embedded

    with embedded.temporary() as held:
        _set_up(held)
        from django.db import connection

        differing = stale()
        if "--check" not in sys.argv[1:]:
            for name, text in made().items():
                (PAGES / name).write_text(text, encoding="utf-8")
        connection.close_pool()  # type: ignore[attr-defined]
    if "--check" in sys.argv[1:]:
        for name in differing:
            print(f"docs/reference/{name} is not what the code says: run `python tools/reference_docs.py`")
        return 1 if differing else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
