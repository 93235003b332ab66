"""Regression of overdispersed counts: a log-linear mean, a variance that is a multiple of it.

Source: P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd edition (1989), chapter 9.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 50
_CLOSE = 1e-9
_SMALLEST = 1e-8


@dataclass(frozen=True, slots=True)
class Fit:
    """coefficients: of each column, on the log scale. mean: fitted counts. covariance: of the coefficients.

    dispersion: variance over mean, 1 or more. autocorrelation: of neighbouring residuals, 0 or more.
    free: residual degrees of freedom.
    """

    coefficients: Floats
    mean: Floats
    covariance: Floats
    dispersion: float
    autocorrelation: float
    free: int


def fit(counts: Floats, design: Floats, offset: Floats, *, times: Floats | None = None) -> Fit:
    """Fit a log-linear mean by reweighted least squares.

    counts: n of them. design: n by k, of full rank. offset: n, on the log scale. times: n numbers of weeks,
    so that only neighbours are taken for neighbours; None where every count follows the one before.
    """
    n, k = design.shape
    start = np.log(np.maximum(counts, 0.5)) - offset
    coefficients = np.asarray(np.linalg.lstsq(design, start, rcond=None)[0], dtype=np.float64)
    for _ in range(_STEPS):
        mean = _mean(design, coefficients, offset)
        working = design @ coefficients + (counts - mean) / mean
        root = np.sqrt(mean)
        solved = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        moved = float(np.max(np.abs(solved - coefficients)))
        coefficients = np.asarray(solved, dtype=np.float64)
        if moved < _CLOSE:
            break
    mean = _mean(design, coefficients, offset)
    free = max(n - k, 1)
    residuals = (counts - mean) / np.sqrt(mean)
    dispersion = max(1.0, float(residuals @ residuals) / free)
    correlation = _autocorrelation(residuals, k, times)
    covariance = covariance_of(design, mean, dispersion, correlation, times)
    return Fit(coefficients, mean, covariance, dispersion, correlation, free)


def _mean(design: Floats, coefficients: Floats, offset: Floats) -> Floats:
    return np.maximum(np.exp(np.clip(design @ coefficients + offset, -30, 30)), _SMALLEST)


def _autocorrelation(residuals: Floats, columns: int, times: Floats | None) -> float:
    """Correlation of residuals a week apart, put right for the columns that were fitted; 0 where negative.

    A fit of k columns to n counts makes neighbouring residuals look less alike than they are, by about k/n.
    """
    n = len(residuals)
    at = np.arange(n, dtype=np.float64) if times is None else times
    neighbours = np.abs(np.diff(at) - 1) < 0.5  # noqa: PLR2004 - the next week, give or take rounding
    if not neighbours.any():
        return 0.0
    products = residuals[1:][neighbours] * residuals[:-1][neighbours]
    found = float(products.mean() / np.mean(residuals**2)) if residuals.any() else 0.0
    return float(np.clip(found + columns / n, 0.0, 0.9))


def covariance_of(
    design: Floats, mean: Floats, dispersion: float, correlation: float, times: Floats | None = None
) -> Floats:
    """Covariance of the coefficients at those means, where residuals k weeks apart correlate by the kth power."""
    n = len(mean)
    bread = np.linalg.pinv(design.T @ (design * mean[:, None]))
    if not correlation:
        return np.asarray(dispersion * bread)
    at = np.arange(n, dtype=np.float64) if times is None else times
    between = correlation ** np.abs(at[:, None] - at[None, :])
    half = design * np.sqrt(mean)[:, None]
    return np.asarray(dispersion * bread @ (half.T @ between @ half) @ bread)
