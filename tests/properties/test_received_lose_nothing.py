"""Whatever a received report holds, each part of it is named once, and nothing but CannotRead is raised."""

import io
import json
import re
from collections import Counter
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.unit.stages.intake.readers.received.documents import WHOLE, as_json
from tests.unit.stages.intake.readers.received.pdf_documents import LAID_OUT, PLAIN
from waymark.referrals.types import Addition, Flaw, KeptRaw, Party, Read, Report, Role
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.received import json_reader, pdf_text, xml_reader

# What may stand in what, written from the format's description and not from the reader's tables.
CAPTURE = dict.fromkeys(("captureType", "value", "dateTime", "eventName", "port"))
CAPTURES = {"sourceCaptures": [CAPTURE]}
INFO = [{"value": None}]
PERSON = {
    **dict.fromkeys(
        (
            "firstName", "middleName", "lastName", "dateOfBirth", "espUserId", "preferredName", "gender",
            "approximateAge", "vehicleDescription", "espService", "ipAddress", "accessToChildren", "languages",
            "disabilities",
        )
    ),
    "screenName": {"value": None},
    "emails": {"emails": [{"value": None, "verified": None}]},
    "phones": {"phones": [{"value": None, "verified": None}]},
    "addresses": {"addresses": [dict.fromkeys(("street1", "street2", "city", "state", "postalCode", "country"))]},
    "sourceInformation": CAPTURES,
    "additionalInformations": INFO,
}  # fmt: skip
FILE = {
    **dict.fromkeys(
        (
            "filename",
            "originalFilename",
            "verificationHash",
            "viewedByEsp",
            "industryClassification",
            "submittalId",
        )
    ),
    "ncmecTags": {"groups": [{"tags": [{"value": None}]}]},
    "espMetadata": {"metadatas": [{"name": None, "value": None}]},
    "sourceInformation": CAPTURES,
    "additionalInformations": INFO,
}
INFORMATION = {
    "reportingEsp": {"espName": None, "lastName": None},
    "incidentSummary": dict.fromkeys(("incidentType", "incidentDateTime", "incidentDateTimeDescription")),
    "incidentDetails": {
        "emailIncident": [{"contents": INFO}],
        "webpageIncident": [{"sourceInformation": CAPTURES, "additionalInformations": INFO}],
    },
    "reportedPeople": {"reportedPersons": [PERSON]},
    "intendedRecipients": {"intendedRecipients": [PERSON]},
    "uploadedFiles": {"uploadedFiles": [FILE]},
    "additionalInformations": INFO,
}
REPORT = {"reportId": None, "dateReceived": None, "reportedInformation": INFORMATION}
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        None, "", "N/A", " ", True, False, 0, 443, 70000, -1, 1.5, "true", "perhaps", "IP Address", "URL",
        "Profile URL", "192.0.2.10", "2001:db8::1", "tor", "https://a.example/1", "2026-01-04T22:00:00Z",
        "2026-01-04T22:00:00", "2026-02-30T00:00:00Z", "UPLOAD", "LOGIN", "Upload Date and Time",
        "Full Name: x\nFrom: y", '{"report_surface": [1, {"a": null}]}', "\ud800", "a\x00b", [], {}, [[]],
    ]
)  # fmt: skip
ODD = st.integers(0, 9).map(lambda n: n == 0)


@st.composite
def values(draw, shape):
    """A value of the format: usual for the most part, with oddities of every kind mixed in."""
    if draw(ODD) or shape is None:
        return draw(VALUES)
    if isinstance(shape, list):
        return [draw(values(shape[0])) for _ in range(draw(st.integers(0, 2)))]
    found = {key: draw(values(inner)) for key, inner in shape.items() if not draw(ODD)}
    if draw(ODD):
        found[draw(st.sampled_from(["newKey", "a/b", "a~b", "value#2", ""]))] = draw(VALUES)
    return found


def paths_of(value, path):
    """Every key and item of a document by its path, without any of the reader's code."""
    if isinstance(value, dict):
        inside = [
            (path + "/" + key.replace("~", "~0").replace("/", "~1").replace("#", "~2"), each)
            for key, each in value.items()
        ]
    elif isinstance(value, list):
        inside = [(f"{path}[{n}]", each) for n, each in enumerate(value, 1)]
    else:
        inside = []
    for at, each in inside:
        yield at
        yield from paths_of(each, at)


def read_all(read, content, *, trace=True):
    *before, head = read(io.BytesIO(content), trace=trace)
    assert isinstance(head, Report)
    return before


def named(facts):
    return Counter(fact.path for fact in facts if isinstance(fact, Read | KeptRaw))


def mutated(content, edits):
    changed = bytearray(content)
    for at, byte, how in edits:
        if changed:
            place = at % len(changed)
            changed[place : place + how % 3] = bytes([byte]) * (how % 2)
    return bytes(changed)


EDITS = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 255), st.integers(0, 5)), min_size=1, max_size=6
)
NOTHING_ELSE = settings(suppress_health_check=[HealthCheck.too_slow])


