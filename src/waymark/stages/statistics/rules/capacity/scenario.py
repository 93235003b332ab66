"""A scenario: what arrives, how much work each piece is, and who does it.

Defaults are from published figures where there are any, and else decisions of 22 November 2026 that a force
replaces with its own: see `example.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waymark.clocks import PROMISES, Level

LEVELS = tuple(level.value for level in (Level.VERY_HIGH, Level.HIGH, Level.MEDIUM, Level.LOW))
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Arrivals:
    """per_week: referrals. dispersion: variance over mean of a week's count. growth_percent_a_year: of the rate."""

    per_week: float = 33.0
    dispersion: float = 1.5
    growth_percent_a_year: float = 0.0


@dataclass(frozen=True, slots=True)
class LevelWork:
    """share: of arrivals. hours: of an officer's work, the mean. promise_days: elapsed, from arrival to done.

    hours_a_day: how much of such a piece is done in a day: the most urgent is handed from shift to shift.
    """

    share: float
    hours: float
    promise_days: float
    hours_a_day: float = 8.0


@dataclass(frozen=True, slots=True)
class Staff:
    """people: how many. available: share of hours at this work, after leave, training, sickness and courts.

    variation: of the length of work, its deviation over its mean.
    """

    people: int
    hours_a_week: float = 40.0
    available: float = 0.7
    variation: float = 0.5
    hours_a_day: float = 8.0
    backlog: int = 0

    @property
    def hours(self) -> float:
        """Hours of this work that one of them gives in a week."""
        return self.hours_a_week * self.available


@dataclass(frozen=True, slots=True)
class Forensics:
    """warrant_share: of referrals that end in a warrant. devices: seized at each, the mean.

    triage_keeps: the share kept after triage at the scene: 4 of 40 with a van (Cleveland, 2017), all without.
    hours_a_device: an examiner's. wait_for_warrant_days: from the desk's work to the search.
    devices of 11 a warrant: Wales 2016-17; Operation Notarise.
    """

    staff: Staff = field(default_factory=lambda: Staff(people=8))
    warrant_share: float = 0.35
    devices: float = 11.0
    triage_keeps: float = 1.0
    hours_a_device: float = 1.5
    wait_for_warrant_days: float = 7.0


@dataclass(frozen=True, slots=True)
class Past:
    """What happened, week by week: the model is run over it before it speaks of the future."""

    arrivals: tuple[float, ...]
    backlog: tuple[float, ...]


def _levels() -> dict[str, LevelWork]:
    work = {
        "very_high": (0.05, 10.0, 24.0),
        "high": (0.2, 8.0, 8.0),
        "medium": (0.35, 6.0, 8.0),
        "low": (0.4, 5.0, 8.0),
    }
    found = {}
    for level, (share, hours, hours_a_day) in work.items():
        promise = PROMISES[Level(level)].duration.total_seconds() / _DAY
        found[level] = LevelWork(share, hours, promise, hours_a_day)
    return found


@dataclass(frozen=True, slots=True)
class Scenario:
    """name: in the answer. weeks: how long is looked ahead. runs: 0 leaves it to the model. target: share kept."""

    name: str = "as_now"
    arrivals: Arrivals = field(default_factory=Arrivals)
    levels: Mapping[str, LevelWork] = field(default_factory=_levels)
    desk: Staff = field(default_factory=lambda: Staff(people=9))
    forensics: Forensics | None = field(default_factory=Forensics)
    past: Past | None = None
    weeks: int = 52
    runs: int = 0
    seed: int = 1
    target_percent: float = 95.0
