"""Deliveries read and taken apart: into the rows that each step will write, with nothing written yet."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO

from waymark.access.rules import Viewer
from waymark.database.copying import Rows
from waymark.pipeline.media import hashes_of
from waymark.referrals.operations.recording import OpenReport, RecordWriter
from waymark.referrals.types import (
    Addition,
    DocumentKind,
    Fact,
    Flaw,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Report,
    ReportedFile,
)
from waymark.stages.attribution.operations.judging import VerdictWriter
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept
from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.errors import CannotRead, NoReader, NothingKnown, UnsignedPackage
from waymark.stages.intake.rules import (
    COMPARED_UP_TO,
    Kind,
    by_report,
    clearing_house_of,
    refusal_of,
    says_nothing,
)
from waymark.stages.linking.operations.mentioning import MentionWriter
from waymark.stages.prioritisation.operations.summarising import SummaryWriter

FORM = "pack-form/1"
# The door by which packages come whose signature was checked.
PACKAGES = "package"
# Facts of a large document between two looks at how many rows have gathered.
_PORTION = 1_000


@dataclass(slots=True)
class Parsed:
    """A batch after reading: what each delivery turned out to be.

    about: documents that are about reports by number, which may not be here yet: descriptions and retractions.
    packs: wait for an officer to confirm them.
    """

    reports: Documents | None = None
    about: list[tuple[Kept, list[Fact]]] = field(default_factory=list)
    responses: list[tuple[Kept, str]] = field(default_factory=list)
    packs: list[Kept] = field(default_factory=list)
    faults: list[tuple[Kept, CannotRead]] = field(default_factory=list)


def parse(kept: Sequence[Kept], *, viewer: Viewer, now: datetime) -> Parsed:
    """Read small documents whole: nothing of one is written before all of it could be read."""
    parsed = Parsed()
    reports: list[tuple[Kept, Iterable[Fact]]] = []
    for each in kept:
        if each.kind is Kind.PACK and each.kind not in READERS:
            parsed.packs.append(each)
            continue
        try:
            said = list(by_report(_read(each)))
        except CannotRead as fault:
            parsed.faults.append((each, fault))
            continue
        if not said or any(_is_empty(facts) for facts in said):
            parsed.faults.append((each, NothingKnown()))
            continue
        for facts in said:
            head = facts[-1]
            assert isinstance(head, Report)
            if head.kind in (DocumentKind.FILE_DETAILS, DocumentKind.RETRACTION):
                parsed.about.append((each, facts))
            elif head.kind is DocumentKind.RESPONSE:
                parsed.responses.append((each, head.number))
            else:
                reports.append((each, facts))
    if reports:
        parsed.reports = Documents(reports, viewer=viewer, now=now)
        parsed.reports.make_ready()
    return parsed


def _read(kept: Kept) -> Iterator[Fact]:
    stream: BinaryIO = io.BytesIO(kept.whole) if kept.whole is not None else deliveries.open_content(kept.id)
    return read_by_kind(kept, stream)


def read_by_kind(kept: Kept, stream: BinaryIO) -> Iterator[Fact]:
    """The facts of a document, by the reader of its kind. Raises CannotRead.

    What another desk says it found is read only by the door that checks who signed it.
    """
    if kept.kind is Kind.WAYMARK_PACKAGE and kept.door != PACKAGES:
        raise UnsignedPackage
    reader = READERS.get(kept.kind)
    if reader is None:
        raise NoReader
    return reader.read(stream)


def reader_of(kept: Kept) -> str:
    """The name of the reader that takes a delivery, with its version; of a pack, the form that it was entered by."""
    reader = READERS.get(kept.kind)
    return reader.name if reader else FORM


def _is_empty(facts: Sequence[Fact]) -> bool:
    head = facts[-1]
    return isinstance(head, Report) and head.kind is DocumentKind.REPORT and says_nothing(facts)


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
        part_of=each.part_of,
        door=each.door,
    )


class Documents:
    """Documents of one desk, taken apart into the rows that each step will write; nothing is written yet.

    is_large: rows go to their temporary tables as they come, in the caller's transaction.
    facts: of the small documents that bear a number, by report id: others may bear it too. flaws: what was
    wrong in documents that were read all the same. hashes: by which they list files.
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
        self.flaws: list[tuple[Kept, Flaw]] = []
        self.hashes: set[str] = set()
        self.facts: dict[int, list[Fact]] = {}
        self.reports = self._opened()
        for (_, facts), report in zip(documents, self.reports, strict=True):
            if is_large:
                self._take_large(report, facts)
            else:
                self._take(report, facts)
                if isinstance(facts, list) and report.head and (report.head.number or report.head.adds_to):
                    self.facts[report.id] = facts

    def said_by(self, report_id: int) -> list[Fact] | None:
        """What one of these reports says: of a large document by reading it again, unless it is too large."""
        if report_id in self.facts:
            return self.facts[report_id]
        ids = [report.id for report in self.reports]
        if report_id not in ids:
            return None
        kept = self.kept[ids.index(report_id)]
        if kept.size > COMPARED_UP_TO:
            return None
        beside = [id_ for id_, each in zip(ids, self.kept, strict=True) if each.id == kept.id]
        return list(by_report(_read(kept)))[beside.index(report_id)]

    @property
    def numbers(self) -> set[str]:
        """The numbers that these documents bear, and those of reports that they take back beside what they say."""
        heads = [report.head for report in self.reports if report.head]
        borne = {head.number for head in heads if head.number}
        return borne.union(*(head.withdraws for head in heads if head.kind is DocumentKind.REPORT))

    @property
    def are_reports(self) -> bool:
        """Whether each is a report, or takes one back: descriptions and answers go another way."""
        heads = [report.head for report in self.reports]
        return all(head is not None and head.kind is DocumentKind.REPORT for head in heads)

    def make_ready(self) -> None:
        """Turn rows into what the database reads, so that the transaction that writes them is short."""
        for rows in self._rows:
            rows.make_ready()

    @property
    def _rows(self) -> tuple[Rows, ...]:
        return (*self.record.rows, *self.mentions.rows, *self.verdicts.rows, *self.summaries.rows)

    def _take_large(self, report: OpenReport, facts: Iterable[Fact]) -> None:
        """Take a document that may hold several reports, and is never held in memory whole."""
        for some in _portions(facts):
            if report.head is not None:
                report = self._opened_beside(report)
            self._take(report, some)
            self._spill()

    def _opened_beside(self, report: OpenReport) -> OpenReport:
        (another,) = self.record.open(1, desk=self.desk, source=report.source)
        another.received_at = report.received_at
        another.form, another.clearing_house = report.form, report.clearing_house
        self.kept.append(self.kept[self.reports.index(report)])
        self.reports.append(another)
        return another

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
            report.form = kept.kind.value
            report.clearing_house = clearing_house_of(kept.kind)
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
                self.hashes.update(hashes_of(fact))
                mentions.take_file(report, fact)
                summaries.take_file(report, fact)
            elif isinstance(fact, Party):
                record_writer.take_party(report, fact)
                mentions.take_party(report, fact)
                summaries.take_party(report, fact)
            elif isinstance(fact, KeptRaw):
                record_writer.take_raw(report, fact)
            elif isinstance(fact, Addition):
                record_writer.take_addition(report, fact)
                mentions.take_addition(report, fact)
            elif isinstance(fact, Flaw):
                self.flaws.append((self.kept[self.reports.index(report)], fact))
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
    """So many facts at a time; a report's head always ends a portion."""
    some: list[Fact] = []
    for fact in facts:
        some.append(fact)
        if len(some) >= _PORTION or isinstance(fact, Report):
            yield some
            some = []
    if some:
        yield some
