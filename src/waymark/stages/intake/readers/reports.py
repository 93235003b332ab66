"""`report`, and the two answers of the reporting service: the roots of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.referrals.types import DocumentKind, FileHash, LawEnforcement, Report, ReportedFile, Role
from waymark.stages.intake.readers.containers import (
    NO_ATTRIBUTES,
    Attributes,
    Container,
    Inside,
    Part,
    Place,
    Places,
    Reading,
    attributes_of,
    leaf,
    record,
)
from waymark.stages.intake.readers.errors import BrokenDocument, UnknownRoot
from waymark.stages.intake.readers.files import FILE, FileDocument
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.incidents import INCIDENT_KINDS, InternetDetails, incident_summary
from waymark.stages.intake.readers.parties import PARTIES, contact_person
from waymark.stages.intake.readers.paths import count_step, step
from waymark.stages.intake.readers.quick import QUICK_FILES
from waymark.stages.intake.readers.values import UNREAD, text, word, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
# Where a document says its schema lies: understood, and it tells nothing about the report.
_ROOT: Attributes = {
    f"{_XSI}noNamespaceSchemaLocation": Place("", text),
    f"{_XSI}schemaLocation": Place("", text),
}

_COUNTRY: Attributes = {"fleaCountry": Place("served_country", word)}


def _served_international(inside: Container, element: _Element, path: str) -> Any:
    """Read whether, and the country: the schema puts it here, the newest client on the element around."""
    answer = yes_or_no(element.text or "")
    if answer is UNREAD:
        return UNREAD
    leaf(inside.reading, element, path)
    room = NO_ATTRIBUTES if "served_country" in inside.got else _COUNTRY
    inside.got.update(attributes_of(inside.reading, element, path, room))
    return answer


_LAW_ENFORCEMENT: Places = {
    "agencyName": Place("agency", text),
    "caseNumber": Place("case_number", text),
    "officerContact": contact_person("officer", Role.OTHER, "law enforcement contact"),
    "reportedToLe": Place("reported", yes_or_no),
    "servedLegalProcessDomestic": Place("served_domestic", yes_or_no),
    "servedLegalProcessInternational": Part("served_international", _served_international),
}


def _law_enforcement(inside: Container, element: _Element, path: str) -> LawEnforcement:
    got = record(inside, element, path, _LAW_ENFORCEMENT, _COUNTRY)
    got.pop("officer", None)
    return LawEnforcement(**got)


_REPORTER: Places = {
    "reportingPerson": contact_person("person", Role.REPORTER, "reporting person"),
    "contactPerson": contact_person("contact", Role.REPORTER, "contact person"),
    "companyTemplate": Place("reporter_template", text),
    "termsOfService": Place("reporter_terms", text),
    "legalURL": Place("reporter_legal_url", text),
}


def _reporter(inside: Container, element: _Element, path: str) -> dict[str, Any]:
    got = record(inside, element, path, _REPORTER)
    got.pop("person", None)
    got.pop("contact", None)
    return got


_BATCHED: Attributes = {"reason": Place("batched", word)}


def _batched(inside: Container, element: _Element, path: str) -> Any:
    """Read why one report stands for many; without a reason the element is kept raw."""
    if not element.get("reason", "").strip():
        return UNREAD
    return record(inside, element, path, {}, _BATCHED)["batched"]


_REPORT: Places = {
    "reportId": Place("number", word),
    "batchedReport": Part("batched", _batched),
    "incidentSummary": Part("summary", incident_summary),
    "internetDetails": Inside(InternetDetails),
    "lawEnforcement": Part("law_enforcement", _law_enforcement),
    "reporter": Part("reporter", _reporter),
    **PARTIES,
    "fileDetails": FILE,
    "additionalInfo": Place("additional_info", text, many=True),
}


class ReportDocument(Container):
    """A report: its parties, events and files as they complete, and what is said once at the end."""

    __slots__ = ()

    def __init__(self, reading: Reading, element: _Element, path: str) -> None:
        super().__init__(reading, element, path, _REPORT, attributes=_ROOT, quick=QUICK_FILES)

    def finish(self) -> None:
        got = self.got
        fields = {**got.get("summary", {}), **got.get("reporter", {})}
        self.reading.out.append(
            Report(
                DocumentKind.REPORT,
                number=got.get("number", ""),
                batched=got.get("batched", ""),
                details=tuple(got.get("details", ())),
                law_enforcement=got.get("law_enforcement"),
                additional_info=tuple(got.get("additional_info", ())),
                **fields,
            )
        )


def _files(inside: Container, element: _Element, path: str) -> list[str]:
    files: list[str] = record(inside, element, path, _FILE_IDS).get("ids", [])
    return files


_FILE_IDS: Places = {"fileId": Place("ids", word, many=True)}
# The code and its description are for the company that sent the report: they have no place among the facts.
_ANSWER: Places = {
    "reportId": Place("number", word),
    "fileId": Place("file_id", word),
    "hash": Place("hash", word),
    "files": Part("files", _files),
}


class Answer(Container):
    """An answer of the service: which report, and the files that it holds, by number and hash."""

    __slots__ = ()

    def __init__(self, reading: Reading, element: _Element, path: str) -> None:
        super().__init__(reading, element, path, _ANSWER, attributes=_ROOT)

    def finish(self) -> None:
        got, out, number = self.got, self.reading.out, self.got.get("number", "")
        files: list[tuple[str, str]] = [(file_id, "") for file_id in got.get("files", ())]
        if "file_id" in got or "hash" in got:
            files.insert(0, (got.get("file_id", ""), got.get("hash", "")))
        for ordinal, (file_id, value) in enumerate(files, start=1):
            hashes = (FileHash("", value, hash_kind("", value)),) if value else ()
            out.append(ReportedFile(ordinal, file_id=file_id, report_number=number, hashes=hashes))
        out.append(Report(DocumentKind.RESPONSE, number))


def _file_document(reading: Reading, element: _Element, path: str) -> Container:
    return FileDocument(reading, element, path, _ROOT)


ROOTS: dict[str, Callable[[Reading, _Element, str], Container]] = {
    "report": ReportDocument,
    "fileDetails": _file_document,
    "reportResponse": Answer,
    "reportDoneResponse": Answer,
}
STREAMED = ("internetDetails", *INCIDENT_KINDS, *PARTIES, "associatedAccount")


def open_root(root: _Element, *, traced: bool) -> Container:
    """Begin the reading of a document at its root; what stands before it is kept. Raises UnknownRoot.

    The root's namespace, if it has one, is taken for the document's: elements are known in that one only.
    """
    tag = str(root.tag)
    if tag[0] != "{" and ":" in tag:
        raise BrokenDocument(where=f"/{tag[:60]}", what="A namespace prefix is used that is not declared")
    namespace, name = tag[1:].split("}", 1) if tag[0] == "{" else ("", tag)
    opens = ROOTS.get(name)
    if opens is None:
        raise unknown_root(name)
    container = opens(Reading(traced=traced, namespace=namespace), root, f"/{name}")
    keep_around(container, before=True)
    return container


def keep_around(document: Container, *, before: bool) -> None:
    """Keep the comments and processing instructions before the root, or after it."""
    nodes = list(document.element.itersiblings(preceding=True))[::-1]
    behind = [] if before else list(document.element.itersiblings())
    seen: dict[str, int] = {}
    for node in nodes:
        at = f"/{count_step(seen, step(node, ''))}"
        if before:
            document.reading.keep_element(node, at)
    for node in behind:
        document.reading.keep_element(node, f"/{count_step(seen, step(node, ''))}")


def unknown_root(name: str) -> UnknownRoot:
    known = ", ".join(ROOTS)
    return UnknownRoot(where=f"/{name[:60]}", what=f"The root element is none of {known}")
