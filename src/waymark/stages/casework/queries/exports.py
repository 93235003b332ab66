"""A referral as rows for a spreadsheet: one row a statement, each with its source and how it may be handled."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from waymark.access.models import Desk
from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.referrals import queries as records
from waymark.referrals.gradings import grade_of, gradings_in
from waymark.referrals.packaging import PackagedReport
from waymark.referrals.statements import statements
from waymark.referrals.types import Addition, IPCaptureEvent, KeptRaw, Party, Report, ReportedFile
from waymark.stages.casework.queries.contents import packaged_reports

COLUMNS = (
    "report", "source", "received_at", "source_grade", "handling_code", "handling_conditions", "marking", "fact",
    "ordinal", "role", "field", "value",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula; only words of a report can.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def referral_as_csv(viewer: Viewer, reference: str, *, now: datetime) -> bytes:
    """Every statement of a referral's reports, UTF-8 with a byte order mark, for whoever opens it in a spreadsheet.

    That it was taken is recorded. Raises NotPermitted, BadReference, NothingByThatReference.
    """
    require(viewer, Permission.DISSEMINATE)
    found = records.referral(viewer, reference, now=now)
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    for report in packaged_reports(viewer, found):
        writer.writerows(_rows(report))
    record(
        Event.REFERRAL_EXPORTED,
        found.reference,
        actor=viewer.officer_id,
        at=now,
        desk=Desk.objects.get(code=found.desk).pk,
        detail={"as": "csv", "recipient": viewer.username},
    )
    return made.getvalue().encode("utf-8-sig", "backslashreplace")


def _rows(report: PackagedReport) -> Iterator[list[str]]:
    head = report.facts[-1]
    assert isinstance(head, Report)
    came = report.received_at.isoformat() if report.received_at else ""
    gradings = gradings_in(report.facts)
    for fact in report.facts:
        grade = grade_of(fact, head, gradings)
        for kind, ordinal, role, field, value in _told(fact):
            row = (report.reference, report.source, came, *grade, kind, ordinal, role, field, value)
            yield [_safe(each) for each in row]


def _told(fact: object) -> Iterator[tuple[str, str, str, str, str]]:
    if isinstance(fact, Addition):
        yield "addition", "", fact.by, f"{fact.section}: {fact.name}", fact.value
    elif isinstance(fact, KeptRaw):
        yield "kept_raw", "", "", fact.path, fact.text
    elif isinstance(fact, Report | Party | IPCaptureEvent | ReportedFile):
        kind = {Report: "report", Party: "party", IPCaptureEvent: "ip_capture_event", ReportedFile: "file"}
        ordinal = "" if isinstance(fact, Report) else str(fact.ordinal)
        role = fact.role.value if isinstance(fact, Party) else ""
        for said in statements(fact).values():
            yield kind[type(fact)], ordinal, role, said.what, said.text


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
