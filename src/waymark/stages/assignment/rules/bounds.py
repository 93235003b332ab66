"""What an officer's time is worth to the work that one officer does: the prices of an answer, read the other way.

The dual of the assignment gives each part a price. With these prices any other hours of any officer have a least
cost, place by place, that no answer can go below: so that who sits on a team can be judged officer by officer,
without solving all the rest again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from waymark.stages.assignment.rules.matching import SHARE, Costs, Matched

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vector = tuple[int, int, int]
"""A cost on three limbs, compared in order; see `matching`."""

NOTHING: Vector = (0, 0, 0)


def plus(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def less(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def hours_late(rank: int, hours: int) -> Vector:
    """Hours late of a part of a rank (0 to 3, 3 the gravest), as a cost."""
    weighed = hours * (SHARE if rank % 2 else 1)
    return (weighed, 0, 0) if rank >= 2 else (0, weighed, 0)  # noqa: PLR2004 - the graver two share a limb


def cost_of(costs: Costs, found: Matched) -> Vector:
    """What an answer costs in all."""
    late = [0, 0, 0, 0]
    load = exposed = 0
    for part, place in enumerate(found.places.tolist()):
        rank = int(costs.rank[part])
        if place < 0:
            late[rank] += int(costs.waiting[part])
            continue
        late[rank] += max(0, -((int(costs.due[part]) - int(costs.ends[place])) // 60))
        load += int(costs.load[place])
        exposed += int(costs.exposure[part]) * int(costs.used[costs.owner[place]])
    return late[3] * SHARE + late[2], late[1] * SHARE + late[0], load * SHARE + exposed


def price_of_parts(found: Matched) -> Vector:
    """The prices of all parts together."""
    first, second, third = (int(limb.sum()) for limb in found.prices)
    return first, second, third


def least_by_place(costs: Costs, prices: Matched) -> NDArray[np.int64]:
    """The least that each place can come to at these prices: places by three limbs, none above zero."""
    import numpy as np

    if not len(costs.owner):
        return np.zeros((0, 3), dtype=np.int64)
    found: NDArray[np.int64] = _kernel()(
        costs.due,
        costs.rank,
        costs.exposure,
        *prices.prices,
        costs.allowed,
        costs.owner,
        costs.ends,
        costs.depth,
        costs.load,
        costs.used,
        costs.room,
        costs.exposure_step,
    )
    return found


@cache
def _kernel() -> Callable[..., Any]:
    """The compiled method: made once, on first use, and kept between runs."""
    import numpy as np
    from numba import njit

    share = SHARE

    @njit(cache=True)
    def run(  # noqa: PLR0917 - one kernel: a call inside it would be its whole time
        due: Any,
        rank: Any,
        exposure: Any,
        u0: Any,
        u1: Any,
        u2: Any,
        allowed: Any,
        owner: Any,
        ends: Any,
        depth: Any,
        load: Any,
        used: Any,
        room: Any,
        step: Any,
    ) -> Any:
        found = np.zeros((len(owner), 3), np.int64)
        for at in range(len(owner)):
            officer = owner[at]
            m0, m1, m2 = np.int64(0), np.int64(0), np.int64(0)
            for part in range(len(due)):
                exposed = exposure[part]
                if not allowed[part, officer] or (
                    exposed > 0 and (depth[at] - 1) * step + exposed > room[officer]
                ):
                    continue
                hours = max(np.int64(0), -((due[part] - ends[at]) // 60))
                weighed = hours * (share if rank[part] % 2 else 1)
                c0, c1 = -u0[part], -u1[part]
                if rank[part] >= 2:  # noqa: PLR2004
                    c0 += weighed
                else:
                    c1 += weighed
                if c0 > m0 or (c0 == m0 and c1 > m1):
                    continue
                c2 = load[at] * share + exposed * used[officer] - u2[part]
                if c0 < m0 or c1 < m1 or c2 < m2:
                    m0, m1, m2 = c0, c1, c2
            found[at, 0], found[at, 1], found[at, 2] = m0, m1, m2
        return found

    kernel: Callable[..., Any] = run
    return kernel
