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
from waymark.stages.intake.readers.json_documents import Members, Value, load_several
from waymark.stages.intake.readers.received.captures import read_captures, web_pages
from waymark.stages.intake.readers.received.found_in_text import found_in
from waymark.stages.intake.readers.received.json_files import read_file
from waymark.stages.intake.readers.received.json_nodes import Node, Reading, token_of, words_of
from waymark.stages.intake.readers.received.json_people import read_person
from waymark.stages.intake.readers.received.known import JSON_PATHS

KNOWN_PATHS: Mapping[str, str] = JSON_PATHS

_INFORMATION = "reportedInformation"
_OF_A_REPORT = frozenset(("reportId", _INFORMATION))
_WHOLE = re.compile(r"(?<=\d)\.0+$")
_KEYS = re.compile(r'"(reportedInformation|reportId|dateReceived)"\s{0,20}:')


_NO_REPORT = "This is no report, so it is kept raw beside those that are: ask its sender what it is"
_NUMBERLESS = (
    "The report states no number, so nothing that comes later can be told to be about it: "
    "ask its sender for the number"
)


def looks_like(text_head: str) -> bool:
    """Whether the first part of a text is received reports': objects with the keys that only they have."""
    if not text_head.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return False
    keys = set(_KEYS.findall(text_head))
    return _INFORMATION in keys or keys == {"reportId", "dateReceived"}


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read a document into facts, its `Report` last. Raises CannotRead, whatever the bytes are.

    Tools that export write several reports in one document: in a list, one a line, or below a key of their own.
    Each is read, and ends with its own head.
    """
    reading = Reading(traced=trace)
    found = False
    for path, value in _placed(load_several(stream), reading):
        if isinstance(value, Members) and {key for key, _ in value.pairs} & _OF_A_REPORT:
            reading.out += _read_one(path, value, traced=trace)
            found = True
        else:
            reading.keep(path, value)
            reading.out.append(Flaw(path, _NO_REPORT))
    if not found:
        raise UnknownRoot(where="/", what=f"Nothing in the document has a reportId or {_INFORMATION}")
    yield from reading.out


def _read_one(path: str, document: Members, *, traced: bool) -> list[Fact]:
    reading = Reading(traced=traced)
    if path:
        reading.read(path, "")
    with Node(reading, path, document) as root:
        number, received_at = _number(root), root.time("dateReceived")
        head = _information(root)
    if not number:
        reading.out.append(Flaw(f"{path}/reportId", _NUMBERLESS))
    reading.out.append(Report(DocumentKind.REPORT, number=number, received_at=received_at, **head))
    return reading.out


def _number(root: Node) -> str:
    """The report's number. A tool that took it for a quantity wrote `900000001.0`."""

    def digits(value: Value) -> str | None:
        token = token_of(value)
        return None if token is None else _WHOLE.sub("", token)

    return root.taken("reportId", digits) or ""


def _placed(values: list[Value], reading: Reading) -> list[tuple[str, Value]]:
    """What may be a report, with its path: the document itself, or each item of its list."""
    if len(values) > 1:
        return _numbered("/", values)
    (value,) = values
    if isinstance(value, list):
        return _numbered("/", value)
    if isinstance(value, Members) and len(value.pairs) == 1 and value.pairs[0][0] not in _OF_A_REPORT:
        key, inside = value.pairs[0]
        if isinstance(inside, list):
            reading.read(f"/{key}", words_of(inside))
            return _numbered(f"/{key}", inside)
        return [(f"/{key}", inside)]
    return [("", value)]


def _numbered(path: str, values: list[Value]) -> list[tuple[str, Value]]:
    return [(f"{path}[{n}]", value) for n, value in enumerate(values, start=1)]


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
