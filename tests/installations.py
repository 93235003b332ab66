"""Two installations of Waymark in one test: a database and a signing key each, and nothing shared."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
from django.conf import settings
from django.db import connection

from tests.conftest import OWN, TEMPLATE, server


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
        owner.execute(f"create database {other} template {TEMPLATE}")
    try:
        yield Installation(OWN, folder / "one.pem"), Installation(other, folder / "other.pem")
    finally:
        with psycopg.connect(server().urls["owner"], autocommit=True) as owner:
            owner.execute(f"drop database if exists {other} with (force)")
