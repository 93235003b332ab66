"""One act at a time on what is never edited, and so cannot be locked as a row."""

from __future__ import annotations

from django.db import connection


def take_turn(reference: str) -> None:
    """Wait until no other transaction acts on the same reference; held until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [reference])
