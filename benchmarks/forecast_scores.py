"""Forecasts of real series against each naive method: mean absolute error, interval score and coverage.

Run `python -m benchmarks.forecast_scores FILE [FILE ...]`, each a CSV of a period and a count with, maybe, columns that
tell its series apart; not a row of `make bench`, as nothing here is timed. The figures stand in decision 0035.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from waymark.stages.statistics.readers.tables import series_in
from waymark.stages.statistics.rules.forecasts.choosing import Backtest
from waymark.stages.statistics.rules.forecasts.forecasting import forecast
from waymark.stages.statistics.rules.forecasts.methods import NAIVE

HORIZONS = (1, 6, 12)
COVERS = (0.85, 0.95)


def line_of(name: str, tests: list[Backtest]) -> str:
    """Ratios to each naive method, the mean over the series and how many are below 1; and the share held."""
    errors = np.array([[each.mae / each.naive[naive] for naive in NAIVE] for each in tests])
    scores = np.array(
        [
            [
                (each.interval_score or np.nan) / each.naive_interval_score.get(naive, np.nan)
                for naive in NAIVE
            ]
            for each in tests
        ]
    )
    held = np.array([each.coverage90 for each in tests], dtype=np.float64)

    def said(ratios: np.typing.NDArray[np.float64]) -> str:
        return (
            " ".join(f"{mean:.3f}" for mean in ratios.mean(axis=0))
            + f" ({(ratios.max(axis=1) < 1).sum()} below all)"
        )

    within = int(((held >= COVERS[0]) & (held <= COVERS[1])).sum())
    said_of = f"error {said(errors)} | score {said(scores)} | held {held.mean():.3f} ({within} within)"
    return f"{name}: {len(tests)} series | {said_of}"


def main(paths: list[str]) -> None:
    print(f"ratios to {', '.join(NAIVE)}")
    for path in map(Path, paths):
        for horizon in HORIZONS:
            with path.open("rb") as stream:
                every = series_in(stream, path.name)
            found = [forecast(each, horizon=horizon).backtest for each in every.values()]
            print(
                line_of(f"{path.stem}, {horizon} ahead", [each for each in found if each is not None]),
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
