"""One writer at a time of a desk's work, so that two supervisors never decide from the same picture."""

from __future__ import annotations

from django.db import connection

_ASSIGNMENT = 7231


def take_turn(desk: int) -> None:
    """Wait until nobody else changes who does what at this desk; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_ASSIGNMENT, desk])
