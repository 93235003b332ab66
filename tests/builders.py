"""Officers, desks and documents for tests: say only what matters to the test."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

RECEIVED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """Bytes held out as a delivery."""

    content: bytes
    name: str = "report.xml"
    folder: str = "/inbox"

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


def a_viewer(username="desk", *, roles=("intelligence_desk", "supervisor"), desk="E23000036", kind="force"):
    """An officer of one desk, in the database."""
    from waymark.access import operations, queries
    from waymark.access.rules import Role
    from waymark.access.viewing import acting

    with acting(operations.SYSTEM):
        operations.make_desk(
            code=desk, name=f"Desk {desk}", kind=kind, force_code=desk, actor=operations.SYSTEM, now=RECEIVED
        )
        operations.make_officer(
            username=username,
            name="",
            roles=[Role(role) for role in roles],
            desk_codes=[desk],
            password=None,
            actor=operations.SYSTEM,
            now=RECEIVED,
        )
    return queries.viewer_called(username)


def receive(viewer, *held, source="", now=RECEIVED, passwords=()):
    """Take deliveries in through the whole pipeline; returns the answers."""
    from waymark import pipeline

    answers = pipeline.receive(
        viewer, held, source=source, door="test", clock=lambda: now, passwords=passwords
    )
    return list(answers)


def an_xml_report(
    *,
    identifier="",
    service="",
    screen_name="",
    emails=(),
    prior=(),
    events=(),
    incident="Child Pornography (possession, manufacture, and distribution)",
    escalation="",
    suspects=1,
    extra="",
    note="",
) -> bytes:
    """A CyberTipline report in the schema's order, with one suspect unless told otherwise."""
    ips = "".join(
        f"<ipCaptureEvent><ipAddress>{address}</ipAddress><eventName>Login</eventName>"
        f"<dateTime>{at}</dateTime>{f'<port>{port}</port>' if port else ''}</ipCaptureEvent>"
        for address, at, port in events
    )
    person = "".join(f"<email>{email}</email>" for email in emails)
    party = (
        "<personOrUserReported>"
        f"<personOrUserReportedPerson>{person}</personOrUserReportedPerson>"
        + (f"<espIdentifier>{identifier}</espIdentifier>" if identifier else "")
        + (f"<espService>{service}</espService>" if service else "")
        + (f"<screenName>{screen_name}</screenName>" if screen_name else "")
        + ips
        + "".join(f"<priorCTReports>{number}</priorCTReports>" for number in prior)
        + "</personOrUserReported>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary>'
        f"<incidentType>{incident}</incidentType>"
        + (f"<escalateToHighPriority>{escalation}</escalateToHighPriority>" if escalation else "")
        + "<incidentDateTime>2026-11-01T10:00:00Z</incidentDateTime></incidentSummary>"
        "<reporter><reportingPerson><email>trust@example.com</email></reportingPerson></reporter>"
        + party * suspects
        + extra
        + (f"<additionalInfo>{note}</additionalInfo>" if note else "")
        + "</report>"
    ).encode()


def a_response(number: int) -> bytes:
    """The clearing house's answer to a submission."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><reportResponse><responseCode>0</responseCode>'
        f"<responseDescription>Success</responseDescription><reportId>{number}</reportId></reportResponse>"
    ).encode()


def file_details(number: int, *, file_id="f1", md5="0" * 32) -> bytes:
    """A description of one file of a report."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><fileDetails>'
        f"<reportId>{number}</reportId><fileId>{file_id}</fileId>"
        f'<originalFileHash hashType="MD5">{md5}</originalFileHash></fileDetails>'
    ).encode()
