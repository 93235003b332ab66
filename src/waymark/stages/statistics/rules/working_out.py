"""What a reader with every total could work out of hidden cells: between which counts each of them must lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Cell = tuple[str, ...]


def reach_of(
    asked: Sequence[Cell], hidden: Sequence[Cell], counts: Mapping[Cell, int], lines: Sequence[Sequence[Cell]]
) -> dict[Cell, float]:
    """How far apart the least and the greatest count are that each cell asked of could have, by the totals.

    hidden: the cells not shown; lines: those whose total is known. 0 is exactly known.
    Source: linear programmes over the hidden cells, as in the ONS guidance on auditing suppressed tables (2021).
    """
    place = {cell: at for at, cell in enumerate(hidden)}
    totals = _totals(hidden, counts, lines)
    return {cell: _ends_apart([place[cell]], *totals) for cell in asked}


def reach_of_sum(
    asked: Sequence[Cell], hidden: Sequence[Cell], counts: Mapping[Cell, int], lines: Sequence[Sequence[Cell]]
) -> float:
    """As `reach_of`, of the sum of several hidden cells."""
    place = {cell: at for at, cell in enumerate(hidden)}
    return _ends_apart([place[cell] for cell in asked], *_totals(hidden, counts, lines))


def _totals(
    hidden: Sequence[Cell], counts: Mapping[Cell, int], lines: Sequence[Sequence[Cell]]
) -> tuple[csr_array, list[int]]:
    """What each line's hidden cells add up to: which cells, and the sum."""
    place = {cell: at for at, cell in enumerate(hidden)}
    rows: list[int] = []
    columns: list[int] = []
    sums: list[int] = []
    for line in lines:
        behind = [place[cell] for cell in line if cell in place]
        if behind:
            rows += [len(sums)] * len(behind)
            columns += behind
            sums.append(sum(counts[hidden[at]] for at in behind))
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(sums), len(hidden))), sums


def _ends_apart(of: Sequence[int], adds_up: csr_array, sums: Sequence[int]) -> float:
    aim = np.zeros(adds_up.shape[1])
    aim[list(of)] = 1
    least, greatest = (
        linprog(sign * aim, A_eq=adds_up, b_eq=sums, bounds=(0, None), method="highs").fun for sign in (1, -1)
    )
    return float(-greatest - least)
