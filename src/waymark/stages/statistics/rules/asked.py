"""Two figures, or the parts of two, that are to be compared: with their periods and what must be read with them."""

from __future__ import annotations

from typing import NamedTuple

from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.periods import Period, parse_pair
from waymark.stages.statistics.rules.written_figures import check_points, whole_or_not


class Asked(NamedTuple):
    """An old and a new figure, what they count, and the breaks that officers have recorded.

    a, b: their periods, as far as they are known; one that is not over, as far as it was when it was counted.
    noted: what must be read with the two figures.
    """

    old: float
    new: float
    name: str = ""
    breaks: tuple[Break, ...] = ()
    a: Period | None = None
    b: Period | None = None
    noted: tuple[str, ...] = ()


class AskedParts(NamedTuple):
    """Each part's old and new figure; the rest as of `Asked`."""

    parts: dict[str, tuple[float, float]]
    breaks: tuple[Break, ...] = ()
    a: Period | None = None
    b: Period | None = None
    noted: tuple[str, ...] = ()


def typed_twice(old: str, new: str, a: str = "", b: str = "") -> Asked:
    """Two figures as somebody types them, with their periods where they are given.

    Raises NotAFigure, TwoReadings, NotAPeriod, MonthsOrYears.
    """
    first, second = parse_pair(a, b)
    check_points([old, new])
    return Asked(whole_or_not(old), whole_or_not(new), a=first, b=second)
