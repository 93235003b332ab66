"""Two documents about one thing, compared: what only one states, and what both state differently."""

from datetime import UTC, datetime

import pytest

from waymark.referrals.comparing import Difference, Only, differences
from waymark.referrals.types import (
    Account,
    Addition,
    Contact,
    DocumentKind,
    FileHash,
    IPCaptureEvent,
    KeptRaw,
    Of,
    Party,
    Read,
    Report,
    ReportedFile,
    Role,
    StatedTime,
    Zone,
)

HEAD = Report(DocumentKind.REPORT, number="900000001")
NOON = datetime(2026, 1, 4, 12, tzinfo=UTC)
MD5 = "0123456789abcdef0123456789abcdef"


def a_party(ordinal=1, role=Role.SUSPECT, *, account="", screen_name="", **stated):
    return Party(ordinal, role, account=Account(identifier=account, screen_name=screen_name), **stated)


def an_event(
    ordinal=1, of_ordinal=1, address="192.0.2.10", *, of=Of.PARTY, text="2026-01-04T12:00:00Z", **stated
):
    return IPCaptureEvent(
        ordinal, of, of_ordinal, address, captured_at=StatedTime(text, NOON, Zone.STATED), **stated
    )


def a_file(ordinal=1, name="a.jpg", md5="", **stated):
    return ReportedFile(ordinal, name=name, hashes=(FileHash("MD5", md5, "md5"),) if md5 else (), **stated)


