"""Bringing the database to this version's shape, as its owner: migrations, partitions ahead, rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import connection

from waymark.database.partitions import make_ahead

if TYPE_CHECKING:
    from collections.abc import Callable

# The frameworks' own tables hold sign-ins, sessions and jobs, no record: the doors may use them freely.
_FRAMEWORKS = ("django_session", "django_cache", "account_%", "mfa_%", "procrastinate_%")


def migrate(*, say: Callable[[str], None] = lambda _line: None) -> None:
    """Apply every migration, make partitions ahead of need, and give the doors their rights."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    for name in make_ahead():
        say(f"made partition {name}")
    _grant_frameworks()


def _grant_frameworks() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, relkind from pg_class join pg_namespace n on n.oid = relnamespace "
            "where nspname = 'public' and relkind in ('r', 'S') and relname like any (%s)",
            [list(_FRAMEWORKS)],
        )
        for name, kind in cursor.fetchall():
            rights = "usage, select" if kind == "S" else "select, insert, update, delete"
            what = "sequence" if kind == "S" else "table"
            cursor.execute(f'grant {rights} on {what} "{name}" to waymark_application, waymark_worker')
        for read in ("django_content_type", "django_migrations"):
            cursor.execute(f"grant select on {read} to public")
