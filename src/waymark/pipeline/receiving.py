"""Taking deliveries in: kept and committed first, then carried through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.database.ahead import one_ahead
from waymark.pipeline.concluding import quarantine
from waymark.pipeline.documents import Documents, Parsed, parse, read_by_kind
from waymark.pipeline.media import accept_media_that_came
from waymark.pipeline.steps import carry
from waymark.stages.intake import operations as intake
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept, Offer
from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.rules import READ_WHOLE_UP_TO, Kind

# A batch is committed whole, while the next is kept and read: smaller ones wait less for each other, larger
# ones ask the database less often, and neither holds more than a few megabytes.
BATCH = 250
_BATCH_BYTES = 16 << 20
# A folder of up to so many documents is never cut in two: whether an answer in it gives a report its number
# depends on how many reports lie there.
_LARGEST_FOLDER = 2_000


def receive(
    viewer: Viewer,
    offers: Iterable[Offer],
    *,
    source: str,
    door: str,
    clock: Callable[[], datetime],
    passwords: Sequence[str] = (),
) -> Iterator[deliveries.DeliveryAnswer]:
    """Take deliveries in: keep each, then carry it through every step. Yields an answer for each, in order.

    passwords: tried on containers that ask for one; never kept.

    Answers come as their batch commits, except those of documents that wait for a report, and of media that a
    report may list: they come last, because a later delivery may bring what they wait for.
    """
    answering = _Answering(viewer)

    def keep(batch: list[Offer]) -> tuple[list[Kept], _Apart, list[list[Kept]]]:
        now = clock()
        with acting(viewer):
            kept = intake.keep(batch, source=source, door=door, viewer=viewer, now=now, passwords=passwords)
        first, *others = list(_batches([each for one in kept for each in one.to_read])) or [[]]
        return kept, _take_apart(viewer, first, now=now), others

    for kept, apart, others in one_ahead(keep, _batches(offers)):
        _carry_batch(viewer, apart)
        for more in others:  # a container can hold any number of documents
            carry_through(viewer, more, now=apart.now)
        yield from answering.now(kept)
    yield from answering.at_last(now=clock())


class _Answering:
    """Answers to what was offered, each with its place: most at once, some only when everything has come."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._place = 0
        self._waiting: list[deliveries.DeliveryAnswer] = []
        self._media: list[Kept] = []

    def now(self, kept: Sequence[Kept]) -> Iterator[deliveries.DeliveryAnswer]:
        """What became of a batch, but for what waits for something that may still come."""
        with acting(self._viewer):
            answers = deliveries.answers([each.id for each in kept if each.id])
        for place, each in enumerate(kept, start=self._place):
            # A copy each: the same bytes twice in one batch are one delivery with two answers.
            answer = replace(answers[each.id], name=each.name, place=place) if each.id else _left(each, place)
            if each.id and not each.brings_anything:
                answer.outcome = "duplicate"
            is_media = each.kind is Kind.MEDIA and each.is_new
            if is_media:
                self._media.append(each)
            if answer.outcome == "unfinished" or is_media:
                self._waiting.append(answer)
            else:
                yield answer
        self._place += len(kept)

    def at_last(self, *, now: datetime) -> Iterator[deliveries.DeliveryAnswer]:
        """What has become of everything that waited."""
        if not self._waiting:
            return
        with acting(self._viewer):
            if self._media:
                accept_media_that_came(self._media, viewer=self._viewer, now=now)
            latest = deliveries.answers([each.id for each in self._waiting])
        for each in self._waiting:
            yield replace(latest[each.id], name=each.name, place=each.place)


def _left(kept: Kept, place: int) -> deliveries.DeliveryAnswer:
    """The answer to an offer whose bytes could not be had."""
    assert kept.refusal is not None
    fault = {"where": kept.refusal.where, "what": kept.refusal.what}
    return deliveries.DeliveryAnswer(0, "", kept.name, "", kept.refusal.outcome, faults=[fault], place=place)


_Held = TypeVar("_Held", Offer, Kept)


def _batches(offers: Iterable[_Held]) -> Iterator[list[_Held]]:
    """Cut what is offered into batches, between folders where that can be: its documents name one another."""
    batch: list[_Held] = []
    size = 0
    for offer in offers:
        is_full = len(batch) >= BATCH or size >= _BATCH_BYTES
        goes_on = bool(batch) and batch[-1].folder == offer.folder and len(batch) < _LARGEST_FOLDER
        if is_full and not (goes_on and size < _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(offer)
        size += offer.size
    if batch:
        yield batch


def carry_through(viewer: Viewer, kept: Sequence[Kept], *, now: datetime) -> None:
    """Carry deliveries that are kept through every further step, each exactly once.

    Small documents go together in one transaction; a large one goes alone, streamed.
    """
    _carry_batch(viewer, _take_apart(viewer, kept, now=now))


@dataclass(slots=True)
class _Apart:
    """A batch that is kept: small documents read and taken apart into rows; large ones still to be streamed."""

    small: list[Kept]
    parsed: Parsed
    large: list[Kept]
    now: datetime


def _take_apart(viewer: Viewer, kept: Sequence[Kept], *, now: datetime) -> _Apart:
    """All that can be done for a batch before the one before it is written. Writes nothing."""
    large = [each for each in kept if each.size > READ_WHOLE_UP_TO and _is_streamed(each)]
    alone = {each.id for each in large}
    small = [each for each in kept if each.id not in alone]
    if not small:
        return _Apart(small, Parsed(), large, now)
    with acting(viewer):
        return _Apart(small, parse(small, viewer=viewer, now=now), large, now)


def _is_streamed(kept: Kept) -> bool:
    """Whether a delivery is read as a stream: what no reader takes is not, and the text of a large PDF is short."""
    return kept.whole is None and kept.kind in READERS


def _carry_batch(viewer: Viewer, apart: _Apart) -> None:
    if apart.small:
        with acting(viewer):
            parsed, unread = apart.parsed, intake.claim([each.id for each in apart.small])
            if len(unread) < len(apart.small):
                # Whoever reads what others left has been there first: what is left is taken apart again.
                left = [each for each in apart.small if each.id in unread]
                parsed = parse(left, viewer=viewer, now=apart.now)
            carry(parsed, viewer=viewer, now=apart.now)
    for each in apart.large:
        _carry_large(viewer, each, now=apart.now)


def _carry_large(viewer: Viewer, kept: Kept, *, now: datetime) -> None:
    """Carry a document alone, streamed. What turns out to be no report is small in facts, and read whole."""
    try:
        with acting(viewer):
            if not intake.claim([kept.id]):
                return
            stream = deliveries.open_content(kept.id)
            large = Documents([(kept, read_by_kind(kept, stream))], viewer=viewer, now=now, is_large=True)
            _demand_reports(large)
            carry(Parsed(large), viewer=viewer, now=now)
    except _NoReport:
        with acting(viewer):
            if intake.claim([kept.id]):
                carry(parse([kept], viewer=viewer, now=now), viewer=viewer, now=now)
    except CannotRead as fault:
        with acting(viewer):
            quarantine([(kept, fault)], viewer=viewer, now=now)


class _NoReport(Exception):
    """What was written of a large document is to be taken back: it is no report."""


def _demand_reports(large: Documents) -> None:
    if not large.are_reports:
        raise _NoReport
