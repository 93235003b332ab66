"""Moments in the several spellings that reporters use; all of one moment are the same instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from waymark.synthetic.draws import Draws

_SUMMER: Final = timezone(timedelta(hours=1))
_EASTERN: Final = timezone(timedelta(hours=-5))


def spelt(moment: datetime, draws: Draws) -> str:
    """The moment with its zone stated: mostly Z, sometimes milliseconds or an offset."""
    way = draws.random()
    if way < 0.6:  # noqa: PLR2004 - shares of the spellings, a decision: Z is what the public clients write
        return f"{moment:%Y-%m-%dT%H:%M:%S}Z"
    if way < 0.8:  # noqa: PLR2004
        return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
    if way < 0.9:  # noqa: PLR2004
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    zone = _SUMMER if way < 0.95 else _EASTERN  # noqa: PLR2004
    return moment.astimezone(zone).isoformat(timespec="seconds")


def without_zone(moment: datetime) -> str:
    """The moment as a reporter writes it who states no zone (a dateTime with no offset is valid)."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}"
