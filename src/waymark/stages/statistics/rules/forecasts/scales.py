"""The scale on which counts vary alike whatever their level: a root for few, a logarithm for many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SPREAD = 0.02  # variance over squared mean that large counts are taken to have; a root below some 50
_SMALL = 0.375


def stabilised(counts: Floats) -> Floats:
    """Counts on the scale that evens out the variance of a negative binomial.

    Source: F. J. Anscombe, Biometrika 35 (1948), 246-254.
    """
    return np.asarray(2 / np.sqrt(_SPREAD) * np.arcsinh(np.sqrt(_SPREAD * (counts + _SMALL))))


def counts_of(scaled: Floats) -> Floats:
    """Back to counts, never below 0."""
    root = np.sinh(np.clip(scaled, 0, 400) * np.sqrt(_SPREAD) / 2)
    return np.asarray(np.maximum(root**2 / _SPREAD - _SMALL, 0.0))


def counting_spread(scaled: Floats) -> Floats:
    """The standard deviation, on the scale, of a Poisson count about each forecast."""
    return np.asarray(1 / np.sqrt(1 + _SPREAD * counts_of(scaled)))
