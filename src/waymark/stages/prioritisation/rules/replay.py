"""What another policy would make of the past: who would move, which way, why, and the desk's work under it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.placing import place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from waymark.stages.prioritisation.rules.placing import Everything, Placed
    from waymark.stages.prioritisation.rules.policy import Policy


class Move(NamedTuple):
    """One referral that another policy would give another level. from_, to: as levels; by: the lines that fired."""

    referral: str
    before: Level
    after: Level
    fired_before: str
    fired_after: str
    because: str


class Load(NamedTuple):
    """The desk's work at one level under each policy. hours: of research still to do, by its checks' minutes."""

    level: Level
    referrals_before: int
    referrals_after: int
    hours_before: float
    hours_after: float


class Replayed(NamedTuple):
    """moves: gravest change first. loads: by level, the gravest first. not_shown: how many moves are left out of
    `moves` because the viewer gives their own level first; they are counted in all else.
    """

    referrals: int
    up: int
    down: int
    by_move: tuple[tuple[Level, Level, int], ...]
    loads: tuple[Load, ...]
    moves: tuple[Move, ...]
    not_shown: int = 0


class Replay:
    """Adds up, referral by referral, what a policy would change; nothing of a referral is held but its move."""

    def __init__(self, after: Policy, *, now: datetime) -> None:
        self._after, self._now = after, now
        self._moves: list[Move] = []
        self._count: Counter[tuple[bool, Level]] = Counter()
        self._minutes: Counter[tuple[bool, Level]] = Counter()
        self._referrals = 0

    def add(self, known: Mapping[str, Everything], *, before: Policy) -> None:
        """Judge more referrals, by reference, that one policy is in force for.

        Raises NoStepApplies for a policy that was never checked.
        """
        for reference, about in known.items():
            placed = place(before, reference, about, self._now)
            again = place(self._after, reference, about, self._now)
            self._referrals += 1
            for is_after, each in ((False, placed), (True, again)):
                key = (is_after, each.assessed.assessment.level)
                self._count[key] += 1
                self._minutes[key] += each.minutes
            self._compare(reference, placed, again)

    def _compare(self, reference: str, placed: Placed, again: Placed) -> None:
        old, new = placed.assessed.assessment, again.assessed.assessment
        if old.level is not new.level:
            self._moves.append(Move(reference, old.level, new.level, old.fired, new.fired, new.because))

    def result(self) -> Replayed:
        moves = sorted(self._moves, key=lambda move: (-abs(_rise(move)), -_rise(move), move.referral))
        pairs = Counter((move.before, move.after) for move in moves)
        return Replayed(
            self._referrals,
            sum(_rise(move) > 0 for move in moves),
            sum(_rise(move) < 0 for move in moves),
            tuple((*pair, count) for pair, count in pairs.most_common()),
            tuple(self._load(level) for level in sorted(Level, key=lambda level: -level.danger)),
            tuple(moves),
        )

    def _load(self, level: Level) -> Load:
        before, after = (False, level), (True, level)
        return Load(
            level,
            self._count[before],
            self._count[after],
            round(self._minutes[before] / 60, 1),
            round(self._minutes[after] / 60, 1),
        )


def _rise(move: Move) -> int:
    return move.after.danger - move.before.danger
