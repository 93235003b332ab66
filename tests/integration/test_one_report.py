"""Documents of one number: originals, resends, supplements and retractions, in any order."""

import itertools
import json

import pytest
from django.db import connection

from tests.builders import Held, a_viewer, an_xml_report, file_details, receive
from waymark.access.viewing import acting


def rows(viewer, statement, *values):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def a_received_json(number=900000001, *, people=("100200300",), events=(), indent=None):
    """The JSON that an agency receives, of people known by their account."""
    captures = [
        {"captureType": "IP Address", "value": address, "dateTime": at, "eventName": "LOGIN"}
        for address, at in events
    ]
    return json.dumps(
        {
            "reportId": number,
            "dateReceived": "2026-01-05T10:20:30Z",
            "reportedInformation": {
                "reportingEsp": {"espName": "Example Social Ltd"},
                "incidentSummary": {
                    "incidentType": "Apparent Child Pornography",
                    "incidentDateTime": "2026-01-04T23:59:58Z",
                },
                "reportedPeople": {
                    "reportedPersons": [
                        {
                            "espUserId": person,
                            "sourceInformation": {"sourceCaptures": captures},
                        }
                        for person in people
                    ]
                },
            },
        },
        indent=indent,
    ).encode()


def a_received_xml(number=900000001, *, note=""):
    return (
        f'<report xmlns="http://report.cybertip.org/leaws/icac"><reportId>{number}</reportId>'
        f"<note>{note}</note></report>"
    ).encode()


FIRST = Held(a_received_json(), name="report.json")
RESENT = Held(a_received_json(indent=2), name="again.json")
MORE = Held(a_received_json(events=[("192.0.2.10", "2026-01-04T22:00:00Z")]), name="more.json")
XML = Held(a_received_xml(), name="report.xml")


class TestDocumentsOfOneNumber:
    def test_are_one_report_in_two_forms(self, database):
        viewer = a_viewer()

        answers = receive(viewer, FIRST, XML)

        assert [answer.outcome for answer in answers] == ["accepted", "accepted"]
        assert answers[0].referrals == answers[1].referrals
        assert rows(viewer, "select relation from same_report") == [("original",)]
        assert rows(viewer, "select reports from queue_entry") == [(1,)]

    def test_that_say_the_same_in_other_bytes_are_a_resend(self, database):
        viewer = a_viewer()

        _, again = receive(viewer, FIRST, RESENT)

        assert again.outcome == "duplicate"
        assert rows(viewer, "select relation from same_report") == [("resend",)]
        assert rows(viewer, "select reports from queue_entry") == [(1,)]

    def test_that_say_more_in_the_same_form_are_a_supplement(self, database):
        viewer = a_viewer()
        (first,) = receive(viewer, FIRST)

        (more,) = receive(viewer, MORE)

        assert more.outcome == "supplement"
        assert more.referrals == first.referrals
        assert rows(viewer, "select reports from queue_entry") == [(2,)]

    def test_put_each_person_with_themselves(self, database):
        viewer = a_viewer()
        two = Held(a_received_json(people=("100200300", "100200301")), name="two.json")
        others = Held(a_received_json(people=("100200301", "100200302")), name="others.json")

        receive(viewer, two, others)

        assert rows(viewer, "select count(*) from referral where merged_into_id is null") == [(3,)]

    @pytest.mark.parametrize("order", list(itertools.permutations((FIRST, RESENT, MORE, XML))))
    def test_make_as_many_reports_in_any_order(self, database, order):
        viewer = a_viewer()

        for held in order:
            receive(viewer, held)

        assert rows(viewer, "select reports from queue_entry") == [(2,)]
        assert rows(viewer, "select count(*) from referral where merged_into_id is null") == [(1,)]


class TestNews:
    def test_says_what_a_supplement_says_otherwise(self, database):
        viewer = a_viewer()
        receive(viewer, FIRST)

        receive(viewer, MORE)

        ((kind, words, before, after),) = rows(
            viewer, "select kind, words, level_before, level_after from referral_news"
        )
        assert kind == "supplement"
        assert "192.0.2.10" in words
        assert (before, after) == ("medium", "medium")

    def test_is_not_made_by_a_resend(self, database):
        viewer = a_viewer()
        receive(viewer, FIRST)

        receive(viewer, RESENT)

        assert rows(viewer, "select count(*) from referral_news") == [(0,)]

    def test_stands_until_an_officer_has_looked(self, database):
        from tests.builders import RECEIVED
        from waymark.referrals.operations.news import mark_news_seen

        viewer = a_viewer()
        ((reference,),) = [receive(viewer, FIRST)[0].referrals]
        receive(viewer, MORE)

        with acting(viewer):
            seen = mark_news_seen(viewer, reference, now=RECEIVED)

        assert seen == 1
        assert rows(viewer, "select seen_by_id from referral_news") == [(viewer.officer_id,)]
        assert rows(viewer, "select count(*) from audit_entry where event = 'news_seen'") == [(1,)]


