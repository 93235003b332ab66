"""The force's own past work, to put the forecast against: a row for each part, headings in any case.

Columns: opened, due, level; done (empty: never); and, where known, minutes, officer and reference. Times are
RFC 3339, or without a zone as in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from waymark.clocks import Level
from waymark.stages.assignment.readers.rows import FileRefused, places_of, said_in

_HEADINGS = {
    "opened": ("opened", "opened at", "received", "received at", "created"),
    "due": ("due", "due at", "target", "deadline"),
    "done": ("done", "done at", "finished", "completed", "closed"),
    "level": ("level", "risk", "priority", "grade"),
    "minutes": ("minutes", "work minutes"),
    "officer": ("officer", "owner"),
    "reference": ("reference", "ref", "id", "key"),
}
_NEEDED = ("opened", "due", "done", "level")


class PastFileRefused(FileRefused):
    """A row of past work cannot be understood: nothing of the file is loaded."""


@dataclass(frozen=True, slots=True)
class PastRow:
    """One part of the past. key: its reference, or its row's own content where it has none."""

    key: str
    level: Level
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None
    minutes: int | None
    officer: str


def read_past_file(stream: BinaryIO) -> Iterator[PastRow]:
    """Each row. Raises PastFileRefused at the first that cannot be understood."""
    for n, said in said_in(stream, _columns, refused=PastFileRefused):
        yield _row(n, said)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    found = places_of(_HEADINGS, headings)
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise PastFileRefused(
            1, f"it has no column {', '.join(missing)}; it has {', '.join(headings) or 'none'}"
        )
    return found


def _row(n: int, said: Mapping[str, str]) -> PastRow:
    opened, due = _moment(n, said["opened"]), _moment(n, said["due"])
    done = _moment(n, said["done"]) if said["done"] else None
    level = said["level"].lower().replace(" ", "_").replace("-", "_")
    if level not in Level.__members__.values():
        raise PastFileRefused(n, f"{said['level']!r} is no level; use {', '.join(Level)}")
    if due < opened or (done is not None and done < opened):
        raise PastFileRefused(n, "it is due or done before it was opened")
    minutes = said.get("minutes", "")
    if minutes and not minutes.isdecimal():
        raise PastFileRefused(n, f"{minutes!r} is no whole number of minutes")
    key = said.get("reference") or f"{opened.isoformat()} {due.isoformat()} {said['done']} {level} {n}"
    return PastRow(
        key, Level(level), opened, due, done, int(minutes) if minutes else None, said.get("officer", "")
    )


def _moment(n: int, words: str) -> datetime:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        raise PastFileRefused(n, f"{words!r} is no time; write 2026-11-20T09:00Z") from None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
