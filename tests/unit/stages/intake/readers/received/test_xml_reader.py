"""The received XML: what is public of it is read, the rest is kept raw and said so."""

import pytest

from tests.unit.stages.intake.readers.received.documents import facts_of, head_of, parties_of, raw_of, read_of
from waymark.referrals.types import DocumentKind, KeptRaw, Report
from waymark.stages.intake.readers.errors import (
    BrokenDocument,
    CannotRead,
    DoctypeRefused,
    EmptyDocument,
    UnknownRoot,
    WrongEncoding,
)
from waymark.stages.intake.readers.received.xml_reader import looks_like, read

NAMESPACE = "http://report.cybertip.org/leaws/icac"
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by nobody -->
<report xmlns="{NAMESPACE}">
  <reportId> 900000001 </reportId>
  <screenName kind="x">example_user</screenName>
  <personOrUserReported><espIdentifier>100200300</espIdentifier></personOrUserReported>
</report>"""
PREFIXED = f'<ns0:report xmlns:ns0="{NAMESPACE}"><ns0:reportId>900000001</ns0:reportId></ns0:report>'
EXPORTED = "<IMPORT><CRIMEREPORT><Name>CyberTip 900000001</Name><Officer>x</Officer></CRIMEREPORT></IMPORT>"


class TestRead:
    def test_reads_the_number_and_keeps_the_rest_raw_at_its_path(self):
        facts = facts_of(read, PLAIN, trace=True)

        assert head_of(facts).number == "900000001"
        assert raw_of(facts) == {
            "/comment()": " made by nobody ",
            "/report/screenName": "example_user",
            "/report/screenName/@kind": "x",
            "/report/personOrUserReported": "",
            "/report/personOrUserReported/espIdentifier": "100200300",
        }
        assert read_of(facts) == {"/report": "", "/report/reportId": " 900000001 "}

    def test_says_in_the_head_how_much_of_it_is_not_public(self):
        assert head_of(facts_of(read, PLAIN)).kept_raw_because == (
            "Most of this form is not public, so only the report's number was read from it: "
            "5 elements and attributes were kept raw"
        )

    def test_makes_no_party_of_an_element_that_is_called_like_one(self):
        assert parties_of(facts_of(read, PLAIN)) == []

    def test_knows_its_namespace_under_any_prefix(self):
        assert facts_of(read, PREFIXED) == [Report(DocumentKind.REPORT, number="900000001")]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_reads_it_in_any_unicode_encoding(self, encoding):
        assert head_of(facts_of(read, PREFIXED.encode(encoding))).number == "900000001"

    @pytest.mark.parametrize(
        ("crime_report", "number"),
        [
            ("<CRIMEREPORT><Name>900000001</Name></CRIMEREPORT>", "900000001"),
            ("<CRIMEREPORT><Name>CyberTip 900000001</Name></CRIMEREPORT>", "900000001"),
            ("<CRIMEREPORT Name='CT 900000001'/>", "900000001"),
            ("<CRIMEREPORT><Name>900000001 and 900000002</Name></CRIMEREPORT>", "900000001 and 900000002"),
        ],
    )
    def test_takes_the_number_from_the_name_in_a_hubstream_export(self, crime_report, number):
        assert head_of(facts_of(read, f"<IMPORT>{crime_report}</IMPORT>")).number == number

    def test_makes_a_report_of_each_of_several_in_one_export(self):
        one, two = (
            f"<CRIMEREPORT><Name>{number}</Name><Note>{number}</Note></CRIMEREPORT>" for number in (7, 8)
        )

        facts = facts_of(read, f"<IMPORT>{one}{two}</IMPORT>")

        assert [fact.number for fact in facts if isinstance(fact, Report)] == ["7", "8"]
        assert [type(fact) for fact in facts] == [KeptRaw, Report, KeptRaw, Report]
        assert list(raw_of(facts)) == ["/IMPORT/CRIMEREPORT/Note", "/IMPORT/CRIMEREPORT[2]/Note"]

    def test_keeps_a_second_number_raw(self):
        facts = facts_of(
            read, PREFIXED.replace("</ns0:report>", "<ns0:reportId>2</ns0:reportId></ns0:report>")
        )

        assert head_of(facts).number == "900000001"
        assert raw_of(facts) == {"/report/reportId[2]": "2"}

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            ("", EmptyDocument),
            ("<report><reportId>1</reportId></report>", UnknownRoot),
            ('<report xmlns="http://other.example/"><reportId>1</reportId></report>', UnknownRoot),
            (PREFIXED[:-5], BrokenDocument),
            ('<!DOCTYPE a [<!ENTITY b "c">]>' + PREFIXED, DoctypeRefused),
            (PREFIXED.encode() + b"\xff", WrongEncoding),
        ],
    )
    def test_refuses_what_it_cannot_read(self, content, refusal):
        with pytest.raises(CannotRead) as caught:
            facts_of(read, content)

        assert type(caught.value) is refusal


class TestLooksLike:
    @pytest.mark.parametrize("head", [PLAIN, PREFIXED, EXPORTED, "\ufeff" + PLAIN, PLAIN[:200]])
    def test_knows_it_by_namespace_and_name(self, head):
        assert looks_like(head)

    @pytest.mark.parametrize(
        "head",
        [
            "",
            "{}",
            "<report/>",
            f"<report><a xmlns='{NAMESPACE}'/></report>",
            f"<other xmlns='{NAMESPACE}'><report/></other>",
            f"<!DOCTYPE a><report xmlns='{NAMESPACE}'/>",
            "<IMPORT><OTHER/></IMPORT>",
            "<report",
        ],
    )
    def test_takes_nothing_else_for_one(self, head):
        assert not looks_like(head)