class TestADescriptionOfAFile:
    def test_reaches_every_report_that_bears_its_number(self, database):
        viewer = a_viewer()
        receive(viewer, FIRST)
        receive(viewer, Held(file_details(900000001), name="file.xml"))

        receive(viewer, Held(a_received_json(people=("100200399",), events=()), name="later.json"))
        two = Held(a_received_json(people=("100200377", "100200378")), name="two.json")
        receive(viewer, two)

        described = rows(
            viewer,
            "select count(distinct referral_id) from referral_report where joined_by = 'names_number'",
        )
        standing = rows(viewer, "select count(*) from referral where merged_into_id is null")
        assert described == standing


class TestAnEarlierReportThatIsAddedTo:
    def test_is_not_joined_to_a_stranger_by_the_number_of_another_house(self, database):
        viewer = a_viewer()

        receive(viewer, FIRST, Held(an_xml_report(identifier="u9", service="B"), name="other.xml"))

        assert rows(viewer, "select count(*) from referral") == [(2,)]


def a_statutory_report(reference, *, user="u1", subsequent_to=()):
    """A provider's statutory report about one of its users."""
    from waymark.synthetic.statutory import statutory_report

    said = json.loads(statutory_report(whole=False))
    said["reference"] = reference
    if subsequent_to:
        said["subsequent_to"] = [
            {"reference": earlier, "relation": relation} for earlier, relation in subsequent_to
        ]
    for each in said.get("users", []):
        each["identifier"] = user
    return Held(json.dumps(said).encode(), name=f"{reference}.json")


class TestARetraction:
    REPORT = a_statutory_report("EXS-2026-1")
    RETRACTION = a_statutory_report("EXS-2026-2", subsequent_to=[("EXS-2026-1", "withdraws")])

    @pytest.mark.parametrize("order", list(itertools.permutations((0, 1))))
    def test_is_recorded_on_the_report_and_its_referral_in_any_order(self, database, order):
        from tests.builders import RECEIVED
        from waymark.referrals import queries

        viewer = a_viewer()
        both = (self.REPORT, self.RETRACTION)

        answers = [receive(viewer, both[n])[0] for n in order]

        home = answers[order.index(0)].referrals
        with acting(viewer):
            found = queries.referral(viewer, home[0], now=RECEIVED)
        (withdrawn,) = [report for report in found.reports if report.kind == "report"]
        assert len(withdrawn.withdrawn_by) == 1
        assert rows(viewer, "select count(*) from referral where merged_into_id is null") == [(1,)]
        assert rows(viewer, "select count(*) from report where kind = 'report'") == [(1,)]

    def test_that_reaches_a_standing_referral_is_news(self, database):
        viewer = a_viewer()
        receive(viewer, self.REPORT)

        (answer,) = receive(viewer, self.RETRACTION)

        assert answer.outcome == "accepted"
        assert rows(viewer, "select kind from referral_news") == [("retraction",)]

    def test_of_a_report_that_never_came_waits(self, database):
        (answer,) = receive(a_viewer(), self.RETRACTION)

        assert (answer.outcome, answer.referrals) == ("unfinished", [])


class TestAReportThatSaysWhatItAddsTo:
    REPORT = a_statutory_report("EXS-2026-1")
    MORE = a_statutory_report("EXS-2026-3", user="u2", subsequent_to=[("EXS-2026-1", "adds_to")])

    @pytest.mark.parametrize("order", list(itertools.permutations((0, 1))))
    def test_belongs_with_it_in_any_order(self, database, order):
        viewer = a_viewer()
        both = (self.REPORT, self.MORE)

        answers = [receive(viewer, both[n])[0] for n in order]

        assert answers[order.index(1)].outcome == "supplement"
        assert rows(viewer, "select count(*) from referral where merged_into_id is null") == [(1,)]
        assert rows(viewer, "select reports from queue_entry") == [(2,)]


class TestALargeDocument:
    def test_that_comes_again_in_other_bytes_is_a_resend(self, database):
        viewer = a_viewer()
        events = [(f"198.18.{n // 250}.{n % 250 + 1}", "2026-01-04T22:00:00Z") for n in range(9_500)]
        large = Held(a_received_json(events=events), name="large.json")
        again = Held(a_received_json(events=events, indent=1), name="again.json")
        assert large.size > 1 << 20

        answers = receive(viewer, large, again)

        assert [answer.outcome for answer in answers] == ["accepted", "duplicate"]
