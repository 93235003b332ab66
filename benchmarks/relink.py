"""The whole identifier graph at once: our kernel against scipy's, and against networkx."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.rows import Measured, Row, compare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_A_REPORT = 3  # identifiers that link anything, as the plan measured


def rows(*, runs: int, reports: int) -> Iterator[Row]:
    """A million reports with three million mentions, shared by a power law; the busiest are taken out."""
    for against, target, seconds, most in (
        ("scipy.sparse.csgraph.connected_components", 3.0, _scipy, runs),
        ("networkx.connected_components", 200.0, _networkx, min(runs, 1)),
    ):

        def measure(run: int, seconds=seconds) -> Measured:
            from waymark.stages.linking.rules.clusters import clusters

            referrals, identifiers = _mentions(reports, seed=run)
            clusters(referrals[:2], identifiers[:2], referral_count=reports)  # compiled before the clock
            started = perf_counter()
            found = clusters(referrals, identifiers, referral_count=reports)
            ours = perf_counter() - started
            theirs, labels = seconds(referrals, identifiers, reports)
            return Measured(ours, theirs, bool((found == labels).all()))

        yield compare(
            f"relink-{against.partition('.')[0]}",
            f"relinking {reports} reports, {reports * _A_REPORT} mentions",
            against,
            target=target,
            runs=most,
            measure=measure,
        )


def _mentions(reports: int, *, seed: int) -> tuple[Integers, Integers]:
    """15 % of mentions are of identifiers that others mention too, by Zipf's law; the 50 busiest left out."""
    import numpy as np

    random = np.random.default_rng(seed)
    count, pool = reports * _A_REPORT, reports // 5
    referrals = np.repeat(np.arange(reports, dtype=np.int64), _A_REPORT)
    rank = random.zipf(1.35, count)
    rank = np.where(rank <= pool, rank, random.integers(1, pool + 1, count)) - 1
    rank = np.where(rank < 50, random.integers(50, pool, count), rank)
    named = np.where(random.random(count) < 0.15, rank, pool + np.arange(count))
    _, identifiers = np.unique(named, return_inverse=True)
    order = random.permutation(count)
    return referrals[order], identifiers.astype(np.int64)[order]


def _scipy(referrals: Integers, identifiers: Integers, reports: int) -> tuple[float, Integers]:
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    size = reports + int(identifiers.max()) + 1
    started = perf_counter()
    ends = (referrals, identifiers + reports)
    graph = coo_matrix((np.ones(len(referrals), np.int8), ends), shape=(size, size)).tocsr()
    count, labels = connected_components(graph, directed=False)
    took = perf_counter() - started
    return took, _lowest(labels[:reports], count)


def _networkx(referrals: Integers, identifiers: Integers, reports: int) -> tuple[float, Integers]:
    import networkx as nx
    import numpy as np

    started = perf_counter()
    graph = nx.Graph()
    graph.add_nodes_from(range(reports))
    graph.add_edges_from(zip(referrals.tolist(), (identifiers + reports).tolist(), strict=True))
    found = list(nx.connected_components(graph))
    took = perf_counter() - started
    labels = np.empty(reports, dtype=np.int64)
    for members in found:
        mine = [member for member in members if member < reports]
        labels[mine] = min(mine)
    return took, labels


def _lowest(labels: Integers, count: int) -> Integers:
    """Name each part by its lowest member, as ours are."""
    import numpy as np

    lowest = np.full(count, len(labels), dtype=np.int64)
    np.minimum.at(lowest, labels, np.arange(len(labels)))
    return lowest[labels]
