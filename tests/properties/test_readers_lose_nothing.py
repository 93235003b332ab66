"""Whatever a document holds, each element and attribute is named once: as read, or as kept raw."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from waymark.referrals.types import IPCaptureEvent, KeptRaw, Party, Read, Report, ReportedFile
from waymark.stages.intake.readers.cybertipline import read
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.streams import read_stream

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"

# What may stand in what, written from the format's description and not from the reader's tables.
EVENT = dict.fromkeys(("ipAddress", "eventName", "dateTime", "possibleProxy", "port"))
DEVICE = dict.fromkeys(("idType", "idValue", "eventName", "dateTime"))
ADDRESS = dict.fromkeys(("address", "city", "zipCode", "state", "nonUsaState", "country"))
PERSON = {
    "firstName": None,
    "lastName": None,
    "phone": {"number": None},
    "email": None,
    "address": ADDRESS,
    "age": None,
    "ageAssertionDiscrepancy": None,
    "dateOfBirth": None,
}
ACCOUNT = {
    "espIdentifier": None,
    "espService": None,
    "compromisedAccount": None,
    "screenName": None,
    "displayName": None,
    "profileUrl": None,
    "profileBio": None,
    "ipCaptureEvent": EVENT,
    "deviceId": DEVICE,
    "priorCTReports": None,
    "priorCTReport": None,
    "groupIdentifier": None,
    "accountTemporarilyDisabled": None,
    "accountPermanentlyDisabled": None,
    "estimatedLocation": {"city": None, "region": None, "countryCode": None},
    "allEmailsReported": None,
    "additionalInfo": None,
}
PARTY = {
    **ACCOUNT,
    "vehicleDescription": None,
    "thirdPartyUserReported": None,
    "schoolName": None,
    "associatedAccount": {
        **ACCOUNT,
        **PERSON,
        "platform": None,
        "middleName": None,
        "approximateAge": None,
        "accountType": None,
    },
}
FILE = {
    "reportId": None,
    "fileId": None,
    "fileName": None,
    "originalFileName": None,
    "uploadedToEspTimestamp": None,
    "uploadedToEspDateTime": None,
    "locationOfFile": None,
    "fileViewedByEsp": None,
    "viewedByEsp": None,
    "exifViewedByEsp": None,
    "publiclyAvailable": None,
    "fileRelevance": None,
    "potentialMeme": None,
    "fileAnnotations": {"viral": None, "infant": None, "potentialMeme": None, "newFlag": None},
    "industryClassification": None,
    "originalFileHash": None,
    "ipCaptureEvent": EVENT,
    "deviceId": DEVICE,
    "details": {"nameValuePair": {"name": None, "value": None}},
    "additionalInfo": None,
}
REPORT = {
    "reportId": None,
    "batchedReport": None,
    "incidentSummary": {
        "incidentType": None,
        "platform": None,
        "escalateToHighPriority": None,
        "reportAnnotations": {"sextortion": None, "spam": None, "informational": None, "newFlag": None},
        "incidentDateTime": None,
        "incidentDateTimeDescription": None,
    },
    "internetDetails": {
        "webPageIncident": {"url": None, "additionalInfo": None},
        "emailIncident": {"emailAddress": None, "content": None},
        "newsgroupIncident": {"name": None, "emailAddress": None, "content": None},
        "chatImIncident": {"chatClient": None, "chatRoomName": None, "content": None},
        "onlineGamingIncident": {"gameName": None, "console": None, "content": None},
        "cellPhoneIncident": {"phoneNumber": None, "latitude": None, "longitude": None},
        "nonInternetIncident": {"locationName": None, "incidentAddress": ADDRESS},
        "peer2peerIncident": {"client": None, "ipCaptureEvent": EVENT, "fileNames": None},
    },
    "lawEnforcement": {
        "agencyName": None,
        "caseNumber": None,
        "officerContact": PERSON,
        "reportedToLe": None,
        "servedLegalProcessDomestic": None,
        "servedLegalProcessInternational": None,
    },
    "reporter": {
        "reportingPerson": PERSON,
        "contactPerson": PERSON,
        "companyTemplate": None,
        "termsOfService": None,
        "legalURL": None,
    },
    "personOrUserReported": {"personOrUserReportedPerson": PERSON, **PARTY},
    "intendedRecipient": {"intendedRecipientPerson": PERSON, **PARTY},
    "victim": {"victimPerson": PERSON, **PARTY},
    "fileDetails": FILE,
    "additionalInfo": None,
}
ROOTS = {
    "report": REPORT,
    "fileDetails": FILE,
    "reportResponse": {"responseCode": None, "reportId": None, "fileId": None, "hash": None},
    "reportDoneResponse": {"responseCode": None, "reportId": None, "files": {"fileId": None}},
}
ATTRIBUTES = [
    "type",
    "accountType",
    "verified",
    "verificationDate",
    "countryCallingCode",
    "extension",
    "timestamp",
    "disabledDate",
    "userNotified",
    "userNotifiedDate",
    "reenabledDate",
    "hashType",
    "reason",
    "fleaCountry",
    "thirdPartyUser",
    "thirdPartyHostedContent",
    "unknown",
]
VALUES = (
    "",
    " ",
    "true",
    "false",
    "0",
    "1",
    " TRUE ",
    "maybe",
    "15",
    "443",
    "65536",
    "-1",
    "2024-01-15T14:30:00Z",
    "2024-01-15T14:30:00.123+05:30",
    "2024-01-15T14:30:00",
    "2024-02-30T00:00:00Z",
    "2023-12-31T24:00:00",
    "198.51.100.7",
    "Upload",
    "HASH",
    "Parent/Guardian",
    "a" * 32,
    "ab" * 32,
    "  kept as it is \n",
    "a\u00a0b é 中",
)


@st.composite
def trees(draw, name="report", inside=REPORT, depth=0):
    """An element of the format: usual for the most part, with oddities of every kind mixed in."""
    element = etree.Element(name)
    for attribute in draw(
        st.lists(st.sampled_from(ATTRIBUTES), max_size=2, unique=True) if draw(odd()) else st.just([])
    ):
        element.set(attribute, draw(st.sampled_from(VALUES)))
    if not inside:
        element.text = draw(st.sampled_from(VALUES))
    names = sorted(inside or ())
    for _ in range(draw(st.integers(0, 9 if depth == 0 else 6)) if names else 0):
        child = draw(st.sampled_from(names))
        element.append(draw(trees(child, inside[child], depth + 1)))
    if draw(odd()):
        element.append(draw(strangers()))
    if draw(odd()):
        (element[-1] if len(element) else element).tail = None
        element.text = draw(st.sampled_from(VALUES))
    for child in element:
        child.tail = draw(st.sampled_from(("\n  ", "\n  ", "loose"))) if draw(odd()) else None
    return element


def odd():
    return st.sampled_from((False,) * 9 + (True,))


@st.composite
def strangers(draw):
    kind = draw(st.sampled_from(("unknown", "nested", "comment", "instruction", "foreign", "misplaced")))
    if kind == "comment":
        return etree.Comment(" a note ")
    if kind == "instruction":
        return etree.ProcessingInstruction("target", "words")
    if kind == "foreign":
        return etree.fromstring('<x:port xmlns:x="urn:example:other" x:port="1">5</x:port>')
    if kind == "nested":
        return etree.fromstring('<newThing a="1"><victim><port>5</port>tail</victim><victim/></newThing>')
    return etree.fromstring("<newThing>words</newThing>" if kind == "unknown" else "<ipAddress>x</ipAddress>")


@st.composite
def documents(draw):
    name = draw(st.sampled_from(("report",) * 6 + tuple(ROOTS)))
    root = draw(trees(name, ROOTS[name]))
    if draw(odd()):
        root.addprevious(etree.Comment("before"))
        root.addnext(etree.ProcessingInstruction("after", "it"))
    return etree.tostring(
        root.getroottree(), encoding=draw(st.sampled_from(("UTF-8", "UTF-16"))), xml_declaration=True
    )


def facts_of(document, **how):
    return list(read(io.BytesIO(document), **how))


def named_independently(document):
    """The path of every element and attribute, by counting siblings in a plain tree."""
    paths = []
    root = etree.fromstring(document)

    def go(element, path):
        paths.append(path)
        reverse = {uri: prefix for prefix, uri in element.nsmap.items()}
        reverse["http://www.w3.org/XML/1998/namespace"] = "xml"
        for attribute in element.attrib:
            qualified = etree.QName(attribute)
            prefix = f"{reverse[qualified.namespace]}:" if qualified.namespace else ""
            paths.append(f"{path}/@{prefix}{qualified.localname}")
        seen: Counter[str] = Counter()
        for child in element:
            if not isinstance(child.tag, str):
                continue
            local = etree.QName(child).localname
            name = f"{child.prefix}:{local}" if child.prefix else local
            seen[name] += 1
            go(child, f"{path}/{name}" + (f"[{seen[name]}]" if seen[name] > 1 else ""))

    go(root, f"/{etree.QName(root).localname}")
    return sorted(paths)


def named_by_the_reader(document, **how):
    named = (fact.path for fact in facts_of(document, trace=True, **how) if isinstance(fact, Read | KeptRaw))
    return sorted(path for path in named if "()" not in path.rpartition("/")[2])


class TestReading:
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents())
    def test_names_every_element_and_attribute_exactly_once(self, document):
        assert named_by_the_reader(document) == named_independently(document)

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents(), st.integers(1, 200))
    def test_gives_equal_facts_from_a_tree_and_from_a_stream_cut_anywhere(self, document, size):
        utf8 = etree.tostring(etree.fromstring(document).getroottree(), encoding="UTF-8")
        pieces = [utf8[start : start + size] for start in range(0, len(utf8), size)]

        assert list(read_stream(pieces, trace=False)) == facts_of(document)
        assert facts_of(document, tree_limit=len(document) - 1) == facts_of(document)

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents())
    def test_gives_equal_facts_by_the_short_way_and_by_the_tables(self, document):
        traced = [fact for fact in facts_of(document, trace=True) if not isinstance(fact, Read)]

        assert facts_of(document) == traced

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents())
    def test_ends_with_the_one_head_and_numbers_everything_from_one(self, document):
        facts = facts_of(document)

        assert [type(fact) for fact in facts].index(Report) == len(facts) - 1
        for kind in (Party, ReportedFile, IPCaptureEvent):
            ordinals = sorted(fact.ordinal for fact in facts if isinstance(fact, kind))
            assert ordinals == list(range(1, len(ordinals) + 1))

    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents(), st.randoms(use_true_random=False), st.integers(1, 8), st.booleans())
    def test_raises_nothing_but_cannot_read_on_a_damaged_document(self, document, random, times, streamed):
        damaged = bytearray(document)
        for _ in range(times):
            place = random.randrange(len(damaged) or 1)
            what = random.choice(("flip", "drop", "double", "insert"))
            if what == "flip" and damaged:
                damaged[place] = random.randrange(256)
            elif what == "drop":
                del damaged[place : place + random.choice((1, 7, 400))]
            elif what == "double":
                damaged[place:place] = damaged[place : place + 60]
            else:
                damaged[place:place] = random.choice(
                    (b"<", b"&", b"\0", b"\xff\xfe", b"]]>", b"<!--", b"<!DOCTYPE a>")
                )
        how = {"tree_limit": max(len(damaged) // 2, 1)} if streamed else {}

        with suppress(CannotRead):
            named = named_by_the_reader(bytes(damaged), **how)
            assert named == named_independently(bytes(damaged))


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the public samples are not beside the project")
class TestReadingThePublicSamples:
    @pytest.mark.parametrize(
        "name", ["report-all-fields", "report-several-victims", "filedetails-all-fields"]
    )
    def test_names_every_element_and_attribute_as_read(self, name):
        document = (SAMPLES / f"ispws-{name}.xml").read_bytes()

        assert named_by_the_reader(document) == named_independently(document)
        assert not [fact for fact in facts_of(document) if isinstance(fact, KeptRaw)]
