"""One enormous report: what storing and attributing it costs, and that its length costs no memory.

    python -m benchmarks.giant

takes the document that BENCH_DOCUMENT names through the pipeline and prints the most memory it held, in KiB.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bed import INTAKE_TABLES, NOW, TABLES, Bed, Held, officer, start_django
from benchmarks.documents import report
from benchmarks.intake import has_all, intake_seconds, parse_seconds, pipeline_seconds
from benchmarks.rows import Better, Measured, Row, compare

FILES = 5_000
_FEW, _MANY = 5_000, 50_000
_DOCUMENT = "BENCH_DOCUMENT"


def _document(seed: int) -> list[Held]:
    """5,000 files, each with the event of its upload."""
    return [Held(report(1, files=FILES, events=0, seed=seed), "giant.xml")]


def rows(bed: Bed, *, runs: int) -> Iterator[Row]:
    def stored(run: int) -> Measured:
        held = _document(300 + run)
        ours = intake_seconds(bed, held, batch=1, is_read_within=True)
        written = bed.written("ours", INTAKE_TABLES)
        other = parse_seconds(held) + bed.copy_raw(written)
        is_whole = has_all(written, reports=1, files=FILES, events=FILES)
        return Measured(ours, other, bed.has_same(written) and is_whole)

    def attributed(run: int) -> Measured:
        held = _document(400 + run)
        ours = pipeline_seconds(bed, held)
        written = bed.written("ours", TABLES)
        intake = bed.written("ours", INTAKE_TABLES)
        other = parse_seconds(held) + bed.copy_raw(intake)
        is_same = bed.has_same(intake) and has_all(written, reports=1, files=FILES, events=FILES)
        return Measured(ours, other, is_same and written["ip_verdict"].count(b"\n") == FILES)

    yield compare(
        "giant-stored",
        f"one report of {FILES} files and {FILES} events, read and stored",
        "lxml parse + raw COPY of its rows",
        target=2.0,
        better=Better.LESS,
        runs=runs,
        measure=stored,
    )
    yield compare(
        "giant-attributed",
        "the same through the whole pipeline: linked, attributed, prioritised, audited",
        "lxml parse + raw COPY of the rows that storing it writes",
        target=4.0,
        better=Better.LESS,
        runs=runs,
        measure=attributed,
    )


def memory_row(bed: Bed, *, runs: int) -> Iterator[Row]:
    def peak(events: int) -> tuple[float, bool]:
        bed.clone("ours")
        path = Path(os.environ["WAYMARK_STATE"]) / f"giant-{events}.xml"
        path.write_bytes(report(1, files=0, events=events))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.giant"],
            env=os.environ | bed.environment("ours") | {_DOCUMENT: str(path)},
            check=True,
            stdout=subprocess.PIPE,
        )
        return int(done.stdout) / 1024, bed.written("ours", ["ip_verdict"])["ip_verdict"].count(
            b"\n"
        ) == events

    def measure(_run: int) -> Measured:
        (many, has_many), (few, has_few) = peak(_MANY), peak(_FEW)
        return Measured(many, few, has_many and has_few)

    yield compare(
        "giant-memory",
        f"peak memory for one report of {_MANY} events",
        f"the same for {_FEW} events",
        target=1.2,
        better=Better.LESS,
        unit="MiB",
        runs=runs,
        measure=measure,
    )


def main() -> None:
    start_django()
    from waymark import pipeline
    from waymark.interfaces.cli.receive import offers

    # Given on disk and through a door of ours, as a delivery comes; made elsewhere, for making it takes memory.
    held = offers([Path(os.environ[_DOCUMENT])])
    for answer in pipeline.receive(officer(), held, source="", door="bench", clock=lambda: NOW):
        assert answer.outcome == "accepted", answer
    print(_peak_kib())


def _peak_kib() -> int:
    """Of this program alone: ru_maxrss also counts what the process that started it held at that moment."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise RuntimeError("This system does not tell a program's peak memory")


if __name__ == "__main__":
    main()
