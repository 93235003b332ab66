"""The received XML: its root and the report's number. The rest of the form is not public, and is kept raw.

A root `report` in NCMEC's namespace for agencies, by namespace and local name whatever its prefix; or
Hubstream's export of one, `IMPORT/CRIMEREPORT/Name`. Names below that would be guesses: an element that is
called as in the reporting XML need not mean what it means there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from lxml import etree

from waymark.referrals.types import DocumentKind, Fact, Flaw, KeptRaw, Report
from waymark.stages.intake.readers.containers import (
    Attributes,
    Container,
    Part,
    Place,
    Places,
    Reading,
    record,
)
from waymark.stages.intake.readers.encodings import IntoUTF8, encoding_of
from waymark.stages.intake.readers.errors import CannotRead, UnknownRoot
from waymark.stages.intake.readers.json_documents import LARGEST, read_up_to
from waymark.stages.intake.readers.parsing import parse, streaming_parser
from waymark.stages.intake.readers.prologs import root_of
from waymark.stages.intake.readers.received.known import XML_PATHS
from waymark.stages.intake.readers.reports import keep_around
from waymark.stages.intake.readers.values import text, word

if TYPE_CHECKING:
    from lxml.etree import _Element

KNOWN_PATHS: Mapping[str, str] = XML_PATHS

NAMESPACE = "http://report.cybertip.org/leaws/icac"
_REPORT = f"{{{NAMESPACE}}}report"
_HUBSTREAM, _CRIME_REPORT = "IMPORT", "CRIMEREPORT"
_NUMBERLESS = (
    "The report states no number, so nothing that comes later can be told to be about it: "
    "ask its sender for the number"
)
_ROOTS = (_HUBSTREAM, "report")
_ONE_NUMBER = re.compile(r"(?<!\d)\d{6,12}(?!\d)")
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_ROOT: Attributes = {
    f"{_XSI}noNamespaceSchemaLocation": Place("", text),
    f"{_XSI}schemaLocation": Place("", text),
}


def _number_in(words: str) -> str:
    """The report's number where a name holds one number; the name itself otherwise."""
    numbers = _ONE_NUMBER.findall(words)
    return numbers[0] if len(numbers) == 1 else words.strip()


def _crime_report(inside: Container, element: _Element, path: str) -> Any:
    return record(inside, element, path, _NAMED, _NAME).get("number", "")


_NAMED: Places = {"Name": Place("number", _number_in)}
_NAME: Attributes = {"Name": Place("number", _number_in)}
_KNOWN: dict[str, Places] = {
    "report": {"reportId": Place("number", word)},
    _HUBSTREAM: {_CRIME_REPORT: Part("number", _crime_report)},
}


class _Document(Container):
    """A document of one report; a Hubstream export may hold several, each ending as it is finished."""

    __slots__ = ("told",)

    def finish(self) -> None:
        """Make the report of what was read since the last one."""
        told = getattr(self, "told", 0)
        kept = sum(isinstance(fact, KeptRaw) for fact in self.reading.out[told:])
        because = (
            "Most of this form is not public, so only the report's number was read from it: "
            f"{kept} elements and attributes were kept raw"
        )
        number = self.got.get("number", "")
        if not number:
            self.reading.out.append(Flaw("/reportId", _NUMBERLESS))
        self.reading.out.append(
            Report(DocumentKind.REPORT, number=number, kept_raw_because=because if kept else "")
        )
        self.got, self.told = {}, len(self.reading.out)


def looks_like(text_head: str) -> bool:
    """Whether the first part of a text is a received report's, by its root's namespace and name."""
    if not text_head.lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    head = text_head.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    try:
        if root_of(head, complete=True) not in _ROOTS:
            return False
    except CannotRead:
        return False
    parser = streaming_parser(_ROOTS)
    try:
        parser.feed(head)
    except etree.LxmlError:
        return False
    root: Any = next((element for _, element in parser.read_events()), None)
    return root is not None and (root.tag == _REPORT or (_is_hubstream(root) and _CRIME_REPORT in text_head))


def _is_hubstream(root: _Element) -> bool:
    return etree.QName(root).localname == _HUBSTREAM


def _is_crime_report(element: _Element) -> bool:
    tag: object = element.tag
    return isinstance(tag, str) and etree.QName(element).localname == _CRIME_REPORT


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read a document into facts, each report's `Report` after its own. Raises CannotRead, whatever the bytes are."""
    content = read_up_to(stream, LARGEST)
    encoding, mark = encoding_of(content)
    utf8 = IntoUTF8(encoding, skip=mark).turn(content, final=True)
    root_of(utf8, complete=True)  # refuses a DOCTYPE before any parser sees it
    root = parse(utf8)
    name = etree.QName(root)
    if root.tag != _REPORT and not _is_hubstream(root):
        raise UnknownRoot(
            where=f"/{name.localname[:60]}",
            what=f"The root is neither report in {NAMESPACE} nor {_HUBSTREAM}",
        )
    document = _Document(
        Reading(traced=trace, namespace=name.namespace or ""),
        root,
        f"/{name.localname}",
        _KNOWN[name.localname],
        attributes=_ROOT,
    )
    keep_around(document, before=True)
    document.begin()
    left = sum(map(_is_crime_report, root)) - 1
    for child in root:
        document.take(child)
        if left > 0 and _is_crime_report(child):
            document.finish()
            left -= 1
    keep_around(document, before=False)
    document.finish()
    yield from document.reading.out
