"""The one way into the record: a transaction with its viewer set, accounted for at its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

from waymark.audit.ledger import accounted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waymark.access.rules import Viewer


@contextmanager
def acting(viewer: Viewer) -> Iterator[None]:
    """Open one transaction in which `viewer` sees their desks' records, and nobody else's.

    Doors open it; operations and queries demand it. Audit entries recorded within are chained as its
    last act. Everything is undone when an exception leaves it. It is never opened within another transaction,
    whose viewer it would change: Django raises RuntimeError then.
    """
    with transaction.atomic(durable=True), accounted():
        show_desks(viewer)
        yield


@contextmanager
def looking_across(viewer: Viewer, desks: Sequence[int]) -> Iterator[None]:
    """Within the viewer's own transaction, see these desks' records for one reading; then the viewer's own again.

    For what the national desk knows and says only the least of: whoever opens it returns no row of another desk.
    """
    _set_desks(desks)
    yield
    # Where the reading failed so did the transaction, and the setting goes with it.
    _set_desks(viewer.desks)


def _set_desks(desks: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('waymark.desks', %s, true)", [",".join(map(str, desks))])


def show_desks(viewer: Viewer) -> None:
    """Tell row-level security, for this transaction alone, who is looking and at which desks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('waymark.officer', %s, true), set_config('waymark.desks', %s, true)",
            [str(viewer.officer_id), ",".join(map(str, viewer.desks))],
        )
