"""Desk sessions in a process of their own: officers reading the queue while something else is measured.

    python -m benchmarks.sessions COUNT

The environment names the database. Says `reading` once every session has read; stops when its input ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

from benchmarks.bed import NOW, Bed, officer, start_django

SESSIONS = 8
# Twice a second is far more often than an officer turns a page.
_PAUSE = 0.5


@contextmanager
def desk_sessions(bed: Bed, name: str) -> Iterator[None]:
    """Officers read the queue of a database, as the application's role, for as long as the block lasts."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sessions", str(SESSIONS)],
        env=os.environ | bed.environment(name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if process.stdout.readline().strip() != b"reading":
            raise RuntimeError("The desk sessions did not start")
        yield
        if process.poll() is not None:
            raise RuntimeError("The desk sessions ended before the measurement did")
        process.stdin.close()


def main(count: int) -> None:
    from django.db import connection

    from waymark.access.viewing import acting
    from waymark.stages.prioritisation.queries import queue

    start_django()
    viewer, over, all_read = officer(), Event(), Barrier(count + 1)
    # The sessions take every connection that a process of ours may have.
    connection.close()

    def look() -> None:
        read_once = False
        while True:
            with acting(viewer):
                queue(viewer, now=NOW)
            if not read_once:
                all_read.wait(30)
                read_once = True
            if over.wait(_PAUSE):
                return

    with ThreadPoolExecutor(count) as pool:
        looking = [pool.submit(look) for _ in range(count)]
        all_read.wait(30)
        print("reading", flush=True)
        sys.stdin.read()
        over.set()
        for each in looking:
            each.result()


if __name__ == "__main__":
    main(int(sys.argv[1]))
