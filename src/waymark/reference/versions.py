"""Versions of reference data stand side by side; a look-up takes those that held at the time it asks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from waymark.reference.kinds import STALE_AFTER_DAYS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Version:
    """One loaded file.

    name: the file's name. source: where it came from, in words. rows: how many it holds.
    valid_from, valid_to: the first and last day it holds for; None is open at that end.
    covers: the parts of its kind that it speaks for: `ipv4`, `ipv6`, a database's own type, or `all`.
    succeeded_by: the version put in its place because it was wrong; None for one that is in use.
    """

    id: int
    kind: Kind
    name: str
    source: str
    sha256: str
    rows: int
    valid_from: date | None
    valid_to: date | None
    loaded_at: datetime
    loaded_by: int
    covers: tuple[str, ...] = ("all",)
    succeeded_by: int | None = None

    @property
    def label(self) -> str:
        """The version as verdicts and placements name it: kind, file, the dates it holds for, its number."""
        first = f"from {self.valid_from}" if self.valid_from else ""
        last = f"to {self.valid_to}" if self.valid_to else ""
        dates = " ".join(filter(None, (first, last))) or "no dates stated"
        return f"{self.kind}: {self.name} ({dates}), version {self.id}"

    @property
    def stale_on(self) -> date:
        """The day from which a newer version should be looked for."""
        start = self.valid_from or self.loaded_at.date()
        stale = start + timedelta(days=STALE_AFTER_DAYS[self.kind])
        return min(stale, self.valid_to) if self.valid_to else stale

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def days_away(self, day: date) -> int:
        """How far the day lies outside the dates of this version; 0 when inside."""
        if self.valid_from is not None and day < self.valid_from:
            return (self.valid_from - day).days
        if self.valid_to is not None and day > self.valid_to:
            return (day - self.valid_to).days
        return 0


@dataclass(frozen=True, slots=True)
class Held:
    """The versions to look in, in order: an earlier group's answer holds over a later group's.

    groups: versions with the same first day stand together. note: empty when they held on the day asked
    about; otherwise what was used instead, to be said wherever it is used.
    """

    groups: tuple[tuple[Version, ...], ...] = ()
    note: str = ""

    @property
    def versions(self) -> tuple[Version, ...]:
        return tuple(version for group in self.groups for version in group)

    @property
    def newest(self) -> tuple[Version, ...]:
        return self.groups[0] if self.groups else ()


def _start(version: Version) -> date:
    # A version without a first day is taken for the oldest: one that says when it begins knows better.
    return version.valid_from or date.min


def held_on(day: date, versions: Iterable[Version], kind: Kind, covers: str = "all") -> Held:
    """Choose the versions of a kind for a day, newest start first.

    Where none held on that day the nearest is given with a note saying so, and whoever uses it must
    judge with care. Nothing loaded at all gives no groups and a note.
    """
    known = [
        version
        for version in versions
        if version.kind is kind and covers in version.covers and version.succeeded_by is None
    ]
    if not known:
        return Held(note=f"no {kind} data is loaded")
    holding = [version for version in known if version.holds_on(day)]
    if holding:
        starts = sorted({_start(version) for version in holding}, reverse=True)
        return Held(tuple(tuple(v for v in holding if _start(v) == start) for start in starts))
    nearest = min(version.days_away(day) for version in known)
    near = tuple(version for version in known if version.days_away(day) == nearest)
    names = "; ".join(version.label for version in near)
    return Held((near,), f"no {kind} data held for {day}; the nearest was used, judge with care: {names}")


class Standing(StrEnum):
    """What to do about a version. stale: look for a newer one. past: its days are over and another of its kind
    holds in its place; it is kept for what happened in its time. succeeded: it was wrong, and is used no more.
    """

    GOOD = "good"
    STALE = "stale"
    PAST = "past"
    SUCCEEDED = "succeeded"


def standing_of(version: Version, known: Iterable[Version], *, day: date) -> Standing:
    """How a version stands on a day, among all that are known."""
    if version.succeeded_by is not None:
        return Standing.SUCCEEDED
    has_ended = version.valid_to is not None and version.valid_to < day
    if has_ended and any(
        other.kind is version.kind
        and other.succeeded_by is None
        and set(version.covers) <= set(other.covers)
        and other.holds_on(day)
        for other in known
    ):
        return Standing.PAST
    return Standing.STALE if day >= version.stale_on else Standing.GOOD
