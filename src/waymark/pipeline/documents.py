"""Deliveries read and taken apart: into the rows that each step will write, with nothing written yet."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import BinaryIO

from waymark.access.rules import Viewer
from waymark.database.copying import Rows
from waymark.referrals.operations.recording import OpenReport, RecordWriter
from waymark.referrals.types import (
    DocumentKind,
    Fact,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Report,
    ReportedFile,
)
from waymark.stages.attribution.operations.judging import VerdictWriter
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept
from waymark.stages.intake.readers.cybertipline import read
from waymark.stages.intake.readers.errors import CannotRead, NothingKnown
from waymark.stages.intake.rules import Kind, refusal_of, says_nothing
from waymark.stages.linking.operations.mentioning import MentionWriter
from waymark.stages.prioritisation.operations.summarising import SummaryWriter

# Facts of a large document between two looks at how many rows have gathered.
_PORTION = 1_000


@dataclass(slots=True)
class Parsed:
    """A batch after reading: what each delivery turned out to be."""

    reports: Documents | None = None
    files: list[tuple[Kept, Iterable[Fact], str]] = field(default_factory=list)
    responses: list[tuple[Kept, str]] = field(default_factory=list)
    faults: list[tuple[Kept, CannotRead]] = field(default_factory=list)


def parse(kept: Sequence[Kept], *, viewer: Viewer, now: datetime) -> Parsed:
    """Read small documents whole: nothing of one is written before all of it could be read."""
    parsed = Parsed()
    reports: list[tuple[Kept, Iterable[Fact]]] = []
    for each in kept:
        stream: BinaryIO = (
            io.BytesIO(each.whole) if each.whole is not None else deliveries.open_content(each.id)
        )
        try:
            facts = list(read(stream))
        except CannotRead as fault:
            parsed.faults.append((each, fault))
            continue
        head = facts[-1]
        assert isinstance(head, Report)
        if head.kind is DocumentKind.REPORT and says_nothing(facts):
            parsed.faults.append((each, NothingKnown()))
        elif head.kind is DocumentKind.REPORT:
            reports.append((each, facts))
        elif head.kind is DocumentKind.FILE_DETAILS:
            parsed.files.append((each, facts, head.number))
        else:
            parsed.responses.append((each, head.number))
    if reports:
        parsed.reports = Documents(reports, viewer=viewer, now=now)
        parsed.reports.make_ready()
    return parsed


def kept_again(each: deliveries.DeliveryRecord) -> Kept:
    kind = Kind(each.kind)
    return Kept(
        each.id,
        each.reference,
        each.desk,
        each.name,
        each.folder,
        each.source,
        each.sha256,
        each.size,
        kind,
        each.received_at,
        is_new=True,
        refusal=refusal_of(kind),
    )


class Documents:
    """Documents of one desk, taken apart into the rows that each step will write; nothing is written yet.

    is_large: rows go to their temporary tables as they come, in the caller's transaction.
    """

    def __init__(
        self,
        documents: Sequence[tuple[Kept, Iterable[Fact]]],
        *,
        viewer: Viewer,
        now: datetime,
        is_large: bool = False,
    ) -> None:
        self.kept = [kept for kept, _ in documents]
        self.desk = self.kept[0].desk
        self.record = RecordWriter(viewer=viewer, now=now)
        self.mentions = MentionWriter(viewer=viewer)
        self.verdicts = VerdictWriter(viewer=viewer, now=now)
        self.summaries = SummaryWriter(viewer=viewer)
        self.reports = self._opened()
        for (_, facts), report in zip(documents, self.reports, strict=True):
            for some in _portions(facts) if is_large else (facts,):
                self._take(report, some)
                if is_large:
                    self._spill()

    @property
    def numbers(self) -> set[str]:
        """The numbers that these documents themselves bear."""
        return {report.head.number for report in self.reports if report.head and report.head.number}

    def make_ready(self) -> None:
        """Turn rows into what the database reads, so that the transaction that writes them is short."""
        for rows in self._rows:
            rows.make_ready()

    @property
    def _rows(self) -> tuple[Rows, ...]:
        return (*self.record.rows, *self.mentions.rows, *self.verdicts.rows, *self.summaries.rows)

    def _spill(self) -> None:
        for rows in self._rows:
            rows.spill()

    def _opened(self) -> list[OpenReport]:
        counts = Counter(kept.source for kept in self.kept)
        by_source = {
            source: iter(self.record.open(count, desk=self.desk, source=source))
            for source, count in counts.items()
        }
        reports = [next(by_source[kept.source]) for kept in self.kept]
        for kept, report in zip(self.kept, reports, strict=True):
            report.received_at = kept.received_at
        return reports

    def _take(self, report: OpenReport, facts: Iterable[Fact]) -> None:
        record_writer, mentions, verdicts, summaries = (
            self.record,
            self.mentions,
            self.verdicts,
            self.summaries,
        )
        for fact in facts:
            if isinstance(fact, IPCaptureEvent):
                record_writer.take_event(report, fact)
                mentions.take_event(report, fact)
                verdicts.take_event(report, fact)
            elif isinstance(fact, ReportedFile):
                record_writer.take_file(report, fact)
                mentions.take_file(report, fact)
                summaries.take_file(report, fact)
            elif isinstance(fact, Party):
                record_writer.take_party(report, fact)
                mentions.take_party(report, fact)
                summaries.take_party(report, fact)
            elif isinstance(fact, KeptRaw):
                record_writer.take_raw(report, fact)
            elif isinstance(fact, Report):
                record_writer.close(report, fact)
                mentions.take_head(report, fact)
                events = verdicts.summary_of(report)
                last = events.last_day_to_apply
                summaries.close(
                    report,
                    fact,
                    resolvable_events=events.resolvable,
                    operator_lost_on=last + timedelta(days=1) if last else None,
                    last_active_on=events.last_active_on,
                )


def _portions(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    waiting = iter(facts)
    while some := list(islice(waiting, _PORTION)):
        yield some
