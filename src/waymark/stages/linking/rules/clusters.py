"""Which referrals hang together through the identifiers they share.

A cluster guides proposals and searches; it never is a referral. The kernel is our own because the whole
national graph has to fit in a minute on one machine: a union-find over integers, at the speed of memory
(measured in docs/adr/0017 against scipy and networkx).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


def clusters(referrals: Integers, identifiers: Integers, *, referral_count: int) -> Integers:
    """The cluster of each referral: the lowest-numbered referral that it hangs together with.

    referrals, identifiers: one pair a mention, in any order; numbered from 0 without large gaps.
    referral_count: how many referrals there are; one that mentions nothing is its own cluster.
    Returns an array of `referral_count` numbers. The order of mentions never changes it: the name of a
    cluster is its lowest member, whichever way it was found. Raises ValueError for numbers out of range.
    """
    import numpy as np

    if referrals.shape != identifiers.shape:
        raise ValueError("each mention needs a referral and an identifier")
    if not len(referrals):
        return np.arange(referral_count, dtype=np.int64)
    if referrals.min() < 0 or referrals.max() >= referral_count or identifiers.min() < 0:
        raise ValueError("a number is out of range")
    # An identifier only has to remember one referral that mentions it; it is no node of its own.
    parent = np.arange(referral_count, dtype=np.int64)
    holder = np.full(int(identifiers.max()) + 1, -1, dtype=np.int64)
    _kernel()(referrals, identifiers, parent, holder)
    return parent


def holders(referrals: Integers, identifiers: Integers, *, identifier_count: int) -> Integers:
    """How many referrals mention each identifier; one that mentions it several times counts once."""
    import numpy as np

    if not len(referrals):
        return np.zeros(identifier_count, dtype=np.int64)
    # Sorted as one number each, in place: a quarter of the time of sorting by two, of twelve million.
    width = int(referrals.max()) + 1
    both = identifiers * width
    both += referrals
    both.sort()
    is_first = np.ones(len(both), dtype=np.bool_)
    np.not_equal(both[1:], both[:-1], out=is_first[1:])
    return np.bincount(both[is_first] // width, minlength=identifier_count)


@cache
def _kernel() -> Callable[..., Any]:
    """The compiled kernel. Compiled once a machine, and kept beside the module where that can be written."""
    from numba import njit

    return njit(cache=True, nogil=True)(_join_all)


def _join_all(referrals: Integers, identifiers: Integers, parent: Integers, holder: Integers) -> None:
    """Join whatever one identifier holds together; `parent` then names the lowest member of each cluster."""
    for k in range(referrals.shape[0]):
        one = referrals[k]
        other = holder[identifiers[k]]
        if other < 0:
            holder[identifiers[k]] = one
            continue
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        while parent[other] != other:
            parent[other] = parent[parent[other]]
            other = parent[other]
        if one < other:
            parent[other] = one
        elif other < one:
            parent[one] = other
    # A parent is never higher than its child, so one pass upwards leaves everyone at the top of their tree.
    for one in range(parent.shape[0]):
        parent[one] = parent[parent[one]]
