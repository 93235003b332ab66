"""Reports into the record: batch intake, one commit a report, and the whole pipeline, against raw COPY."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from benchmarks.bed import NOW, TABLES, Bed, Held, copied, officer
from benchmarks.documents import report
from benchmarks.rows import Row, compare

_REPORTS = 1_000
_SESSIONS = 8
_INTAKE_TABLES = (
    "delivery",
    "delivery_part",
    "report",
    "report_number",
    "party",
    "prior_report",
    "ip_capture",
    "reported_file",
    "kept_raw",
    "reading",
    "audit_entry",
    "audit_detail",
)


def documents(count: int, *, seed: int) -> list[Held]:
    return [Held(report(n, seed=seed), f"report-{n}.xml") for n in range(count)]


def _raw(bed: Bed, rows: dict[str, bytes]) -> float:
    """Seconds to COPY ready-made rows into the same indexed tables, past row security, in one commit."""
    bed.clone("raw")
    with bed.superuser("raw") as server:
        server.execute("alter table audit_entry disable trigger user")
        started = time.perf_counter()
        with server.transaction():
            for table, text in rows.items():
                with server.cursor().copy(f"copy {table} from stdin") as copy:
                    copy.write(text)
        return time.perf_counter() - started


def _written(bed: Bed, tables: Iterable[str], name: str) -> dict[str, bytes]:
    with bed.superuser(name) as server:
        base = {table: server.execute(f"select count(*) from {table}").fetchone()[0] for table in ()}
        del base
        return {table: copied(server, table, after=_NEW.get(table, "")) for table in tables}


# The template has an officer and reference data of its own, with their audit entries.
_NEW: dict[str, str] = {}


def _remember_template(bed: Bed) -> None:
    with bed.superuser("waymark") as server:
        (last,) = server.execute("select seq from audit_head").fetchone()
    for table in ("audit_entry", "audit_detail"):
        _NEW[table] = f"where seq > {last}"


def _same(bed: Bed, rows: dict[str, bytes]) -> bool:
    with bed.superuser("raw") as server:
        return all(
            sorted(copied(server, table, after=_NEW.get(table, "")).splitlines()) == sorted(text.splitlines())
            for table, text in rows.items()
        )


def _ours_pipeline(bed: Bed, held: list[Held]) -> float:
    from waymark import pipeline

    bed.clone("ours")
    bed.use("ours")
    viewer = officer()
    started = time.perf_counter()
    for answer in pipeline.receive(viewer, held, source="", door="bench", clock=lambda: NOW):
        assert answer.outcome == "accepted", answer
    return time.perf_counter() - started


def _ours_intake(bed: Bed, held: list[Held], *, batch: int) -> float:
    """Keep and read into the record, as the pipeline does, without the later steps."""
    from waymark.access.viewing import acting
    from waymark.audit.events import Event as Audited
    from waymark.audit.ledger import record
    from waymark.referrals.operations.recording import RecordWriter
    from waymark.referrals.types import IPCaptureEvent, KeptRaw, Party, Report, ReportedFile
    from waymark.stages.intake import operations as intake
    from waymark.stages.intake.readers.cybertipline import read

    bed.clone("ours")
    bed.use("ours")
    viewer = officer()
    started = time.perf_counter()
    for first in range(0, len(held), batch):
        with acting(viewer):
            kept = intake.keep(held[first : first + batch], source="", door="bench", viewer=viewer, now=NOW)
            writer = RecordWriter(viewer=viewer, now=NOW)
            reports = writer.open(len(kept), desk=kept[0].desk, source="")
            take = {
                IPCaptureEvent: writer.take_event,
                ReportedFile: writer.take_file,
                Party: writer.take_party,
                KeptRaw: writer.take_raw,
                Report: writer.close,
            }
            for each, opened in zip(kept, reports, strict=True):
                for fact in read(Held(each.whole or b"", "").open()):
                    take[type(fact)](opened, fact)
            writer.write()
            intake.conclude(
                [(each, "accepted") for each in kept],
                [(each, opened.id) for each, opened in zip(kept, reports, strict=True)],
                reader="bench",
            )
            for opened in reports:
                record(Audited.REPORT_READ_IN, opened.reference, actor=viewer.officer_id, at=NOW, desk=opened.desk)
    return time.perf_counter() - started


def _parse(held: list[Held]) -> float:
    from lxml import etree

    started = time.perf_counter()
    for each in held:
        etree.fromstring(each.content)
    return time.perf_counter() - started


@contextmanager
def _desk_sessions(bed: Bed, name: str) -> Iterator[None]:
    """Eight officers looking at the queue, each twice a second, while the work is measured."""
    stop = Event()

    def look() -> None:
        with bed.superuser(name) as server:
            while not stop.wait(0.5):
                server.execute("select * from queue_entry order by rank, referral_id limit 50").fetchall()

    with ThreadPoolExecutor(_SESSIONS) as pool:
        for _ in range(_SESSIONS):
            pool.submit(look)
        try:
            yield
        finally:
            stop.set()


def rows(bed: Bed, *, runs: int) -> Iterator[Row]:
    """The three rows of intake."""
    _remember_template(bed)
    yield compare(
        "batch intake, 18.7 KiB reports, guard and row security on",
        "raw COPY of the same rows into the same tables",
        target=0.6,
        runs=runs,
        measure=lambda run: _batch(bed, run, batch=500),
    )
    yield compare(
        "whole pipeline: XML in to kept, read, linked, attributed, prioritised, audited, 8 desk sessions reading",
        "lxml parse + raw COPY of exactly the rows it wrote",
        target=0.4,
        runs=runs,
        measure=lambda run: _whole(bed, run),
    )


def _batch(bed: Bed, run: int, *, batch: int) -> tuple[float, float, bool]:
    held = documents(_REPORTS, seed=run)
    ours = _ours_intake(bed, held, batch=batch)
    written = _written(bed, _INTAKE_TABLES, "ours")
    raw = _raw(bed, written)
    return ours, raw, _same(bed, written)


def _whole(bed: Bed, run: int) -> tuple[float, float, bool]:
    held = documents(_REPORTS, seed=100 + run)
    bed.clone("desk")
    with _desk_sessions(bed, "desk"):
        ours = _ours_pipeline(bed, held)
        written = _written(bed, TABLES, "ours")
        raw = _parse(held) + _raw(bed, written)
    return ours, raw, _same(bed, written)


Measure = Callable[[int], tuple[float, float, bool]]
