"""The fewest moves of work between officers that save the most promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from waymark.stages.assignment.rules.forecasting import Open, in_order

MOST_MOVES = 5
_WORTH_A_MOVE = 0.2
"""Promises that a move must be expected to save: handing work over costs both officers an hour."""

_LOOKED_AT = 20

Risks = Callable[[int, Sequence[Open]], list[float]]
"""How likely each part of an officer's queue is to be missed, in order."""

MayHave = Callable[[int, str], bool]
"""Whether an officer may have a part, by its key."""


class Transfer(NamedTuple):
    """A part that moves. saves: missed promises that are expected no more, of the whole desk."""

    key: str
    giver: int
    taker: int
    saves: float


def reallocate(queues: Mapping[int, Sequence[Open]], risks: Risks, may_have: MayHave) -> list[Transfer]:
    """One move after another, each the one that saves most; it ends when the next would save too little.

    A graver promise counts before any number of lighter ones only in which is looked at first: what is saved is
    counted in promises. queues: the parts of each officer.
    """
    now = {officer: in_order(parts) for officer, parts in queues.items()}
    expected = {officer: sum(risks(officer, parts)) for officer, parts in now.items()}
    moves: list[Transfer] = []
    while len(moves) < MOST_MOVES:
        best = _best_move(now, expected, risks, may_have, {each.key for each in moves})
        if best is None or best.saves < _WORTH_A_MOVE:
            break
        part = next(each for each in now[best.giver] if each.key == best.key)
        now[best.giver] = [each for each in now[best.giver] if each.key != best.key]
        now[best.taker] = in_order([*now[best.taker], part])
        for officer in (best.giver, best.taker):
            expected[officer] = sum(risks(officer, now[officer]))
        moves.append(best)
    return moves


def _best_move(
    queues: Mapping[int, Sequence[Open]],
    expected: Mapping[int, float],
    risks: Risks,
    may_have: MayHave,
    moved: set[str],
) -> Transfer | None:
    at_risk = [
        (part.level.danger, risk, giver, part)
        for giver, parts in queues.items()
        for part, risk in zip(parts, risks(giver, parts), strict=True)
        if part.key not in moved and risk > _WORTH_A_MOVE / 2
    ]
    at_risk.sort(key=lambda each: (-each[0], -each[1], each[3].key))
    best: Transfer | None = None
    for _, _, giver, part in at_risk[:_LOOKED_AT]:
        rest = [each for each in queues[giver] if each.key != part.key]
        without = sum(risks(giver, rest))
        for taker, parts in queues.items():
            if taker == giver or not may_have(taker, part.key):
                continue
            with_it = sum(risks(taker, in_order([*parts, part])))
            saves = expected[giver] + expected[taker] - without - with_it
            if best is None or saves > best.saves + 1e-9:
                best = Transfer(part.key, giver, taker, saves)
    return best
