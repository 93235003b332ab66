"""The cheapest way to give parts of work to places, where costs are compared axis by axis and never summed.

Successive shortest paths over the bipartite graph of parts and places, with the dual prices of the Hungarian
method. A cost is three integers that are compared in order, which is an ordered group like the integers
themselves, so that every step of the method holds as it stands: the answer is exactly the lexicographic
optimum, with no weights to lose it in. Why not a solver for plain costs: docs/adr/0023.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

SHARE = 1 << 30
"""Two axes share one integer: the graver times SHARE plus the other, which must sum to less than a quarter of it."""


class TooMuchToCompare(ValueError):
    """A fault of ours: costs so large that one axis would run over into the next."""


class Costs(NamedTuple):
    """What each part costs at each place, made from what each is like, so that it is never held whole.

    Of a part: due (minutes), rank (0 to 3 of its level, 3 the gravest), waiting (what it costs in hours to be
    placed nowhere), exposure (minutes). Of a place: owner (officer), ends (minutes at which it would be done),
    depth (which of its officer's places, from 1), load (the rise of imbalance). An officer's places stand
    together, in order. Of an officer: used (of their exposure limit, in quarters: finer steps part nobody better
    and cost four times the search), room (minutes of exposure left to their limit).
    allowed: parts by officers. exposure_step: the most that any part exposes: what a place is reckoned to have
    brought by the time of the next, so that no limit is passed whichever parts they were.
    """

    due: Integers
    rank: Integers
    waiting: Integers
    exposure: Integers
    owner: Integers
    ends: Integers
    depth: Integers
    load: Integers
    used: Integers
    room: Integers
    allowed: NDArray[np.bool_]
    exposure_step: int


class Matched(NamedTuple):
    """places: of each part, -1 for none. prices: of each part, three limbs, as the dual of the answer gives them."""

    places: Integers
    prices: tuple[Integers, Integers, Integers]


def match(costs: Costs) -> Integers:
    """The place of each part, -1 for none; see `solve`."""
    return solve(costs).places


def solve(costs: Costs) -> Matched:
    """One part a place, and of all such ways one that is cheapest.

    Compared in order: hours late of very high, high, medium and low parts; imbalance; exposure. Parts and places
    in the same order always give the same answer. Raises TooMuchToCompare.
    """
    import numpy as np

    parts = len(costs.due)
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return Matched(nothing, (nothing, nothing, nothing))
    _check(costs)
    # The gravest first, then what is due first: any order gives the same cost, and this one the shortest searches.
    order = np.lexsort((costs.due, -costs.rank))
    late = np.maximum(0, -((costs.due[order][:, None] - costs.ends[None, :]) // 60)).astype(np.int32)
    found = _kernel()(
        late,
        costs.rank[order],
        costs.waiting[order],
        costs.exposure[order],
        costs.owner,
        costs.depth,
        costs.load,
        costs.used,
        costs.room,
        costs.allowed[order],
        costs.exposure_step,
    )
    back = np.argsort(order)
    places, *prices = (each[back] for each in found)
    return Matched(places, (prices[0], prices[1], prices[2]))


def _check(costs: Costs) -> None:
    """No sum over a path may reach the next axis: a path meets each part at most twice."""
    parts = len(costs.due)
    latest = int(costs.ends.max(initial=0) - costs.due.min()) // 60 + 1
    hours = max(latest, int(costs.waiting.max(initial=0)))
    load = int(costs.load.max(initial=0))
    exposed = int(costs.exposure.max(initial=0)) * int(costs.used.max(initial=0))
    if 2 * parts * max(hours, load, exposed) >= SHARE // 4:
        raise TooMuchToCompare(f"{parts} parts, up to {hours} hours late: more than one comparison holds")


@cache
def _kernel() -> Callable[..., Any]:  # noqa: PLR0915 - the kernel within is one piece
    """The compiled method: made once, on first use, and kept between runs."""
    import numpy as np
    from numba import njit

    share = SHARE

    @njit(cache=True)
    def run(  # noqa: PLR0915, PLR0917 - one kernel: a call inside it would be its whole time
        late: Any,
        rank: Any,
        waiting: Any,
        exposure: Any,
        owner: Any,
        depth: Any,
        load: Any,
        used: Any,
        room: Any,
        allowed: Any,
        step: Any,
    ) -> Any:
        parts, places, officers = len(rank), len(owner), len(used)
        # Prices of parts and of places, and the distance of each place, each on three limbs.
        u0, u1, u2 = np.zeros(parts, np.int64), np.zeros(parts, np.int64), np.zeros(parts, np.int64)
        v0, v1, v2 = np.zeros(places, np.int64), np.zeros(places, np.int64), np.zeros(places, np.int64)
        t0, t1, t2 = np.zeros(places, np.int64), np.zeros(places, np.int64), np.zeros(places, np.int64)
        place_of, part_at = np.full(parts, -1, np.int64), np.full(places, -1, np.int64)
        came, order = np.full(places, -1, np.int64), np.zeros(places, np.int64)
        known = np.zeros(places, np.bool_)
        first, free = np.zeros(officers, np.int64), np.zeros(officers, np.int64)
        last = np.zeros(officers, np.int64)
        for at in range(places - 1, -1, -1):
            first[owner[at]] = at
        for at in range(places):
            last[owner[at]] = at + 1
        for officer in range(officers):
            free[officer] = first[officer]
        waits = np.empty(places, np.int64)
        for start in range(parts):
            # An officer's deeper places wait until the one before is taken: that one is never worse.
            left = 0
            for officer in range(officers):
                for at in range(first[officer], min(free[officer] + 1, last[officer])):
                    waits[left] = at
                    known[at] = False
                    left += 1
            count = 0
            d0, d1, d2 = np.int64(0), np.int64(0), np.int64(0)
            has_exit, leaver = False, np.int64(-1)
            e0, e1, e2 = np.int64(0), np.int64(0), np.int64(0)
            part: Any = start
            end: Any = np.int64(-1)
            while True:
                grave, weight = rank[part] >= 2, share if rank[part] % 2 else 1  # noqa: PLR2004
                b0, b1, b2 = d0 - u0[part], d1 - u1[part], d2 - u2[part]
                hours = waiting[part] * weight
                x0, x1 = (b0 + hours, b1) if grave else (b0, b1 + hours)
                if not has_exit or x0 < e0 or (x0 == e0 and (x1 < e1 or (x1 == e1 and b2 < e2))):
                    has_exit, leaver, e0, e1, e2 = True, part, x0, x1, b2
                exposed = exposure[part]
                best: Any = -1
                p0, p1, p2, is_free = np.int64(0), np.int64(0), np.int64(0), False
                for n in range(left):
                    at = waits[n]
                    officer = owner[at]
                    if allowed[part, officer] and (
                        exposed == 0 or (depth[at] - 1) * step + exposed <= room[officer]
                    ):
                        hours = late[part, at] * weight
                        c0, c1 = b0 - v0[at], b1 - v1[at]
                        if grave:
                            c0 += hours
                        else:
                            c1 += hours
                        if not known[at] or c0 <= t0[at]:
                            c2 = b2 - v2[at] + load[at] * share + exposed * used[officer]
                            if not known[at] or c0 < t0[at] or c1 < t1[at] or (c1 == t1[at] and c2 < t2[at]):
                                known[at] = True
                                t0[at], t1[at], t2[at] = c0, c1, c2
                                came[at] = part
                    if known[at]:
                        q0 = t0[at]
                        if best < 0 or q0 < p0:
                            nearer = True
                        elif q0 > p0:
                            nearer = False
                        elif t1[at] != p1:
                            nearer = t1[at] < p1
                        elif t2[at] != p2:
                            nearer = t2[at] < p2
                        else:
                            nearer = not is_free and part_at[at] < 0
                        if nearer:
                            best, p0, p1, p2, is_free = n, q0, t1[at], t2[at], part_at[at] < 0
                # Where both are as cheap, a part is placed rather than left.
                if best < 0 or e0 < p0 or (e0 == p0 and (e1 < p1 or (e1 == p1 and e2 < p2))):
                    d0, d1, d2 = e0, e1, e2
                    break
                d0, d1, d2 = p0, p1, p2
                at = waits[best]
                left -= 1
                waits[best] = waits[left]
                order[count] = at
                count += 1
                if part_at[at] < 0:
                    end = at
                    free[owner[at]] += 1
                    break
                part = part_at[at]
            u0[start] += d0
            u1[start] += d1
            u2[start] += d2
            for n in range(count):
                at = order[n]
                g0, g1, g2 = d0 - t0[at], d1 - t1[at], d2 - t2[at]
                v0[at] -= g0
                v1[at] -= g1
                v2[at] -= g2
                held = part_at[at]
                if held >= 0:
                    u0[held] += g0
                    u1[held] += g1
                    u2[held] += g2
            if end < 0:
                # The part that leaves gives its place to the one before it on the path.
                if leaver == start:
                    continue
                end = place_of[leaver]
                place_of[leaver] = -1
            while True:
                part = came[end]
                before = place_of[part]
                place_of[part] = end
                part_at[end] = part
                if part == start:
                    break
                end = before
        return place_of, u0, u1, u2

    kernel: Callable[..., Any] = run
    return kernel
