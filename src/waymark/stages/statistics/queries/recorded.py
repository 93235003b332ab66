"""Where a unit is recorded: its rows, the moment that dates them, and what they can be split by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from waymark.stages.statistics.rules.units import By


@dataclass(frozen=True, slots=True)
class Recorded:
    """rows: a FROM clause. where: its conditions; `%(as_at)s` within either is the time of asking.

    moment: a timestamptz. known: when the record came to hold it, where that is another moment.
    splits: what it can be split by, as SQL. offence: the moment of the offence, where the record states one.
    joined: what a split needs joined to the rows, as SQL. Each split says what was known at the time of asking.
    is_by_hand: recorded only where somebody does so, so that no row at all is no count of 0.
    """

    rows: str
    where: str
    moment: str
    splits: Mapping[By, str]
    offence: str = ""
    known: str = ""
    is_by_hand: bool = False
    joined: Mapping[By, tuple[str, ...]] = field(default_factory=dict)

    def rows_with(self, by: Sequence[By]) -> str:
        """The FROM clause with what these splits need, each once."""
        return " ".join(
            dict.fromkeys((self.rows, *(part for each in by for part in self.joined.get(each, ()))))
        )
