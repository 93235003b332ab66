"""A received PDF's text: sections kept apart, groups kept together, and every line accounted for."""

import io
from datetime import UTC, datetime

import pytest

from tests.unit.stages.intake.readers.received.documents import (
    additions_of,
    events_of,
    facts_of,
    files_of,
    head_of,
    of_kind,
    parties_of,
    raw_of,
    read_of,
)
from tests.unit.stages.intake.readers.received.pdf_documents import LAID_OUT, PLAIN
from waymark.referrals.types import Addition, Contact, EstimatedLocation, Flaw, Of, Role, StatedTime, Zone
from waymark.stages.intake.readers.errors import CannotRead, EmptyDocument, UnknownRoot, WrongEncoding
from waymark.stages.intake.readers.received.pdf_text import looks_like, read

BOTH = pytest.mark.parametrize("text", [PLAIN, LAID_OUT], ids=["plain", "laid out"])


def section_a(*lines, number="900000001", after=""):
    body = "\n".join(lines)
    return (
        f"CyberTipline Report {number}\nPriority Level: E\n"
        f"\fSection A: Reported Information\n{body}\nThis concludes Section A\n{after}"
    )


def suspect_of(*lines):
    (party,) = parties_of(facts_of(read, section_a("Suspect", *lines)))
    return party


def uses_of(*lines):
    return events_of(facts_of(read, section_a("Suspect", *lines)))


