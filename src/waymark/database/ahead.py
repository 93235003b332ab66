"""Work done ahead: the next batch is made ready while the database is busy with this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

Item = TypeVar("Item")
Result = TypeVar("Result")


def one_ahead(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Give `work(item)` of each item, in order; that of the next is done while the caller uses this one's.

    The work runs in a thread with a database connection of its own, and `items` is read there too. What either
    raises is raised here in its turn, after everything before it was given.
    """
    waiting = iter(items)

    def step() -> list[Result]:
        return [work(item) for item in _first(waiting)]

    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as thread:
        try:
            # The first is done here: a single batch needs no second connection.
            done = step()
            while done:
                following = thread.submit(step)
                yield from done
                done = following.result()
        finally:
            thread.submit(_close_own_connection)


def _close_own_connection() -> None:
    # A function of its own: `connection.close`, looked up by the caller, would be the caller's connection.
    connection.close()


def _first(waiting: Iterator[Item]) -> list[Item]:
    """The next of what waits, or nothing."""
    for item in waiting:
        return [item]
    return []
