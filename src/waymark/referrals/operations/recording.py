"""Writing reports into the record, as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.database.copying import Json, Rows, allot_ids, insert
from waymark.referrals.identifiers import account_key, reporter_of
from waymark.referrals.operations.tables import (
    ADDITION,
    CAPTURE,
    FILE,
    NAMED,
    NUMBER,
    PARTY,
    PRIOR,
    RAW,
    REPORT,
)
from waymark.referrals.references import Kind, new_references
from waymark.referrals.rules import house_of
from waymark.referrals.types import (
    Addition,
    DocumentKind,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Report,
    ReportedFile,
    Role,
)
from waymark.referrals.wire import file_detail, head_detail, party_detail


@dataclass(slots=True)
class OpenReport:
    """A report while it is being read: where it came from, and what has been seen of it so far.

    form: which kind of document it is; clearing_house: whose numbers it bears and names.
    reporter: who reported, known once the head was read (see `identifiers.reporter_of`).
    """

    id: int
    reference: str
    desk: int
    source: str
    received_at: datetime
    parties: list[Party] = field(default_factory=list)
    events: int = 0
    files: int = 0
    raw: int = 0
    additions: int = 0
    head: Report | None = None
    reporter: str = ""
    form: str = ""
    clearing_house: str = ""

    @property
    def suspects(self) -> list[Party]:
        return [party for party in self.parties if party.role is Role.SUSPECT]


class RecordWriter:
    """Takes the facts of a batch of reports and writes them in their order, in the caller's transaction.

    Of a large document events, files and raw elements are spilled to the database as they come; a report's
    head is written last.
    """

    def __init__(self, *, viewer: Viewer, now: datetime) -> None:
        require(viewer, Permission.DELIVER)
        self._viewer = viewer
        self._now = now
        self._reports: list[OpenReport] = []
        self._parties = Rows(PARTY)
        self._captures = Rows(CAPTURE)
        self._files = Rows(FILE)
        self._raw = Rows(RAW)
        self._additions = Rows(ADDITION)
        self.rows = (self._parties, self._captures, self._files, self._raw, self._additions)

    def open(self, count: int, *, desk: int, source: str) -> list[OpenReport]:
        """Make room for `count` reports from one source, each with its id and reference."""
        return [
            OpenReport(id_, reference, desk, source, self._now)
            for id_, reference in zip(
                allot_ids("report", count), new_references(Kind.REPORT, count), strict=True
            )
        ]

    def take_party(self, report: OpenReport, party: Party) -> None:
        report.parties.append(party)

    def take_event(self, report: OpenReport, event: IPCaptureEvent) -> None:
        report.events += 1
        text, instant, zone, assumed_by = event.captured_at or ("", None, "", "")
        self._captures.add(
            (
                report.id,
                event.ordinal,
                report.desk,
                event.of,
                event.of_ordinal,
                event.address,
                event.event,
                text,
                instant,
                zone,
                assumed_by,
                event.possible_proxy,
                event.port,
            )
        )

    def take_file(self, report: OpenReport, file: ReportedFile) -> None:
        report.files += 1
        self._files.add(
            (
                report.id,
                file.ordinal,
                report.desk,
                file.file_id,
                file.name or file.original_name,
                file.relevance,
                file.classification,
                file.viewed_by_esp,
                file.publicly_available,
                file.annotations,
                Json(file.hashes),
                Json(file_detail(file)),
            )
        )

    def take_raw(self, report: OpenReport, raw: KeptRaw) -> None:
        report.raw += 1
        self._raw.add((report.id, report.raw, report.desk, raw.path, raw.text))

    def take_addition(self, report: OpenReport, added: Addition) -> None:
        report.additions += 1
        self._additions.add(
            (
                report.id,
                report.additions,
                report.desk,
                added.by,
                added.section,
                added.subject,
                added.name,
                added.value,
            )
        )

    def close(self, report: OpenReport, head: Report) -> None:
        report.head = head
        report.reporter = reporter_of(head, source=report.source)
        report.clearing_house = house_of(report.clearing_house, reporter=report.reporter, number=head.number)
        for party in report.parties:
            key = account_key(party.account, source=report.reporter) if party.role is Role.SUSPECT else ""
            self._parties.add(
                (report.id, party.ordinal, report.desk, party.role.value, key, Json(party_detail(party)))
            )
        self._reports.append(report)

    def write(self) -> None:
        """Write everything that was taken, in an order that the tables' own constraints accept."""
        insert(REPORT, [_report_row(report, report.head) for report in self._reports if report.head])
        for rows in self.rows:
            rows.settle()
        insert(
            NUMBER,
            [
                (report.id, report.head.number, report.desk, "the document itself", report.clearing_house)
                for report in self._reports
                if report.head and report.head.number and report.head.kind is DocumentKind.REPORT
            ],
        )
        insert(
            NAMED,
            [
                (report.id, why, number, report.clearing_house, report.desk)
                for report in self._reports
                if report.head
                for why, numbers in (
                    ("adds_to", report.head.adds_to),
                    ("withdraws", report.head.withdraws),
                )
                for number in dict.fromkeys(numbers)
            ],
        )
        insert(
            PRIOR,
            [
                (report.id, party.ordinal, number.strip(), report.desk)
                for report in self._reports
                for party in report.parties
                for number in dict.fromkeys(party.prior_reports)
            ],
        )


def _report_row(report: OpenReport, head: Report) -> tuple[object, ...]:
    return (
        report.id,
        report.reference,
        report.desk,
        head.kind.value,
        report.source,
        head.number,
        report.received_at,
        head.incident_type,
        head.incident_at.instant if head.incident_at else None,
        head.platform,
        head.escalation,
        list(head.annotations),
        head.batched,
        Json(head_detail(head)),
        len(report.parties),
        report.events,
        report.files,
        head.source_grade,
        head.handling_code,
        head.marking,
        report.form,
        report.clearing_house,
        head.reporter,
        head.priority,
        head.handling_conditions,
    )
