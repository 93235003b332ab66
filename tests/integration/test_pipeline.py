"""Deliveries through every step."""

import pytest
from django.db import connection

from tests.builders import (
    RECEIVED,
    Held,
    a_response,
    a_viewer,
    an_xml_report,
    file_details,
    receive,
)
from waymark.access.viewing import acting


def rows(viewer, query, *parameters):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


class TestAReport:
    def test_goes_from_arrival_to_the_queue(self, database):
        viewer = a_viewer()

        (answer,) = receive(
            viewer,
            Held(
                an_xml_report(
                    identifier="u1",
                    service="Examplechat",
                    events=[("198.51.100.7", "2026-11-01T10:00:00Z", 0)],
                )
            ),
        )

        assert answer.outcome == "accepted"
        assert rows(viewer, "select reference, stage from queue_entry") == [
            (answer.referrals[0], "unresearched")
        ]
        assert rows(viewer, "select count(*) from ip_verdict") == [(1,)]

    def test_delivered_twice_changes_nothing(self, database):
        viewer = a_viewer()
        held = Held(an_xml_report(identifier="u1", service="Examplechat"))
        (first,) = receive(viewer, held)

        (second,) = receive(viewer, held)

        assert second.outcome == "duplicate"
        assert second.referrals == first.referrals
        assert rows(viewer, "select count(*) from report") == [(1,)]


class TestReferrals:
    def test_join_by_themselves_on_the_same_account_at_the_same_provider(self, database):
        viewer = a_viewer()

        one, other = receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="Examplechat")),
            Held(an_xml_report(identifier="u1", service="Examplechat", note="again")),
        )

        assert one.referrals == other.referrals

    def test_stay_apart_on_the_same_account_name_elsewhere(self, database):
        viewer = a_viewer()

        one, other = receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="Examplechat")),
            Held(an_xml_report(identifier="u1", service="Othersite")),
        )

        assert one.referrals != other.referrals

    def test_are_proposed_as_one_on_a_shared_address(self, database):
        viewer = a_viewer()

        one, other = receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A", emails=["x@example.com"])),
            Held(an_xml_report(identifier="u2", service="B", emails=["X@example.com"])),
        )

        assert one.referrals != other.referrals
        assert rows(viewer, "select evidence_kinds from link") == [(["email", "email_loose"],)]

    def test_become_one_when_a_supplement_names_an_earlier_report(self, database):
        viewer = a_viewer()
        first, answer = receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A"), folder="/one"),
            Held(a_response(7001), name="response.xml", folder="/one"),
        )

        (supplement,) = receive(viewer, Held(an_xml_report(identifier="u9", service="B", prior=["7001"])))

        assert answer.outcome == "accepted"
        assert supplement.outcome == "supplement"
        assert supplement.referrals == first.referrals

    @pytest.mark.parametrize("late", [True, False])
    def test_become_one_whichever_report_comes_first(self, database, late):
        viewer = a_viewer()
        numbered = [
            Held(an_xml_report(identifier="u1", service="A"), folder="/one"),
            Held(a_response(7001), name="response.xml", folder="/one"),
        ]
        supplement = [Held(an_xml_report(identifier="u9", service="B", prior=["7001"]), folder="/two")]
        for held in [*supplement, *numbered] if late else [*numbered, *supplement]:
            receive(viewer, held)

        assert rows(viewer, "select count(*) from queue_entry") == [(1,)]


class TestFileDetails:
    def test_alone_wait_unfinished_and_join_when_the_number_is_known(self, database):
        viewer = a_viewer()
        (waiting,) = receive(viewer, Held(file_details(7001), name="file.xml", folder="/files"))

        receive(viewer, Held(an_xml_report(identifier="u1", service="A"), folder="/one"))
        receive(viewer, Held(a_response(7001), name="response.xml", folder="/one"))

        assert waiting.outcome == "unfinished"
        assert rows(viewer, "select outcome from delivery where id = %s", waiting.id) == [("accepted",)]
        assert rows(viewer, "select count(*) from reported_file") == [(1,)]


