"""One decision over a list of the queue: who on it is taken out, and why. Pure.

Nobody is decided by a list about whom anything is out of the ordinary: that is for a person to look at singly.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from waymark.clocks import Level
from waymark.errors import WaymarkError


class TakenOut(StrEnum):
    """Why a referral is not decided with the others of its list."""

    NOT_RESEARCHED = "not_researched"
    OWN_LEVEL_FIRST = "own_level_first"
    COULD_BE_HIGH = "could_be_high"
    CHALLENGED = "challenged"
    SOMETHING_NEW = "something_new"
    CLOCK_RUNS = "clock_runs"
    IN_A_BUNDLE = "in_a_bundle"
    TAKEN_BY_ANOTHER = "taken_by_another"
    DECIDED = "decided"


class Candidate(NamedTuple):
    """What of a referral on the list decides whether it stays there. clock_runs: another than the promise.

    is_hidden: the officer gives their own level of it first, so that no reason may say what ours is.
    """

    id: int
    reference: str
    desk: int
    is_researched: bool
    highest: Level
    is_challenged: bool
    has_news: bool
    clock_runs: bool
    is_bundled: bool
    is_anothers: bool
    is_decided: bool
    is_hidden: bool = False


class NobodyLeft(WaymarkError):
    """Everybody on the list was taken out of it."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is left on the list: each is to be looked at singly, for the reason beside it"
        )


class NoReason(WaymarkError):
    """A decision without its reason."""

    def __init__(self) -> None:
        super().__init__("Say why: it is the reason for everybody on the list")


def why_taken_out(one: Candidate) -> tuple[TakenOut, ...]:
    """Every reason for which a referral is taken out; none, and the decision may cover it."""
    return tuple(
        why
        for why, holds in (
            (TakenOut.DECIDED, one.is_decided),
            (TakenOut.IN_A_BUNDLE, one.is_bundled),
            (TakenOut.NOT_RESEARCHED, not one.is_researched),
            (TakenOut.OWN_LEVEL_FIRST, one.is_hidden),
            (TakenOut.COULD_BE_HIGH, not one.is_hidden and one.highest.danger >= Level.HIGH.danger),
            (TakenOut.CHALLENGED, not one.is_hidden and one.is_challenged),
            (TakenOut.SOMETHING_NEW, one.has_news),
            (TakenOut.CLOCK_RUNS, one.clock_runs),
            (TakenOut.TAKEN_BY_ANOTHER, one.is_anothers),
        )
        if holds
    )


class Parted(NamedTuple):
    """A list with its exceptions taken out."""

    covered: tuple[Candidate, ...]
    taken_out: tuple[tuple[Candidate, tuple[TakenOut, ...]], ...]


def part(candidates: Iterable[Candidate]) -> Parted:
    """Take the exceptions out of a list; everybody is in exactly one of both."""
    covered, out = [], []
    for one in candidates:
        why = why_taken_out(one)
        if why:
            out.append((one, why))
        else:
            covered.append(one)
    return Parted(tuple(covered), tuple(out))
