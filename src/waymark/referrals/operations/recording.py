"""Writing reports into the record, as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Rows, Table, allot_ids, insert
from waymark.referrals.identifiers import account_key, reporter_of
from waymark.referrals.references import Kind, new_references
from waymark.referrals.types import (
    DocumentKind,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Report,
    ReportedFile,
    Role,
)
from waymark.referrals.wire import file_detail, head_detail, party_detail

_REPORT = Table(
    "report",
    (
        "id",
        "reference",
        "desk_id",
        "kind",
        "source",
        "number",
        "received_at",
        "incident_type",
        "incident_at",
        "platform",
        "escalation",
        "annotations",
        "batched",
        "detail",
        "parties",
        "events",
        "files",
        "source_grade",
        "handling_code",
        "marking",
    ),
)
_PARTY = Table("party", ("report_id", "ordinal", "desk_id", "role", "account_key", "detail"))
_CAPTURE = Table(
    "ip_capture",
    (
        "report_id",
        "ordinal",
        "desk_id",
        "of",
        "of_ordinal",
        "address",
        "event",
        "captured_text",
        "captured_at",
        "zone",
        "zone_assumed_by",
        "possible_proxy",
        "port",
    ),
)
_FILE = Table(
    "reported_file",
    (
        "report_id",
        "ordinal",
        "desk_id",
        "file_id",
        "name",
        "relevance",
        "classification",
        "viewed_by_esp",
        "publicly_available",
        "annotations",
        "hashes",
        "detail",
    ),
)
_RAW = Table("kept_raw", ("report_id", "n", "desk_id", "path", "text"))
_NUMBER = Table("report_number", ("report_id", "number", "desk_id", "said_by"))
_PRIOR = Table("prior_report", ("report_id", "party_ordinal", "number", "desk_id"))


@dataclass(slots=True)
class OpenReport:
    """A report while it is being read: where it came from, and what has been seen of it so far.

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
    head: Report | None = None
    reporter: str = ""

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
        self._parties = Rows(_PARTY)
        self._captures = Rows(_CAPTURE)
        self._files = Rows(_FILE)
        self._raw = Rows(_RAW)
        self.rows = (self._parties, self._captures, self._files, self._raw)

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

    def close(self, report: OpenReport, head: Report) -> None:
        report.head = head
        report.reporter = reporter_of(head, source=report.source)
        for party in report.parties:
            key = account_key(party.account, source=report.reporter) if party.role is Role.SUSPECT else ""
            self._parties.add(
                (report.id, party.ordinal, report.desk, party.role.value, key, Json(party_detail(party)))
            )
        self._reports.append(report)

    def write(self) -> None:
        """Write everything that was taken, in an order that the tables' own constraints accept."""
        insert(_REPORT, [_report_row(report, report.head) for report in self._reports if report.head])
        for rows in self.rows:
            rows.settle()
        insert(
            _NUMBER,
            [
                (report.id, report.head.number, report.desk, "the document itself")
                for report in self._reports
                if report.head and report.head.number and report.head.kind is DocumentKind.REPORT
            ],
        )
        insert(
            _PRIOR,
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
        "",
        "",
        "",
    )


def number_report(
    *, report_id: int, reference: str, desk: int, number: str, said_by: str, viewer: Viewer, now: datetime
) -> None:
    """Note the number by which a clearing house knows a report, and which document said so."""
    require(viewer, Permission.DELIVER)
    insert(_NUMBER, [(report_id, number, desk, said_by)])
    record(
        Event.REPORT_NUMBERED,
        reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={"number": number, "said_by": said_by},
    )
