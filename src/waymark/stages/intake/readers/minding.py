"""What every reader's facts are looked through for: times without a moment, and ports written into addresses.

A date that is impossible, ambiguous or short of its century is kept as its words, and told to a person in one
line for each kind of trouble at each kind of place, however often it comes: a log of ten thousand such dates
is one thing to ask about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import BinaryIO, NamedTuple, Protocol

from waymark.referrals.types import (
    Fact,
    Flaw,
    IPCaptureEvent,
    Party,
    Report,
    ReportedFile,
    StatedTime,
)
from waymark.stages.intake.readers.answers.gathering import address_and_port
from waymark.stages.intake.readers.written_dates import DateOrder, DateTrouble, trouble_of

_WITH_PORT = re.compile(r"\s*(?:\[[0-9A-Fa-f:.]+\](?::\d{1,5})?|\d{1,3}(?:\.\d{1,3}){3}:\d{1,5})\s*")


class Read(Protocol):
    """Reads a document into facts. Raises CannotRead."""

    def __call__(self, stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]: ...


class Minding(NamedTuple):
    """How a format writes dates. order: which part of a date in numbers comes first.

    only_births: of every other time the reader tells by itself.
    """

    order: DateOrder = DateOrder.UNKNOWN
    only_births: bool = False


def mind(read: Read, how: Minding = Minding()) -> Read:  # noqa: B008 - a value that cannot change
    """The same reader, whose facts also say what is wrong with the times they state.

    The lines come before the last head, so that a stream of facts still ends with it.
    """

    @wraps(read)
    def minded(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
        yield from _minded(read(stream, trace=trace), how)

    return minded


def _minded(facts: Iterable[Fact], how: Minding) -> Iterator[Fact]:
    found = _Found(how)
    looks = found.looks
    held: Report | None = None
    for fact in facts:
        look = looks.get(type(fact))
        seen = fact if look is None else look(fact)
        if held is not None:
            yield held
            held = None
        if type(seen) is Report:
            held = seen
        else:
            yield seen
    yield from found.flaws()
    if held is not None:
        yield held


@dataclass(slots=True)
class _Found:
    """What was found of one document: where each trouble was seen first, and how often."""

    how: Minding
    _first: dict[tuple[str, DateTrouble], str] = field(default_factory=dict)
    _counts: dict[tuple[str, DateTrouble], int] = field(default_factory=dict)

    @property
    def looks(self) -> dict[type, Callable[[Fact], Fact]]:
        return {
            IPCaptureEvent: self._event,
            ReportedFile: self._file,
            Party: self._party,
            Report: self._report,
        }

    def flaws(self) -> Iterator[Flaw]:
        for (place, trouble), count in self._counts.items():
            more = f" The same is so of {count - 1} more" if count > 1 else ""
            where = self._first[place, trouble]
            yield Flaw(where, f"{place.capitalize()}: {trouble.value}.{more}".removesuffix("."))

    def _tell(self, place: str, where: str, trouble: DateTrouble) -> None:
        key = (place, trouble)
        self._first.setdefault(key, where)
        self._counts[key] = self._counts.get(key, 0) + 1

    def _time(self, stated: StatedTime | None, place: str, where: str) -> None:
        # Nearly all times have a moment and begin with their year.
        if stated is None or (stated.instant is not None and stated.text[4:5] == "-"):
            return
        if self.how.only_births:
            return
        trouble = trouble_of(stated.text, self.how.order)
        # A time that has its moment was read, be it as a count of seconds.
        if trouble and (stated.instant is None or trouble is DateTrouble.MONTH_FIRST):
            self._tell(place, where, trouble)

    def _born(self, text: str, where: str) -> None:
        """Of a date of birth only what is certainly wrong: many are years, ages or words."""
        if text and (trouble := trouble_of(text, self.how.order)) and trouble is not DateTrouble.UNREADABLE:
            self._tell("date of birth", where, trouble)

    def _event(self, fact: Fact) -> Fact:
        assert isinstance(fact, IPCaptureEvent)
        at = fact.captured_at
        if at is not None and (at.instant is None or at.text[4:5] != "-"):
            self._time(at, "time of use", f"IP event {fact.ordinal}")
        if fact.port is None and ":" in fact.address and _WITH_PORT.fullmatch(fact.address):
            address, port = address_and_port(fact.address)
            return fact._replace(address=address, port=port)
        return fact

    def _file(self, fact: Fact) -> Fact:
        assert isinstance(fact, ReportedFile)
        if fact.uploaded_at is not None:
            self._time(fact.uploaded_at, "time of an upload", f"file {fact.ordinal}")
        for device in fact.devices:
            self._time(device.captured_at, "time of a device", f"file {fact.ordinal}")
        return fact

    def _party(self, fact: Fact) -> Fact:
        assert isinstance(fact, Party)
        where = f"party {fact.ordinal}"
        self._born(fact.date_of_birth, where)
        for contact in (*fact.emails, *fact.phones):
            self._time(contact.verified_at, "time of a verification", where)
        for device in fact.devices:
            self._time(device.captured_at, "time of a device", where)
        for disabled in fact.account.disabled:
            for at in (disabled.at, disabled.user_notified_at, disabled.reenabled_at):
                self._time(at, "time of an account's disabling", where)
        if fact.location is not None:
            self._time(fact.location.at, "time of a location", where)
        return fact

    def _report(self, fact: Fact) -> Fact:
        assert isinstance(fact, Report)
        self._time(fact.incident_at, "time of the incident", "the report")
        self._time(fact.received_at, "time of receipt", "the report")
        return fact