def at(*moment: int) -> datetime:
    year, month, day, hour, minute, second = (*moment, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


class TestCover:
    @BOTH
    def test_gives_the_number_and_when_ncmec_had_it(self, text):
        head = head_of(facts_of(read, text))

        assert head.number == "900000001"
        assert head.received_at.instant == at(2026, 1, 5, 10, 20, 30)

    @pytest.mark.parametrize("letter", ["E", "1", "2", "3", "Z"])
    def test_keeps_the_priority_as_received(self, letter):
        facts = facts_of(read, section_a().replace("Level: E", f"Level: {letter}"))

        assert head_of(facts).priority == letter

    def test_gives_the_number_when_it_stands_under_its_words(self):
        assert head_of(facts_of(read, section_a().replace("Report 9", "Report\n9"))).number == "900000001"

    def test_is_the_only_place_where_the_report_s_own_number_stands(self):
        after = "\fSection B: x\nDeconfliction\nSee CyberTipline Report 900000099"
        text = section_a("Suspect", "ESP User ID: 1001", after=after).replace(" 900000001", "", 1)

        assert head_of(facts_of(read, text)).number == ""


class TestSectionA:
    @BOTH
    def test_names_the_reporting_esp_and_keeps_its_contacts_its_own(self, text):
        facts = facts_of(read, text)

        staff = [party for party in parties_of(facts) if party.role is Role.REPORTER]
        assert head_of(facts).reporter == "Example Social Ltd"
        assert {each.description for each in staff} == {"contact person", "reporting person"}
        assert all(each.emails == () for each in staff)
        assert any("legal@social.example" in text for each in staff for text in each.additional_info)

    def test_leaves_two_columns_raw_that_ran_together(self):
        facts = facts_of(
            read,
            section_a(
                "Reporting Electronic Service Provider (ESP)",
                "Submitter: Point of Contact for Law Enforcement:",
                "Example Social Ltd Example Legal Team",
            ),
        )

        assert head_of(facts).reporter == ""
        assert "/page[2]/line[4]" in raw_of(facts)

    def test_keeps_the_incident_type_as_printed(self):
        head = head_of(facts_of(read, LAID_OUT))

        assert head.incident_type == "Apparent Child Pornography (Unconfirmed)"

    def test_is_never_overwritten_by_what_ncmec_says_of_the_incident(self):
        facts = facts_of(read, PLAIN)

        assert head_of(facts).incident_type == "Apparent Child Pornography"
        assert Addition(
            "ncmec_analysts", "C", "Incident Type", "Auto-referred International"
        ) in additions_of(facts)

    def test_shows_what_the_incident_s_time_is_beside_it(self):
        head = head_of(facts_of(read, PLAIN))

        assert head.incident_at.instant == at(2026, 1, 4, 23, 59, 58)
        assert head.incident_described == "Time at which the example was detected"

    def test_ends_where_it_says_so_and_not_at_a_line_that_is_called_like_another_section(self):
        facts = facts_of(
            read,
            section_a(
                "Suspect",
                "Additional Information",
                "Section B: is said here",
                "Recipient",
                "ESP User ID: 2002",
            ),
        )

        assert [party.role for party in parties_of(facts)] == [Role.SUSPECT, Role.INTENDED_RECIPIENT]

    def test_keeps_suspects_and_recipients_apart(self):
        facts = facts_of(read, PLAIN)

        people = [party for party in parties_of(facts) if party.role is not Role.REPORTER]
        assert [(each.role, each.account.identifier, each.emails[-1].value) for each in people] == [
            (Role.SUSPECT, "100200300", "other@example.org"),
            (Role.INTENDED_RECIPIENT, "400500600", "recipient@example.net"),
        ]

    def test_goes_on_with_a_person_whose_heading_is_repeated_on_the_next_page(self):
        facts = facts_of(read, PLAIN)

        (suspect,) = [party for party in parties_of(facts) if party.role is Role.SUSPECT]
        assert [event.of_ordinal for event in events_of(facts)][:3] == [suspect.ordinal] * 3

    def test_goes_on_with_a_block_where_a_page_repeats_the_section_s_heading_alone(self):
        facts = facts_of(
            read,
            section_a("Suspect", "ESP User ID: 1001\fSection A: Reported Information", "Approximate Age: 30"),
        )

        (party,) = parties_of(facts)
        assert (party.account.identifier, party.age) == ("1001", 30)

    def test_gives_nobody_the_lines_below_a_heading_that_is_not_known(self):
        facts = facts_of(
            read,
            section_a(
                "Suspect", "ESP User ID: 100200300", "Other Child Information", "Email Address: x@example.com"
            ),
        )

        assert parties_of(facts)[0].emails == ()
        assert raw_of(facts)["/page[2]/line[5]"] == "Email Address: x@example.com"


class TestPeople:
    def test_dates_are_month_day_and_year(self):
        (event,) = uses_of("IP Address: 192.0.2.10 (Login)", "02-03-2026 01:00:00 UTC")

        assert event.captured_at == StatedTime("02-03-2026 01:00:00 UTC", at(2026, 2, 3, 1), Zone.STATED)

    def test_a_date_that_cannot_be_month_first_is_no_moment(self):
        (event,) = uses_of("IP Address: 192.0.2.10 (Login)", "23-03-2026 01:00:00 UTC")

        assert event.captured_at == StatedTime("23-03-2026 01:00:00 UTC", None, Zone.UNKNOWN)

    def test_a_time_without_a_zone_has_no_moment(self):
        (event,) = uses_of("IP Address: 192.0.2.10 (Login)", "02-03-2026 01:00:00")

        assert event.captured_at == StatedTime("02-03-2026 01:00:00", None, Zone.UNKNOWN)

    @pytest.mark.parametrize(
        "lines",
        [
            ["IP Address: 192.0.2.10 (Login)", "Port: 51512", "02-03-2026 01:00:00 UTC"],
            ["IP Address: 192.0.2.10 (Login) Port: 51512", "02-03-2026 01:00:00 UTC"],
            ["IP Address: 192.0.2.10 (Login) Port: 51512 02-03-2026 01:00:00 UTC"],
            ["IP Address:", "192.0.2.10 (Login)", "Port: 51512", "02-03-2026", "01:00:00 UTC"],
            [
                "IP Address:      192.0.2.10   (Login)",
                "       Port: 51512",
                "      02-03-2026   01:00:00   UTC",
            ],
            ["IP Address: 192.0.2.10", "(Login)", "Port: 51512", "\f02-03-2026 01:00:00 UTC"],
        ],
    )
    def test_an_address_its_event_port_and_time_are_read_as_a_group(self, lines):
        (event,) = uses_of(*lines)

        assert (event.address, event.event, event.port) == ("192.0.2.10", "Login", 51512)
        assert event.captured_at.instant == at(2026, 2, 3, 1)

    def test_an_address_without_a_time_never_takes_the_nearest_date(self):
        events = uses_of(
            "IP Address: 192.0.2.10 (Login)",
            "Date of Birth: 02-03-1990",
            "IP Address: 192.0.2.11 (Login)",
            "IP Address: 192.0.2.12 (Login)",
            "02-03-2026 01:00:00 UTC",
            "04-05-2026 01:00:00 UTC",
        )

        assert [(each.address, each.captured_at and each.captured_at.text) for each in events] == [
            ("192.0.2.10", None),
            ("192.0.2.11", None),
            ("192.0.2.12", "02-03-2026 01:00:00 UTC"),
        ]

    def test_the_date_of_a_verification_is_no_use_of_anything(self):
        party = suspect_of("Email Address: a@example.com (Verified 12-01-2025", "09:00:00 UTC)")

        assert party.emails == (
            Contact(
                "a@example.com",
                verified=True,
                verified_at=StatedTime("12-01-2025 09:00:00 UTC", at(2025, 12, 1, 9), Zone.STATED),
            ),
        )

    @pytest.mark.parametrize(
        ("printed", "verified"),
        [("a@example.com (Verified)", True), ("a@example.com", None), ("a@example.com (Unverified)", False)],
    )
    def test_an_address_is_verified_or_not_or_it_is_not_said(self, printed, verified):
        assert suspect_of(f"Email Address: {printed}").emails == (
            Contact("a@example.com", verified=verified),
        )

    @pytest.mark.parametrize(
        ("lines", "address"),
        [
            (
                ["IP Address: 2001:0db8:0000:0000:", "0000:0000:0000:0007 (Login)"],
                "2001:0db8:0000:0000:0000:0000:0000:0007",
            ),
            (["IP Address: 2001:db8::7 (Login)"], "2001:db8::7"),
            (["IP Address: 2001:0db8:0000: (Login)"], "2001:0db8:0000:"),
            (["IP Address: Tor (Login)"], "Tor"),
        ],
    )
    def test_an_address_that_was_broken_is_joined_and_a_cut_one_stays_cut(self, lines, address):
        (event,) = uses_of(*lines, "02-03-2026 01:00:00 UTC")

        assert (event.address, event.event) == (address, "Login")
        assert event.captured_at.instant == at(2026, 2, 3, 1)

    def test_numbers_of_earlier_reports_are_joined_over_lines(self):
        assert suspect_of(
            "Prior CT Reports: 900000007, 900000008,", "900000009", "Age unknown"
        ).prior_reports == (
            "900000007",
            "900000008",
            "900000009",
        )

    def test_an_identifier_is_never_lengthened_by_a_line_that_merely_follows(self):
        party = suspect_of("ESP User ID: 100200300", "Facebook", "Screen/User Name: example", "user")

        assert (party.account.identifier, party.account.screen_name) == ("100200300", "example")

    def test_a_long_address_of_a_profile_is_joined_until_the_next_label(self):
        party = suspect_of(
            "Profile URL: https://social.example/users/a-rather-long-", "name", "Approximate Age: 30"
        )

        assert party.account.profile_urls == ("https://social.example/users/a-rather-long-name",)
        assert party.age == 30

    def test_free_text_keeps_what_only_looks_like_a_label(self):
        party = suspect_of(
            "ESP User ID: 100200300", "Additional Information", "Said:", "Email Address: in-text@example.com"
        )

        assert party.emails == ()
        assert party.additional_info == ("Said:\nEmail Address: in-text@example.com",)

    def test_two_fields_beside_one_another_are_two(self):
        party = suspect_of("Mobile Phone:   07700 900123        Phone Number:   07700 900124")

        assert [(each.value, each.kind) for each in party.phones] == [
            ("07700 900123", "Mobile"),
            ("07700 900124", ""),
        ]

    def test_a_gap_inside_a_label_does_not_make_a_name_of_a_screen_name(self):
        party = suspect_of("Screen/User   Name:   example user")

        assert (party.account.screen_name, party.first_name) == ("example user", "")

    def test_which_of_three_names_is_the_last_is_not_guessed(self):
        party = suspect_of("Name: Ann Mary Invented")

        assert (party.first_name, party.last_name, party.description) == ("", "", "Name: Ann Mary Invented")

    def test_a_place_of_three_parts_is_read_and_another_kept_in_words(self):
        assert suspect_of("Estimated Location: Exampleton, Kent, GB").location == EstimatedLocation(
            "Exampleton", "Kent", "GB"
        )
        assert suspect_of("Estimated Location: Exampleton").additional_info == (
            "Estimated Location: Exampleton",
        )


class TestFiles:
    def file_of(self, *lines):
        (file,) = files_of(facts_of(read, section_a("Uploaded File Information", "Filename: a.jpg", *lines)))
        return file

    @BOTH
    def test_have_hashes_answers_and_their_upload(self, text):
        facts = facts_of(read, text)

        file, (upload,) = files_of(facts)[0], [event for event in events_of(facts) if event.of is Of.FILE]
        assert file.hashes[0].value == "d41d8cd98f00b204e9800998ecf8427e"
        assert file.viewed_by_esp is not None
        assert (upload.event, upload.of_ordinal) == ("Upload", file.ordinal)

    @pytest.mark.parametrize(
        ("lines", "answer"),
        [
            (["Did Reporting ESP view entire contents of uploaded file? Yes"], True),
            (["Did Reporting ESP view entire contents of uploaded file?", "No"], False),
            (["Did Reporting ESP view entire contents of uploaded", "file? Yes"], True),
            (["Did Reporting ESP view entire contents of uploaded      No", "file?"], False),
            (
                [
                    "Did Reporting ESP view entire contents of uploaded file?",
                    "Information Not Provided by Company",
                ],
                None,
            ),
            (["Did Reporting ESP view entire contents of uploaded file?"], None),
            (["Did Reporting ESP view entire contents of uploaded file? No longer known"], None),
            ([], None),
        ],
    )
    def test_were_viewed_or_not_or_it_is_not_said(self, lines, answer):
        assert self.file_of(*lines).viewed_by_esp is answer

    def test_tell_the_three_questions_apart(self):
        file = self.file_of(
            "Did Reporting ESP view entire contents of uploaded file? Yes",
            "Did Reporting ESP view the EXIF of uploaded file? No",
            "Were entire contents of uploaded file publicly available? Yes",
        )

        assert (file.viewed_by_esp, file.exif_viewed_by_esp, file.publicly_available) == (True, False, True)

    @pytest.mark.parametrize(
        ("printed", "classification"), [("A1", "A1"), ("B2 (as printed)", "B2"), ("C1", "")]
    )
    def test_are_on_the_industry_scale_or_on_none(self, printed, classification):
        assert self.file_of(f"Image Categorization by ESP: {printed}").classification == classification

    def test_that_are_fewer_than_the_report_says_are_pointed_out(self):
        facts = facts_of(
            read, section_a("Uploaded File Information", "Number of uploaded files: 3", "Filename: a.jpg")
        )

        assert [flaw.where for flaw in of_kind(facts, Flaw)] == ["/page[2]/line[3]"]


class TestSectionsBToD:
    @BOTH
    def test_become_additions_and_nothing_else(self, text):
        end = text.index("This concludes Section A") + len("This concludes Section A")
        alone = [fact for fact in facts_of(read, text[:end]) if not hasattr(fact, "path")]
        whole = [fact for fact in facts_of(read, text) if not hasattr(fact, "path")]

        assert [fact for fact in whole if fact not in alone and not isinstance(fact, Addition)] == []

    def test_tie_a_look_up_to_whom_it_is_of(self):
        rows = [each for each in additions_of(facts_of(read, PLAIN)) if each.name == "IP Geo-Lookup"]

        assert {row.subject for row in rows} == {"Suspect 1"}
        assert {row.by for row in rows} == {"ncmec_systems"}
        assert any(row.value.startswith("2001:0db8:0000:0000: 0000:0000:0000:0007") for row in rows)

    def test_name_other_reports_for_an_officer_to_judge(self):
        facts = facts_of(read, PLAIN)

        others = [each.value for each in additions_of(facts) if each.name == "other report number"]
        assert others == ["900000011", "900000012"]
        assert all(not {"900000011", "900000012"} & set(party.prior_reports) for party in parties_of(facts))

    def test_hold_no_address_that_could_be_a_suspect_s(self):
        addresses = {each.value for party in parties_of(facts_of(read, PLAIN)) for each in party.emails}

        assert addresses == {"someone@example.com", "other@example.org", "recipient@example.net"}


class TestLines:
    @BOTH
    def test_are_each_named_once_as_read_or_as_kept_raw(self, text):
        facts = facts_of(read, text, trace=True)

        stated = {
            f"/page[{p}]/line[{n}]": line.strip()
            for p, page in enumerate(text.split("\f"), 1)
            for n, line in enumerate(page.split("\n"), 1)
            if line.strip()
        }
        assert not read_of(facts).keys() & raw_of(facts).keys()
        assert read_of(facts) | raw_of(facts) == stated

    def test_at_the_edge_of_every_page_stand_between_no_label_and_its_value(self):
        notice = "Example confidential notice"
        text = (
            f"CyberTipline Report 900000001\nPriority Level: E\n{notice} 1"
            f"\fSection A: Reported Information\nSuspect\nIP Address: 192.0.2.10 (Login)\n{notice} 2"
            f"\f02-03-2026 01:00:00 UTC\nThis concludes Section A\n{notice} 3"
        )

        (event,) = events_of(facts_of(read, text))

        assert event.captured_at.instant == at(2026, 2, 3, 1)


class TestHostileText:
    @pytest.mark.parametrize(
        "line",
        [
            "." * 500_000,
            "A" + "  b" * 100_000,
            "Section A: x\nSection B: y\n" * 20_000,
            "Suspect\nIP Address: 2001:\n" + "a:\n" * 50_000,
            "Suspect\nEmail Address: a@example.com (Verified\n" + "x\n" * 50_000,
        ],
        ids=["dots", "gaps", "headings", "address", "bracket"],
    )
    def test_is_read_to_its_end(self, line):
        assert head_of(facts_of(read, section_a(line))).number == "900000001"


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", EmptyDocument),
            (b" \f \n", EmptyDocument),
            (b"words", UnknownRoot),
            (b"CyberTipline \xff", WrongEncoding),
        ],
    )
    def test_name_what_is_wrong(self, content, refusal):
        with pytest.raises(CannotRead) as caught:
            list(read(io.BytesIO(content)))

        assert type(caught.value) is refusal


class TestLooksLike:
    @BOTH
    def test_knows_a_report_by_its_cover(self, text):
        assert looks_like(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "CyberTipline Report 900000001",
            "National Crime Agency\nDissemination of CyberTipline Report 900000001\nPriority Level: E",
            "Handling Code: P\nCyberTipline Report 900000001\n\f" + PLAIN,
            "A pack\n\f" + PLAIN,
            '{"reportId": "CyberTipline Report 900000001 Priority Level: E"}',
        ],
    )
    def test_takes_no_pack_that_names_a_report_for_one(self, text):
        assert not looks_like(text)
