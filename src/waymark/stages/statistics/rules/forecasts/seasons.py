"""What each period of the year adds, believed only as far as the years agree on it."""

from __future__ import annotations

import numpy as np

from waymark.stages.statistics.rules.forecasts.scales import Floats

_FEWEST_YEARS = 2


def patterns(scaled: Floats, season: int) -> Floats:
    """The season's pattern as known at every origin: n + 1 by `season`, row t after t values.

    Each value is taken from the mean of the season around it, so a pattern lags half a season; those of the
    same period are averaged and drawn towards 0 by how little the years agree (empirical Bayes, the positive
    part). A series that repeats nothing has a pattern of noughts.
    Source: B. Efron and C. Morris, JASA 70 (1975), 311-319.
    """
    n = len(scaled)
    found = np.zeros((n + 1, season))
    if season == 1 or n <= season:
        return found
    apart = _apart(scaled, season)
    sums, squares, counts = np.zeros(season), np.zeros(season), np.zeros(season)
    half = season // 2
    for t in range(n + 1):
        at = t - 1 - half
        if at >= 0 and np.isfinite(apart[at]):
            sums[at % season] += apart[at]
            squares[at % season] += apart[at] ** 2
            counts[at % season] += 1
        found[t] = _drawn_in(sums, squares, counts)
    return found


def _apart(scaled: Floats, season: int) -> Floats:
    """Each value less the mean of the season centred on it; nan where that does not lie within the series."""
    half = season // 2
    weights = np.ones(season + 1 - season % 2)
    if season % 2 == 0:
        weights[0] = weights[-1] = 0.5
    seen = np.isfinite(scaled)
    sums = np.convolve(np.where(seen, scaled, 0), weights, "same")
    shares = np.convolve(seen.astype(np.float64), weights, "same")
    found = np.where(seen & (shares > season / 2), scaled - sums / np.maximum(shares, 1), np.nan)
    found[:half] = found[len(found) - half :] = np.nan
    return np.asarray(found)


def _drawn_in(sums: Floats, squares: Floats, counts: Floats) -> Floats:
    years = counts.min()
    if years < _FEWEST_YEARS:
        return np.zeros(len(sums))
    means = sums / counts
    within = float((squares - counts * means**2).sum() / (counts - 1).sum())
    noise = within / float(counts.mean())
    between = float(((means - means.mean()) ** 2).sum() / (len(means) - 1))
    trust = max(0.0, 1 - noise / between) if between else 0.0
    return np.asarray(trust * (means - means.mean()))
