"""How far apart in time two uses of an address lie, and what that costs it as evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from waymark.referrals.identifiers import IdentifierKind

Span = tuple[datetime | None, datetime | None]


def gap_between(one: Sequence[Span], other: Sequence[Span]) -> float | None:
    """Days between the nearest two uses, each a first and a last time; 0 where two overlap, None where no
    times are stated. Rounded to a tenth of a day.
    """
    apart = [
        max((later - until).total_seconds(), (at - end).total_seconds(), 0.0)
        for at, until in one
        for later, end in other
        if at and until and later and end
    ]
    return round(min(apart) / 86_400, 1) if apart else None


# Addresses that operators give to one line today and another next month. Two uses weigh a bit less for the
# first three months between them, and a bit less again each time that three months more than the gap has doubled; with
# no time stated as if as much lay between. Leases differ by operator and few are published.
_GIVEN_AGAIN = frozenset((IdentifierKind.IP, IdentifierKind.IP_LINE))
_GAP_HALVES = 60.0  # days
_GAP_UNSTATED = 60.0  # days


def lost_to_time(kind: IdentifierKind, gap: float | None) -> float:
    """Bits that an address says less by because its two uses lie apart; 0 for what is not given to others later.

    gap: days, None where a time is not stated.
    """
    if kind not in _GIVEN_AGAIN:
        return 0.0
    return math.log2(1 + (_GAP_UNSTATED if gap is None else gap) / _GAP_HALVES)
