"""`make bench`: measure every row, print the table, add it to the history.

    python -m benchmarks [--runs 5] [--rows NAME ...] [--quick] [--full]

Ends with 1 when a row missed its target or its outputs were not proved equal.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import assign, attribute, dashboard, giant, intake, linking, people, queue_pages, relink
from benchmarks.bed import Bed, bed
from benchmarks.rows import Better, Row

HISTORY = Path(__file__).parent / "history.jsonl"
_RUNS = 5


def _measures(options: argparse.Namespace) -> dict[str, Callable[[Bed], Iterator[Row]]]:
    """The rows by the name that `--rows` takes, in the order they are measured."""
    runs, is_quick = options.runs, options.quick
    reports = 500 if is_quick else 1_000
    many = 1_000_000 if options.full else 20_000 if is_quick else 100_000
    return {
        "intake": lambda bed: intake.batch_rows(bed, runs=runs, reports=reports),
        "one-commit": lambda bed: intake.one_commit_row(bed, runs=runs, reports=100 if is_quick else 300),
        "pipeline": lambda bed: intake.pipeline_row(bed, runs=runs, reports=reports),
        "giant": lambda bed: giant.rows(bed, runs=runs),
        "memory": lambda bed: giant.memory_row(bed, runs=min(runs, 2)),
        "attribute": lambda _: iter([attribute.row(runs=runs)]),
        "assign": lambda _: iter([assign.row(runs=runs, parts=500 if is_quick else 2_000)]),
        "queue": lambda bed: iter([queue_pages.row(bed, runs=runs, many=many)]),
        "dashboard": lambda bed: dashboard.rows(bed, runs=runs, many=many),
        "linking": lambda bed: iter(
            [linking.row(bed, runs=runs, reports=500 if is_quick else 1_000, standing=many)]
        ),
        "people": lambda _: people.rows(),
        "relink": lambda _: relink.rows(runs=runs, reports=100_000 if is_quick else 1_000_000),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Our figures against others'.")
    parser.add_argument("--runs", type=int, default=_RUNS, help="how often each side is measured")
    parser.add_argument("--rows", nargs="+", metavar="NAME", help="only these")
    parser.add_argument("--quick", action="store_true", help="small sets: to see that it works")
    parser.add_argument("--full", action="store_true", help="a million referrals where rows ask for many")
    options = parser.parse_args(arguments)
    measures = _measures(options)
    chosen = options.rows or list(measures)
    if unknown := set(chosen) - set(measures):
        parser.error(f"no row called {', '.join(sorted(unknown))}: there are {', '.join(measures)}")
    progress, found = Console(stderr=True), []
    with bed() as made:
        about = _about(made)
        for name in chosen:
            progress.print(f"Measuring {name} ...")
            for row in measures[name](made):
                found.append(row)
                progress.print(f"  {row.name}: {row.ratio:.2f}, {_verdict(row)}")
    # A pipe has no width of its own.
    Console(width=max(Console().width, 150)).print(_table(found))
    # What was measured quickly is no figure to look back on.
    if not options.quick:
        with HISTORY.open("a", encoding="utf-8") as history:
            history.writelines(json.dumps(about | asdict(row)) + "\n" for row in found)
    return int(not all(row.is_met for row in found))


def _table(rows: list[Row]) -> Table:
    table = Table(show_lines=True)
    for heading in ("row", "ours", "against", "ratio (min to max)", "target", "", "equal"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        low, high = row.spread
        per = "other / ours" if row.better is Better.MORE else "ours / other"
        table.add_row(
            f"{row.name}: {row.what}",
            f"{row.ours:.3g} {row.unit}",
            f"{row.other:.3g} {row.unit}: {row.against}",
            f"{row.ratio:.2f} ({low:.2f} to {high:.2f}, {row.runs} runs), {per}",
            f"{row.better} {row.target}" if row.target is not None else "none set",
            _verdict(row),
            "yes" if row.is_same else "NO",
        )
    return table


def _verdict(row: Row) -> str:
    if not row.is_same:
        return "FAILED: the outputs are not equal"
    if row.target is None:
        return "measured"
    return "met" if row.is_met else f"missed by {row.missed_by:.0%}"


def _about(made: Bed) -> dict[str, object]:
    """When, with what and on what."""
    with made.superuser("waymark") as server:
        version = server.execute("show server_version").fetchone()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "python": platform.python_version(),
        "postgres": str(version[0]).split()[0] if version else "",
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "load": round(os.getloadavg()[0], 1),
    }


def _commit() -> str:
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"],
            cwd=HISTORY.parent,
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
