"""What the queue can be sorted by."""

from __future__ import annotations

from enum import StrEnum

from waymark.clocks import GRAVEST_FIRST
from waymark.errors import WaymarkError


class Sort(StrEnum):
    """What the queue can be sorted by: its own order, and each axis that it is made of, the most pressing first."""

    RANK = "rank"
    DANGER = "danger"
    DUE = "due"
    EVIDENCE = "evidence"
    ACTIONABILITY = "actionability"
    EFFORT = "effort"
    RECEIVED = "received"


COLUMNS = {
    Sort.RANK: ("rank", "text"),
    Sort.DUE: ("due_at", "timestamptz"),
    Sort.EVIDENCE: ("evidence_lost_at", "date"),
    Sort.RECEIVED: ("received_at", "timestamptz"),
    Sort.DANGER: ("danger", "smallint"),
    Sort.ACTIONABILITY: ("actionability", "smallint"),
    Sort.EFFORT: ("minutes", "smallint"),
}


# Columns that not every referral has a value of.
MAY_BE_MISSING = frozenset({"due_at", "evidence_lost_at"})


# As the column `danger` of models.queue has it.
DANGER_OF = {level.value: n for n, level in enumerate(GRAVEST_FIRST)}


class UnknownSort(WaymarkError):
    """The queue was asked for in an order that it does not have."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"The queue has no order called {asked!r}: use {', '.join(Sort)}")


def sort_called(asked: str) -> Sort:
    """The order of that name. Raises UnknownSort."""
    if asked not in Sort._value2member_map_:
        raise UnknownSort(asked)
    return Sort(asked)
