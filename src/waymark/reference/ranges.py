"""Prefixes laid flat: sorted ranges that do not overlap, in each of which the longest prefix has won."""

from __future__ import annotations

import ipaddress
from bisect import bisect_right
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = TypeVar("Value")


def network_bounds(prefix: str) -> tuple[int, int, int]:
    """The family (4 or 6), lowest and highest address of a prefix such as 192.0.2.0/24.

    Raises ValueError for what is no prefix, and for one with bits beyond its length.
    """
    network = ipaddress.ip_network(prefix)
    return network.version, int(network.network_address), int(network.broadcast_address)


class Ranges(Generic[Value]):
    """Values by range of whole numbers; ranges are sorted and apart."""

    __slots__ = ("_highs", "_lows", "_values")

    def __init__(self, rows: Iterable[tuple[int, int, Value]] = ()) -> None:
        """rows: (lowest, highest, value), already sorted and apart."""
        kept = list(rows)
        self._lows = [row[0] for row in kept]
        self._highs = [row[1] for row in kept]
        self._values = [row[2] for row in kept]

    def __len__(self) -> int:
        return len(self._lows)

    def find(self, number: int) -> Value | None:
        """The value of the range that holds the number, or None."""
        at = bisect_right(self._lows, number) - 1
        return self._values[at] if at >= 0 and number <= self._highs[at] else None


def flatten(rows: Iterable[tuple[int, int, Value]]) -> Ranges[Value]:
    """Lay prefixes flat, so that one search finds the longest that holds an address.

    rows: (lowest, highest, value) of prefixes in any order. Prefixes nest or are apart, never cross;
    of two equal ones the first given holds.
    """
    flat: list[tuple[int, int, Value]] = []
    within: list[tuple[int, int, Value]] = []
    at = 0
    ordered = sorted(rows, key=lambda row: (row[0], -row[1]))
    for low, high, value in ordered:
        while within and within[-1][1] < low:
            at = _close(within.pop(), at, flat)
        if within and at < low:
            flat.append((at, low - 1, within[-1][2]))
        if within and (within[-1][0], within[-1][1]) == (low, high):
            at = max(at, low)
            continue
        at = low
        within.append((low, high, value))
    while within:
        at = _close(within.pop(), at, flat)
    return Ranges(flat)


def _close(row: tuple[int, int, Value], at: int, flat: list[tuple[int, int, Value]]) -> int:
    """Write what is left of a prefix, from `at` to its end. Returns where the next range may begin."""
    _, high, value = row
    if at <= high:
        flat.append((at, high, value))
    return max(at, high + 1)
