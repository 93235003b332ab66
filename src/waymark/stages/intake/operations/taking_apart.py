"""Containers being taken apart: what is in them, some before the desk's other doors have to wait, the rest as asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from waymark.stages.intake.operations.kept import Offer
from waymark.stages.intake.operations.measuring import Measured
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking import Member, unpack
from waymark.stages.intake.rules import Kind

# Members that go to the database together, and how many bytes of their content are held for it.
_PORTION = 500
_PORTION_BYTES = 16 << 20
# What is taken out of containers before the desk's other doors have to wait.
_AHEAD_BYTES = 32 << 20


class Opened:
    """A container being taken apart: what has been taken out so far, and the rest as it is asked for.

    problem: why it could not be taken apart to its end; known once all was asked for.
    """

    def __init__(self, offer: Offer, kind: Kind, passwords: Sequence[str]) -> None:
        self.problem: CannotRead | None = None
        self._ready: list[Member] = []
        self._rest = self._unpacked(offer, kind, passwords)

    def _unpacked(self, offer: Offer, kind: Kind, passwords: Sequence[str]) -> Iterator[Member]:
        try:
            with offer.open() as stream:
                yield from unpack(stream, kind=kind, name=offer.name, passwords=passwords)
        except CannotRead as problem:
            self.problem = problem

    def look(self, budget: int) -> int:
        """Take out members until so many bytes of content are held. Returns what is left of the budget."""
        while budget > 0 and (member := next(self._rest, None)) is not None:
            self._ready.append(member)
            budget -= len(member.content or b"") + 1_000
        return budget

    def portions(self) -> Iterator[list[Member]]:
        """All members, so many at a time as go to the database together."""
        some: list[Member] = []
        held = 0
        for member in chain(self._ready, self._rest):
            some.append(member)
            held += len(member.content or b"")
            if len(some) >= _PORTION or held >= _PORTION_BYTES:
                yield some
                some, held = [], 0
        if some:
            yield some


def opened(
    measured: Sequence[Measured], done: set[bytes], *, passwords: Sequence[str]
) -> dict[bytes, Opened]:
    """Begin to take apart the containers among these, by their digests; those in `done` are left alone."""
    found: dict[bytes, Opened] = {}
    budget = _AHEAD_BYTES
    for each in measured:
        if each.kind.is_opened and each.sha256 not in done and each.sha256 not in found:
            found[each.sha256] = Opened(each.offer, each.kind, passwords)
            budget = found[each.sha256].look(budget)
    return found
