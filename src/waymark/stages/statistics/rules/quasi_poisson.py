"""Regression of overdispersed counts: a log-linear mean, and a variance that grows with it in one of two ways.

The variance is a multiple of the mean, as where reports come in batches, or has a part that grows with its square,
as where the rate itself varies; whichever fits the residuals better.
Sources: P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd edition (1989), chapters 9 and 10;
N. E. Breslow, Applied Statistics 33 (1984), 38-44, for the part with the square, found from the residuals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 50
_ROUNDS = 8  # of the variance's part with the square and the mean, in turn
_CLOSE = 1e-9
_SMALLEST = 1e-8
_LARGEST_PART = 1e4


class Variance(NamedTuple):
    """factor * (mean + part * mean squared). factor: 1 or more; part: 0 or more."""

    factor: float
    part: float

    def of(self, mean: Floats) -> Floats:
        """The variance of counts of those means."""
        return np.asarray(self.factor * (mean + self.part * mean**2))


@dataclass(frozen=True, slots=True)
class Fit:
    """coefficients: of each column, on the log scale. mean: fitted counts. covariance: of the coefficients.

    dispersion: variance over mean on average, 1 or more. autocorrelation: of neighbouring residuals, 0 or more.
    alike: how residuals correlate, n by n; None where they do not.
    residuals: in standard deviations. misfit: see `_misfit`. free: residual degrees of freedom.
    """

    coefficients: Floats
    mean: Floats
    covariance: Floats
    variance: Variance
    residuals: Floats
    dispersion: float
    autocorrelation: float
    alike: Floats | None
    misfit: float
    free: int


def fit(counts: Floats, design: Floats, offset: Floats, *, times: Floats | None = None) -> Fit:
    """Fit a log-linear mean by reweighted least squares.

    counts: n of them. design: n by k, of full rank. offset: n, on the log scale. times: n numbers of weeks,
    so that only neighbours are taken for neighbours; None where every count follows the one before.
    """
    n, k = design.shape
    free = max(n - k, 1)
    coefficients, mean = _means(counts, design, offset, part=0.0)
    variance = Variance(max(1.0, _excess(counts, mean, 0.0) / free), 0.0)
    squared = _with_square(counts, design, offset, mean, free)
    if squared is not None and _misfit(counts, squared[1], squared[2]) < _misfit(counts, mean, variance):
        coefficients, mean, variance = squared
    residuals = (counts - mean) / np.sqrt(variance.of(mean))
    correlation = _autocorrelation(residuals, k, times)
    alike = _alike(n, correlation, times) if correlation else None
    if alike is not None:
        left = _left_free(design, mean, variance, alike)
        variance = variance._replace(factor=max(1.0, _excess(counts, mean, variance.part) / left))
    covariance = covariance_of(design, mean, variance, alike)
    return Fit(
        coefficients=coefficients,
        mean=mean,
        covariance=covariance,
        variance=variance,
        residuals=residuals,
        dispersion=float((variance.of(mean) / mean).mean()),
        autocorrelation=correlation,
        alike=alike,
        misfit=_misfit(counts, mean, variance),
        free=free,
    )


def _means(counts: Floats, design: Floats, offset: Floats, *, part: float) -> tuple[Floats, Floats]:
    """Coefficients and fitted means, where the variance has that part with the square."""
    start = np.log(np.maximum(counts, 0.5)) - offset
    coefficients = np.asarray(np.linalg.lstsq(design, start, rcond=None)[0], dtype=np.float64)
    for _ in range(_STEPS):
        mean = _mean(design, coefficients, offset)
        working = design @ coefficients + (counts - mean) / mean
        root = np.sqrt(mean / (1 + part * mean))
        solved = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        moved = float(np.max(np.abs(solved - coefficients)))
        coefficients = np.asarray(solved, dtype=np.float64)
        if moved < _CLOSE:
            break
    return coefficients, _mean(design, coefficients, offset)


def _excess(counts: Floats, mean: Floats, part: float) -> float:
    """The sum of squared residuals over their variance, without the factor."""
    return float(((counts - mean) ** 2 / (mean * (1 + part * mean))).sum())


def _with_square(
    counts: Floats, design: Floats, offset: Floats, mean: Floats, free: int
) -> tuple[Floats, Floats, Variance] | None:
    """Fitted with the part by which the residuals come to what they should; None where none is needed."""
    part = 0.0
    for _ in range(_ROUNDS):
        if _excess(counts, mean, 0.0) <= free:
            return None
        before, part = part, _part(counts, mean, free)
        coefficients, mean = _means(counts, design, offset, part=part)
        if abs(part - before) <= 1e-3 * (1e-3 + part):
            break
    return coefficients, mean, Variance(max(1.0, _excess(counts, mean, part) / free), part)


def _part(counts: Floats, mean: Floats, free: int) -> float:
    """The part at which the residuals' excess is their freedom: by halves, as it falls all the way."""
    low, high = 0.0, _LARGEST_PART
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _excess(counts, mean, middle) > free else (low, middle)
    return high


def _misfit(counts: Floats, mean: Floats, variance: Variance) -> float:
    """Minus twice the log likelihood of normal residuals of that variance, but for a constant."""
    at = variance.of(mean)
    return float((np.log(at) + (counts - mean) ** 2 / at).sum())


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


def covariance_of(design: Floats, mean: Floats, variance: Variance, alike: Floats | None) -> Floats:
    """Covariance of the coefficients at those means, where residuals correlate so; None where they do not."""
    root = mean / np.sqrt(variance.of(mean))
    half = design * root[:, None]
    bread = np.linalg.pinv(half.T @ half)
    if alike is None:
        return np.asarray(bread)
    return np.asarray(bread @ (half.T @ alike @ half) @ bread)


def _alike(n: int, correlation: float, times: Floats | None) -> Floats:
    """How alike residuals are: n by n, by the power of the weeks between them."""
    at = np.arange(n, dtype=np.float64) if times is None else times
    return np.asarray(correlation ** np.abs(at[:, None] - at[None, :]))


def _left_free(design: Floats, mean: Floats, variance: Variance, alike: Floats) -> float:
    """What the residuals' squares come to on average: less than n - k, as a fit follows neighbours that are alike."""
    basis, _ = np.linalg.qr(design * (mean / np.sqrt(variance.of(mean)))[:, None])
    return max(1.0, len(mean) - float((basis * (alike @ basis)).sum()))
