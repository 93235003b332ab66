"""When a step, floor or ceiling holds, in three-valued logic; and every level that may still come out.

Sets of facts are bits (`facts.BIT`). A condition is a list of demands that must all be met: facts that
are yes, facts that are no, groups with at least one yes, and (floors only) a fact still unknown. An
unknown fact meets no demand for yes or for no.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LOWEST, HIGHEST = 0, 3
"""Levels are numbers here: `Level.danger`."""


class Value(IntEnum):
    YES = 1
    NO = 2
    UNKNOWN = 3


class Condition(NamedTuple):
    """What must all be so. yes, no: every fact in them is. groups: each has a yes. unknown: one of them is.

    An empty set asks for nothing.
    """

    yes: int = 0
    no: int = 0
    groups: tuple[int, ...] = ()
    unknown: int = 0

    def holds(self, yes: int, no: int) -> bool:
        """Judge against the facts that are yes and those that are no; all others are unknown."""
        if self.yes & ~yes or self.no & ~no:
            return False
        if self.unknown and not self.unknown & ~(yes | no):
            return False
        return all(group & yes for group in self.groups)

    @property
    def mentions(self) -> int:
        bits = self.yes | self.no | self.unknown
        for group in self.groups:
            bits |= group
        return bits

    @property
    def is_met(self) -> bool:
        """True when nothing is demanded (any more)."""
        return not (self.yes or self.no or self.groups or self.unknown)


class Graded(NamedTuple):
    """A condition and the level (0 to 3) that it gives, sets as a floor, or sets as a ceiling."""

    when: Condition
    level: int


class Rules(NamedTuple):
    """Steps in order, floors and ceilings, with what is already settled of the last two."""

    steps: tuple[Graded, ...]
    floors: tuple[Graded, ...] = ()
    ceilings: tuple[Graded, ...] = ()
    floor: int = LOWEST
    ceiling: int = HIGHEST

    def level(self, yes: int, no: int) -> int | None:
        """Give the level: the first step that holds, then ceilings, then floors, which win. None: no step."""
        for step in self.steps:
            if step.when.holds(yes, no):
                break
        else:
            return None
        ceiling = min((c.level for c in self.ceilings if c.when.holds(yes, no)), default=HIGHEST)
        floor = max((f.level for f in self.floors if f.when.holds(yes, no)), default=LOWEST)
        return max(min(step.level, ceiling, self.ceiling), floor, self.floor)

    @property
    def mentions(self) -> int:
        bits = 0
        for graded in (*self.steps, *self.floors, *self.ceilings):
            bits |= graded.when.mentions
        return bits


def _given(condition: Condition, bit: int, value: Value) -> Condition | None:
    """What a condition still demands once one fact is settled; None when it can no longer hold."""
    yes, no, groups, unknown = condition
    if not (yes | no | unknown) & bit and not any(group & bit for group in groups):
        return condition
    if (yes & bit and value is not Value.YES) or (no & bit and value is not Value.NO):
        return None
    if unknown & bit:
        unknown = 0 if value is Value.UNKNOWN else unknown & ~bit
        if not unknown and value is not Value.UNKNOWN:
            return None
    if value is Value.YES:
        groups = tuple(group for group in groups if not group & bit)
    elif groups:
        groups = tuple(group & ~bit for group in groups)
        if not all(groups):
            return None
    return Condition(yes & ~bit, no & ~bit, groups, unknown)


def given(rules: Rules, bit: int, value: Value) -> Rules:
    """What remains of the rules once one fact is settled, without what can no longer matter."""
    steps = _settle(rules.steps, bit, value)
    floors, ceilings = _settle(rules.floors, bit, value), _settle(rules.ceilings, bit, value)
    return _pruned(Rules(steps, floors, ceilings, rules.floor, rules.ceiling))


def _settle(listed: tuple[Graded, ...], bit: int, value: Value) -> tuple[Graded, ...]:
    return tuple(
        Graded(rest, graded.level)
        for graded in listed
        if (rest := _given(graded.when, bit, value)) is not None
    )


def _pruned(rules: Rules) -> Rules:
    """Bring rules into one form: equal remainders are equal values, and each fact left may matter."""
    floor = max((f.level for f in rules.floors if f.when.is_met), default=rules.floor)
    floor = max(floor, rules.floor)
    ceiling = min((c.level for c in rules.ceilings if c.when.is_met), default=rules.ceiling)
    ceiling = min(ceiling, rules.ceiling)
    steps: list[Graded] = []
    for step in rules.steps:
        steps.append(Graded(step.when, max(min(step.level, ceiling), floor)))
        if step.when.is_met:
            break
    # Open steps just before a certain one of the same level decide nothing.
    while len(steps) > 1 and steps[-1].when.is_met and steps[-2].level == steps[-1].level:
        del steps[-2]
    # A ceiling above every step that is left, or a floor below all of them, changes nothing.
    highest = max((step.level for step in steps), default=HIGHEST)
    ceilings = tuple(c for c in rules.ceilings if c.level < min(ceiling, highest))
    lowest = min((graded.level for graded in (*steps, *ceilings)), default=LOWEST)
    floors = tuple(f for f in rules.floors if f.level > max(floor, lowest))
    return Rules(tuple(steps), floors, ceilings, floor, ceiling)


def settle_all(rules: Rules, *, yes: int, no: int, unknown: int) -> Rules:
    """What remains once all these facts are settled; the others are open. The three sets do not overlap."""
    rest = _pruned(rules)
    for bits, value in ((yes, Value.YES), (no, Value.NO), (unknown, Value.UNKNOWN)):
        for bit in each(bits & rules.mentions):
            rest = given(rest, bit, value)
    return rest


def each(bits: int) -> Iterator[int]:
    """Give the single bits of a set, lowest first."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit


def _first_open(rules: Rules) -> int:
    """A fact worth deciding next: the first that the first open condition mentions; 0 when all is settled."""
    for graded in (*rules.steps, *rules.floors, *rules.ceilings):
        if not graded.when.is_met:
            return next(each(graded.when.mentions))
    return 0


COMPLETE = (Value.YES, Value.NO)
ANY_STATE = (Value.YES, Value.NO, Value.UNKNOWN)

NO_STEP = -1
"""Stands for "no step holds" among the levels of `outcomes`."""


@lru_cache(maxsize=1 << 16)
def outcomes(rules: Rules, values: tuple[Value, ...] = COMPLETE) -> frozenset[int]:
    """Every level that some choice of `values` for every fact left in `rules` gives, exactly.

    Branches only on facts that can still matter, and remembers each remainder: the same answer as
    trying all 2^n completions, in a small part of the time.
    """
    bit = _first_open(rules)
    if not bit:
        level = rules.level(0, 0)
        return frozenset((NO_STEP if level is None else level,))
    found: frozenset[int] = frozenset()
    for value in values:
        found |= outcomes(given(rules, bit, value), values)
    return found


@lru_cache(maxsize=1 << 16)
def falls(lower: Rules, upper: Rules) -> bool:
    """True if in some state of the facts left (yes, no, unknown) `upper` gives a lower level than `lower`.

    The two are remainders of one policy: `falls` is how a fact's answer is shown never to lower a level.
    """
    if lower == upper:
        return False
    bit = _first_open(lower) or _first_open(upper)
    if not bit:
        return (upper.level(0, 0) or 0) < (lower.level(0, 0) or 0)
    return any(falls(given(lower, bit, value), given(upper, bit, value)) for value in ANY_STATE)
