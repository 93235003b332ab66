"""A moment as someone types it on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from waymark.errors import WaymarkError


class NoMoment(WaymarkError):
    """What was typed is no moment that can be placed."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no moment: write 2026-11-22, or 2026-11-22T10:14Z with its zone")


def stated_moment(text: str, *, not_after: datetime | None = None) -> datetime:
    """Read a day (its last moment, in UTC) or a time with its zone. Raises NoMoment.

    not_after: of a day that is not over, this moment instead.
    """
    try:
        if len(text) == len("2026-11-22"):
            day = date.fromisoformat(text)
            end = datetime.combine(day, time.max, tzinfo=UTC)
            return not_after if not_after is not None and not_after.date() == day else end
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NoMoment(text) from None
    if moment.tzinfo is None:
        raise NoMoment(text)
    return moment.astimezone(UTC)
