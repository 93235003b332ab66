"""Two installations of Waymark in one test: a database and a signing key each, and nothing shared."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
from django.conf import settings
from django.db import connection

from tests.conftest import OWN, server, template


def _close() -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


class Installation:
    """One of two. Within `with here:` every act is done at it."""

    def __init__(self, database: str, key: Path) -> None:
        self.database = database
        self.key = key

    def __enter__(self) -> Self:
        self._before = connection.settings_dict["NAME"], settings.SIGNING_KEY
        _close()
        connection.settings_dict["NAME"], settings.SIGNING_KEY = self.database, self.key
        return self

    def __exit__(self, *_: object) -> None:
        _close()
        connection.settings_dict["NAME"], settings.SIGNING_KEY = self._before


@contextmanager
def two_installations(folder: Path) -> Iterator[tuple[Installation, Installation]]:
    """The test's own database and another like it, the second dropped at the end."""
    other = f"{OWN}_{secrets.token_hex(3)}"
    with psycopg.connect(server().urls["owner"], autocommit=True) as owner:
        owner.execute(f"create database {other} template {template()}")
    try:
        yield Installation(OWN, folder / "one.pem"), Installation(other, folder / "other.pem")
    finally:
        _drop(other)


def _drop(database: str) -> None:
    """Drop a database. Its server may be tidying it up, and stops for its own administrator alone: wait for that."""
    with psycopg.connect(server().urls["owner"], autocommit=True) as owner:
        for _ in range(100):
            try:
                owner.execute(f"drop database if exists {database} with (force)")
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                time.sleep(0.1)
            else:
                return
        owner.execute(f"drop database if exists {database} with (force)")
