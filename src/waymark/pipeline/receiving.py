"""Taking deliveries in: kept and committed first, then carried through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.database.ahead import one_ahead
from waymark.pipeline.documents import Documents, Parsed, parse
from waymark.pipeline.steps import carry, quarantine
from waymark.stages.intake import operations as intake
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept, Offer
from waymark.stages.intake.readers.cybertipline import read
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.rules import READ_WHOLE_UP_TO

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
) -> Iterator[deliveries.DeliveryAnswer]:
    """Take deliveries in: keep each, then carry it through every step. Yields an answer for each, in order.

    Answers come as their batch commits, except those of documents that wait for a report: they come last,
    because a later delivery may bring what they wait for.
    """
    unfinished: list[deliveries.DeliveryAnswer] = []
    place = 0

    def keep(batch: list[Offer]) -> tuple[list[Kept], _Apart]:
        now = clock()
        with acting(viewer):
            kept = intake.keep(batch, source=source, door=door, viewer=viewer, now=now)
        readable = [each for each in kept if each.is_new and not each.refusal]
        return kept, _take_apart(viewer, readable, now=now)

    for kept, apart in one_ahead(keep, _batches(offers)):
        _carry_batch(viewer, apart)
        with acting(viewer):
            answers = deliveries.answers([each.id for each in kept if each.id])
        for each in kept:
            if not each.id and each.refusal:
                fault = {"where": each.refusal.where, "what": each.refusal.what}
                yield deliveries.DeliveryAnswer(
                    0, "", each.name, "", each.refusal.outcome, faults=[fault], place=place
                )
                place += 1
                continue
            # A copy each: the same bytes twice in one batch are one delivery with two answers.
            answer = replace(answers[each.id], name=each.name, place=place)
            place += 1
            if not each.is_new:
                answer.outcome = "duplicate"
            if answer.outcome == "unfinished":
                unfinished.append(answer)
            else:
                yield answer
    if unfinished:
        with acting(viewer):
            latest = deliveries.answers([each.id for each in unfinished])
        yield from (replace(latest[each.id], name=each.name, place=each.place) for each in unfinished)


def _batches(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    """Cut what is offered into batches, between folders where that can be: its documents name one another."""
    batch: list[Offer] = []
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
    small = [each for each in kept if each.size <= READ_WHOLE_UP_TO]
    large = [each for each in kept if each.size > READ_WHOLE_UP_TO]
    if not small:
        return _Apart(small, Parsed(), large, now)
    with acting(viewer):
        return _Apart(small, parse(small, viewer=viewer, now=now), large, now)


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
    try:
        with acting(viewer):
            if not intake.claim([kept.id]):
                return
            stream = deliveries.open_content(kept.id)
            report = Documents([(kept, read(stream))], viewer=viewer, now=now, is_large=True)
            carry(Parsed(report), viewer=viewer, now=now)
    except CannotRead as fault:
        with acting(viewer):
            quarantine([(kept, fault)], viewer=viewer, now=now)
