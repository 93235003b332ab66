"""Tests run on the real embedded PostgreSQL, through the roles that the doors use.

One server a run; one database a worker, cloned for each test that writes from a template that the owner
migrated once. No test sees another's rows, and row security, rights and triggers are as in life.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from hypothesis import settings

from tests.state_folders import a_state_folder
from waymark.config import embedded

# CI draws the same examples every time; on a desk each run looks somewhere new.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

TEMPLATE = "waymark_template"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
OWN = f"waymark_test_{WORKER}"

if "WAYMARK_TEST_STATE" not in os.environ:
    os.environ["WAYMARK_TEST_STATE"] = str(a_state_folder())
os.environ["WAYMARK_STATE"] = os.environ["WAYMARK_TEST_STATE"]
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
os.environ["WAYMARK_DATABASE_ROLE"] = "application"

_server: embedded.Database | None = None


def _at(url: str, database: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}"))


def _addresses(database: str, server: embedded.Database) -> dict[str, str]:
    """What tells a process of ours which database to use."""
    urls = {f"WAYMARK_DATABASE_URL_{role.upper()}": _at(url, database) for role, url in server.urls.items()}
    return urls | {"WAYMARK_EMBEDDED": "1", "WAYMARK_PG_BIN": str(server.bin_dir)}


def server() -> embedded.Database:
    """The run's PostgreSQL; started by whoever asks first."""
    global _server  # noqa: PLW0603 - one a process, by design
    if _server is None:
        _server = embedded.hold(Path(os.environ["WAYMARK_TEST_STATE"]), durable=False)
    return _server


@cache
def template() -> str:
    """The name of a migrated database to clone; made by the worker that first needs one."""
    held = server()
    with (Path(os.environ["WAYMARK_TEST_STATE"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make_template(held)
    return TEMPLATE


def _make_template(held: embedded.Database) -> None:
    with psycopg.connect(held.urls["owner"], autocommit=True) as owner:
        if owner.execute("select 1 from pg_database where datname = %s", [TEMPLATE]).fetchone():
            return
        owner.execute(f"create database {TEMPLATE}_new")
        there = os.environ | _addresses(f"{TEMPLATE}_new", held)
        subprocess.run([sys.executable, "-m", "waymark.config.migrate"], check=True, env=there)
        owner.execute(f"alter database {TEMPLATE}_new rename to {TEMPLATE}")


def fresh_database() -> None:
    """Give this worker a database as the migrations leave it."""
    held, made_from = server(), template()
    from django.db import connection

    connection.close()
    if getattr(connection, "pool", None) is not None:
        connection.close_pool()  # type: ignore[attr-defined]
    with psycopg.connect(held.urls["owner"], autocommit=True) as owner:
        _drop(owner)
        owner.execute(f"create database {OWN} template {made_from}")


def _drop(owner: psycopg.Connection) -> None:
    """Drop the worker's database; the server's own vacuum may be in it for a moment."""
    for _ in range(50):
        try:
            owner.execute(f"drop database if exists {OWN} with (force)")
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            time.sleep(0.1)
        else:
            return
    owner.execute(f"drop database if exists {OWN} with (force)")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the run's state, when its last worker has ended."""
    if not hasattr(config, "workerinput"):
        embedded.discard(Path(os.environ["WAYMARK_TEST_STATE"]))


def begin() -> None:
    """Start the server and point Django at it; called by the folders whose tests need a database.

    It must come before their modules are collected, because collecting looks at what they import, and
    looking at Django's connection loads the settings.
    """
    import django

    os.environ.update(_addresses(OWN, server()))
    django.setup()


@pytest.fixture
def database():
    """A database of the test's own, as the migrations leave it, seen as the application role."""
    fresh_database()
    yield
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def module_database():
    """The same, shared by the tests of a module that tell one story (a journey)."""
    fresh_database()
    yield
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