class TestJson:
    @NOTHING_ELSE
    @given(values(REPORT))
    def test_every_key_and_item_is_named_exactly_once(self, document):
        if not isinstance(document, dict) or not document.keys() & {"reportId", "reportedInformation"}:
            return
        document = json.loads(json.dumps(document))

        assert named(read_all(json_reader.read, as_json(document))) == Counter(paths_of(document, ""))

    @NOTHING_ELSE
    @given(values(REPORT))
    def test_a_traced_reading_finds_what_a_plain_one_does(self, document):
        if not isinstance(document, dict) or "reportId" not in document:
            return
        traced = read_all(json_reader.read, as_json(document))

        plain = read_all(json_reader.read, as_json(document), trace=False)

        assert plain == [fact for fact in traced if not isinstance(fact, Read)]

    @given(EDITS)
    def test_changed_bytes_are_read_or_refused(self, edits):
        content = mutated(as_json(WHOLE), edits)

        with suppress(CannotRead):
            read_all(json_reader.read, content)

    @given(st.text())
    def test_text_of_any_kind_may_be_asked_about(self, text):
        for reader in (json_reader, xml_reader, pdf_text):
            assert reader.looks_like(text) in (True, False)


NAMES = st.sampled_from(
    ["reportId", "report", "IMPORT", "CRIMEREPORT", "Name", "screenName", "ipCaptureEvent"]
)


@st.composite
def elements(draw, name="report", depth=0):
    namespace = (
        xml_reader.NAMESPACE if depth == 0 else draw(st.sampled_from([xml_reader.NAMESPACE] * 4 + [""]))
    )
    element = etree.Element(f"{{{namespace}}}{name}" if namespace else name)
    element.text = draw(st.sampled_from(["", " ", "900000001", "words"]))
    if draw(ODD):
        element.set("kind", "x")
    if draw(ODD):
        element.append(etree.Comment("note"))
    for _ in range(draw(st.integers(0, 3)) if depth < 3 else 0):
        element.append(draw(elements(draw(NAMES), depth + 1)))
    return element


class TestXml:
    @given(elements())
    def test_every_element_and_attribute_is_named_exactly_once(self, root):
        counted = sum(1 + len(each.attrib) for each in root.iter("*")) + sum(
            1 for _ in root.iter(etree.Comment)
        )
        names = named(read_all(xml_reader.read, etree.tostring(root)))

        assert all(count == 1 for count in names.values())
        assert sum("text()" not in path for path in names) == counted

    @given(EDITS)
    def test_changed_bytes_are_read_or_refused(self, edits):
        whole = (
            f'<report xmlns="{xml_reader.NAMESPACE}"><reportId>1</reportId><a b="c">d</a></report>'.encode()
        )

        with suppress(CannotRead):
            read_all(xml_reader.read, mutated(whole, edits))


LINES = st.lists(
    st.sampled_from([line for line in re.split("[\n\f]", PLAIN + LAID_OUT) if line.strip()]), max_size=60
)


def pdf_of(lines, breaks):
    body = "".join(line + ("\f" if n in breaks else "\n") for n, line in enumerate(lines))
    return "CyberTipline Report 900000001\nPriority Level: E\n" + body


class TestPdfText:
    @settings(max_examples=200)
    @given(LINES, st.sets(st.integers(0, 60), max_size=6))
    def test_every_line_is_named_exactly_once_in_whatever_order_they_come(self, lines, breaks):
        text = pdf_of(lines, breaks)
        stated = Counter(
            f"/page[{p}]/line[{n}]"
            for p, page in enumerate(text.split("\f"), 1)
            for n, line in enumerate(page.split("\n"), 1)
            if line.strip()
        )

        assert named(read_all(pdf_text.read, text.encode())) == stated

    @given(LINES)
    def test_what_stands_behind_section_a_adds_nothing_but_additions(self, lines):
        section_a = PLAIN[: PLAIN.index("\fSection B")]
        behind = [line for line in lines if "oncludes" not in line and "Section A" not in line]
        text = section_a + "\fSection B: Automated Information\n" + "\n".join(behind)

        alone = read_all(pdf_text.read, section_a.encode(), trace=False)
        whole = read_all(pdf_text.read, text.encode(), trace=False)

        stated = [fact for fact in whole if not isinstance(fact, Addition | KeptRaw | Flaw)]
        assert stated == [fact for fact in alone if not isinstance(fact, Addition | KeptRaw | Flaw)]

    @given(LINES)
    def test_nobody_is_a_suspect_by_default(self, lines):
        nobody = [line for line in lines if not re.match(r"\s*(Suspect|Recipient)", line)]

        facts = read_all(pdf_text.read, pdf_of(nobody, set()).encode())

        assert {fact.role for fact in facts if isinstance(fact, Party)} <= {Role.REPORTER}

    @given(EDITS)
    def test_changed_bytes_are_read_or_refused(self, edits):
        with suppress(CannotRead):
            read_all(pdf_text.read, mutated(PLAIN.encode(), edits))