class TestADeliveryThatCannotBeRead:
    @pytest.mark.parametrize(
        "content",
        [
            b"<report><unclosed></report>",
            b'<!DOCTYPE report [<!ENTITY a "b">]><report>&a;</report>',
            b"<somethingElse/>",
            b"<report><title>of another tool</title></report>",
            b'<?xml version="1.0" encoding="UTF-8"?><report>\xff\xfe\xfa</report>',
            b"",
        ],
    )
    def test_is_quarantined_with_where_and_what(self, database, content):
        viewer = a_viewer()

        (answer,) = receive(viewer, Held(content))

        assert answer.outcome == "quarantined"
        assert answer.faults[0]["where"]
        assert answer.faults[0]["what"]
        assert rows(viewer, "select count(*) from report") == [(0,)]

    def test_loses_none_of_those_beside_it(self, database):
        viewer = a_viewer()

        answers = receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A")),
            Held(b"<report><unclosed></report>"),
            Held(an_xml_report(identifier="u2", service="A")),
        )

        assert [answer.outcome for answer in answers] == ["accepted", "quarantined", "accepted"]

    def test_is_not_stored_when_it_is_a_picture(self, database):
        viewer = a_viewer()
        png = b"\x89PNG\r\n\x1a\n" + bytes(64)

        (answer,) = receive(viewer, Held(png, name="report.xml"))

        assert answer.outcome == "quarantined"
        assert rows(viewer, "select has_content from delivery") == [(False,)]
        assert rows(viewer, "select count(*) from delivery_part") == [(0,)]

    def test_is_kept_when_it_is_a_list_of_hashes_and_names_the_command_that_takes_it(self, database):
        viewer = a_viewer()

        (answer,) = receive(viewer, Held(b'<queryResult xmlns="https://example.org/hashes"/>'))

        assert answer.outcome == "refused"
        assert "waymark match --known" in answer.faults[0]["what"]


class TestADeliveryWhoseReaderWasStopped:
    def test_is_read_by_whoever_comes_next(self, database):
        from waymark import pipeline
        from waymark.stages.intake import operations as intake

        viewer = a_viewer()
        with acting(viewer):
            intake.keep(
                [Held(an_xml_report(identifier="u1", service="A"))],
                source="",
                door="test",
                viewer=viewer,
                now=RECEIVED,
            )

        assert pipeline.read_unread(viewer, clock=lambda: RECEIVED) == 1
        assert rows(viewer, "select count(*) from queue_entry") == [(1,)]
        assert pipeline.read_unread(viewer, clock=lambda: RECEIVED) == 0


class TestAGiantReport:
    def test_is_read_whole(self, database):
        viewer = a_viewer()
        events = [
            (f"198.18.{n // 250}.{n % 250 + 1}", "2026-10-01T10:00:00Z", 1024 + n) for n in range(5_000)
        ]
        described = "".join(
            f"<fileDetails><reportId>1</reportId><fileId>{n:032x}</fileId>"
            f'<originalFileHash hashType="MD5">{n:032x}</originalFileHash></fileDetails>'
            for n in range(5_000)
        )

        (answer,) = receive(
            viewer, Held(an_xml_report(identifier="u1", service="A", events=events, extra=described))
        )

        assert answer.outcome == "accepted"
        assert rows(viewer, "select events, files from report") == [(5_000, 5_000)]
        assert rows(viewer, "select count(*) from ip_verdict") == [(5_000,)]

    def test_that_breaks_near_its_end_leaves_nothing_but_a_fault(self, database):
        viewer = a_viewer()
        events = [("198.18.0.1", "2026-10-01T10:00:00Z", 0)] * 9_000
        content = an_xml_report(identifier="u1", service="A", events=events)

        (answer,) = receive(viewer, Held(content[:-20]))

        assert answer.outcome == "quarantined"
        assert rows(viewer, "select count(*) from ip_capture") == [(0,)]


