"""Reading again: what could not be read, and what was kept and never read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.pipeline.documents import kept_again
from waymark.pipeline.receiving import BATCH, carry_through
from waymark.stages.intake import operations as intake
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.readers.recognise import recognise
from waymark.stages.intake.rules import refusal_of

_HEAD = 65_536


def replay(
    viewer: Viewer, references: Sequence[str], *, clock: Callable[[], datetime]
) -> Iterator[deliveries.DeliveryAnswer]:
    """Read again deliveries with open faults: those of these fault or delivery references, or all.

    A delivery that can now be read goes through every step as if it had just come; its faults are settled.
    One that still cannot keeps its faults, in their newest words.
    """
    now = clock()
    with acting(viewer):
        again = deliveries.deliveries_with_faults(viewer, references)
    for each in again:
        kept = kept_again(each)
        with acting(viewer):
            if not each.is_extracted:
                head = deliveries.open_content(kept.id).read(_HEAD)
                kept.kind = recognise(head, name=kept.name, size=kept.size)
                kept.refusal = refusal_of(kept.kind)
            intake.settle_faults([kept.id], viewer=viewer, now=now)
            if kept.refusal:
                intake.raise_faults([(kept, kept.refusal)], viewer=viewer, now=now)
        if not kept.refusal:
            carry_through(viewer, [kept], now=now)
        with acting(viewer):
            yield deliveries.answers([kept.id])[kept.id]


def read_unread(viewer: Viewer, *, clock: Callable[[], datetime], limit: int = BATCH) -> int:
    """Carry through what was kept and never read, because its reader was stopped. Returns how many."""
    with acting(viewer):
        kept = [kept_again(each) for each in deliveries.unread_deliveries(viewer, limit=limit)]
    readable = [each for each in kept if not each.refusal]
    carry_through(viewer, readable, now=clock())
    return len(readable)
