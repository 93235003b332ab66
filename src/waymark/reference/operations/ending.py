"""What verdicts were made from which version, and the end of a version that nothing later was made from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError
from waymark.reference import models
from waymark.reference.queries import NoSuchVersion, Use, use_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

_USE = Table(
    "reference_use",
    ("version_id", "first_day", "last_day", "verdicts", "used_at"),
    ("bigint", "date", "date", "integer", "timestamptz"),
)
_NUMBER = re.compile(r", version ([0-9]+)$")


class AlreadySucceeded(WaymarkError):
    """Another version was put in the place of this one."""

    def __init__(self, number: int, successor: int) -> None:
        super().__init__(f"version {number} was succeeded by version {successor}: look at that one")


class CannotEnd(WaymarkError):
    """The last day asked for cannot be: verdicts rest on later days, or it is no earlier end."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"version {number} cannot be ended so: {why}")


def version_row(number: int) -> models.ReferenceVersion:
    """A version that is in use, locked until the transaction ends. Raises NoSuchVersion, AlreadySucceeded."""
    row = models.ReferenceVersion.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise NoSuchVersion(number)
    if row.succeeded_by_id is not None:
        raise AlreadySucceeded(number, row.succeeded_by_id)
    return row


def note_use(labels: Mapping[str, tuple[int, date, date]], *, now: datetime) -> None:
    """Note what a batch of verdicts was made from, inside `acting(...)`.

    labels: by the label of a version, how many verdicts and the first and last day of their events.
    """
    rows = [
        (int(match[1]), first, last, count, now)
        for label, (count, first, last) in labels.items()
        if (match := _NUMBER.search(label))
    ]
    if rows:
        insert(_USE, rows)


def end(viewer: Viewer, number: int, *, last_day: date, reason: str, now: datetime) -> None:
    """Say on which day a version ceased to hold, inside `acting(...)`.

    Only ever earlier than it was, and not before the last day of an event whose verdict was made from it:
    such a version is succeeded instead. Raises NotPermitted, NoSuchVersion, AlreadySucceeded, CannotEnd.
    """
    require(viewer, Permission.LOAD_REFERENCE)
    row = version_row(number)
    _check_end(row, last_day, use_of([number])[number])
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    record(
        Event.REFERENCE_ENDED,
        f"reference-{number}",
        actor=viewer.officer_id,
        at=now,
        desk=None,
        detail={"valid_to": last_day.isoformat(), "reason": reason},
    )


def _check_end(row: models.ReferenceVersion, last_day: date, used: Use) -> None:
    if row.valid_from is not None and last_day < row.valid_from:
        raise CannotEnd(row.pk, f"its first day is {row.valid_from}, later than {last_day}")
    if row.valid_to is not None and last_day > row.valid_to:
        raise CannotEnd(row.pk, f"it ended on {row.valid_to} already: load the file again for later days")
    if used.last_day is not None and used.last_day > last_day:
        raise CannotEnd(
            row.pk,
            f"verdicts were made from it ({used.verdicts}), on events up to {used.last_day}. "
            "Load the right file in its place: what was made from it stays, to be looked at again",
        )
