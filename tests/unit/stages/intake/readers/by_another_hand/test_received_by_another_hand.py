"""Readers on documents by another hand: every element of both sides counted, nothing guessed."""

import io

import pytest
from lxml import etree

from tests.unit.stages.intake.readers.by_another_hand.made import (
    A_LOG,
    A_LOG_BY_DAY_AND_CLOCK,
    A_LOG_OF_DAYS,
    HOTLINE,
    a_file_hosting_report,
    a_received_xml,
    a_report_of_ambiguous_times,
    as_bytes,
    members_of,
)
from waymark.referrals.types import (
    Addition,
    Flaw,
    IPCaptureEvent,
    KeptRaw,
    Of,
    Party,
    Read,
    Report,
    ReportedFile,
    Role,
    Zone,
)
from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.errors import BrokenDocument
from waymark.stages.intake.readers.recognise import HEAD, recognise
from waymark.stages.intake.rules import Kind


def kind_of(content):
    return recognise(content[:HEAD], name="document", size=len(content))


def facts_of(content):
    """The facts of a document, by the reader of whatever it is recognised to be."""
    return list(READERS[kind_of(content)].read(io.BytesIO(content), trace=True))


def those(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


def named(facts):
    """Every element and attribute that is named, as read or as kept raw."""
    return [fact.path for fact in facts if isinstance(fact, Read | KeptRaw)]


class TestAReceivedJson:
    @pytest.mark.parametrize("mark", [False, True])
    @pytest.mark.parametrize("document", [a_file_hosting_report(), a_report_of_ambiguous_times()])
    def test_has_each_member_and_item_named_once(self, document, mark):
        paths = named(facts_of(as_bytes(document, mark=mark)))

        assert len(paths) == len(set(paths)) == members_of(document)

    def test_keeps_raw_what_no_public_reader_shows(self):
        raw = {
            fact.path.split("/")[2] for fact in those(facts_of(as_bytes(a_file_hosting_report())), KeptRaw)
        }

        assert {"childVictims", "somethingNew"} <= raw

    def test_keeps_three_states_of_what_was_verified_and_what_was_viewed(self):
        facts = facts_of(as_bytes(a_file_hosting_report()))

        suspect = next(party for party in those(facts, Party) if party.role is Role.SUSPECT)
        assert [email.verified for email in suspect.emails] == [True, None, False]
        assert [file.viewed_by_esp for file in those(facts, ReportedFile)] == [True, None, False]

    def test_makes_no_suspect_of_a_recipient(self):
        parties = those(facts_of(as_bytes(a_file_hosting_report())), Party)

        assert [(party.role, party.account.identifier, party.age) for party in parties] == [
            (Role.SUSPECT, "dbid:AAEXAMPLE1", None),
            (Role.INTENDED_RECIPIENT, "r1", 13),
        ]

    def test_reads_every_tag_of_every_group(self):
        tags = those(facts_of(as_bytes(a_file_hosting_report())), Addition)

        assert [tag.value for tag in tags] == ["Tag one", "Tag two", "Tag three"]

    def test_gives_no_moment_to_a_time_that_could_be_two_or_none(self):
        facts = facts_of(as_bytes(a_report_of_ambiguous_times()))

        times = [event.captured_at for event in those(facts, IPCaptureEvent)]
        assert {time.instant for time in times if time} == {None}
        assert facts[-1].received_at.zone is Zone.UNKNOWN

    def test_says_that_a_report_states_no_number(self):
        document = {**a_file_hosting_report(), "reportId": "N/A"}

        assert [flaw.where for flaw in those(facts_of(as_bytes(document)), Flaw)] == [
            "/reportId",
            "party 1",  # its date of birth is no day
        ]


class TestAReceivedXml:
    @pytest.mark.parametrize("prefix", ["", "ns0:", "q:"])
    def test_has_each_element_attribute_comment_and_loose_text_named_once(self, prefix):
        content = a_received_xml(prefix)
        root = etree.fromstring(content)
        there = sum(1 + len(each.attrib) + bool((each.tail or "").strip()) for each in root.iter())

        paths = named(facts_of(content))

        assert len(paths) == len(set(paths)) == there

    def test_reads_every_report_of_a_hubstream_export(self):
        two = b"<IMPORT><CRIMEREPORT><Name>910000022</Name></CRIMEREPORT><CRIMEREPORT><Name>910000023</Name></CRIMEREPORT></IMPORT>"

        facts = facts_of(two)

        assert [report.number for report in those(facts, Report)] == ["910000022", "910000023"]
        assert those(facts, Flaw) == []


class TestALogThatNamesNoPlatform:
    def test_has_its_addresses_read_and_says_that_nobody_is_named(self):
        facts = facts_of(A_LOG.encode())

        (event,) = those(facts, IPCaptureEvent)
        assert (event.address, event.port) == ("192.0.2.68", 40000)
        assert [flaw.where for flaw in those(facts, Flaw)] == ["the headings"]
        assert (facts[-1].reporter, facts[-1].platform) == ("", "")

    def test_puts_a_date_and_its_time_of_day_together(self):
        facts = facts_of(A_LOG_BY_DAY_AND_CLOCK.encode())

        (event,) = those(facts, IPCaptureEvent)
        (file,) = those(facts, ReportedFile)
        assert event.captured_at.text == "2026-02-01 10:00:00"
        assert (event.of, file.name, file.hashes[0].kind) == (Of.FILE, "a.jpg", "md5")

    def test_never_takes_a_day_for_its_midnight_nor_loses_a_port_that_is_none(self):
        facts = facts_of(A_LOG_OF_DAYS.encode())

        (event,) = those(facts, IPCaptureEvent)
        assert (event.captured_at.instant, event.captured_at.zone) == (None, Zone.UNKNOWN)
        assert [fact.text for fact in those(facts, KeptRaw)] == ["99999"]

    def test_is_none_where_it_names_pages(self):
        assert kind_of(b"ip,timestamp,type,url\n192.0.2.1,2026-02-01,GET,/x\n") is Kind.TEXT_UNKNOWN


class TestAHotlinesTable:
    def test_is_known_in_the_encoding_of_spreadsheets(self):
        content = (
            f"{HOTLINE}https://pages.example/g,h.example,C\u00f4te d\u2019Ivoire,,B,,caf\u00e9\n".encode(
                "cp1252"
            )
        )

        facts = facts_of(content)

        assert kind_of(content) is Kind.HOTLINE_CSV
        assert ("country", "C\u00f4te d\u2019Ivoire") in facts[-1].details[0].values

    def test_is_known_when_its_beginning_ends_inside_a_quoted_cell(self):
        note = "line\n" * (HEAD // 5)
        content = f'{HOTLINE}https://pages.example/a,h.example,GB,,A,,"{note}"\n'.encode()

        assert len(content) > HEAD
        assert kind_of(content) is Kind.HOTLINE_CSV
        assert those(facts_of(content), KeptRaw)[0].text == note

    def test_says_where_a_quote_is_never_closed(self):
        content = f'{HOTLINE}https://pages.example/a,h.example,GB,,A,,\n"never closed,GB\n'.encode()

        with pytest.raises(BrokenDocument, match="never closed"):
            facts_of(content)

    def test_takes_other_bytes_in_one_byte_for_no_text(self):
        assert kind_of("caf\u00e9 au lait, \u00e9t\u00e9".encode("cp1252")) is Kind.OPAQUE
