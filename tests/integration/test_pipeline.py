"""Deliveries through every step."""

import pytest
from django.db import connection

from tests.builders import (
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
            viewer, Held(an_xml_report(identifier="u1", service="Examplechat", events=[("198.51.100.7", "2026-11-01T10:00:00Z", 0)]))
        )

        assert answer.outcome == "accepted"
        assert rows(viewer, "select reference, stage from queue_entry") == [(answer.referrals[0], "unresearched")]
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
        assert rows(viewer, "select evidence_kinds from link") == [(["email"],)]

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
