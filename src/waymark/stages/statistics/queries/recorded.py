"""Where a unit is recorded: its rows, the moment that dates them, and what they can be split by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.stages.statistics.rules.units import By


@dataclass(frozen=True, slots=True)
class Recorded:
    """rows: a FROM clause. where: its conditions; `%(as_at)s` within either is the time of asking.

    moment: a timestamptz. known: when the record came to hold it, where that is another moment.
    splits: what it can be split by, as SQL. offence: the moment of the offence, where the record states one.
    is_by_hand: recorded only where somebody does so, so that no row at all is no count of 0.
    as_now: the splits whose values are those of today, whatever the time of asking.
    """

    rows: str
    where: str
    moment: str
    splits: Mapping[By, str]
    offence: str = ""
    known: str = ""
    is_by_hand: bool = False
    as_now: tuple[By, ...] = (By.LEVEL, By.FORCE, By.STAGE, By.STATE)
