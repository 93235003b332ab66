"""Queues in closed form, against which the simulation is checked, and what no staffing can do.

Source: L. Kleinrock, Queueing Systems, volume 1 (1975) and volume 2 (1976).
"""

from __future__ import annotations

from collections.abc import Sequence


def erlang_b(load: float, servers: int) -> float:
    """The share of arrivals that find every server busy and leave. load: arrivals times mean service."""
    blocked = 1.0
    for each in range(1, servers + 1):
        blocked = load * blocked / (each + load * blocked)
    return blocked


def erlang_c(load: float, servers: int) -> float:
    """The share of arrivals that wait; 1 where the load is all that the servers can do, or more."""
    if load >= servers:
        return 1.0
    blocked = erlang_b(load, servers)
    return servers * blocked / (servers - load * (1 - blocked))


def mean_wait(arrivals: float, service: float, servers: int) -> float:
    """The mean wait of M/M/c, in the unit of `service`. arrivals: per that unit. Without end where overloaded."""
    load = arrivals * service
    if load >= servers:
        return float("inf")
    return erlang_c(load, servers) * service / (servers - load)


def mean_wait_of_one(arrivals: float, service: float, *, variation: float) -> float:
    """The mean wait of M/G/1 (Pollaczek and Khinchine). variation: of service, deviation over mean."""
    load = arrivals * service
    if load >= 1:
        return float("inf")
    return load * service * (1 + variation**2) / (2 * (1 - load))


def mean_waits_by_priority(arrivals: Sequence[float], service: float, servers: int) -> list[float]:
    """The mean wait of each class in M/M/c, the most urgent first, no work broken off (Cobham 1954)."""
    load = sum(arrivals) * service
    if load >= servers:
        return [float("inf")] * len(arrivals)
    until_one_is_free = erlang_c(load, servers) * service / servers
    found, before = [], 0.0
    for each in arrivals:
        after = before + each * service / servers
        found.append(until_one_is_free / ((1 - before) * (1 - after)))
        before = after
    return found


def servers_needed(load: float) -> int:
    """The fewest servers with whom a backlog does not grow for ever."""
    return int(load) + 1
