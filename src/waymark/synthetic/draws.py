"""Seeded draws: the only source of chance here, so that one seed always gives the same bytes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Draws(Random):
    """A sequence of draws named by what it is for.

    name: the seed and the purpose, as text. Text is seeded by its SHA-512, which does not change with
    the platform, the hash seed or the Python release (random.seed, version 2).
    full: every optional choice is taken, as by the reporter who fills every field.
    """

    full: bool = False

    @classmethod
    def named(cls, name: str, *, full: bool = False) -> Draws:
        draws = cls(name)
        draws.full = full
        return draws

    def chance(self, rate: float) -> bool:
        """Whether something that happens at `rate` (0 to 1) happens now."""
        return self.random() < rate

    def optional(self, rate: float) -> bool:
        """Whether an optional element is written; always, when every field is filled."""
        return self.full or self.random() < rate

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """One of the choices, by weight; the weights need not add up to one."""
        point = self.random() * sum(weight for _, weight in choices)
        for choice, weight in choices:
            point -= weight
            if point < 0:
                return choice
        return choices[-1][0]

    def hexadecimal(self, digits: int) -> str:
        return f"{self.getrandbits(digits * 4):0{digits}x}"
