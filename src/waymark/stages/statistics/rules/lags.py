"""How long each hand took to pass a referral to the next, from sums by whole days; what is missing is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ENDS = (1, 2, 7, 14, 30, 60, 90, 180, 365)
"""Upper ends of a lag in days. What took longer is under `more`."""

MORE, NO_START, NO_END, BACKWARDS = "more", "no_start", "no_end", "backwards"

HANDS = {
    "platform_nca": "Platform to NCA",
    "nca_force": "NCA to force",
    "force_desk": "Force to desk",
    "desk_decision": "Desk to decision",
    "decision_enforcement": "Decision to enforcement",
    "desk_enforcement": "Desk to enforcement: what was promised",
}

_FEWEST = 5  # of fewer no half and no nine tenths are given: one referral would be a tenth


@dataclass(frozen=True, slots=True)
class HandLag:
    """known: referrals of which both moments are recorded. half, most: days within which half, and nine in ten,
    of those known were passed on; None where too few are known, 0 days never. over: where it is more than a year.

    no_start, no_end: the first, or only the second, moment is not recorded. backwards: it lies before the first.
    """

    hand: str
    name: str
    known: int
    half: int | None
    most: int | None
    no_start: int
    no_end: int
    backwards: int

    @property
    def half_in_words(self) -> str:
        return _within(self.half, self.known)

    @property
    def most_in_words(self) -> str:
        return _within(self.most, self.known)


_YEARS = -1


def hand_lags(hands: Mapping[str, int]) -> list[HandLag]:
    """Each hand's lag. hands: counts by `hand|key`, a key of ENDS or a word."""
    return [_lag(hand, name, hands) for hand, name in HANDS.items()]


def _lag(hand: str, name: str, hands: Mapping[str, int]) -> HandLag:
    def of(key: object) -> int:
        return hands.get(f"{hand}|{key}", 0)

    known = sum(of(end) for end in ENDS) + of(MORE)
    return HandLag(
        hand,
        name,
        known,
        _end_of(0.5, known, [of(end) for end in ENDS]),
        _end_of(0.9, known, [of(end) for end in ENDS]),
        of(NO_START),
        of(NO_END),
        of(BACKWARDS),
    )


def _end_of(share: float, known: int, counts: list[int]) -> int | None:
    """The first upper end by which that share of them had been passed on; _YEARS where none is."""
    if known < _FEWEST:
        return None
    so_far = 0
    for end, count in zip(ENDS, counts, strict=True):
        so_far += count
        if so_far >= share * known:
            return end
    return _YEARS


def _within(days: int | None, known: int) -> str:
    if days is None:
        return "too few to say" if known else "none known"
    if days == _YEARS:
        return "more than a year"
    return "a day" if days == 1 else f"{days} days"
