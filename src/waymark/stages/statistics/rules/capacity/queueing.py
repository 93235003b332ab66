"""One station served by several, the most urgent first: when each job is begun."""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Served(NamedTuple):
    """starts: when each job was begun, inf where it was not by `until`. busy: server time spent, by then."""

    starts: Floats
    busy: float


def serve(arrivals: Floats, lengths: Floats, urgency: Ints, *, servers: int, until: float) -> Served:
    """Begin jobs as servers come free: the most urgent first, then the longest waiting; no job is broken off.

    arrivals: times in order. lengths: how long each keeps its server. urgency: 0 the most urgent.
    """
    n = len(arrivals)
    starts = np.full(n, np.inf)
    free = [0.0] * servers
    waiting: list[tuple[int, float, int]] = []
    at, busy = 0, 0.0
    while servers and (at < n or waiting):
        ready = free[0]
        if not waiting:
            ready = max(ready, arrivals[at])
        while at < n and arrivals[at] <= ready:
            heapq.heappush(waiting, (int(urgency[at]), arrivals[at], at))
            at += 1
        if ready >= until:
            break
        _, _, job = heapq.heappop(waiting)
        starts[job] = ready
        busy += min(lengths[job], until - ready)
        heapq.heapreplace(free, ready + lengths[job])
    return Served(starts, busy)
