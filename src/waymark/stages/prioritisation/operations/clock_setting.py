"""Giving a clock its length, with who says so."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks.catalogue import Group, Length, Unit, clock_called
from waymark.database.copying import Table, insert
from waymark.errors import WaymarkError

_SETTING = Table("clock_setting", ("clock", "nation", "amount", "unit", "source", "set_at", "officer_id"))
LONGEST = 1_000
"""The most of any unit that a clock may be given: a slip of the hand makes more."""


class NoSource(WaymarkError):
    """A length was given, and nobody who says so."""

    def __init__(self) -> None:
        super().__init__("Say who says so: the article, the procedure or the decision, with its date")


class NotALength(WaymarkError):
    """A length that no clock can have."""

    def __init__(self) -> None:
        super().__init__(f"A length is a whole number from 1 to {LONGEST:,}, or none at all")


class PromiseNeedsTime(WaymarkError):
    """A promise of enforcement is elapsed time, and always has a length."""

    def __init__(self) -> None:
        super().__init__(
            "A promise of enforcement is elapsed time: give it hours or days, in every nation alike"
        )


def set_clock(*, clock: str, nation: str, length: Length, viewer: Viewer, now: datetime) -> None:
    """Give a clock its length from now on. nation: empty for all. length.amount: None for no length.

    Raises NotPermitted, UnknownClock, NoSource, NotALength, PromiseNeedsTime.
    """
    require(viewer, Permission.MANAGE_INSTALLATION)
    spec = clock_called(clock)
    if not length.source.strip():
        raise NoSource
    if length.amount is not None and not 1 <= length.amount <= LONGEST:
        raise NotALength
    elapsed = length.amount is not None and length.unit in {Unit.HOURS, Unit.DAYS}
    if spec.group is Group.PROMISE and (nation or not elapsed):
        raise PromiseNeedsTime
    insert(
        _SETTING,
        [(clock, nation, length.amount, length.unit.value, length.source.strip(), now, viewer.officer_id)],
    )
    record(
        Event.CLOCK_SET,
        f"clock:{clock}",
        actor=viewer.officer_id,
        at=now,
        desk=None,
        detail={
            "nation": nation,
            "amount": length.amount,
            "unit": length.unit.value,
            "source": length.source,
        },
    )