class TestLinks:
    def test_are_not_proposed_between_two_people_of_one_report_by_what_it_says_of_both(self, database):
        viewer = a_viewer()
        victim = "<victim><victimPerson><email>child@example.org</email></victimPerson></victim>"

        (answer,) = receive(viewer, Held(an_xml_report(identifier="", suspects=2, extra=victim)))

        assert len(answer.referrals) == 2
        assert rows(viewer, "select count(*) from link") == [(0,)]

    def test_are_taken_back_when_too_many_share_what_they_rest_on(self, database):
        viewer = a_viewer()
        events = [("198.51.100.7", "2026-10-01T10:00:00Z", 0)]

        receive(
            viewer, *(Held(an_xml_report(identifier=f"u{n}", service="A", events=events)) for n in range(3))
        )
        before = rows(viewer, "select count(*) from link")
        receive(
            viewer, *(Held(an_xml_report(identifier=f"v{n}", service="A", events=events)) for n in range(4))
        )

        assert before == [(3,)]
        assert rows(viewer, "select count(*) from link") == [(0,)]


class TestPlaceholders:
    @pytest.mark.parametrize("identifier", ["N/A", "unknown", "0", "none", "----"])
    def test_never_make_two_people_one(self, database, identifier):
        viewer = a_viewer()

        one, other = receive(
            viewer,
            Held(an_xml_report(identifier=identifier, service="A", screen_name="fern")),
            Held(an_xml_report(identifier=identifier, service="A", screen_name="moss")),
        )

        assert one.referrals != other.referrals
        assert rows(viewer, "select count(*) from link") == [(0,)]


class TestAnAccountWhoseProviderIsStatedDifferently:
    def test_is_proposed_and_not_joined(self, database):
        viewer = a_viewer()

        one, other = receive(
            viewer,
            Held(an_xml_report(identifier="alpha-17", service="Chat")),
            Held(an_xml_report(identifier="alpha-17")),
        )

        assert one.referrals != other.referrals
        assert rows(viewer, "select evidence_kinds from link") == [(["account"],)]

    def test_is_not_joined_when_two_companies_report_a_service_of_one_name(self, database):
        viewer = a_viewer()
        template = "<companyTemplate>Template of {}</companyTemplate></reporter>"

        one, other = receive(
            viewer,
            *(
                Held(
                    an_xml_report(identifier="alpha-17", service="Chat").replace(
                        b"</reporter>", template.format(company).encode()
                    )
                )
                for company in ("Acme", "Other Co")
            ),
        )

        assert one.referrals != other.referrals


class TestAnEarlierReportNamed:
    def test_is_proposed_where_it_has_several_people(self, database):
        viewer = a_viewer()
        receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A", suspects=2), folder="/one"),
            Held(a_response(7001), name="response.xml", folder="/one"),
        )

        (later,) = receive(viewer, Held(an_xml_report(identifier="u9", service="B", prior=["7001"])))

        found = rows(viewer, "select evidence_kinds from link")
        assert later.outcome == "accepted"
        assert set(map(tuple, (kinds for (kinds,) in found))) == {("report_number",)}

    @pytest.mark.parametrize("late", [True, False])
    def test_is_proposed_where_the_victim_names_it(self, database, late):
        viewer = a_viewer()
        victim = "<victim><victimPerson/><priorCTReports>7001</priorCTReports></victim>"
        numbered = [
            Held(an_xml_report(identifier="u1", service="A"), folder="/one"),
            Held(a_response(7001), name="response.xml", folder="/one"),
        ]
        naming = [Held(an_xml_report(identifier="u9", service="B", extra=victim), folder="/two")]

        for held in [*naming, *numbered] if late else [*numbered, *naming]:
            receive(viewer, held)

        assert rows(viewer, "select evidence_kinds from link") == [(["report_number"],)]