class TestDifferences:
    def test_are_none_between_a_report_and_itself_whatever_was_kept_raw(self):
        facts = [
            a_party(account="7001", emails=(Contact("a@example.com"),)),
            an_event(),
            a_file(md5=MD5),
            HEAD,
        ]

        assert differences([*facts, KeptRaw("/a", "b")], [Read("/c", "d"), *reversed(facts)]) == ()

    def test_name_a_field_that_only_one_document_states(self):
        plain = a_party(account="7001")
        named = a_party(account="7001", first_name="Invented")

        assert differences([plain, HEAD], [named, HEAD]) == (
            Difference(Only.SECOND, "suspect 7001", "first_name", "", "Invented"),
        )

    def test_name_a_field_that_both_state_differently(self):
        printed = Report(DocumentKind.REPORT, incident_type="Apparent Child Pornography (Unconfirmed)")
        sent = Report(DocumentKind.REPORT, incident_type="Child Sex Tourism")

        assert differences([printed], [sent]) == (
            Difference(
                Only.DIFFERS,
                "report",
                "incident_type",
                "Apparent Child Pornography (Unconfirmed)",
                "Child Sex Tourism",
            ),
        )

    def test_say_nothing_of_other_capitals_line_breaks_and_layouts_of_a_time(self):
        json = [a_party(account="7001", vehicle="a red van"), an_event(event="LOGIN"), HEAD]
        pdf = [
            a_party(account="7001", vehicle="a red\n  van"),
            an_event(event="Login", text="01-04-2026 12:00:00 UTC"),
            HEAD,
        ]

        assert differences(json, pdf) == ()

    def test_do_not_take_an_assumed_zone_for_a_stated_one(self):
        assumed = StatedTime("2026-01-04T12:00:00", NOON, Zone.ASSUMED, "waymark")
        stated = StatedTime("2026-01-04T12:00:00Z", NOON, Zone.STATED)

        (difference,) = differences(
            [Report(DocumentKind.REPORT, incident_at=assumed)],
            [Report(DocumentKind.REPORT, incident_at=stated)],
        )

        assert (difference.what, difference.kind) == ("incident_at", Only.DIFFERS)

    def test_never_take_a_recipient_for_the_suspect_of_the_same_name(self):
        suspect = a_party(first_name="Ann", last_name="Invented")
        recipient = a_party(role=Role.INTENDED_RECIPIENT, first_name="Ann", last_name="Invented")

        found = differences([suspect, HEAD], [recipient, HEAD])

        assert [(each.kind, each.what) for each in found] == [(Only.SECOND, "party"), (Only.FIRST, "party")]

    def test_show_one_account_in_two_roles_as_one_party_whose_role_differs(self):
        found = differences(
            [a_party(account="7001"), HEAD], [a_party(role=Role.VICTIM, account="7001"), HEAD]
        )

        assert [(each.what, each.first, each.second) for each in found] == [("role", "suspect", "victim")]

    def test_never_fold_two_accounts_of_one_screen_name(self):
        found = differences(
            [a_party(account="7001", screen_name="example"), HEAD],
            [a_party(account="8001", screen_name="example"), HEAD],
        )

        assert {each.kind for each in found} == {Only.FIRST, Only.SECOND}
        assert {each.what for each in found} == {"party"}

    def test_show_both_where_a_name_could_be_either_of_two(self):
        one = [a_party(1, screen_name="example"), HEAD]
        two = [a_party(1, screen_name="example", age=30), a_party(2, screen_name="example", age=40), HEAD]

        found = differences(one, two)

        assert [each.kind for each in found] == [Only.FIRST, Only.SECOND, Only.SECOND]

    def test_find_a_party_by_an_address_written_in_other_capitals(self):
        json = [a_party(emails=(Contact("Someone@Example.com", verified=True),)), HEAD]
        pdf = [a_party(emails=(Contact("someone@example.com"),)), HEAD]

        assert [(each.what, each.first, each.second) for each in differences(json, pdf)] == [
            ("emails", "Someone@Example.com (verified: yes)", "someone@example.com")
        ]

    def test_name_a_port_that_only_one_document_states(self):
        found = differences([an_event(port=443), HEAD], [an_event(), HEAD])

        assert [(each.kind, each.what, each.first) for each in found] == [(Only.FIRST, "port", "443")]

    def test_take_uses_of_an_address_at_two_moments_for_two_events(self):
        later = an_event()._replace(
            captured_at=StatedTime("2026-01-05T12:00:00Z", NOON.replace(day=5), Zone.STATED)
        )

        found = differences([an_event(), HEAD], [later, HEAD])

        assert [each.what for each in found] == ["event", "event"]

    def test_compare_addresses_in_their_one_written_form(self):
        short = an_event(address="2001:db8::1")
        long = an_event(address="2001:0DB8:0000:0000:0000:0000:0000:0001")

        assert differences([short, HEAD], [long, HEAD]) == ()

    def test_say_to_whom_an_event_belongs_where_the_documents_disagree(self):
        parties = [a_party(1, account="7001"), a_party(2, Role.INTENDED_RECIPIENT, account="8001"), HEAD]

        found = differences([*parties, an_event(of_ordinal=1)], [*parties, an_event(of_ordinal=2)])

        assert [(each.what, each.first, each.second) for each in found] == [
            ("belongs to", "suspect 7001", "intended recipient 8001")
        ]

    def test_take_no_notice_of_an_event_that_a_document_repeats(self):
        assert differences([a_party(), an_event(1), an_event(2), HEAD], [a_party(), an_event(1), HEAD]) == ()

    def test_find_a_file_by_its_hash_under_another_name(self):
        found = differences(
            [a_file(name="a.jpg", md5=MD5), HEAD], [a_file(name="b.jpg", md5=MD5.upper()), HEAD]
        )

        assert [(each.what, each.first, each.second) for each in found] == [("name", "a.jpg", "b.jpg")]

    def test_take_files_of_one_name_and_two_hashes_for_two_files(self):
        found = differences([a_file(md5=MD5), HEAD], [a_file(md5=MD5[::-1]), HEAD])

        assert {(each.kind, each.what) for each in found} == {(Only.FIRST, "file"), (Only.SECOND, "file")}

    @pytest.mark.parametrize("count", [2, 5_000])
    def test_tell_apart_files_that_differ_in_their_hashes_alone(self, count):
        files = [a_file(n, "image.jpg", f"{n:032x}") for n in range(1, count + 1)]

        found = differences([*files, HEAD], [HEAD, *reversed(files[1:])])

        assert [(each.kind, each.what) for each in found] == [(Only.FIRST, "file")]

    def test_name_what_somebody_added_in_one_document_alone(self):
        tag = Addition("ncmec_analysts", "ncmecTags", "tag", "Example", "a.jpg")

        assert differences([tag, HEAD], [HEAD]) == (
            Difference(Only.FIRST, "a.jpg", "addition", "tag: Example (ncmec_analysts, ncmecTags)", ""),
        )

    def test_say_whose_account_is_tied_to_another_party(self):
        people = [a_party(1, account="7001"), a_party(2, Role.VICTIM, account="8001")]
        of_suspect = a_party(3, Role.OTHER, account="9001", associated_with=1)
        of_victim = a_party(3, Role.OTHER, account="9001", associated_with=2)

        found = differences([*people, of_suspect, HEAD], [*people, of_victim, HEAD])

        assert [(each.what, each.first, each.second) for each in found] == [
            ("associated_with", "suspect 7001", "victim 8001")
        ]
