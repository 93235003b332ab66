"""Where in its document an IP event stands, from a traced reading: so that its line is seen beside its source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from waymark.referrals.types import Fact, IPCaptureEvent, Read


class EventWords(NamedTuple):
    """What tells an event from the others of its document: its number and its own words."""

    ordinal: int
    address: str
    captured_text: str


def paths_of_events(facts: Iterable[Fact]) -> dict[EventWords, str]:
    """The path of each event's element in a document that was read with `trace`.

    An event is found at the element whose address was read last before it. One that is not found there, or
    that has a twin with the same words elsewhere in the document, has no path: it is never guessed.
    """
    found: dict[EventWords, str] = {}
    twins: set[EventWords] = set()
    recent: list[Read] = []
    for fact in facts:
        if isinstance(fact, Read):
            recent.append(fact)
        elif isinstance(fact, IPCaptureEvent):
            words = words_of(fact)
            path = _path_among(recent, fact.address.strip())
            if words in found:
                twins.add(words)
            if path:
                found[words] = path
            recent = []
    return {words: path for words, path in found.items() if words not in twins}


def words_of(event: IPCaptureEvent) -> EventWords:
    return EventWords(event.ordinal, event.address, event.captured_at.text if event.captured_at else "")


def _path_among(reads: list[Read], address: str) -> str:
    for read in reversed(reads):
        if address and read.text.strip() == address:
            return read.path.rpartition("/")[0] or read.path
    return ""
