"""`waymark` as a process of its own, on the database of the test; and the server's superuser, who may do anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

# What a test's own process sets for itself and no command inherits.
_NOT_INHERITED = ("WAYMARK_DATABASE_ROLE", "WAYMARK_EMBEDDED", "WAYMARK_DOOR", "WAYMARK_OFFICER")


@dataclass(frozen=True)
class Answered:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def waymark(*arguments: str, program: str = "-m waymark.config.start", **environment: str) -> Answered:
    """Run a command to its end."""
    inherited = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    done = subprocess.run(
        [sys.executable, *program.split(" ", 1), *arguments],
        env=inherited | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Answered(done.returncode, done.stdout, done.stderr)


def superusers_url() -> str:
    """The URL of the test's database as the server's superuser, whom no guard stops."""
    secrets = json.loads((Path(os.environ["WAYMARK_TEST_STATE"]) / "secrets.json").read_text())
    parts = urlsplit(os.environ["WAYMARK_DATABASE_URL_OWNER"])
    login = f"postgres:{quote(secrets['passwords']['postgres'], safe='')}@{parts.netloc.rpartition('@')[2]}"
    return urlunsplit(parts._replace(netloc=login))


def as_superuser(*statements: str) -> list[Any]:
    """Run statements that no role of ours may, triggers switched off; returns the last one's rows."""
    with psycopg.connect(superusers_url(), autocommit=True) as session:
        session.execute("set session_replication_role = replica")
        answer = None
        for statement in statements:
            answer = session.execute(statement.encode())
        return answer.fetchall() if answer is not None and answer.description else []
