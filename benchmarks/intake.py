"""Reports into the record: batch intake, one commit a report, and the whole pipeline, against raw COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from time import perf_counter
from typing import TYPE_CHECKING, Any

from lxml import etree

from benchmarks.bed import INTAKE_TABLES, NOW, TABLES, Bed, Held, Written, officer
from benchmarks.documents import report
from benchmarks.peers import bulk_created
from benchmarks.rows import Measured, Row, compare
from benchmarks.sessions import desk_sessions

if TYPE_CHECKING:
    from waymark.referrals.operations.recording import OpenReport

FILES, EVENTS = 18, 20
_BATCH = 250
READER = "bench"


def documents(count: int, *, seed: int) -> list[Held]:
    return [Held(report(n, files=FILES, events=EVENTS, seed=seed), f"report-{n}.xml") for n in range(count)]


def parse_seconds(held: Sequence[Held]) -> float:
    """Seconds for lxml to parse the documents and do nothing with them."""
    started = perf_counter()
    for each in held:
        etree.fromstring(each.content)
    return perf_counter() - started


def pipeline_seconds(bed: Bed, held: Sequence[Held], *, watched: bool = False) -> float:
    """Seconds to carry documents through every step into a fresh database `ours`. watched: by desk sessions."""
    from waymark import pipeline

    bed.clone("ours")
    viewer = officer()
    with desk_sessions(bed, "ours") if watched else nullcontext():
        started = perf_counter()
        for answer in pipeline.receive(viewer, held, source="", door="bench", clock=lambda: NOW):
            assert answer.outcome == "accepted", answer
        return perf_counter() - started


def intake_seconds(bed: Bed, held: Sequence[Held], *, batch: int, is_read_within: bool) -> float:
    """Seconds to keep reports and write them into the record of a fresh database `ours`, one commit a batch.

    is_read_within: whether reading the documents counts; otherwise their facts are ready before the clock.
    """
    from waymark.access.viewing import acting
    from waymark.audit.events import Event as Audited
    from waymark.audit.ledger import record
    from waymark.referrals.operations.recording import RecordWriter
    from waymark.referrals.types import IPCaptureEvent, KeptRaw, Party, Report, ReportedFile
    from waymark.stages.intake import operations as intake
    from waymark.stages.intake.readers.cybertipline import read

    bed.clone("ours")
    viewer = officer()
    ready = {} if is_read_within else {each.name: list(read(each.open())) for each in held}
    started = perf_counter()
    for first in range(0, len(held), batch):
        some = held[first : first + batch]
        with acting(viewer):
            kept = intake.keep(some, source="", door="bench", viewer=viewer, now=NOW)
            writer = RecordWriter(viewer=viewer, now=NOW)
            reports = writer.open(len(kept), desk=kept[0].desk, source="")
            take: dict[type, Callable[[OpenReport, Any], None]] = {
                IPCaptureEvent: writer.take_event,
                ReportedFile: writer.take_file,
                Party: writer.take_party,
                KeptRaw: writer.take_raw,
                Report: writer.close,
            }
            for each, opened in zip(some, reports, strict=True):
                for fact in ready.get(each.name) or read(each.open()):
                    take[type(fact)](opened, fact)
                for rows in writer.rows:
                    rows.spill()
            writer.write()
            intake.conclude(
                [(each, "accepted") for each in kept],
                [(each, opened.id, READER) for each, opened in zip(kept, reports, strict=True)],
                now=NOW,
            )
            for opened in reports:
                record(
                    Audited.REPORT_READ_IN,
                    opened.reference,
                    actor=viewer.officer_id,
                    at=NOW,
                    desk=opened.desk,
                )
    return perf_counter() - started


def has_all(written: Written, *, reports: int, files: int = FILES, events: int = FILES + EVENTS) -> bool:
    """Whether the record holds every report, file and event that the documents hold."""
    lines = {table: text.count(b"\n") for table, text in written.items()}
    return (lines["report"], lines["reported_file"], lines["ip_capture"]) == (
        reports,
        reports * files,
        reports * events,
    )


def batch_rows(bed: Bed, *, runs: int, reports: int) -> Iterator[Row]:
    """Batch intake, of facts that are read and with the reading."""

    def measure(run: int, *, is_read_within: bool) -> Measured:
        held = documents(reports, seed=run)
        ours = intake_seconds(bed, held, batch=_BATCH, is_read_within=is_read_within)
        written = bed.written("ours", INTAKE_TABLES)
        raw = bed.copy_raw(written)
        if is_read_within:
            raw += parse_seconds(held)
        return Measured(ours, raw, bed.has_same(written) and has_all(written, reports=reports))

    yield compare(
        "batch-intake",
        f"batch intake of {reports} reports of 18.7 KiB that are read: keep, guard, row security, audit",
        "raw COPY of the same rows into the same indexed tables",
        target=0.6,
        runs=runs,
        measure=lambda run: measure(run, is_read_within=False),
    )
    yield compare(
        "batch-intake-and-reading",
        "the same with their reading, from XML",
        "lxml parse + the same raw COPY",
        target=None,
        runs=runs,
        measure=lambda run: measure(run, is_read_within=True),
    )


def one_commit_row(bed: Bed, *, runs: int, reports: int) -> Iterator[Row]:
    def measure(run: int) -> Measured:
        held = documents(reports, seed=200 + run)
        ours = intake_seconds(bed, held, batch=1, is_read_within=False)
        written = bed.written("ours", INTAKE_TABLES)
        other = bulk_created(bed, officer())
        return Measured(ours, other, bed.has_same(written) and has_all(written, reports=reports))

    yield compare(
        "one-commit",
        f"intake of {reports} reports that are read, one commit a report",
        "Django bulk_create of the same rows, one commit a report, row security on",
        target=2.5,
        runs=runs,
        measure=measure,
    )


def pipeline_row(bed: Bed, *, runs: int, reports: int) -> Iterator[Row]:
    def measure(run: int) -> Measured:
        held = documents(reports, seed=100 + run)
        ours = pipeline_seconds(bed, held, watched=True)
        written = bed.written("ours", TABLES)
        with desk_sessions(bed, "ours"):
            raw = parse_seconds(held) + bed.copy_raw(written)
        return Measured(ours, raw, bed.has_same(written) and has_all(written, reports=reports))

    yield compare(
        "pipeline",
        f"whole pipeline, {reports} reports from XML to audited, 8 desk sessions reading",
        "lxml parse + raw COPY of exactly the rows it wrote, 8 desk sessions reading",
        target=0.4,
        runs=runs,
        measure=measure,
    )
