"""The received JSON: one report as data, every key read or kept raw at its path.

What two public readers of it agree on is read; containers come doubled and may be null, missing or empty at
either level; null, blank and `N/A` all mean not stated, and none of them is a no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from waymark.referrals.types import (
    DocumentKind,
    Fact,
    Flaw,
    IncidentDetail,
    Named,
    Of,
    Party,
    Report,
    Role,
    StatedTime,
)
from waymark.stages.intake.readers.errors import UnknownRoot
from waymark.stages.intake.readers.json_documents import Members, load
from waymark.stages.intake.readers.received.captures import read_captures, web_pages
from waymark.stages.intake.readers.received.found_in_text import found_in
from waymark.stages.intake.readers.received.json_files import read_file
from waymark.stages.intake.readers.received.json_nodes import Node, Reading
from waymark.stages.intake.readers.received.json_people import read_person
from waymark.stages.intake.readers.received.known import JSON_PATHS

KNOWN_PATHS: Mapping[str, str] = JSON_PATHS

_INFORMATION = "reportedInformation"
_KEYS = re.compile(r'"(reportedInformation|reportId|dateReceived)"\s{0,20}:')


_NUMBERLESS = (
    "The report states no number, so nothing that comes later can be told to be about it: "
    "ask its sender for the number"
)


def looks_like(text_head: str) -> bool:
    """Whether the first part of a text is a received report's: an object with the keys that only it has."""
    if not text_head.lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    keys = set(_KEYS.findall(text_head))
    return _INFORMATION in keys or keys == {"reportId", "dateReceived"}


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read a document into facts, the one `Report` last. Raises CannotRead, whatever the bytes are."""
    document = load(stream)
    if not isinstance(document, Members):
        raise UnknownRoot(where="/", what="The document is not one JSON object, as a received report is")
    names = {key for key, _ in document.pairs}
    if not names & {"reportId", _INFORMATION}:
        raise UnknownRoot(where="/", what=f"The document has neither reportId nor {_INFORMATION}")
    reading = Reading(traced=trace)
    with Node(reading, "", document) as root:
        number, received_at = root.token("reportId"), root.time("dateReceived")
        head = _information(root)
    if not number:
        reading.out.append(Flaw("/reportId", _NUMBERLESS))
    reading.out.append(Report(DocumentKind.REPORT, number=number, received_at=received_at, **head))
    yield from reading.out


def _information(root: Node) -> dict[str, Any]:
    """Everything but the number, as fields of the head; parties, events and files go out on the way."""
    information = root.node(_INFORMATION)
    if information is None:
        return {}
    with information:
        esp = _reporting_esp(information)
        details = _incident_details(information, esp)
        pages: list[tuple[Named, ...]] = []
        for key, inner, role in (
            ("reportedPeople", "reportedPersons", Role.SUSPECT),
            ("intendedRecipients", "intendedRecipients", Role.INTENDED_RECIPIENT),
        ):
            for number, person in enumerate(information.nodes(key, inner), start=1):
                pages += read_person(person, role, number=number, esp=esp)
        for file in information.nodes("uploadedFiles", "uploadedFiles"):
            read_file(file, esp=esp)
        texts = information.values("additionalInformations")
        for path, text in texts:
            information.reading.out.extend(found_in(text, path=path, esp=esp))
        return {
            "reporter": esp,
            "details": (*details, *web_pages(information.reading, pages)),
            "additional_info": tuple(text for _, text in texts),
            **_summary(information),
        }


def _reporting_esp(information: Node) -> str:
    """The reporting ESP's name. Who reported for it is a party: its last name is sometimes a product."""
    esp = information.node("reportingEsp")
    if esp is None:
        return ""
    with esp:
        name, first, last = esp.text("espName"), esp.text("firstName"), esp.text("lastName")
    if first or last:
        reading = information.reading
        reading.parties += 1
        reading.out.append(
            Party(
                reading.parties,
                Role.REPORTER,
                description="reporting person",
                first_name=first,
                last_name=last,
            )
        )
    return name


def _summary(information: Node) -> dict[str, str | StatedTime | None]:
    summary = information.node("incidentSummary")
    if summary is None:
        return {}
    with summary:
        return {
            "incident_type": summary.text("incidentType"),
            "incident_at": summary.time("incidentDateTime"),
            "incident_described": summary.text("incidentDateTimeDescription"),
        }


def _incident_details(information: Node, esp: str) -> list[IncidentDetail]:
    details = information.node("incidentDetails")
    if details is None:
        return []
    found: list[IncidentDetail] = []
    with details:
        for incident in details.nodes("emailIncident"):
            found += _email(incident, esp)
        for key in ("webpageIncident", "webPageIncident"):  # the data write it small, the schema does not
            for incident in details.nodes(key):
                found += _web_page(incident, esp)
    return found


def _email(incident: Node, esp: str) -> list[IncidentDetail]:
    """One e-mail: headers and text in one string each, in which the headers are found as text."""
    contents, texts = incident.values("contents"), incident.values("additionalInformations")
    named = [Named("content", text) for _, text in contents]
    named += [Named("additional_info", text) for _, text in texts]
    return _detail(incident.reading, "email", named, [*contents, *texts], esp)


def _web_page(incident: Node, esp: str) -> list[IncidentDetail]:
    reading = incident.reading
    captures = read_captures(incident, Of.INCIDENT, reading.details + 1)
    texts = incident.values("additionalInformations")
    named = [each for page in captures.pages for each in page]
    named += [Named("profile_url", url) for url in captures.profiles]
    named += [Named("additional_info", text) for _, text in texts]
    return _detail(reading, "web_page", named, texts, esp)


def _detail(
    reading: Reading, kind: str, named: list[Named], texts: list[tuple[str, str]], esp: str
) -> list[IncidentDetail]:
    reading.details += 1
    for path, text in texts:
        reading.out.extend(found_in(text, path=path, esp=esp))
    return [IncidentDetail(reading.details, kind, values=tuple(named))]
