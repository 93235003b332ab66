"""One act at a time on one referral or package; held until the transaction ends."""

from __future__ import annotations

from django.db import connection


def take_turn(reference: str) -> None:
    """Wait until no other transaction acts on the same reference."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 1))", [reference])
