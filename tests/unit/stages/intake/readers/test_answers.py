"""Platforms' answers: the holder, each sign-in with its port, the question, and the report it ties back to."""

import io
from datetime import UTC, datetime

import pytest

from waymark.referrals.types import (
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
from waymark.stages.intake.readers.answers.asked import asked
from waymark.stages.intake.readers.answers.gathering import address_and_port
from waymark.stages.intake.readers.answers.reader import looks_like, read
from waymark.stages.intake.readers.errors import CannotRead, NothingKnown
from waymark.synthetic import answers

GENERATIONS = pytest.mark.parametrize("generation", ["blocks", "tables", "cells"])
EVERY = {
    "meta": answers.meta_records(),
    "google": answers.google_subscriber(),
    "activities": answers.google_activities(),
    "snapchat": answers.snapchat_subscriber(),
    "snapchat ip": answers.snapchat_ip_data(),
    "kik": answers.kik_bind(),
    "discord": answers.discord_summary(),
    "roblox": answers.roblox_addresses(),
    "synchronoss": answers.synchronoss_log(),
}


def facts_of(content, *, trace=False):
    return list(read(io.BytesIO(content), trace=trace))


def those(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


def events_of(content):
    return [
        (e.address, e.port, e.event, e.captured_at.instant.isoformat()[:19] if e.captured_at else None)
        for e in those(facts_of(content), IPCaptureEvent)
    ]


class TestMeta:
    @GENERATIONS
    def test_says_the_question_in_every_generation(self, generation):
        question = asked(facts_of(answers.meta_records(generation=generation)))

        assert (question.service, question.ticket, question.target) == ("Instagram", "7000001", "178000001")
        assert question.account_identifier == "https://www.example.com/invented_1"
        assert question.covers_from
        assert question.covers_from.instant == datetime(2026, 1, 1, tzinfo=UTC)
        assert question.covers_to
        assert question.covers_to.instant == datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)

    @GENERATIONS
    def test_reads_each_address_with_its_port_time_and_action(self, generation):
        assert events_of(answers.meta_records(generation=generation)) == [
            ("192.0.2.7", None, "Registration", "2024-01-02T03:04:05"),
            ("198.51.100.2", 40001, "media_upload", "2026-11-10T21:00:00"),
            ("2001:db8::7", 40002, "v1_logout", "2026-11-09T20:00:00"),
        ]

    @GENERATIONS
    def test_reads_the_holder(self, generation):
        (holder,) = those(facts_of(answers.meta_records(generation=generation)), Party)

        assert (holder.role, holder.first_name, holder.last_name) == (Role.SUBSCRIBER, "Ada", "Invented1")
        assert [email.value for email in holder.emails] == ["user1@example.com"]
        assert [(phone.value, phone.verified) for phone in holder.phones] == [("+447700900123", True)]
        assert (holder.account.identifier, holder.account.screen_name) == ("178000001", "invented_1")
        assert [(device.id_type, device.value) for device in holder.devices] == [("UUID", "device-1")]

    @GENERATIONS
    def test_ties_back_to_its_report(self, generation):
        facts = facts_of(answers.meta_records(generation=generation))

        (file,) = those(facts, ReportedFile)
        assert facts[-1].adds_to == ("9900000001",)
        assert (file.report_number, file.name) == ("9900000001", "linked_media/ncmec_reports_1.jpg")

    @GENERATIONS
    def test_passes_over_definitions_and_what_has_no_records(self, generation):
        facts = facts_of(answers.meta_records(generation=generation))

        assert those(facts, KeptRaw) == [KeptRaw("/devices/Active", "true")]

    def test_goes_on_with_a_value_that_a_page_break_cut(self):
        page = answers.meta_records().replace(
            b"2026-11-10 21:00:00 UTC",
            b'2026-11-10<div class="p"></div></div></div></div></div><div class="pageBreak">Page 2</div>'
            b'<div class="t o"><div class="t i"><div class="m"><div>21:00:00 UTC',
        )

        assert ("198.51.100.2", 40001, "media_upload", "2026-11-10T21:00:00") in events_of(page)

    def test_reads_records_nested_in_a_list(self):
        page = (
            b'<div id="property-request_parameters" class="content-pane"><div class="t o"><div class="t i">Service'
            b'<div class="m"><div>WhatsApp</div></div></div></div></div><div id="property-ip_addresses">'
            b'<div class="t o"><div class="t i">Ip Addresses<div class="m"><div>'
            b'<div class="t o"><div class="t i">Time<div class="m"><div>2026-11-10 18:58:48 UTC</div></div></div></div>'
            b'<div class="t o"><div class="t i">IP Address<div class="m"><div>198.51.100.1</div></div></div></div>'
            b'<div class="p"></div>'
            b'<div class="t o"><div class="t i">Time<div class="m"><div>2026-11-09 18:58:48 UTC</div></div></div></div>'
            b'<div class="t o"><div class="t i">IP Address<div class="m"><div>198.51.100.2</div></div></div></div>'
            b"</div></div></div></div></div>"
        )

        assert events_of(page) == [
            ("198.51.100.1", None, "", "2026-11-10T18:58:48"),
            ("198.51.100.2", None, "", "2026-11-09T18:58:48"),
        ]

    def test_reads_labels_and_values_that_nothing_tells_apart_but_their_order(self):
        page = (
            b'<html><body><div id="property-request_parameters"><div>Target</div><div>+447700900123</div>'
            b"<div>Service</div><div>WhatsApp</div></div></body></html>"
        )

        question = asked(facts_of(page))

        assert (question.target, question.service) == ("+447700900123", "WhatsApp")


class TestGoogle:
    def test_reads_the_holder_and_the_sign_ins(self):
        facts = facts_of(answers.google_subscriber())

        (holder,) = those(facts, Party)
        assert (holder.account.identifier, holder.first_name) == ("500000001", "Ada")
        assert [phone.value for phone in holder.phones] == ["+447700900123"]
        assert events_of(answers.google_subscriber())[:2] == [
            ("192.0.2.8", None, "Registration", "2020-02-03T04:05:06"),
            ("198.51.100.0", None, "Login", "2026-11-10T04:34:32"),
        ]
        assert asked(facts).target == "500000001"

    def test_reads_a_log_of_activities(self):
        facts = facts_of(answers.google_activities())

        assert [(e.address, e.event) for e in those(facts, IPCaptureEvent)] == [
            ("2001:db8::9", "Login"),
            ("198.51.100.9", ""),
        ]
        assert asked(facts).target == "500000001"


class TestSnapchat:
    def test_reads_several_tables_of_one_file(self):
        facts = facts_of(answers.snapchat_subscriber())

        (holder,) = those(facts, Party)
        assert (holder.account.identifier, holder.account.screen_name) == ("aaaa-1", "invented_1")
        assert (holder.emails[0].verified, holder.phones[0].verified) == (True, False)
        assert holder.date_of_birth == "1990-01-31"
        assert events_of(answers.snapchat_subscriber()) == [
            ("192.0.2.9", None, "Registration", "2020-08-19T12:00:00")
        ]
        assert asked(facts).target == "invented_1"

    def test_reads_sign_ins_with_their_port(self):
        assert events_of(answers.snapchat_ip_data()) == [
            ("198.51.100.3", 40003, "LOGIN", "2026-11-11T04:02:00")
        ]


class TestKik:
    def test_reads_binds_without_headings(self):
        assert events_of(answers.kik_bind()) == [
            ("198.51.100.4", 40004, "Bind", "2025-11-10T22:00:00"),
            ("198.51.100.5", None, "Bind", "2025-11-11T22:00:00"),
        ]

    @pytest.mark.parametrize("sign", [",", ";"])
    @pytest.mark.parametrize("quote", ["", '"'])
    def test_is_read_from_a_table_without_headings_too(self, sign, quote):
        bind = answers.kik_bind().decode()
        lines = [[f"{quote}{cell}{quote}" for cell in line.split("\t")] for line in bind.splitlines()]
        table = "\r\n".join(map(sign.join, lines)).encode()

        assert looks_like(table.decode())
        assert events_of(table) == events_of(answers.kik_bind())


class TestDiscord:
    def test_reads_the_summary_of_an_account(self):
        facts = facts_of(answers.discord_summary())

        assert asked(facts).target == "700000001"
        assert those(facts, Party)[0].emails[0].verified is True
        assert len(those(facts, IPCaptureEvent)) == 4

    def test_says_that_a_heading_gave_the_zone(self):
        event = those(facts_of(answers.discord_summary()), IPCaptureEvent)[-1]

        assert (event.captured_at.zone, "utc" in event.captured_at.assumed_by) == (Zone.ASSUMED, True)


class TestRoblox:
    def test_keeps_the_port_with_the_time_at_which_it_was_seen(self):
        assert events_of(answers.roblox_addresses()) == [
            ("198.51.100.8", None, "first seen", "2026-10-01T10:00:00"),
            ("198.51.100.8", None, "last seen", "2026-11-01T10:00:00"),
            ("198.51.100.8", 40005, "port seen", "2026-10-15T10:00:00"),
        ]


class TestSynchronoss:
    def test_ties_a_checksum_to_the_address_that_uploaded_it(self):
        facts = facts_of(answers.synchronoss_log())

        (file,) = those(facts, ReportedFile)
        events = those(facts, IPCaptureEvent)
        assert (file.hashes[0].kind, file.hashes[0].value) == ("sha256", "ab" * 32)
        assert [(e.address, e.of, e.of_ordinal) for e in events] == [
            ("198.51.100.11", Of.FILE, 1),
            ("198.51.100.12", Of.PARTY, 1),
        ]

    def test_keeps_the_addresses_behind_the_first_raw(self):
        raw = those(facts_of(answers.synchronoss_log()), KeptRaw)

        assert "203.0.113.4" in [fact.text for fact in raw]


class TestRead:
    @pytest.mark.parametrize("content", EVERY.values(), ids=EVERY)
    def test_ends_with_one_head(self, content):
        facts = facts_of(content)

        assert len(those(facts, Report)) == 1
        assert isinstance(facts[-1], Report)

    @pytest.mark.parametrize("content", EVERY.values(), ids=EVERY)
    def test_names_nothing_twice(self, content):
        named = [fact.path for fact in facts_of(content, trace=True) if isinstance(fact, Read | KeptRaw)]

        assert len(named) == len(set(named))

    @pytest.mark.parametrize("name", ["activities", "roblox", "snapchat ip", "kik"])
    def test_names_every_cell_of_a_table(self, name):
        named = {
            fact.text.strip()
            for fact in facts_of(EVERY[name], trace=True)
            if isinstance(fact, Read | KeptRaw)
        }
        text = EVERY[name].decode().replace('"', "").replace("\t", ",").replace("\n", ",")

        assert {cell.strip() for cell in text.split(",") if cell.strip()} <= named

    @pytest.mark.parametrize(
        "content", [b"", b"a,b\n1,2\n", b"{}", b"<html><body>Hello</body></html>", b"\xff\xff"]
    )
    def test_refuses_what_is_no_answer(self, content):
        with pytest.raises(CannotRead):
            facts_of(content)

    def test_refuses_a_page_of_which_nothing_is_known(self):
        with pytest.raises(NothingKnown):
            facts_of(b'<div id="property-new_part"><div class="m">words</div></div>')

    def test_never_follows_what_a_page_refers_to(self):
        page = answers.meta_records().replace(
            b"<body>", b'<body><img src="http://192.0.2.1/x"><iframe src="file:///etc/passwd"></iframe>'
        )

        assert facts_of(page)

    def test_refuses_a_page_that_nests_too_deep(self):
        with pytest.raises(CannotRead):
            facts_of(b'<div id="property-name">' + b"<div>" * 3_000)


class TestLooksLike:
    @pytest.mark.parametrize("content", EVERY.values(), ids=EVERY)
    def test_knows_each_shape(self, content):
        assert looks_like(content.decode())

    @pytest.mark.parametrize(
        "head", ["", "URL,Grade\n", '{"reportId": 1}', "<html>", "MD5\n0123\n", "IP,Time\n192.0.2.1,x\n"]
    )
    def test_does_not_take_other_text_for_one(self, head):
        assert not looks_like(head)


class TestAddressAndPort:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("192.0.2.1", ("192.0.2.1", None)),
            ("192.0.2.1:443", ("192.0.2.1", 443)),
            ("[2001:db8::1]:443", ("2001:db8::1", 443)),
            ("[2001:db8::1]", ("2001:db8::1", None)),
            ("2001:db8::1", ("2001:db8::1", None)),
            ("192.0.2.1:99999", ("192.0.2.1:99999", None)),
            ("tor", ("tor", None)),
        ],
    )
    def test_takes_them_apart(self, text, expected):
        assert address_and_port(text) == expected
