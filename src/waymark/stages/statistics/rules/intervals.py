"""Intervals about counts and shares: how far each could lie from the truth by chance alone."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from scipy.special import betaincinv, chdtri, ndtri

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """The lower and the upper end, both within."""

    low: float
    high: float


def wilson(count: int, of: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's interval for a share (0 to 1). count: how many of `of` have it; with none at all, 0 to 1.

    Source: E. B. Wilson, JASA 22 (1927), 209-212: it stays within 0 and 1 and holds for small counts.
    """
    if of == 0:
        return Interval(0.0, 1.0)
    z = float(ndtri(0.5 + confidence / 2))
    share = count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def poisson(count: int, *, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval of a Poisson mean, from one count. Source: F. Garwood, Biometrika 28 (1936), 437-442."""
    tail = (1 - confidence) / 2
    low = float(chdtri(2 * count, 1 - tail)) / 2 if count else 0.0
    return Interval(low, float(chdtri(2 * count + 2, tail)) / 2)


def rate_ratio(
    old: int, new: int, *, old_days: float = 1, new_days: float = 1, confidence: float = CONFIDENCE
) -> Interval | None:
    """The exact interval of how many times the old rate the new one is; None where both counts are 0.

    Both counts taken as Poisson: real counts vary more, so the truth may lie further out.
    Source: given their sum the new count is binomial (Clopper and Pearson, Biometrika 26 (1934), 404-413).
    """
    total = old + new
    if not total:
        return None
    tail = (1 - confidence) / 2
    low = float(betaincinv(new, old + 1, tail)) if new else 0.0
    high = float(betaincinv(new + 1, old, 1 - tail)) if old else 1.0
    scale = old_days / new_days
    return Interval(low / (1 - low) * scale, high / (1 - high) * scale if high < 1 else float("inf"))
