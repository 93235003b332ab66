"""The tables of what each form is read by say what the readers do."""

import re
from typing import Any

from tests.unit.stages.intake.readers.received.documents import as_json, facts_of, raw_of, read_of
from waymark.stages.intake.readers.received import json_reader, xml_reader
from waymark.stages.intake.readers.received.known import JSON_PATHS, XML_PATHS

VALUES = {
    "captureType": "IP Address",
    "port": 443,
    "approximateAge": 30,
    "verified": True,
    "viewedByEsp": False,
}


def a_document_with(paths):
    """A document that states every path once."""
    document: dict[str, Any] = {}
    for path in paths:
        *steps, last = path.strip("/").split("/")
        at = document
        for step in steps:
            inside = at.setdefault(step.removesuffix("[]"), [{}] if step.endswith("[]") else {})
            at = inside[0] if step.endswith("[]") else inside
        at[last.removesuffix("[]")] = ["x"] if last.endswith("[]") else VALUES.get(last, "x")
    return document


class TestJsonPaths:
    def test_are_exactly_those_that_are_read(self):
        facts = facts_of(json_reader.read, as_json(a_document_with(JSON_PATHS)), trace=True)

        said = {re.sub(r"\[\d+\]", "[]", path) for path, text in read_of(facts).items() if text}
        assert raw_of(facts) == {}
        assert said == set(JSON_PATHS)


class TestXmlPaths:
    def test_are_those_that_are_read(self):
        plain = f"<report xmlns='{xml_reader.NAMESPACE}'><reportId>1</reportId></report>"
        exported = (
            "<IMPORT><CRIMEREPORT Name='1'/></IMPORT>",
            "<IMPORT><CRIMEREPORT><Name>1</Name></CRIMEREPORT></IMPORT>",
        )

        read = {
            path
            for text in (plain, *exported)
            for path, words in read_of(facts_of(xml_reader.read, text, trace=True)).items()
            if words
        }

        assert read == set(XML_PATHS)
